"""What whoever is asked does: open the link, agree, tap a face for each promise, look again, take it all back."""

from dataclasses import dataclass

from sqlmodel import col, delete, select, update

from casework import askings, people, progress
from casework.desk import Desk
from domain.errors import AskingClosedError, ConsentMissingError, NotFoundError, OutdatedError
from domain.follow_ups import Face
from storage.arrivals import Caller
from storage.follow_ups import Asking, TappedFace
from storage.jobs import Job

CONSENT_VERSION = 1
"""The version of the text above the first promise; a change of meaning raises it, and everyone is asked again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's own answers: how many promises there are, and the faces by number."""

    ref: str
    agreements: int
    faces: dict[int, Face]
    agreed: bool


def open_link(desk: Desk, *, caller: Caller, secret: str) -> Sheet | None:
    """The sheet behind a one-time link; from now on it is the caller's. None when the secret is of no such link.

    Whoever was asked already keeps the sheet they have, and the link stays good for somebody else.

    Raises:
        AskingClosedError: somebody else opened it, its time is over, or it is the coordinator's own conference.
    """
    asking = desk.session.exec(select(Asking).where(Asking.token_hash == people.hashed(secret))).first()
    if asking is None:
        return None
    job = _running(desk, asking)
    if job.coordinator_id == caller.id:
        raise AskingClosedError
    own = desk.session.exec(
        select(Asking).where(Asking.request_id == asking.request_id, Asking.person_id == caller.id)
    ).first()
    if own is not None:
        return _sheet(desk, own, job)
    done = desk.session.exec(
        update(Asking)
        .where(col(Asking.id) == asking.id, col(Asking.person_id).is_(None))
        .values(person_id=caller.id, opened_at=desk.now)
    )
    if done.rowcount != 1:
        raise AskingClosedError
    desk.session.refresh(asking)
    _audit(desk, asking, "asked_opened")
    return _sheet(desk, asking, job)


def look(desk: Desk, *, caller: Caller, ref: str) -> Sheet:
    """The caller's own answers.

    Raises:
        NotFoundError: nobody was asked under this reference, or somebody else.
        AskingClosedError: the follow-up was logged, or its time is over.
    """
    asking, job = _own(desk, caller, ref)
    return _sheet(desk, asking, job)


def agree(desk: Desk, *, caller: Caller, ref: str) -> Sheet:
    """Keep that the person read what it is and wants to answer.

    Raises:
        NotFoundError: nobody was asked under this reference, or somebody else.
        AskingClosedError: the follow-up was logged, or its time is over.
    """
    asking, job = _own(desk, caller, ref)
    asking.opened_at = asking.opened_at or desk.now
    asking.consent, asking.consent_at = CONSENT_VERSION, desk.now
    desk.session.add(asking)
    desk.session.flush()
    _audit(desk, asking, "asked_agreed")
    return _sheet(desk, asking, job)


def answer(desk: Desk, *, caller: Caller, ref: str, number: int, face: Face) -> Sheet:
    """Keep a face for a promise, in the place of an earlier one.

    Raises:
        NotFoundError: nobody was asked under this reference, or somebody else.
        AskingClosedError: the follow-up was logged, or its time is over.
        ConsentMissingError: the person has not agreed to the current text.
        OutdatedError: there is no promise of this number.
    """
    asking, job = _own(desk, caller, ref)
    if asking.consent != CONSENT_VERSION:
        raise ConsentMissingError
    if not 1 <= number <= (job.agreements or 0):
        raise OutdatedError
    desk.session.merge(TappedFace(asking_id=asking.id or 0, number=number, face=face.value))
    asking.answered_at = desk.now
    desk.session.add(asking)
    desk.session.flush()
    return _sheet(desk, asking, job)


def take_back(desk: Desk, *, caller: Caller, ref: str) -> Sheet:
    """Delete the caller's answers and their yes; they may still begin again.

    Raises:
        NotFoundError: nobody was asked under this reference, or somebody else.
        AskingClosedError: the follow-up was logged, or its time is over.
    """
    asking, job = _own(desk, caller, ref)
    desk.session.exec(delete(TappedFace).where(col(TappedFace.asking_id) == asking.id))
    asking.consent = asking.consent_at = asking.answered_at = None
    desk.session.add(asking)
    desk.session.flush()
    _audit(desk, asking, "asked_took_back")
    return _sheet(desk, asking, job)


def _own(desk: Desk, caller: Caller, ref: str) -> tuple[Asking, Job]:
    asking = desk.session.exec(select(Asking).where(Asking.ref == ref, Asking.person_id == caller.id)).first()
    if asking is None:
        raise NotFoundError
    job = _running(desk, asking)
    desk.session.refresh(asking)  # what came first while this waited for the request
    return asking, job


def _audit(desk: Desk, asking: Asking, what: str) -> None:
    """Without who it was: they are asked by a link that says nothing of them, and so does the audit."""
    desk.audit(None, what, progress.lock(desk, asking.request_id).ref)


def _running(desk: Desk, asking: Asking) -> Job:
    """The job that it is about, as long as answers count; the request is held, so that logging comes before or after.

    A pause of the family is not told here: whoever was asked may answer meanwhile.
    """
    request = progress.lock(desk, asking.request_id)
    job = progress.running_job(desk, request)
    if job is None or not askings.is_open(desk, job, request):
        raise AskingClosedError
    return job


def _sheet(desk: Desk, asking: Asking, job: Job) -> Sheet:
    return Sheet(
        ref=asking.ref,
        agreements=job.agreements or 0,
        faces=askings.faces_of(desk, asking),
        agreed=asking.consent == CONSENT_VERSION,
    )
