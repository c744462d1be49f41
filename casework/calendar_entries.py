"""The meeting for somebody's own calendar: when, and nothing about anyone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from casework import progress, ticking
from casework.desk import Desk
from domain.errors import NotFoundError
from storage.arrivals import Caller
from storage.jobs import Job


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting. `uid` stays the same when it moves, so that a newer file changes the older entry.

    Of `guest` and `receipt`, the page that it was asked from, one is empty.
    """

    uid: str
    meeting_at: datetime
    zone: str
    made_at: datetime
    guest: str = ""
    receipt: str = ""


def for_guest(desk: Desk, *, caller: Caller, ref: str) -> Entry:
    """For a guest, by the reference of their invitation.

    Raises:
        NotFoundError: it is not the caller's, they are not in the circle any more, or there is no meeting.
    """
    guest, _, job = ticking.own_guest(desk, caller, ref)
    uid, meeting_at = _of(job)
    return Entry(uid, meeting_at, desk.zone.key, desk.now, guest=guest.ref)


def for_requester(desk: Desk, *, caller: Caller, ref: str) -> Entry:
    """For whoever asked for the conference, by its receipt.

    Raises:
        NotFoundError: it is not the caller's request, or there is no meeting.
    """
    request = progress.request_by_ref(desk, ref)
    job = progress.running_job(desk, request)
    if job is None or request.requester_id != caller.id:
        raise NotFoundError
    uid, meeting_at = _of(job)
    return Entry(uid, meeting_at, desk.zone.key, desk.now, receipt=request.ref)


def _of(job: Job) -> tuple[str, datetime]:
    if job.meeting_at is None:
        raise NotFoundError
    # Not the reference itself: a file is passed on, and it need not say by what the service knows the meeting.
    return hashlib.sha256(f"calendar entry of {job.ref}".encode()).hexdigest()[:32], job.meeting_at
