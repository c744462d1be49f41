"""The letter of the morning for whoever looks after a region: on Mondays what there is, else one line (features.md 55)."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, func, select

from casework import escalations, leases, letters, posts
from casework.desk import Desk
from casework.envelopes import reader as caller_of
from casework.escalations import Raised
from casework.letters import LetterKind
from domain import freshness
from domain.errors import NotFoundError
from domain.people import RIGHTS, Action, Role
from domain.requests import FINAL, SEEKING, State
from domain.timers import Due
from storage.arrivals import Caller
from storage.people import Person, Profile
from storage.requests import Request

MORNING = time(8, 30)
"""In the service's zone: before the office opens."""

_TASK = "digest"
"""The lease that says that this day was looked at."""

_STALLS = frozenset(due.value for due in Due)


@dataclass(frozen=True, slots=True)
class Longest:
    """The request that waits longest for a coordinator, and for how many days."""

    receipt: str
    days: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is for one reader: numbers and receipts, nobody's name.

    `states` counts the running requests, in the order of their life; `stalls` those of `needs` that are a promise about
    time; `papers` coordinators whose certificate runs out soon.
    """

    states: dict[State, int]
    paused: int
    seeking: int
    longest: Longest | None
    needs: tuple[Raised, ...]
    stalls: int
    papers: int

    def says_something(self, *, week: bool) -> bool:
        """Whether the letter is worth a reader's morning: a Monday's with anything in it, another's with work in it."""
        today = bool(self.needs or self.seeking)
        return today or (week and bool(self.states or self.papers))


def write_due(desk: Desk) -> int:
    """Write the letters of this morning, each reader's once; how many.

    A day on which nobody works has none. A service that was down in the morning writes them when it is back, as long
    as the office is open.
    """
    local = desk.now.astimezone(desk.zone)
    calendar = desk.policy.calendar
    if not MORNING <= local.time() < calendar.closes or not calendar.works_on(desk.today):
        return 0
    day = desk.today.isoformat()
    if leases.holds(desk, _TASK, day) or not leases.take(desk, _TASK, day, _until_midnight(desk)):
        return 0
    week = _opens_the_week(desk)
    readers = [caller for caller in _readers(desk) if _of(desk, caller).says_something(week=week)]
    for caller in readers:
        letters.write(
            desk, caller.id, LetterKind.DIGEST, subject=caller.ref, occasion=day, facts={"week": week}
        )
    return len(readers)


def look(desk: Desk, *, caller: Caller, week: bool) -> Digest:
    """What there is for this reader now.

    Raises:
        NotFoundError: nothing, or they may no longer see any of it.
    """
    if not posts.may_take(caller):
        raise NotFoundError
    found = _of(desk, caller)
    if not found.says_something(week=week):
        raise NotFoundError
    return found


def _of(desk: Desk, caller: Caller) -> Digest:
    running = _running(desk, caller)
    states = Counter(State(request.state) for request in running)
    waiting = [request for request in running if request.state in SEEKING]
    needs = tuple(escalations.open_ones(desk, caller=caller))
    return Digest(
        states={state: states[state] for state in State if states[state]},
        paused=sum(request.paused_at is not None for request in running),
        seeking=len(waiting),
        longest=_longest(desk, waiting),
        needs=needs,
        stalls=sum(raised.kind in _STALLS for raised in needs),
        papers=_papers(desk, {request.region for request in running} | {caller.region or ""}, caller),
    )


def _running(desk: Desk, caller: Caller) -> list[Request]:
    """The running requests of the regions that the caller looks after."""
    runs = col(Request.state).not_in([state.value for state in FINAL])
    regions = desk.session.exec(select(Request.region).where(runs).distinct()).all()
    mine = [region for region in regions if letters.looks_after(desk, caller, region)]
    if not mine:
        return []
    return list(
        desk.session.exec(
            select(Request)
            .where(runs, col(Request.region).in_(mine))
            .order_by(col(Request.submitted_at), col(Request.id))
        ).all()
    )


def _longest(desk: Desk, waiting: list[Request]) -> Longest | None:
    """Of those that wait for a coordinator; a pause is the family's own choice and no waiting."""
    first = next((request for request in waiting if request.paused_at is None), None)
    return Longest(first.ref, (desk.now - first.submitted_at).days) if first else None


def _papers(desk: Desk, regions: set[str], caller: Caller) -> int:
    """How many coordinators of these regions have a certificate that runs out soon."""
    mine = [region for region in regions if region and letters.looks_after(desk, caller, region)]
    return desk.session.exec(
        select(func.count())
        .select_from(Profile)
        .join(Person, col(Person.id) == col(Profile.person_id))
        .where(
            Person.role == Role.COORDINATOR.value,
            col(Person.region).in_(mine),
            col(Profile.available).is_(True),
            col(Profile.certificate_until) >= desk.today,
            col(Profile.certificate_until) <= freshness.horizon(desk.today),
        )
    ).one()


def _readers(desk: Desk) -> list[Caller]:
    """Who may take an escalation, can be reached, and is not away."""
    gone = posts.away(desk)
    found = desk.session.exec(
        select(Person)
        .where(
            col(Person.role).in_(sorted(role.value for role in RIGHTS[Action.TAKE_ESCALATION])),
            col(Person.reachable).is_(True),
            col(Person.chat_id).is_not(None),
        )
        .order_by(col(Person.id))
    ).all()
    return [caller_of(person) for person in found if person.id not in gone]


def _opens_the_week(desk: Desk) -> bool:
    """Whether nobody has worked yet this week: a Monday, or the day after a free one."""
    today = desk.today
    earlier: list[date] = [today - timedelta(days=back) for back in range(1, today.weekday() + 1)]
    return not any(desk.policy.calendar.works_on(day) for day in earlier)


def _until_midnight(desk: Desk) -> timedelta:
    midnight = datetime.combine(desk.today + timedelta(days=1), time(), desk.zone)
    return midnight.astimezone(UTC) - desk.now
