"""Office time is counted in hours in which somebody works; every other hour is real time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Calendar, Wait, days, hours, office_hours
from tests.domain.policies import AMSTERDAM, POLICY

CALENDAR = POLICY.calendar


def _here(*when: int) -> datetime:
    return datetime(*when, tzinfo=AMSTERDAM)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("begins", "wait", "over"),
    [
        pytest.param(
            (2026, 3, 3, 10), office_hours(8), (2026, 3, 4, 10), id="a working day from the morning"
        ),
        pytest.param(
            (2026, 3, 3, 7, 59),
            office_hours(8),
            (2026, 3, 3, 17),
            id="before it opens: to the end of the day",
        ),
        pytest.param((2026, 3, 3, 17), office_hours(4), (2026, 3, 4, 13), id="at closing time"),
        pytest.param((2026, 3, 3, 23), office_hours(4), (2026, 3, 4, 13), id="at night"),
        pytest.param((2026, 3, 6, 16), office_hours(8), (2026, 3, 9, 16), id="over a weekend"),
        pytest.param((2026, 3, 7, 12), office_hours(1), (2026, 3, 9, 10), id="in a weekend"),
        pytest.param(
            (2026, 12, 24, 16), office_hours(8), (2026, 12, 28, 16), id="over Christmas, on a Friday"
        ),
        pytest.param(
            (2025, 12, 24, 16), office_hours(8), (2025, 12, 29, 16), id="over Christmas and a weekend"
        ),
        pytest.param((2026, 4, 24, 16), office_hours(8), (2026, 4, 28, 16), id="King's Day on a Monday"),
        pytest.param(
            (2025, 4, 25, 16), office_hours(8), (2025, 4, 28, 16), id="King's Day moved to the Saturday"
        ),
        pytest.param(
            (2026, 3, 27, 16), office_hours(8), (2026, 3, 30, 16), id="over the change to summer time"
        ),
        pytest.param(
            (2026, 10, 23, 16), office_hours(8), (2026, 10, 26, 16), id="over the change to winter time"
        ),
        pytest.param((2028, 2, 28, 16), office_hours(8), (2028, 2, 29, 16), id="to 29 February"),
        pytest.param((2028, 2, 29, 16), office_hours(8), (2028, 3, 1, 16), id="from 29 February"),
        pytest.param((2026, 1, 31, 14), days(28), (2026, 2, 28, 14), id="a meeting on 31 January"),
        pytest.param(
            (2028, 1, 31, 14), days(28), (2028, 2, 28, 14), id="a meeting on 31 January of a leap year"
        ),
        pytest.param((2028, 2, 1, 14), days(28), (2028, 2, 29, 14), id="four weeks to 29 February"),
        pytest.param((2026, 3, 28, 14), hours(24), (2026, 3, 29, 15), id="24 real hours over the short day"),
        pytest.param((2026, 10, 24, 14), hours(24), (2026, 10, 25, 13), id="24 real hours over the long day"),
    ],
)
def test_a_wait_is_over(begins: tuple[int, ...], wait: Wait, over: tuple[int, ...]) -> None:
    assert CALENDAR.after(_here(*begins), wait) == _here(*over)
    assert CALENDAR.after(_here(*begins).astimezone(UTC), wait) == _here(*over)


def test_the_answer_is_in_the_zone_of_the_question() -> None:
    begins = datetime(2026, 3, 3, 9, tzinfo=UTC)
    for wait in (office_hours(8), days(1)):
        assert CALENDAR.after(begins, wait).tzinfo is UTC
        assert CALENDAR.after(begins.astimezone(AMSTERDAM), wait).tzinfo is AMSTERDAM


moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(lambda day: day.replace(tzinfo=UTC))  # noqa: DTZ001 - the zone follows
minutes = st.integers(min_value=0, max_value=60 * 200).map(lambda count: timedelta(minutes=count))


def _worked(begins: datetime, ends: datetime) -> timedelta:
    """How long the office was open between two moments, counted day by day in another way than the calendar does."""
    found = timedelta()
    day = begins.astimezone(AMSTERDAM).date()
    while day <= ends.astimezone(AMSTERDAM).date():
        if CALENDAR.works_on(day):
            opens = datetime.combine(day, time(9), AMSTERDAM).astimezone(UTC)
            closes = datetime.combine(day, time(17), AMSTERDAM).astimezone(UTC)
            found += max(min(closes, ends) - max(opens, begins), timedelta())
        day += timedelta(days=1)
    return found


@given(begins=moments, length=minutes)
def test_exactly_so_much_office_time_lies_between(begins: datetime, length: timedelta) -> None:
    ends = CALENDAR.after(begins, Wait(length, office=True))
    local = ends.astimezone(AMSTERDAM)
    assert _worked(begins, ends) == length
    assert CALENDAR.works_on(local.date())
    assert time(9) <= local.time() <= time(17)


@given(begins=moments, one=minutes, other=minutes)
def test_a_longer_wait_is_never_over_sooner(begins: datetime, one: timedelta, other: timedelta) -> None:
    short, long = sorted((one, other))
    assert CALENDAR.after(begins, Wait(short, office=True)) <= CALENDAR.after(begins, Wait(long, office=True))


@given(begins=moments, length=minutes)
def test_on_the_wall_time_is_real(begins: datetime, length: timedelta) -> None:
    over = CALENDAR.after(begins.astimezone(AMSTERDAM), Wait(length))
    assert over.astimezone(UTC) - begins == length


def test_a_calendar_in_which_nobody_ever_works_does_not_look_for_ever() -> None:
    never = Calendar(AMSTERDAM, is_free=lambda _day: True)
    with pytest.raises(ValueError, match="nobody works"):
        never.after(_here(2026, 3, 3, 10), office_hours(1))


def test_without_a_list_of_holidays_only_weekends_are_free() -> None:
    plain = Calendar(AMSTERDAM)
    assert (plain.works_on(date(2026, 12, 25)), plain.works_on(date(2026, 12, 26))) == (True, False)
