"""A professional's answer to the plan: one to three reasons, and when its absence is told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.acceptance import Reason, check_reasons, how, told_silent_at
from domain.errors import OutdatedError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ALL = tuple(Reason)


@pytest.mark.parametrize(("reasons", "lines"), [(ALL[:1], ()), (ALL[:3], (1, 40)), (ALL[4:], (3,))])
def test_one_to_three_reasons_about_lines_that_there_are(
    reasons: tuple[Reason, ...], lines: tuple[int, ...]
) -> None:
    check_reasons(reasons, lines, in_plan=40)
    assert reasons


@pytest.mark.parametrize(
    ("reasons", "lines"), [((), ()), (ALL[:4], ()), (ALL[:1], (0,)), (ALL[:1], (41,)), ((), (1,))]
)
def test_what_no_screen_offers_is_an_old_button(reasons: tuple[Reason, ...], lines: tuple[int, ...]) -> None:
    with pytest.raises(OutdatedError):
        check_reasons(reasons, lines, in_plan=40)


def test_how_a_plan_was_accepted_says_whether_it_was_changed() -> None:
    assert (how(0), how(1), how(3)) == ("first_time", "after_revision", "after_revision")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param("2026-11-22T13:00+01:00", "2026-11-22T20:00+01:00", id="the same evening"),
        pytest.param("2026-11-22T19:30+01:00", "2026-11-22T21:30+01:00", id="asked late"),
        pytest.param("2026-11-22T23:30+01:00", "2026-11-23T01:30+01:00", id="asked at night"),
        pytest.param("2026-07-01T10:00+02:00", "2026-07-01T20:00+02:00", id="summer"),
    ],
)
def test_the_coordinator_hears_in_the_evening_that_there_is_no_answer(asked: str, told: str) -> None:
    asked_at = datetime.fromisoformat(asked).astimezone(UTC)
    assert told_silent_at(asked_at, AMSTERDAM) == datetime.fromisoformat(told)
    assert told_silent_at(asked_at, AMSTERDAM) - asked_at >= timedelta(hours=2)
