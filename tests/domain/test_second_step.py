"""How often six digits may be tried, with a clock that moves (trust.md 20)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.policy import Policy
from domain.second_step import Tries, Verdict, failed, passed, read_code, tried, verdict

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
POLICY = Policy()


def seconds(count: float) -> datetime:
    return NOW + timedelta(seconds=count)


def after_tries(*at: float) -> Tries:
    tries = Tries()
    for second in at:
        tries = tried(tries, POLICY, now=seconds(second))
    return tries


@pytest.mark.parametrize(
    ("at", "now", "expected"),
    [
        pytest.param((), 0, Verdict.OPEN, id="none yet"),
        pytest.param((0, 1, 2, 3), 4, Verdict.OPEN, id="the fifth"),
        pytest.param((0, 1, 2, 3, 4), 5, Verdict.TOO_FAST, id="the sixth in a minute"),
        pytest.param((0, 1, 2, 3, 4), 59.9, Verdict.TOO_FAST, id="just within the minute"),
        pytest.param((0, 1, 2, 3, 4), 60, Verdict.OPEN, id="a minute after the first"),
        pytest.param((0, 56, 57, 58, 59), 61, Verdict.OPEN, id="the first has left the minute"),
        pytest.param((0, 56, 57, 58, 59, 61), 62, Verdict.TOO_FAST, id="no second five behind the first"),
    ],
)
def test_five_tries_in_any_minute(at: tuple[float, ...], now: float, expected: Verdict) -> None:
    assert verdict(after_tries(*at), POLICY, now=seconds(now)) is expected


def test_six_wrong_ones_in_a_row_lock_for_half_an_hour() -> None:
    tries = Tries()
    for number in range(POLICY.second_step_failures):
        assert tries.locked_until is None, number
        tries = failed(tried(tries, POLICY, now=seconds(60 * number)), POLICY, now=seconds(60 * number))
    locked = seconds(5 * 60)
    assert tries.locked_until == locked + timedelta(minutes=30)
    assert verdict(tries, POLICY, now=locked + timedelta(minutes=29, seconds=59)) is Verdict.LOCKED
    free = locked + timedelta(minutes=30)
    assert verdict(tries, POLICY, now=free) is Verdict.OPEN
    again = failed(tried(tries, POLICY, now=free), POLICY, now=free)
    assert (again.failures, again.locked_until) == (1, None), "after the lock they count from the beginning"


def test_a_right_one_forgets_the_wrong_ones_but_not_how_fast_they_came() -> None:
    tries = failed(after_tries(0, 1), POLICY, now=seconds(1))
    assert passed(tries) == Tries(tries.moments, 0, None)
    assert len(tries.moments) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("123456", "123456", id="six digits"),
        pytest.param(" 123 456\n", "123456", id="with spaces, as an app shows them"),
        pytest.param("١٢٣٤٥٦", "123456", id="in another script"),
        pytest.param("12345", None, id="too few"),
        pytest.param("1234567", None, id="too many"),
        pytest.param("12345a", None, id="a letter"),
        pytest.param("12345²", None, id="no digit in a row of digits"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_six_digits_are_read(text: str, code: str | None) -> None:
    assert read_code(text) == code
