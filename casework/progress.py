"""Moving a request along: the state, what falls due next, and nothing forgotten on the way."""

from datetime import datetime
from typing import TypeVar

from sqlmodel import col, select

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from domain import requests, timers
from domain.errors import NotFoundError, PausedError
from domain.requests import Event, State
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay
from storage.jobs import Job
from storage.plans import PlanLine
from storage.requests import Request

Part = TypeVar("Part", Guest, MeetingDay, PlanLine)


def advance(desk: Desk, request: Request, event: Event, *, by: Caller | None) -> State:
    """Do the move that the life cycle allows and compute what is due next; a reminder that is not sent yet is dropped.

    `by` is who made it move, for the audit. None is the clock, and nobody else: it has to be said.

    Raises:
        WrongMoveError: it allows none.
    """
    before = State(request.state)
    after = requests.move(before, event)
    request.state = after.value
    if after is not before:
        request.fired_until = None
        for reminder in (LetterKind.NUDGE, LetterKind.PACE):
            letters.take_back(desk, request, reminder)
    if after not in requests.SEEKING:
        request.next_wave_at = None
    if after in requests.FINAL:
        request.closed_at = desk.now
        request.bodies = None  # nobody is sought any more
    reckon(desk, request)
    desk.audit(by, event.value, request.ref)
    return after


def reckon(desk: Desk, request: Request) -> None:
    """Compute when something is due about this request; nothing is while the family pauses or a danger flag is open."""
    desk.session.add(request)
    due = None
    if request.paused_at is None and request.danger is None:
        promised = desk.policy.timers(State(request.state))
        due = timers.next_due(
            promised, anchors(desk, request), desk.policy.calendar, since=request.fired_until
        )
    request.due_at, request.due = (None, None) if due is None else (due[0], due[1].due.value)


def overdue(desk: Desk, request: Request) -> list[tuple[datetime, timers.Timer]]:
    """What has fallen due about this request and was not dealt with, oldest first; nothing while the family pauses."""
    if request.paused_at is not None or request.danger is not None:
        return []
    falling = timers.falling_due(
        desk.policy.timers(State(request.state)),
        anchors(desk, request),
        desk.policy.calendar,
        since=request.fired_until,
    )
    return [(at, timer) for at, timer in falling if at <= desk.now]


def anchors(desk: Desk, request: Request) -> timers.Anchors:
    """The moments from which the timers of this request count, and the pauses in which they stood still."""
    job = running_job(desk, request)
    pauses = tuple(
        timers.Pause(datetime.fromisoformat(since), datetime.fromisoformat(until))
        for since, until in request.pauses or ()
    )
    if job is None:
        return timers.Anchors(
            submitted_at=request.submitted_at,
            urgent=request.urgent,
            opened_at=request.opened_at,
            seeking_at=_seeks_again_since(desk, request),
            pauses=pauses,
        )
    return timers.Anchors(
        submitted_at=request.submitted_at,
        urgent=request.urgent,
        opened_at=request.opened_at,
        accepted_at=job.accepted_at,
        last_step_at=job.last_step_at,
        meeting_at=job.held_at or job.meeting_at,
        plan_sent_at=job.plan_sent_at,
        tried_at=job.tried_at,
        follow_up_at=job.follow_up_at,
        pauses=pauses,
    )


def _seeks_again_since(desk: Desk, request: Request) -> datetime | None:
    """When the newest job for the request ended, if there was one: the promise of a coordinator begins again."""
    return desk.session.exec(
        select(Job.ended_at)
        .where(Job.request_id == request.id, col(Job.ended_at).is_not(None))
        .order_by(col(Job.ended_at).desc())
        .limit(1),
    ).first()


def running_job(desk: Desk, request: Request) -> Job | None:
    """The job that runs for a request, if somebody accepted."""
    return desk.session.exec(
        select(Job).where(Job.request_id == request.id, col(Job.ended_at).is_(None)),
    ).first()


def request_by_ref(desk: Desk, ref: str) -> Request:
    """The request with this receipt.

    Raises:
        NotFoundError: there is none.
    """
    request = desk.session.exec(
        select(Request).where(Request.ref == ref).with_for_update(key_share=True)
    ).first()
    if request is None:
        raise NotFoundError
    return request


def lock(desk: Desk, request_id: int) -> Request:
    """The request, for this transaction alone until it ends, so that of two people at once one comes second.

    On PostgreSQL whatever hangs on a request (its offers, its job) is read again after this; SQLite has one writer.
    """
    return desk.session.exec(
        select(Request)
        .where(Request.id == request_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True),
    ).one()


def held(desk: Desk, record: type[Part], ref: str) -> tuple[Part, Request]:
    """What hangs on a request, by its reference, and the request, which is held until the transaction ends.

    It is read once the request is held: whoever was first may have changed or deleted it.

    Raises:
        NotFoundError: there is none.
    """
    request_id = desk.session.exec(select(record.request_id).where(record.ref == ref)).first()
    if request_id is None:
        raise NotFoundError
    request = lock(desk, request_id)
    found = desk.session.exec(
        select(record).where(record.ref == ref).execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFoundError
    return found, request


def require_running(request: Request) -> None:
    """Refuse to work on a request that the family has paused.

    Raises:
        PausedError: they have.
    """
    if request.paused_at is not None:
        raise PausedError


def require_move(request: Request, event: Event) -> None:
    """Refuse what the life cycle does not allow from here.

    Raises:
        WrongMoveError: it does not.
    """
    requests.move(State(request.state), event)
