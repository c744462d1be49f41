"""How often something may be done, with a clock that moves (trust.md 22)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.limits import MINUTE, OF_NOBODY, WITHIN, Bound, Limit, TooOftenError, bound, spend
from domain.people import STAFF, Role
from domain.policy import Policy

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TEN = Bound(most=10, within=MINUTE, at_once=10)


def passed(moments: Sequence[float], limit: Bound) -> list[float]:
    """Those of the moments, in seconds, at which it was allowed."""
    full_at, found = None, []
    for second in moments:
        try:
            full_at = spend(full_at, NOW + timedelta(seconds=second), limit)
        except TooOftenError:
            continue
        found.append(second)
    return found


def test_so_many_pass_at_once_and_no_more() -> None:
    assert len(passed([0] * 50, TEN)) == 10
    assert len(passed([0] * 50, replace(TEN, at_once=3))) == 3


def test_what_was_used_up_comes_back_evenly() -> None:
    assert passed([*[0] * 10, 5.9, 6, 6.1, 12], TEN) == [*[0] * 10, 6, 12]


def test_after_the_whole_time_everything_is_back() -> None:
    assert len(passed([0] * 10 + [60] * 10, TEN)) == 20


def test_what_is_refused_costs_nothing() -> None:
    assert passed([*[0] * 10, *[1] * 500, 6], TEN)[-1] == 6


@given(st.lists(st.floats(0, 300), max_size=200).map(sorted))
def test_in_any_minute_at_most_twice_as_many(moments: list[float]) -> None:
    """All that stood ready, and what comes back while the minute lasts."""
    found = passed(moments, TEN)
    assert all(len([one for one in found if begin <= one < begin + 60]) <= 20 for begin in found)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=10).map(sorted))
def test_whoever_does_no_more_than_the_number_is_never_refused(moments: list[float]) -> None:
    assert passed(moments, TEN) == moments


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    next_year = spend(None, NOW + timedelta(days=365), TEN)
    assert spend(next_year, NOW, TEN) == NOW + timedelta(seconds=6)


@pytest.mark.parametrize("limit", list(Limit))
def test_the_people_of_the_service_may_do_more(limit: Limit) -> None:
    policy = Policy()
    citizen = bound(policy, limit, Role.CITIZEN)
    for role in STAFF:
        times = 1 if limit in OF_NOBODY else policy.staff_times
        assert bound(policy, limit, role).most == citizen.most * times
        assert bound(policy, limit, role).at_once == citizen.at_once * times


@pytest.mark.parametrize("limit", list(Limit))
def test_a_limit_is_what_the_policy_says_in_the_time_that_its_name_says(limit: Limit) -> None:
    seven: dict[str, Any] = {limit.value: 7, "actions_at_once": 4}
    found = bound(replace(Policy(), **seven), limit, Role.CITIZEN)
    names = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
    assert (found.most, found.within) == (7, names[limit.rsplit("_", 1)[1]])
    assert found.at_once == (4 if limit is Limit.ACTIONS else 7)
    assert set(WITHIN) == set(Limit)
