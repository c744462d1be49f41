"""What falls due when nobody touches a request, and who then hears of it (domain.md 1.3 and 1.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.policy import Policy
from domain.requests import State


class Due(StrEnum):
    """What the clock does: a nudge to the coordinator, or something that a regional manager must know."""

    INTAKE_LATE = "intake_late"
    NO_COORDINATOR = "no_coordinator"
    NO_FIRST_CONTACT = "no_first_contact"
    PREPARATION_QUIET = "preparation_quiet"
    PREPARATION_STALLED = "preparation_stalled"
    MEETING_UNRECORDED = "meeting_unrecorded"
    PLAN_UNRECORDED = "plan_unrecorded"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_LATE = "follow_up_late"
    REGISTRATION_LATE = "registration_late"


NUDGES = frozenset({Due.PREPARATION_QUIET, Due.MEETING_UNRECORDED, Due.PLAN_UNRECORDED, Due.FOLLOW_UP})
"""What only the coordinator hears; everything else is an escalation to the regional manager."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The moments that timers count from (aware, UTC); None where it has not happened."""

    submitted_at: datetime
    urgent: bool = False
    accepted_at: datetime | None = None
    last_step_at: datetime | None = None
    meeting_at: datetime | None = None
    follow_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """One promise about time: what it is called, and when it falls due for these anchors."""

    due: Due
    at: Callable[[Anchors, Policy], datetime | None]


def _after(moment: datetime | None, wait: timedelta) -> datetime | None:
    return moment + wait if moment is not None else None


_NO_COORDINATOR = Timer(
    Due.NO_COORDINATOR,
    lambda anchors, policy: (
        anchors.submitted_at + (policy.no_coordinator_urgent if anchors.urgent else policy.no_coordinator)
    ),
)
_SEEKING = (
    Timer(Due.INTAKE_LATE, lambda anchors, policy: anchors.submitted_at + policy.human_contact),
    _NO_COORDINATOR,
)
_FOLLOW_UP = Timer(Due.FOLLOW_UP, lambda anchors, policy: _after(anchors.meeting_at, policy.follow_up))

TIMERS: dict[State, tuple[Timer, ...]] = {
    State.SUBMITTED: _SEEKING,
    State.INTAKE: (_NO_COORDINATOR,),
    State.MATCHING: (_NO_COORDINATOR,),
    State.OFFERED: (_NO_COORDINATOR,),
    State.ACCEPTED: (
        Timer(
            Due.NO_FIRST_CONTACT, lambda anchors, policy: _after(anchors.accepted_at, policy.first_contact)
        ),
    ),
    State.PREPARING: (
        Timer(
            Due.PREPARATION_QUIET, lambda anchors, policy: _after(anchors.last_step_at, policy.stall_warning)
        ),
        Timer(
            Due.PREPARATION_STALLED,
            lambda anchors, policy: _after(anchors.last_step_at, policy.stall_escalation),
        ),
    ),
    State.SCHEDULED: (
        Timer(Due.MEETING_UNRECORDED, lambda anchors, policy: _after(anchors.meeting_at, policy.plan_sent)),
        Timer(
            Due.PREPARATION_STALLED,
            lambda anchors, policy: _after(anchors.meeting_at, policy.stall_escalation),
        ),
    ),
    State.HELD: (
        Timer(Due.PLAN_UNRECORDED, lambda anchors, policy: _after(anchors.meeting_at, policy.plan_sent)),
        Timer(
            Due.PREPARATION_STALLED,
            lambda anchors, policy: _after(anchors.meeting_at, policy.stall_escalation),
        ),
    ),
    **dict.fromkeys((State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN), (_FOLLOW_UP,)),
    State.FOLLOW_UP_DUE: (
        Timer(
            Due.FOLLOW_UP_LATE,
            lambda anchors, policy: _after(anchors.meeting_at, policy.follow_up_escalation),
        ),
    ),
    State.FOLLOW_UP_DONE: (
        Timer(
            Due.REGISTRATION_LATE,
            lambda anchors, policy: _after(anchors.follow_up_at, policy.registration),
        ),
    ),
}
"""Per state the timers in the order in which they fire; each fires once."""


def next_due(state: State, fired: int, anchors: Anchors, policy: Policy) -> tuple[datetime, Due] | None:
    """When something is due if nobody moves, and what; `fired` timers of this state have fired already."""
    timers = TIMERS.get(state, ())
    if fired >= len(timers):
        return None
    at = timers[fired].at(anchors, policy)
    return None if at is None else (at, timers[fired].due)
