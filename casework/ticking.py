"""A guest says at which moments they can; nobody else sees who said what."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select

from casework import circle_rows, consent_rows, meeting_days, progress
from casework.desk import Desk
from domain.circle import Standing
from domain.errors import ConsentMissingError, MomentGoneError, NotFoundError
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay, TickedDay
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Tickable:
    """A moment, and whether this guest can."""

    ref: str
    at: datetime
    ticked: bool


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The moments as one guest sees them: their own ticks only."""

    guest: str
    moments: tuple[Tickable, ...]
    meeting_at: datetime | None


def look(desk: Desk, *, caller: Caller, ref: str) -> OwnDays:
    """The moments, for a guest by the reference of their invitation.

    Raises:
        NotFoundError: it is not the caller's, they are not in the circle any more, or nobody prepares a meeting.
    """
    guest, request, job = own_guest(desk, caller, ref)
    return _shown(desk, guest, request, job)


def tick(desk: Desk, *, caller: Caller, ref: str, day: str) -> OwnDays:
    """Say that this moment is possible; a second tap takes that back.

    Raises:
        NotFoundError: as for `look`.
        ConsentMissingError: their own yes comes first.
        MomentGoneError: it is not on the list (any more), or of another circle.
    """
    guest, request, job = own_guest(desk, caller, ref)
    if not consent_rows.guest_agreed(desk, guest):
        raise ConsentMissingError
    found = next((row for row in meeting_days.to_come(desk, request) if row.ref == day), None)
    if found is None:
        raise MomentGoneError
    here = (col(TickedDay.day_id) == found.id, col(TickedDay.guest_id) == guest.id)
    if desk.session.exec(delete(TickedDay).where(*here)).rowcount == 0:
        desk.session.add(TickedDay(day_id=found.id or 0, guest_id=guest.id or 0))
        desk.session.flush()
    return _shown(desk, guest, request, job)


def own_guest(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request, Job]:
    """The caller as a guest, with the request (held until the transaction ends) and its running job.

    Raises:
        NotFoundError: it is not the caller's, they are not in the circle any more, or nobody prepares a meeting.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    job = progress.running_job(desk, request)
    if job is None or guest.person_id != caller.id or guest.state != Standing.AGREED:
        raise NotFoundError
    return guest, request, job


def _shown(desk: Desk, guest: Guest, request: Request, job: Job) -> OwnDays:
    ticked = set(
        desk.session.exec(
            select(MeetingDay.ref)
            .join(TickedDay, col(TickedDay.day_id) == col(MeetingDay.id))
            .where(TickedDay.guest_id == guest.id)
        ).all()
    )
    coming = meeting_days.to_come(desk, request)
    moments = tuple(Tickable(row.ref, row.at, row.ref in ticked) for row in coming)
    return OwnDays(guest.ref, moments, job.meeting_at)
