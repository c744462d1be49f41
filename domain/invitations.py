"""When an invitation may be read and answered, and when somebody is reminded of it once (domain.md 2)."""

from datetime import datetime, timedelta
from typing import Final

from domain.circle import Standing
from domain.requests import BEFORE_MEETING, SEEKING, State

REMINDER: Final = timedelta(days=3)
"""So long after somebody opened their invitation they are reminded of it, once, if they have not answered."""

OPEN: Final = SEEKING | BEFORE_MEETING | {State.PLAN_PENDING}
"""The meeting is still to come; with a plan that is not finished, a second one may be."""

REMINDED: Final = OPEN - {State.PLAN_PENDING}
"""Where somebody is reminded; before a day is set for a second meeting there is nothing to be reminded of."""

_MARK: Final = "g"
_LENGTH: Final = 44
"""Of the secret in a link: the mark, and a token of 43 signs. Other one-time links hold the token alone, so that a link
into a circle is known for one when nothing is left of the circle any more."""


def secret(token: str) -> str:
    """The secret of an invitation, made of a fresh token."""
    return f"{_MARK}{token}"


def is_secret(found: str) -> bool:
    """Whether this is the secret of an invitation, of one that is over too."""
    return len(found) == _LENGTH and found.startswith(_MARK)


def is_open(standing: Standing, state: State) -> bool:
    """Whether somebody of this standing still reads and answers the invitation."""
    return standing is Standing.AGREED and state in OPEN


def reminder_is_due(*, opened_at: datetime, meeting_at: datetime | None, now: datetime) -> bool:
    """Whether to ask somebody once more who has not answered since; of a meeting that has begun nobody is reminded."""
    return now >= opened_at + REMINDER and (meeting_at is None or now < meeting_at)


def meets_at(meeting_at: datetime | None, held_at: datetime | None) -> datetime | None:
    """When the meeting that people are invited to begins; None before a day is set, also for a second meeting."""
    if meeting_at is None or (held_at is not None and meeting_at <= held_at):
        return None
    return meeting_at
