"""What falls due when nobody touches a request, and who then hears of it (domain.md 1.3 and 1.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendars import Calendar, Wait, days, hours, office_hours
from domain.requests import State


class Due(StrEnum):
    """What falls due: a word to the coordinator or the requester, or something that the service must know."""

    INTAKE_LATE = "intake_late"
    FIRST_OFFER_LATE = "first_offer_late"
    NO_COORDINATOR = "no_coordinator"
    NO_FIRST_CONTACT = "no_first_contact"
    PREPARATION_QUIET = "preparation_quiet"
    PREPARATION_STALLED = "preparation_stalled"
    PACE_CHECK = "pace_check"
    NO_DATE = "no_date"
    MEETING_UNRECORDED = "meeting_unrecorded"
    PLAN_UNRECORDED = "plan_unrecorded"
    PLAN_UNSENT = "plan_unsent"
    FOLLOW_UP_SOON = "follow_up_soon"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_AGAIN = "follow_up_again"
    FOLLOW_UP_RETRY = "follow_up_retry"
    FOLLOW_UP_LATE = "follow_up_late"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    REGISTRATION_LATE = "registration_late"
    ACCESS_CLOSES = "access_closes"


class Hearer(StrEnum):
    """Who is told when something falls due. Whoever is of the service is told by an escalation and its ladder."""

    COORDINATOR = "coordinator"
    REQUESTER = "requester"
    REGIONAL_MANAGER = "regional_manager"
    HELPDESK = "helpdesk"


NUDGES = frozenset(
    {
        Due.PREPARATION_QUIET,
        Due.MEETING_UNRECORDED,
        Due.PLAN_UNRECORDED,
        Due.PLAN_UNSENT,
        Due.FOLLOW_UP_SOON,
        Due.FOLLOW_UP,
        Due.FOLLOW_UP_AGAIN,
        Due.FOLLOW_UP_RETRY,
    }
)
"""What only the coordinator hears."""

QUESTIONS = frozenset({Due.PACE_CHECK, Due.NO_DATE})
"""What the requester is asked: whether it still goes at the family's own pace."""

RAISED = frozenset(Due) - NUDGES - {Due.PACE_CHECK}
"""What the service hears, by an escalation of this kind."""

SERVICE = frozenset({Hearer.REGIONAL_MANAGER, Hearer.HELPDESK})


class Anchor(StrEnum):
    """What a timer counts from."""

    SUBMITTED = "submitted"
    OPENED = "opened"
    SEEKING = "seeking"
    ACCEPTED = "accepted"
    LAST_STEP = "last_step"
    MEETING = "meeting"
    TRIED = "tried"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Pause:
    """The family had a pause from one moment to another (aware): the time of every promise stood still."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Anchors:
    """The moments that timers count from (aware, UTC); None where it has not happened.

    `seeking_at` is when the search for a coordinator began again after a job was given back. `pauses` stand oldest
    first.
    """

    submitted_at: datetime
    urgent: bool = False
    opened_at: datetime | None = None
    seeking_at: datetime | None = None
    accepted_at: datetime | None = None
    last_step_at: datetime | None = None
    meeting_at: datetime | None = None
    plan_sent_at: datetime | None = None
    tried_at: datetime | None = None
    follow_up_at: datetime | None = None
    pauses: Sequence[Pause] = ()

    def moment(self, anchor: Anchor) -> datetime | None:
        """When that happened."""
        if anchor is Anchor.SEEKING:
            return self.seeking_at or self.submitted_at
        moment: datetime | None = getattr(self, f"{anchor.value}_at")
        return moment


@dataclass(frozen=True, slots=True)
class Timer:
    """One promise about time in one or more states: what falls due, how long after what, and who is told.

    `asks` and `next` say in a sentence for operators what is asked, and what comes when that does not happen.
    """

    due: Due
    states: tuple[State, ...]
    anchor: Anchor
    wait: Wait
    tells: tuple[Hearer, ...]
    asks: str = ""
    next: str = ""
    wait_urgent: Wait | None = None

    def wait_for(self, *, urgent: bool) -> Wait:
        """How long it may take, for an urgent request or a usual one."""
        return self.wait_urgent if urgent and self.wait_urgent is not None else self.wait

    @property
    def raises(self) -> bool:
        """Whether the service hears of it, by an escalation."""
        return not SERVICE.isdisjoint(self.tells)

    def at(self, anchors: Anchors, calendar: Calendar) -> datetime | None:
        """When it falls due; None where what it counts from has not happened, or nothing is left to ask."""
        begins = anchors.moment(self.anchor)
        if begins is None or _is_moot(self.due, anchors):
            return None
        wait = self.wait_for(urgent=anchors.urgent)
        at = calendar.after(begins, wait)
        for pause in anchors.pauses:
            if pause.since < at and pause.until > begins:
                at += pause.until - max(pause.since, begins)
                at = calendar.after(at, Wait(timedelta(), wait.office))
        return at


def _is_moot(due: Due, anchors: Anchors) -> bool:
    """A plan that was sent is not asked for; whoever tried to reach the people is reminded by that, not by the day."""
    return (due is Due.PLAN_UNSENT and anchors.plan_sent_at is not None) or (
        due is Due.FOLLOW_UP_AGAIN and anchors.tried_at is not None
    )


Timers = Mapping[State, tuple[Timer, ...]]
"""Per state the timers that run while a request stands there."""


def by_state(timers: Iterable[Timer]) -> dict[State, tuple[Timer, ...]]:
    """The timers of each state that has any, in the order in which they are given."""
    listed = list(timers)
    found = {state: tuple(timer for timer in listed if state in timer.states) for state in State}
    return {state: own for state, own in found.items() if own}


def falling_due(
    timers: Sequence[Timer], anchors: Anchors, calendar: Calendar, *, since: datetime | None
) -> list[tuple[datetime, Timer]]:
    """What falls due after `since` (the newest moment that was dealt with in this state), oldest first."""
    return sorted(_moments(timers, anchors, calendar, since), key=lambda found: found[0])


def next_due(
    timers: Sequence[Timer], anchors: Anchors, calendar: Calendar, *, since: datetime | None
) -> tuple[datetime, Timer] | None:
    """When something is due if nobody moves, and what."""
    return min(_moments(timers, anchors, calendar, since), key=lambda found: found[0], default=None)


def _moments(
    timers: Sequence[Timer], anchors: Anchors, calendar: Calendar, since: datetime | None
) -> Iterator[tuple[datetime, Timer]]:
    for timer in timers:
        at = timer.at(anchors, calendar)
        if at is not None and (since is None or at > since):
            yield at, timer


_SEEKING = (State.SUBMITTED, State.INTAKE, State.MATCHING, State.OFFERED)
_PLANNED = (State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN)
_COORDINATOR, _REQUESTER = (Hearer.COORDINATOR,), (Hearer.REQUESTER,)
_MANAGER, _HELPDESK = (Hearer.REGIONAL_MANAGER,), (Hearer.HELPDESK,)
_WORKING_DAY, _SAME_DAY = office_hours(8), office_hours(4)

USUAL_TIMERS = (
    Timer(Due.INTAKE_LATE, _SEEKING[:1], Anchor.SUBMITTED, _WORKING_DAY, _MANAGER, wait_urgent=_SAME_DAY),
    Timer(
        Due.FIRST_OFFER_LATE, (State.INTAKE,), Anchor.OPENED, _WORKING_DAY, _MANAGER, wait_urgent=_SAME_DAY
    ),
    Timer(Due.NO_COORDINATOR, _SEEKING, Anchor.SEEKING, days(3), _MANAGER, wait_urgent=days(1)),
    Timer(Due.NO_FIRST_CONTACT, (State.ACCEPTED,), Anchor.ACCEPTED, hours(48), _MANAGER),
    Timer(Due.PREPARATION_QUIET, (State.PREPARING,), Anchor.LAST_STEP, days(7), _COORDINATOR),
    Timer(Due.PREPARATION_STALLED, (State.PREPARING,), Anchor.LAST_STEP, days(14), _MANAGER),
    Timer(Due.PACE_CHECK, (State.PREPARING,), Anchor.ACCEPTED, days(42), _REQUESTER),
    Timer(Due.NO_DATE, (State.PREPARING,), Anchor.ACCEPTED, days(70), (*_REQUESTER, *_MANAGER)),
    Timer(Due.MEETING_UNRECORDED, (State.SCHEDULED,), Anchor.MEETING, days(2), _COORDINATOR),
    Timer(Due.PLAN_UNRECORDED, (State.HELD,), Anchor.MEETING, days(2), _COORDINATOR),
    Timer(Due.PREPARATION_STALLED, (State.SCHEDULED, State.HELD), Anchor.MEETING, days(14), _MANAGER),
    Timer(Due.PLAN_UNSENT, _PLANNED[:2], Anchor.MEETING, days(2), _COORDINATOR),
    Timer(Due.FOLLOW_UP_SOON, _PLANNED, Anchor.MEETING, days(26), _COORDINATOR),
    Timer(Due.FOLLOW_UP, _PLANNED, Anchor.MEETING, days(28), _COORDINATOR),
    Timer(Due.FOLLOW_UP_AGAIN, (State.FOLLOW_UP_DUE,), Anchor.MEETING, days(31), _COORDINATOR),
    Timer(Due.FOLLOW_UP_RETRY, (State.FOLLOW_UP_DUE,), Anchor.TRIED, days(3), _COORDINATOR),
    Timer(Due.FOLLOW_UP_LATE, (State.FOLLOW_UP_DUE,), Anchor.MEETING, days(35), _MANAGER),
    Timer(Due.FOLLOW_UP_OVERDUE, (State.FOLLOW_UP_DUE,), Anchor.MEETING, days(42), _HELPDESK),
    Timer(Due.REGISTRATION_LATE, (State.FOLLOW_UP_DONE,), Anchor.FOLLOW_UP, days(7), _MANAGER),
    Timer(
        Due.ACCESS_CLOSES,
        (State.HELD, State.FOLLOW_UP_DUE, State.FOLLOW_UP_DONE, State.REGISTERED),
        Anchor.MEETING,
        days(60),
        _MANAGER,
    ),
)
"""The promises of domain.md 1.3; a test holds `kring/policy.toml` to them. Which words go with them stands there."""
