"""The second step of staff: how often six digits may be tried, and how long a right answer counts (trust.md 20)."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError
from domain.policy import Policy

DIGITS = 6
"""How long a code is."""

DRIFT = 1
"""By so many half minutes the clock of a phone may be wrong, before and after."""


class SecondStepNeededError(DomainError):
    """Six digits of the second step come first; `facts["set_up"]` says whether there is one."""

    code = "second_step_needed"


class Verdict(StrEnum):
    """Whether a code may be tried now."""

    OPEN = "open"
    TOO_FAST = "too_fast"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried: the moments of the last minute, wrong codes in a row, and until when nothing counts."""

    moments: tuple[datetime, ...] = ()
    failures: int = 0
    locked_until: datetime | None = None


def verdict(tries: Tries, policy: Policy, *, now: datetime) -> Verdict:
    """Whether a code may be tried now."""
    if tries.locked_until is not None and now < tries.locked_until:
        return Verdict.LOCKED
    if len(_recent(tries, policy, now)) >= policy.second_step_tries:
        return Verdict.TOO_FAST
    return Verdict.OPEN


def tried(tries: Tries, policy: Policy, *, now: datetime) -> Tries:
    """One more try, right or wrong; a lock that has passed is forgotten with what led to it."""
    moments = (*_recent(tries, policy, now), now)
    if tries.locked_until is not None:
        return Tries(moments)
    return replace(tries, moments=moments)


def failed(tries: Tries, policy: Policy, *, now: datetime) -> Tries:
    """The code was wrong: too often in a row, and nothing counts for a while."""
    failures = tries.failures + 1
    until = now + policy.second_step_locked if failures >= policy.second_step_failures else None
    return replace(tries, failures=failures, locked_until=until)


def passed(tries: Tries) -> Tries:
    """The code was right: wrong ones before it are forgotten."""
    return replace(tries, failures=0, locked_until=None)


def read_code(text: str) -> str | None:
    """Six digits that somebody typed, in whatever script and with spaces; None where it is something else."""
    signs = [sign for sign in text if not sign.isspace()]
    if len(signs) != DIGITS or not all(sign.isdecimal() for sign in signs):
        return None
    return "".join(str(unicodedata.decimal(sign)) for sign in signs)


def _recent(tries: Tries, policy: Policy, now: datetime) -> tuple[datetime, ...]:
    return tuple(moment for moment in tries.moments if moment > now - policy.second_step_window)
