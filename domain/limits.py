"""How often something may be done, and by whom more often (trust.md 22): honest use never reaches it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import DomainError
from domain.people import STAFF, Role
from domain.policy import Policy

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class TooOftenError(DomainError):
    """It was done so often that it waits now; nothing that was filled in is lost."""

    code = "too_often"


class Limit(StrEnum):
    """What is counted, by its name in the policy."""

    ACTIONS = "actions_a_minute"
    REQUESTS = "requests_a_day"
    LINKS = "links_an_hour"
    OPENINGS = "openings_an_hour"
    RECEIPTS = "receipts_an_hour"
    PASSED_ON = "passed_on_a_day"


WITHIN = {
    Limit.ACTIONS: MINUTE,
    Limit.REQUESTS: DAY,
    Limit.LINKS: HOUR,
    Limit.OPENINGS: HOUR,
    Limit.RECEIPTS: HOUR,
    Limit.PASSED_ON: DAY,
}
"""In how long a time each is counted; its name says so too."""

OF_NOBODY = frozenset({Limit.OPENINGS})
"""Counted for a thing and not for a person: whoever opens it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """So much at once; what was used up comes back evenly, `most` in each `within`."""

    most: int
    within: timedelta
    at_once: int

    @property
    def each(self) -> timedelta:
        """How long it takes until one more comes back."""
        return self.within / self.most


def bound(policy: Policy, limit: Limit, role: Role) -> Bound:
    """The bound of this limit for somebody with this role: the people of the service may do more."""
    times = policy.staff_times if role in STAFF and limit not in OF_NOBODY else 1
    most = getattr(policy, limit) * times
    at_once = policy.actions_at_once * times if limit is Limit.ACTIONS else most
    return Bound(most, WITHIN[limit], at_once)


def spend(full_at: datetime | None, now: datetime, limit: Bound) -> datetime:
    """When all will have come back, with one more used up now; `full_at` is the same from before, None for nothing used.

    One moment is all that has to be remembered. What a clock says that was set back since does not count.

    Raises:
        TooOftenError: nothing is left now.
    """
    whole = limit.each * limit.at_once
    before = now if full_at is None or full_at > now + whole else max(full_at, now)
    after = before + limit.each
    if after > now + whole:
        raise TooOftenError
    return after
