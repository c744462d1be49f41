"""The professional's answer to the plan under compulsory help: yes, or not yet with reasons (domain.md 2.1, 6.1).

The plan is presumed to be accepted. What is missing is first talked about in the room, where the family may change it.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import OutdatedError
from domain.requests import State


class Reason(StrEnum):
    """Why a plan cannot be carried out yet. Never in words of one's own: those are said in the room."""

    CONDITION_MISSING = "condition_missing"
    SAFETY_OPEN = "safety_open"
    WHO_UNCLEAR = "who_unclear"
    COURT_ORDER = "court_order"
    TOLD_IN_THE_ROOM = "told_in_the_room"


MOST_REASONS: Final = 3

OPEN: Final = frozenset({State.SCHEDULED, State.HELD, State.PLAN_PENDING})
"""When the plan is answered: from the moment that it can be written down until it is accepted, or there is none."""

_EVENING: Final = time(20)
_AT_LEAST: Final = timedelta(hours=2)


def check_reasons(reasons: Collection[Reason], lines: Collection[int], *, in_plan: int) -> None:
    """Take a *not yet*: one to three reasons, and lines that the plan has.

    Raises:
        OutdatedError: no screen of now offers this.
    """
    if not 1 <= len(reasons) <= MOST_REASONS or not all(1 <= line <= in_plan for line in lines):
        raise OutdatedError


def how(not_yet: int) -> str:
    """How the plan was accepted, after so many times *not yet*; the codes of the registration (domain.md 6.4)."""
    return "after_revision" if not_yet else "first_time"


def told_silent_at(asked_at: datetime, zone: ZoneInfo) -> datetime:
    """When the coordinator hears that there is no answer: the same evening, and two hours after asking at least."""
    evening = datetime.combine(asked_at.astimezone(zone).date(), _EVENING, zone)
    return max(evening, asked_at + _AT_LEAST)
