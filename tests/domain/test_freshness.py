"""When a paper of a coordinator stops counting, and when they hear of it."""

from datetime import date, timedelta

import pytest

from domain.freshness import Expiry, Paper, expiries, horizon, is_away
from domain.policy import Policy

LAST = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("days_left", "stage"), [(31, None), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, 0), (-400, 0)]
)
def test_a_nudge_comes_a_month_and_a_week_before_and_when_it_is_over(
    days_left: int, stage: int | None
) -> None:
    today = LAST - timedelta(days=days_left)
    paper = Expiry(Paper.CERTIFICATE, LAST)
    assert (paper.stage(today), paper.is_over(today)) == (stage, days_left < 0)


def test_a_profile_counts_from_its_confirmation_and_a_certificate_until_its_own_day() -> None:
    policy = Policy()
    profile = Expiry(Paper.PROFILE, LAST + policy.profile_counts)
    assert list(expiries(LAST, LAST, policy)) == [Expiry(Paper.CERTIFICATE, LAST), profile]
    assert list(expiries(None, LAST, policy)) == [profile]


def test_a_first_nudge_looks_a_month_ahead() -> None:
    assert horizon(LAST) == LAST + timedelta(days=30)


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [
        (LAST, LAST, True),
        (LAST - timedelta(days=1), LAST + timedelta(days=1), True),
        (LAST + timedelta(days=1), LAST + timedelta(days=2), False),
        (LAST - timedelta(days=2), LAST - timedelta(days=1), False),
        (None, LAST, False),
        (LAST, None, False),
    ],
)
def test_holidays_last_from_the_first_to_the_last_day(
    first: date | None, last: date | None, *, away: bool
) -> None:
    assert is_away(LAST, away_from=first, away_until=last) is away
