"""The policy of the product and mistakes in it, for tests of the rules; the real holidays are not needed here."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from domain.policy import Policy
from domain.promises.reading import read_policy

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
TEXT: Final = (Path(__file__).parents[2] / "kring" / "policy.toml").read_text(encoding="utf-8")


def free_days(country: str) -> Callable[[date], bool]:
    """Christmas, and King's Day on the Saturday where it would be a Sunday; only one country is known."""
    if country != "NL":
        raise LookupError(country)
    return lambda day: (day.month, day.day) in {(12, 25), (12, 26)} or day == _kings_day(day.year)


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day if day.isoweekday() != 7 else date(year, 4, 26)


def read(text: str) -> Policy:
    """The policy that a text holds."""
    return read_policy(text, source="policy.toml", zone=AMSTERDAM, free_days=free_days)


POLICY: Final = read(TEXT)
