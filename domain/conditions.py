"""What a professional sets as conditions under compulsory help, and until when (domain.md 2, 2.1 and 1.4 E-9)."""

from datetime import datetime
from typing import Final

from domain.compulsory_errors import ConditionsFixedError, TooManyConditionsError
from domain.errors import WrongMoveError
from domain.preparation import CONDITIONS_BEFORE
from domain.requests import State

MOST: Final = 5
"""So many conditions one professional sets at most."""

LONGEST: Final = 120
"""Signs in one condition: one plain sentence, never the story behind it."""

BEFORE_THE_MEETING: Final = frozenset({State.PREPARING, State.SCHEDULED})
"""When they are written down; a plan that is not finished is not measured by new ones."""


def check_change(state: State, *, complete: bool, meeting_at: datetime | None, now: datetime) -> None:
    """Let a professional change their conditions.

    What everybody knows stays as it is in the last seven days. What nobody knows yet may still be said then: late is
    better than not, and the manager has heard that it is late.

    Raises:
        WrongMoveError: it is not the preparation, or the meeting has begun.
        ConditionsFixedError: they are known, and the meeting is less than seven days away.
    """
    if state not in BEFORE_THE_MEETING or (meeting_at is not None and now >= meeting_at):
        raise WrongMoveError(state=state.value)
    if complete and meeting_at is not None and now > meeting_at - CONDITIONS_BEFORE:
        raise ConditionsFixedError


def check_room(count: int) -> None:
    """Let one more condition be written down.

    Raises:
        TooManyConditionsError: there are five.
    """
    if count >= MOST:
        raise TooManyConditionsError
