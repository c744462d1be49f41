"""The evening before the meeting: a word to who said yes or maybe, and to whoever asked for the conference."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import col, select

from casework import circle_rows, letters, progress
from casework.desk import Desk
from casework.letters import LetterKind
from domain import meeting_days
from domain.circle import Reply, Standing
from domain.errors import NotFoundError
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request

_AHEAD: Final = timedelta(days=2)
"""Letters are written so long before the meeting, to wait for its evening before."""

_LATE: Final = timedelta(hours=3)
"""Who says yes after that hears it from their invitation alone: nine in the evening is quiet."""

_LATE_FOR_REQUESTER: Final = timedelta(hours=1)
"""Their safe hours may end then."""

_COMING: Final = frozenset({Reply.YES, Reply.MAYBE})


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """What is said on the evening before; of `guest` and `receipt` one is empty."""

    guest: str
    receipt: str
    meeting_at: datetime


def remind(desk: Desk) -> int:
    """Write the letters for the meetings of the next days, once for each person and moment; about how many meetings."""
    soon = select(Job).where(
        col(Job.ended_at).is_(None),
        col(Job.held_at).is_(None),
        col(Job.meeting_at) > desk.now,
        col(Job.meeting_at) <= desk.now + _AHEAD,
    )
    told = 0
    for job in desk.session.exec(soon.order_by(col(Job.id))).all():
        meeting_at = job.meeting_at
        if meeting_at is None or desk.now >= meeting_days.evening_before(meeting_at, desk.zone) + _LATE:
            continue
        request = desk.session.get_one(Request, job.request_id)
        _write(desk, request, meeting_at)
        told += 1
    return told


def look(desk: Desk, *, reader: Caller, ref: str, facts: dict[str, Any]) -> Tomorrow:
    """What a letter of the evening before says now.

    Raises:
        NotFoundError: the meeting moved, began or ended, or the reader is not in the circle or not coming any more.
    """
    if facts.get("guest"):
        guest, request = circle_rows.of_ref(desk, ref)
        if guest.person_id != reader.id or guest.state != Standing.AGREED or guest.answer not in _COMING:
            raise NotFoundError
    else:
        request = progress.request_by_ref(desk, ref)
        if request.requester_id != reader.id:
            raise NotFoundError
    job = progress.running_job(desk, request)
    meeting_at = None if job is None else job.meeting_at
    if meeting_at is None or meeting_at <= desk.now or meeting_at.isoformat() != facts.get("at"):
        raise NotFoundError
    is_guest = bool(facts.get("guest"))
    return Tomorrow(ref if is_guest else "", "" if is_guest else ref, meeting_at)


def _write(desk: Desk, request: Request, meeting_at: datetime) -> None:
    at = meeting_at.isoformat()
    evening = meeting_days.evening_before(meeting_at, desk.zone)
    for guest in circle_rows.of_request(desk, request):
        if guest.person_id is not None and guest.state == Standing.AGREED and guest.answer in _COMING:
            letters.write(
                desk,
                guest.person_id,
                LetterKind.EVENING_BEFORE,
                subject=guest.ref,
                request=request,
                occasion=at,
                facts={"guest": True, "at": at},
                nudge=True,
                not_before=evening,
            )
    safe = meeting_days.safe_evening_before(meeting_at, desk.zone, request.hours)
    if safe is not None and desk.now < safe + _LATE_FOR_REQUESTER:
        letters.write(
            desk,
            request.requester_id,
            LetterKind.EVENING_BEFORE,
            subject=request.ref,
            request=request,
            occasion=at,
            facts={"guest": False, "at": at},
            nudge=True,
            not_before=safe,
        )
