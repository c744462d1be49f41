"""For which message the bot waits: a row beside the half-filled forms, so that a restart loses nothing.

The row says of whom a message is awaited and for whose invitation; the message itself is never in it.
"""

from dataclasses import dataclass

from sqlmodel import col, delete, select

from casework import announcing, people, progress
from casework.desk import Desk
from domain import private_time, voices
from domain.errors import NothingOpenError, WrongMoveError
from domain.requests import State
from domain.voices import AmongThemselvesError, VoicesFullError, Waiting
from storage.arrivals import Caller
from storage.circle import Guest
from storage.drafts import Draft
from storage.jobs import Job
from storage.requests import Request

ALL = tuple(waiting.value for waiting in Waiting)


@dataclass(frozen=True, slots=True)
class Awaited:
    """For what the bot waits, on whose invitation, and in which language that is."""

    what: Waiting
    guest: str
    language: str


def begin(desk: Desk, caller: Caller, what: Waiting, guest: Guest) -> Awaited:
    """From now on the next message of the caller is the one that is awaited; for another one nobody waits any more."""
    people.lock(desk, caller)
    stop(desk, caller=caller)
    key = desk.vault.make_key()
    desk.session.add(
        Draft(
            person_id=caller.id,
            form=what.value,
            subject=guest.ref,
            key=key,
            answers=desk.vault.seal(key, "answers", {"answers": {}, "choices": []}),
            touched_at=desk.now,
        )
    )
    desk.session.flush()
    return Awaited(what, guest.ref, guest.language)


def stop(desk: Desk, *, caller: Caller) -> None:
    """Wait for no message of the caller any more."""
    desk.session.exec(delete(Draft).where(col(Draft.person_id) == caller.id, col(Draft.form).in_(ALL)))


def look(desk: Desk, *, caller: Caller) -> Awaited | None:
    """For what the bot waits; None when it does not wait."""
    found = desk.session.exec(
        select(Draft.form, Guest)
        .join(Guest, col(Guest.ref) == Draft.subject)
        .where(
            Draft.person_id == caller.id,
            col(Draft.form).in_(ALL),
            Draft.touched_at > desk.now - voices.WAITS,
        )
    ).first()
    return None if found is None else Awaited(Waiting(found[0]), found[1].ref, found[1].language)


def awaited(desk: Desk, caller: Caller, what: Waiting) -> str:
    """The reference of the guest on whose invitation a message is awaited.

    Raises:
        NothingOpenError: the bot waits for no such message, or it has waited long enough.
    """
    found = look(desk, caller=caller)
    if found is None or found.what is not what:
        raise NothingOpenError
    return found.guest


def may_speak(desk: Desk, guest: Guest, request: Request) -> bool:
    """Whether one more message of this guest can go to the coordinator, now or after private time."""
    return guest.voices < voices.MOST and _job(desk, request) is not None


def require_heard(desk: Desk, guest: Guest, request: Request) -> Job:
    """The job whose coordinator gets what this guest wants to say.

    Raises:
        WrongMoveError: nobody prepares the meeting, or it is over.
        VoicesFullError: as many messages as there may be went there.
        AmongThemselvesError: it is private time.
    """
    job = _job(desk, request)
    if job is None:
        raise WrongMoveError(state=request.state)
    if guest.voices >= voices.MOST:
        raise VoicesFullError
    if private_time.runs(job.private_from, job.private_until, now=desk.now):
        raise AmongThemselvesError
    return job


def _job(desk: Desk, request: Request) -> Job | None:
    """The running job, as long as its meeting is to come."""
    meeting_at = announcing.when_and_where(desk, request).meeting_at
    meeting_on = None if meeting_at is None else meeting_at.astimezone(desk.zone).date()
    if not voices.is_to_come(State(request.state), meeting_on, today=desk.today):
        return None
    return progress.running_job(desk, request)
