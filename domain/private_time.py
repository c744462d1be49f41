"""Private family time: from when until when the circle is among itself, and where the day of the meeting stands.

Source: domain.md 6.1. While it runs nothing at all is sent to anyone in the circle.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.errors import NoPrivateTimeError, NotTheDayError
from domain.requests import State

LONGEST: Final = timedelta(hours=12)
"""A coordinator who forgets to tap does not keep people from their messages for ever."""

MAY_BEGIN: Final = frozenset({State.SCHEDULED, State.HELD, State.PLAN_PENDING})
"""While a plan is not accepted yet, people may go among themselves once more."""


class Phase(StrEnum):
    """Where the day stands; `LAPSED` is a private time that nobody ended within twelve hours."""

    BEFORE = "before"
    INFORMATION = "information"
    PRIVATE = "private"
    LAPSED = "lapsed"
    PRESENTATION = "presentation"
    OVER = "over"


def runs(since: datetime | None, until: datetime | None, *, now: datetime) -> bool:
    """Whether the circle is among itself now."""
    return since is not None and until is None and now < since + LONGEST


def phase(
    state: State,
    meeting_on: date | None,
    since: datetime | None,
    until: datetime | None,
    *,
    today: date,
    now: datetime,
) -> Phase:
    """Where the day stands; `meeting_on` and `today` are days in the service's zone."""
    if since is not None and until is None:
        return Phase.PRIVATE if runs(since, until, now=now) else Phase.LAPSED
    if state in MAY_BEGIN and since is not None:
        return Phase.PRESENTATION
    if state in MAY_BEGIN and meeting_on is not None and today >= meeting_on:
        return Phase.INFORMATION
    return Phase.BEFORE if meeting_on is None or today < meeting_on else Phase.OVER


def begin(now_is: Phase) -> bool:
    """Whether a tap on *private time begins* changes anything: while it runs it does not.

    Raises:
        NotTheDayError: it is not the day of the meeting yet, or not any more.
    """
    if now_is in {Phase.BEFORE, Phase.OVER}:
        raise NotTheDayError
    return now_is is not Phase.PRIVATE


def end(now_is: Phase) -> bool:
    """Whether a tap on *the plan is there* changes anything: a second one does not.

    Raises:
        NoPrivateTimeError: the circle was not among itself yet.
    """
    if now_is in {Phase.PRIVATE, Phase.LAPSED}:
        return True
    if now_is is Phase.PRESENTATION:
        return False
    raise NoPrivateTimeError
