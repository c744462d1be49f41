"""The moments that may be proposed, and the evening before, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import meeting_days
from domain.errors import DomainError, MomentPastError, MomentRepeatedError, TooManyMomentsError
from domain.meeting_days import MOST

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
SIX = [NOW + timedelta(days=number) for number in range(1, MOST + 1)]


@pytest.mark.parametrize(
    ("at", "proposed", "refused"),
    [
        pytest.param(NOW, [], MomentPastError, id="this moment"),
        pytest.param(NOW - timedelta(days=1), [], MomentPastError, id="yesterday"),
        pytest.param(SIX[0], SIX[:1], MomentRepeatedError, id="the same one"),
        pytest.param(SIX[0], SIX, MomentRepeatedError, id="the same one, and there are six"),
        pytest.param(NOW + timedelta(hours=1), SIX, TooManyMomentsError, id="a seventh"),
    ],
)
def test_a_moment_that_cannot_be_added(
    at: datetime, proposed: list[datetime], refused: type[DomainError]
) -> None:
    with pytest.raises(refused):
        meeting_days.check_new(at, proposed, now=NOW)


def test_a_sixth_moment_is_added() -> None:
    before = list(SIX[:5])
    meeting_days.check_new(SIX[5], before, now=NOW)
    assert before == SIX[:5]


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        pytest.param(date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), id="skipped"),
        pytest.param(date(2026, 3, 29), time(3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), id="after it"),
        pytest.param(date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="twice"),
    ],
)
def test_an_hour_where_the_clocks_change(day: date, clock: time, utc: datetime) -> None:
    assert meeting_days.moment(day, clock, AMSTERDAM) == utc


@pytest.mark.parametrize(
    ("meeting", "evening"),
    [
        pytest.param("2026-03-11T16:00", "2026-03-10T17:00", id="winter"),
        pytest.param("2026-07-02T16:00", "2026-07-01T16:00", id="summer"),
        pytest.param("2026-03-29T16:00", "2026-03-28T17:00", id="the day of summer time"),
        pytest.param("2026-03-30T00:30", "2026-03-29T16:00", id="the day after it, past midnight"),
        pytest.param("2026-10-25T16:00", "2026-10-24T16:00", id="the day of winter time"),
        pytest.param("2026-10-26T10:00", "2026-10-25T17:00", id="the day after it"),
        pytest.param("2028-03-01T10:00", "2028-02-29T17:00", id="the leap day"),
        pytest.param("2027-01-01T10:00", "2026-12-31T17:00", id="the last day of a year"),
    ],
)
def test_the_evening_before_is_six_o_clock_in_amsterdam(meeting: str, evening: str) -> None:
    """`evening` is in UTC."""
    at = datetime.fromisoformat(meeting).replace(tzinfo=AMSTERDAM).astimezone(UTC)
    expected = datetime.fromisoformat(evening).replace(tzinfo=UTC)
    assert meeting_days.evening_before(at, AMSTERDAM) == expected
    assert expected.astimezone(AMSTERDAM).time() == time(18)


@pytest.mark.parametrize(
    ("hours", "meeting_on", "clock"),
    [
        pytest.param("any", date(2026, 3, 11), time(18), id="any"),
        pytest.param("evening", date(2026, 3, 11), time(18), id="evening"),
        pytest.param("morning", date(2026, 3, 11), time(11), id="morning"),
        pytest.param("afternoon", date(2026, 3, 11), time(16), id="afternoon"),
        pytest.param("weekend", date(2026, 3, 15), time(16), id="weekend, on a Saturday"),
        pytest.param("weekend", date(2026, 3, 16), time(16), id="weekend, on a Sunday"),
        pytest.param("weekend", date(2026, 3, 14), None, id="weekend, on a Friday"),
    ],
)
def test_whoever_asked_is_reminded_at_an_hour_that_is_safe(
    hours: str, meeting_on: date, clock: time | None
) -> None:
    at = datetime.combine(meeting_on, time(16), AMSTERDAM).astimezone(UTC)
    safe = meeting_days.safe_evening_before(at, AMSTERDAM, hours)
    expected = None
    if clock is not None:
        expected = datetime.combine(meeting_on - timedelta(days=1), clock, AMSTERDAM)
    assert safe == expected
