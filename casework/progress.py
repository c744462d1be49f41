"""Moving a request along: the state, what falls due next, and nothing forgotten on the way."""

from sqlmodel import col, select

from casework.desk import Desk
from domain import requests, timers
from domain.errors import NotFoundError, PausedError
from domain.requests import Event, State
from storage.jobs import Job
from storage.requests import Request


def advance(desk: Desk, request: Request, event: Event) -> State:
    """Do the move that the life cycle allows and compute what is due next.

    Raises:
        WrongMoveError: it allows none.
    """
    before = State(request.state)
    after = requests.move(before, event)
    request.state = after.value
    if after is not before:
        request.fired = 0
    if after not in requests.SEEKING:
        request.next_wave_at = None
    if after in requests.FINAL:
        request.closed_at = desk.now
        request.bodies = None  # nobody is sought any more
    reckon(desk, request)
    desk.audit(None, event.value, request.ref)
    return after


def reckon(desk: Desk, request: Request) -> None:
    """Compute when something is due about this request; nothing is while the family pauses."""
    desk.session.add(request)
    due = timers.next_due(State(request.state), request.fired, anchors(desk, request), desk.policy)
    if due is None or request.paused_at is not None:
        request.due_at, request.due = None, None
    else:
        request.due_at, request.due = due[0], due[1].value


def anchors(desk: Desk, request: Request) -> timers.Anchors:
    """The moments from which the timers of this request count."""
    job = running_job(desk, request)
    if job is None:
        return timers.Anchors(submitted_at=request.submitted_at, urgent=request.urgent)
    return timers.Anchors(
        submitted_at=request.submitted_at,
        urgent=request.urgent,
        accepted_at=job.accepted_at,
        last_step_at=job.last_step_at,
        meeting_at=job.held_at or job.meeting_at,
        follow_up_at=job.follow_up_at,
    )


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
