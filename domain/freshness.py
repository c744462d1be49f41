"""How long a certificate of conduct and a coordinator's profile count, and when to say that they run out.

A certificate is renewed by policy (domain.md 5); a profile counts for as long as `Policy.profile_counts` after its
owner last said that it is right. What no longer counts pauses offers; nothing else happens to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.policy import Policy


class Paper(StrEnum):
    """What can run out."""

    CERTIFICATE = "certificate"
    PROFILE = "profile"


STAGES: Final = (30, 7, 0)
"""So many days before the last day a nudge is sent; the last one when offers pause."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """A paper, and the last day on which it counts."""

    paper: Paper
    last: date

    def is_over(self, today: date) -> bool:
        """Whether it no longer counts."""
        return today > self.last

    def stage(self, today: date) -> int | None:
        """The nudge that is due: 30 or 7 days or less before the last day, 0 once it is over; None while it is long.

        Whoever was missed at 30 days gets the one of 7, not both.
        """
        if self.is_over(today):
            return 0
        left = (self.last - today).days
        return min((days for days in STAGES if days and left <= days), default=None)


def expiries(certificate_until: date | None, confirmed_on: date, policy: Policy) -> Iterator[Expiry]:
    """What a coordinator's papers say; a certificate that is not kept here does not run out."""
    if certificate_until is not None:
        yield Expiry(Paper.CERTIFICATE, certificate_until)
    yield Expiry(Paper.PROFILE, confirmed_on + policy.profile_counts)


def horizon(today: date) -> date:
    """The last day that a first nudge may speak of today."""
    return today + timedelta(days=max(STAGES))


def is_away(today: date, *, away_from: date | None, away_until: date | None) -> bool:
    """Whether `today` lies in the holidays, first and last day included."""
    return away_from is not None and away_until is not None and away_from <= today <= away_until
