"""Finding a day for the meeting: the moments that may be proposed, and the evening before (domain.md 5, step 18)."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import MomentPastError, MomentRepeatedError, TooManyMomentsError

MOST: Final = 6
"""So many moments can be proposed at a time: more is not a choice but a puzzle."""

EVENING: Final = time(18)
"""When a reminder comes on the day before, in the service's zone."""

_SAFE: Final = {"morning": time(11), "afternoon": time(16), "weekend": time(16)}
"""The same for a requester who can be reached safely at other hours only (the hours of the request)."""

_SATURDAY: Final = 5


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When it is this day and time in `zone` (aware, UTC); an hour that is skipped in spring is the one after it."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def check_new(at: datetime, proposed: Collection[datetime], *, now: datetime) -> None:
    """Refuse a moment that cannot be added to those that are proposed.

    Raises:
        MomentPastError: it has passed.
        MomentRepeatedError: it is proposed already.
        TooManyMomentsError: there are six.
    """
    if at <= now:
        raise MomentPastError
    if at in proposed:
        raise MomentRepeatedError
    check_room(proposed)


def check_room(proposed: Collection[datetime]) -> None:
    """Refuse a seventh.

    Raises:
        TooManyMomentsError: there are six.
    """
    if len(proposed) >= MOST:
        raise TooManyMomentsError


def evening_before(meeting_at: datetime, zone: ZoneInfo) -> datetime:
    """Six o'clock in the evening of the day before the meeting, by the clocks in `zone` (aware, UTC)."""
    return moment(_day_before(meeting_at, zone), EVENING, zone)


def safe_evening_before(meeting_at: datetime, zone: ZoneInfo, hours: str) -> datetime | None:
    """The same within the safe hours of a request (aware, UTC); None when that day has none, as a working day may."""
    day = _day_before(meeting_at, zone)
    if hours == "weekend" and day.weekday() < _SATURDAY:
        return None
    return moment(day, _SAFE.get(hours, EVENING), zone)


def _day_before(meeting_at: datetime, zone: ZoneInfo) -> date:
    return meeting_at.astimezone(zone).date() - timedelta(days=1)
