"""Safe hours: what comes by itself waits for them (trust.md 13)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.safe_hours import HERE_STILL, wait_until

ZONE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 3, 3, tzinfo=UTC)  # one hour later in Amsterdam


def at(hour: int, minute: int = 0, *, day: int = 3) -> datetime:
    """A moment of that week, in UTC, by the clock of Amsterdam."""
    return TUESDAY.replace(day=day, hour=hour - 1, minute=minute)


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        ("evening", at(10), at(17)),
        ("evening", at(17), None),
        ("evening", at(19, 59), None),
        ("evening", at(20), at(17, day=4)),
        ("morning", at(12), at(9, day=4)),
        ("morning", at(9), None),
        ("afternoon", at(11, 59), at(12)),
        ("weekend", at(12), at(10, day=7)),
        ("weekend", at(12, day=7), None),
        ("any", at(3), None),
    ],
)
def test_it_waits_until_they_begin(hours: str, now: datetime, until: datetime | None) -> None:
    assert wait_until(hours, ZONE, now=now, heard_at=None, urgent=False) == until


def test_danger_does_not_wait() -> None:
    assert wait_until("evening", ZONE, now=at(10), heard_at=None, urgent=True) is None


def test_an_answer_to_what_they_did_does_not_wait_and_a_minute_later_it_does() -> None:
    now = at(10)
    just_there, gone = now - HERE_STILL, now - HERE_STILL - timedelta(seconds=1)
    assert wait_until("evening", ZONE, now=now, heard_at=just_there, urgent=False) is None
    assert wait_until("evening", ZONE, now=now, heard_at=gone, urgent=False) == at(17)
