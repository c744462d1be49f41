"""The pin of the meeting's place: shared by the coordinator, shown to who is invited and to who asked (domain.md 2)."""

from dataclasses import dataclass

from sqlmodel import col, select

from casework import announcing, disagreeing, inviting, jobs, place_rows, places, progress, requests
from casework.desk import Desk
from casework.place_rows import Pin
from casework.places import Place
from domain import places as rules
from domain.deciding import MAIN_PERSON
from domain.errors import NotFoundError, OutdatedError
from domain.invitations import meets_at
from domain.openings import Why
from domain.people import Action, may
from domain.places import PlaceAnswer
from domain.requests import State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Where:
    """Where the meeting is, for somebody who may know: by a guest's own reference, or by the receipt."""

    guest: str
    receipt: str
    venue: str
    pin: Pin | None


def share(desk: Desk, *, caller: Caller, latitude: float, longitude: float) -> Place | None:
    """Put a shared location, in degrees, with the place of the caller's meeting; a second one takes the place of the first.

    One far from the Netherlands is kept, and sent to nobody before `is_right`. None where there is no meeting to come
    whose place the caller sets: nothing is kept then.

    Raises:
        PausedError: the family takes a pause.
    """
    if not may(caller.role, Action.DO_JOB) or not rules.is_on_earth(latitude, longitude):
        return None
    running = select(Job.ref).where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None))
    ref = desk.session.exec(running).first()
    if ref is None:
        return None
    job, request = jobs.own(desk, caller, ref)
    if not _has_place(job, request):
        return None
    progress.require_running(request)
    disagreeing.require_agreed(desk, request)
    near = rules.is_near(latitude, longitude)
    _keep(desk, job, request, rules.written(latitude, longitude), sure=near)
    desk.audit(caller, "pin", request.ref, "shared")
    return places.shown(desk, caller, job, request)


def is_right(desk: Desk, *, caller: Caller, ref: str) -> Place:
    """The coordinator says that a pin far away is right.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        OutdatedError: there is no pin any more.
    """
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    disagreeing.require_agreed(desk, request)
    pin = place_rows.pin_of(desk, job, request)
    if pin is None:
        raise OutdatedError
    _keep(desk, job, request, rules.written(pin.latitude, pin.longitude), sure=True)
    desk.audit(caller, "pin", request.ref, "is_right")
    return places.shown(desk, caller, job, request)


def remove(desk: Desk, *, caller: Caller, ref: str) -> Place:
    """Take the pin away; what was sent before stays on the phones that have it.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    before = announcing.when_and_where(desk, request)
    place_rows.forget_pin(desk, job)
    desk.audit(caller, "pin", request.ref, "removed")
    announcing.tell_if_changed(desk, request, before)
    return places.shown(desk, caller, job, request)


def for_guest(desk: Desk, *, caller: Caller, ref: str) -> Where:
    """Where it is, for somebody who is invited.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else; or there is no place that was agreed to.
        InvitationUsedError: it is over.
    """
    guest, request = inviting.own(desk, caller, ref)
    return _where(desk, request, guest=guest.ref, may_judge=False)


def for_requester(desk: Desk, *, caller: Caller, receipt: str) -> Where:
    """The same for who asked for the conference; a main person sees the place also before their yes.

    Raises:
        NotFoundError: it is not the caller's, or there is no place that they may know.
    """
    request = requests.own(desk, caller, receipt)
    return _where(desk, request, guest="", may_judge=request.who == MAIN_PERSON)


def _has_place(job: Job, request: Request) -> bool:
    is_set = job.venue is not None and meets_at(job.meeting_at, job.held_at) is not None
    return is_set and request.key is not None and request.state == State.SCHEDULED


def _keep(desk: Desk, job: Job, request: Request, at: str, *, sure: bool) -> None:
    before = announcing.when_and_where(desk, request)
    job.pin = desk.vault.seal(request.key or b"", "pin", {"at": at, "sure": sure})
    desk.session.add(job)
    announcing.tell_if_changed(desk, request, before)


def _where(desk: Desk, request: Request, *, guest: str, may_judge: bool) -> Where:
    job = progress.running_job(desk, request)
    if job is None or not _has_place(job, request):
        raise NotFoundError
    if job.venue_answer != PlaceAnswer.YES and not may_judge:
        raise NotFoundError
    pin = place_rows.pin_of(desk, job, request)
    return Where(
        guest=guest,
        receipt="" if guest else request.ref,
        venue=place_rows.venue_of(desk, job, request, who=None, why=Why.OWN) or "",
        pin=pin if pin is not None and pin.sure else None,
    )
