"""Who is invited is the main person's to decide: what their yes and no do, and when a circle is built (domain.md 2)."""

from collections.abc import Iterable
from typing import Final

from domain.circle import MOST, Standing
from domain.circle_errors import KeptAwayError
from domain.requests import State

MAIN_PERSON: Final = "main_person"
"""What a request says of a requester whom it is about; anybody else asked with the main person's agreement."""

GATHERING: Final = frozenset({State.PREPARING, State.SCHEDULED, State.PLAN_PENDING})
"""People are added and invited: after the first contact until the meeting, and once more when the plan is not finished."""

_COUNTED: Final = frozenset({Standing.PROPOSED, Standing.AGREED})
_MOST_ROWS: Final = 2 * MOST
"""With everybody who is not to come."""


def has_room(standings: Iterable[Standing]) -> bool:
    """Whether one more person fits in a circle of people with these standings."""
    found = list(standings)
    return sum(standing in _COUNTED for standing in found) < MOST and len(found) < _MOST_ROWS


def after_yes(standing: Standing) -> Standing:
    """The main person wants somebody there, also after a no.

    Raises:
        KeptAwayError: this person is not to come after all, which is talked about first: there may be a reason of safety.
    """
    if standing is Standing.AWAY:
        raise KeptAwayError
    return Standing.AGREED


def after_no(standing: Standing, *, invited: bool) -> Standing:
    """The main person does not want somebody there; who was `invited` already is to stay away."""
    gone = standing is Standing.AWAY or (standing is Standing.AGREED and invited)
    return Standing.AWAY if gone else Standing.REFUSED


def brought_back(standing: Standing, *, agreed: bool) -> Standing:
    """Somebody who was kept away may come after all: with the main person's yes at once, else they are asked again."""
    if standing is not Standing.AWAY:
        return standing
    return Standing.AGREED if agreed else Standing.PROPOSED
