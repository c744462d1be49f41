"""The days that are proposed for a meeting, as whoever may see them sees them; never who said what."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, or_, select

from casework import circle_rows, circle_views, consent_rows, progress
from casework.desk import Desk
from domain.circle import Reply, Standing
from domain.errors import NotFoundError
from domain.meeting_days import MOST
from domain.people import Action, may
from domain.requests import MOVES, Event, State
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay, TickedDay
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Proposed:
    """A moment with how many people can; never who."""

    ref: str
    at: datetime
    can: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The moments, for whoever decides; `job` is empty unless the reader is the coordinator.

    `decides` is whether the reader may propose and choose now: the main person, or where they are not in the chat the
    coordinator for them. Of the `circle` people who can be asked here, `answered` have said of some moment that they can.
    """

    receipt: str
    job: str
    decides: bool
    proposed: tuple[Proposed, ...]
    circle: int
    answered: int
    meeting_at: datetime | None
    is_full: bool


def look(desk: Desk, *, caller: Caller, ref: str) -> Days:
    """The moments of a request of the caller's own, or of their job, by its receipt.

    Raises:
        NotFoundError: it is neither, or nobody prepares a meeting.
    """
    request = progress.request_by_ref(desk, ref)
    return shown(desk, caller, job_of(desk, caller, request), request)


def of_job(desk: Desk, *, caller: Caller, ref: str) -> Days:
    """The same for the coordinator, by the job.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
    """
    found = select(Request.ref).join(Job, col(Job.request_id) == col(Request.id)).where(Job.ref == ref)
    receipt = desk.session.exec(found.where(Job.coordinator_id == caller.id)).first()
    if receipt is None:
        raise NotFoundError
    days = look(desk, caller=caller, ref=receipt)
    if days.job != ref:
        raise NotFoundError
    return days


def of_day(desk: Desk, *, caller: Caller, ref: str) -> Days:
    """The list on which this moment stands.

    Raises:
        NotFoundError: it is not on a list of the caller's (any more).
    """
    _, request = of_ref(desk, ref)
    return shown(desk, caller, job_of(desk, caller, request), request)


def newest(desk: Desk, *, caller: Caller) -> Days | None:
    """The list to which the newest moment was added, of those that are the caller's."""
    found = desk.session.exec(
        select(Request.ref)
        .join(MeetingDay, col(MeetingDay.request_id) == col(Request.id))
        .join(Job, col(Job.request_id) == col(Request.id))
        .where(
            col(Job.ended_at).is_(None),
            or_(Request.requester_id == caller.id, Job.coordinator_id == caller.id),
        )
        .order_by(col(MeetingDay.id).desc())
        .limit(1)
    ).first()
    return None if found is None else look(desk, caller=caller, ref=found)


def rows(desk: Desk, request: Request) -> list[MeetingDay]:
    """The moments of a request, the earliest first."""
    found = select(MeetingDay).where(MeetingDay.request_id == request.id).order_by(col(MeetingDay.at))
    return list(desk.session.exec(found).all())


def to_come(desk: Desk, request: Request) -> list[MeetingDay]:
    """Those that have not passed."""
    return [row for row in rows(desk, request) if row.at > desk.now]


def of_ref(desk: Desk, ref: str) -> tuple[MeetingDay, Request]:
    """A moment and its request, which is held until the transaction ends.

    Raises:
        NotFoundError: there is none.
    """
    return progress.held(desk, MeetingDay, ref)


def job_of(desk: Desk, caller: Caller, request: Request) -> Job:
    """The running job, if the caller asked for the conference or coordinates it.

    Raises:
        NotFoundError: neither, or nobody prepares a meeting.
    """
    job = progress.running_job(desk, request)
    is_coordinator = job is not None and job.coordinator_id == caller.id and may(caller.role, Action.DO_JOB)
    if job is None or not (is_coordinator or request.requester_id == caller.id):
        raise NotFoundError
    return job


def can_be_asked(desk: Desk, request: Request) -> list[Guest]:
    """Who is in the circle, agreed to be asked, and did not say that they are not coming."""
    return [
        guest
        for guest in circle_rows.of_request(desk, request)
        if guest.state == Standing.AGREED
        and guest.answer != Reply.NO
        and consent_rows.guest_agreed(desk, guest)
    ]


def shown(desk: Desk, caller: Caller, job: Job, request: Request) -> Days:
    """The moments to come, for the main person or the coordinator of this request."""
    coming = to_come(desk, request)
    circle = {guest.id for guest in can_be_asked(desk, request)}
    ids = [row.id for row in coming]
    ticks = desk.session.exec(select(TickedDay).where(col(TickedDay.day_id).in_(ids))).all()
    ticks = [tick for tick in ticks if tick.guest_id in circle]
    can = Counter(tick.day_id for tick in ticks)
    is_here = circle_views.main_person_here(desk, request)
    is_coordinator = job.coordinator_id == caller.id
    return Days(
        receipt=request.ref,
        job=job.ref if is_coordinator else "",
        decides=is_here != is_coordinator
        and (State(request.state), Event.SCHEDULE) in MOVES
        and request.paused_at is None,
        proposed=tuple(
            Proposed(row.ref, row.at, can[row.id or 0], row.chosen_at is not None) for row in coming
        ),
        circle=len(circle),
        answered=len({tick.guest_id for tick in ticks}),
        meeting_at=job.meeting_at,
        is_full=len(coming) >= MOST,
    )
