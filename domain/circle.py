"""The circle around somebody: who is asked, in which part, and what they may answer (domain.md 2, 2.1, 6.1).

Names stay with the family: a person here is a word that the family chose, such as *aunt with the blue car*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST: Final = 30
"""So many people can be in one circle; the usual number is nine to eleven."""

LEAST: Final = 2
"""With fewer there is nobody to make a plan with: the coordinator is asked to look further first."""

LONGEST_WORD: Final = 30
"""Signs in the word for a person: a word, not a story."""


class Part(StrEnum):
    """What somebody is in the circle; each has a card of its own (domain.md 2)."""

    CIRCLE = "circle"
    CHILD = "child"
    SUPPORTER = "supporter"
    ADVOCATE = "advocate"
    PROFESSIONAL = "professional"
    INTERPRETER = "interpreter"


class Standing(StrEnum):
    """Whether the main person wants this person there.

    `AWAY` is somebody who was agreed on and is not to come after all: their link shows nothing any more.
    """

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    AWAY = "away"


class Reply(StrEnum):
    """What somebody answers to an invitation; a maybe may still become a yes or a no."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class Need(StrEnum):
    """What somebody needs to be able to come."""

    TRAVEL = "travel"
    CHILD_CARE = "child_care"
    WHEELCHAIR = "wheelchair"
    VIDEO = "video"
    INTERPRETER = "interpreter"
    COMPANY = "company"
    APART = "apart"


class Apart(StrEnum):
    """Told in private: whether there is somebody whom they may not, or would rather not, meet (domain.md 2.1).

    Never who or why: that they tell the coordinator in person.
    """

    NOBODY = "nobody"
    RATHER_NOT = "rather_not"
    MAY_NOT = "may_not"


OUTSIDE_PRIVATE_TIME: Final = frozenset({Part.PROFESSIONAL})
"""Who is not there in the private part; an interpreter is, and says nothing of their own (domain.md 6.1)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people of a circle said what; numbers only.

    Attributes:
        asked: agreed on by the main person, and invited.
        grown: thought of by somebody in the circle, and agreed on.
        silent: invited, without an answer.
    """

    asked: int = 0
    yes: int = 0
    maybe: int = 0
    no: int = 0
    silent: int = 0
    grown: int = 0


def tally(people: Iterable[tuple[Reply | None, bool, bool]]) -> Tally:
    """Count: of each agreed person the answer, whether they were invited, and whether somebody else thought of them."""
    found = list(people)
    invited = [reply for reply, was_invited, _ in found if was_invited]
    return Tally(
        asked=len(invited),
        yes=invited.count(Reply.YES),
        maybe=invited.count(Reply.MAYBE),
        no=invited.count(Reply.NO),
        silent=invited.count(None),
        grown=sum(grown for _, _, grown in found),
    )
