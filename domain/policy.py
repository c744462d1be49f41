"""Every timer and limit in one place; the values are the defaults of domain.md 1.3."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Durations and limits. Days are days of 24 hours unless a rule says that it counts office days."""

    offer_expires: timedelta = timedelta(hours=24)
    offer_expires_urgent: timedelta = timedelta(hours=4)
    wave_wait: timedelta = timedelta(hours=24)
    wave_wait_urgent: timedelta = timedelta(hours=4)
    wave_size: int = 3
    undo: timedelta = timedelta(minutes=2)
    offers_rest: timedelta = timedelta(days=28)
    someone_else: int = 2
    human_contact: timedelta = timedelta(days=1)
    no_coordinator: timedelta = timedelta(days=3)
    no_coordinator_urgent: timedelta = timedelta(days=1)
    urgent_within: timedelta = timedelta(days=14)
    first_contact: timedelta = timedelta(hours=48)
    stall_warning: timedelta = timedelta(days=7)
    stall_escalation: timedelta = timedelta(days=14)
    plan_sent: timedelta = timedelta(days=2)
    follow_up: timedelta = timedelta(days=28)
    follow_up_escalation: timedelta = timedelta(days=35)
    registration: timedelta = timedelta(days=7)
    details_kept: timedelta = timedelta(days=30)
    details_kept_when_stopped: timedelta = timedelta(days=14)
    draft_kept: timedelta = timedelta(days=7)
    invitation: timedelta = timedelta(hours=24)
    pool_invitation: timedelta = timedelta(days=60)
    profile_counts: timedelta = timedelta(days=365)
    updates_remembered: timedelta = timedelta(days=2)
    fairness_looks_back: timedelta = timedelta(days=90)
    open_requests: int = 3
    shortlist: int = 8
