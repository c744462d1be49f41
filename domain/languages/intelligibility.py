"""Which other language a coordinator may speak so that the citizen still understands them.

Taken from `data/intelligibility.csv` alone: Unicode's language distances were made for screens, and call
languages close that people cannot or will not share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from domain.languages import registry

ENOUGH = 2
"""Understanding runs from 0 (none) to 3 (easily); below this a conversation about a family does not work."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A language close enough to ask about. It is always a question, never a choice made for someone.

    Attributes:
        tag: what the coordinator would speak.
        level: how well the citizen understands that, 2 or 3.
        sensitive: offering it may hurt; only after the citizen said yes in so many words.
        note: why, in English, for the manager; may be empty.
    """

    tag: str
    level: int
    sensitive: bool
    note: str


@cache
def _by_citizen() -> Mapping[str, tuple[Neighbour, ...]]:
    found: dict[str, list[Neighbour]] = {}
    for citizen, coordinator, level, sensitive, note in registry.stored("registry.json")["neighbours"]:
        if level >= ENOUGH:
            found.setdefault(citizen, []).append(Neighbour(coordinator, level, sensitive, note))
    return {
        citizen: tuple(sorted(near, key=lambda neighbour: (-neighbour.level, neighbour.sensitive)))
        for citizen, near in found.items()
    }


def neighbours(tag: str) -> tuple[Neighbour, ...]:
    """The languages that a citizen who speaks `tag` understands well enough, best understood first.

    Raises:
        UnknownLanguageError: the register has no such tag.
    """
    return _by_citizen().get(registry.language(tag).tag, ())
