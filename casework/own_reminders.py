"""What somebody wants to be reminded of: their own promise on its day, and looking back after three months.

Nobody else hears of either. A promise is sealed with the key of the person who asked, and deleted once it was said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import CompoundSelect
from sqlalchemy import select as sql_select
from sqlmodel import col, delete, select, update

from casework import letters, people, plan_readers, plan_rows, progress, requests
from casework.desk import Desk
from casework.letters import LetterKind
from casework.plan_readers import Reading
from domain import plans
from domain.errors import NotFoundError, OutdatedError
from domain.openings import Why
from domain.plans import KEPT, Line
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.outbox import DROPPED, REFUSED, SENT, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.plans import OwnReminder
from storage.requests import Request

_SEALED_AS = "own_reminder"
_AHEAD = timedelta(hours=2)
"""So long before its hour a letter is written: the clock looks every hour."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody asked to be reminded of, as it was said, and in their language where it stood beside."""

    what: str
    beside: dict[str, str]


def remember(desk: Desk, *, caller: Caller, ref: str) -> Reading:
    """Remind the caller of this line on the morning of its day; asked twice it is once.

    Raises:
        NotFoundError: the line was deleted, or the plan is not the caller's to read.
        PlanGoneError: the plan was not handed out.
        OutdatedError: the line has no day, or it is not ahead any more.
    """
    reading = plan_readers.of_line(desk, caller=caller, ref=ref)
    line = next(line for line in reading.lines if line.ref == ref)
    if ref not in reading.may_remind:
        raise OutdatedError
    if ref not in reading.reminded:
        _keep(desk, people.record(desk, caller), line)
        desk.session.flush()
    return plan_readers.of_line(desk, caller=caller, ref=ref)


def let_go(desk: Desk, *, caller: Caller, ref: str) -> None:
    """Do not remind the caller of this line; also when the plan itself was deleted, and when nobody would have."""
    desk.session.exec(
        delete(OwnReminder).where(col(OwnReminder.person_id) == caller.id, col(OwnReminder.line) == ref)
    )


def say(desk: Desk, *, caller: Caller, ref: str) -> Reminder:
    """What the caller asked to be reminded of.

    Raises:
        NotFoundError: nothing now, or they let it go.
    """
    own = (OwnReminder.person_id == caller.id, OwnReminder.line == ref)
    row = desk.session.exec(
        select(OwnReminder).where(*own, col(OwnReminder.person_id).not_in(_near_danger()))
    ).first()
    if row is None or row.due_at > desk.now:  # let go, or the day was moved
        raise NotFoundError
    key = people.record(desk, caller).key
    found: dict[str, Any] = desk.unseal(key, _SEALED_AS, row.words, about=caller.ref, who=None, why=Why.OWN)
    return Reminder(found["what"], found["beside"])


def bring(desk: Desk) -> None:
    """Write the letters that are due soon; delete what was said, and what could not be said for two weeks.

    Nothing to anybody of a circle about which there is a danger flag: which request a promise is of is not kept.
    """
    _forget_said(desk)
    soon = desk.session.exec(
        select(OwnReminder)
        .where(OwnReminder.due_at <= desk.now + _AHEAD, col(OwnReminder.person_id).not_in(_near_danger()))
        .order_by(col(OwnReminder.due_at), col(OwnReminder.id))
    ).all()
    for row in soon:
        letters.write(
            desk,
            row.person_id,
            LetterKind.OWN_REMINDER,
            subject=row.line,
            occasion=row.due_at.date().isoformat(),
            not_before=row.due_at,
        )


def follow(desk: Desk, request: Request, lines: Sequence[Line]) -> None:
    """The plan was changed and is handed out again: who is reminded of a line is reminded of what it says now.

    Whoever does not get the plan any more is not reminded any more.
    """
    readers = {request.requester_id, *(guest.person_id for guest in plan_rows.guests(desk, request))}
    by_ref = {line.ref: line for line in lines}
    found = desk.session.exec(select(OwnReminder).where(col(OwnReminder.line).in_(by_ref))).all()
    for row in found:
        person = desk.session.get(Person, row.person_id)
        desk.session.delete(row)
        desk.session.flush()
        if person is not None and person.id in readers:
            _keep(desk, person, by_ref[row.line])


def forget_line(desk: Desk, ref: str) -> None:
    """A line was taken out of the plan: nobody is reminded of it."""
    desk.session.exec(delete(OwnReminder).where(col(OwnReminder.line) == ref))


def want_review(desk: Desk, *, caller: Caller, ref: str, wanted: bool) -> Reading:
    """Remind who asked for the conference after three months that the circle may look back by itself; or do not.

    Raises:
        NotFoundError: it is not the caller's request.
        PlanGoneError: the plan was not handed out, or its lines were deleted.
        OutdatedError: it is too late for it.
    """
    request = requests.own(desk, caller, ref)
    reading = plan_readers.fetch(desk, caller=caller, ref=ref)
    if not wanted:
        take_back_review(desk, request)
    elif not reading.review:
        job = progress.running_job(desk, request)
        held_at = job.held_at if job is not None else None
        at = plans.review_at(held_at, desk.zone) if held_at is not None else None
        if at is None or at <= desk.now:
            raise OutdatedError
        letters.write(desk, caller.id, LetterKind.REVIEW, subject=request.ref, not_before=at)
    desk.session.flush()
    return plan_readers.fetch(desk, caller=caller, ref=ref)


def take_back_review(desk: Desk, request: Request) -> None:
    """Do not remind anybody of looking back."""
    desk.session.exec(
        update(Letter)
        .where(
            col(Letter.kind) == LetterKind.REVIEW.value,
            col(Letter.subject) == request.ref,
            col(Letter.state).in_([WAITING, UNREACHABLE]),
        )
        .values(state=DROPPED)
    )


def review(desk: Desk, *, caller: Caller, ref: str) -> str:
    """For the letter: the receipt, while looking back still makes sense.

    Raises:
        NotFoundError: it is not the caller's request, it was stopped, or somebody said that it is not safe.
    """
    request = requests.own(desk, caller, ref)
    if request.state == State.ENDED or request.danger is not None:
        raise NotFoundError
    return request.ref


def _keep(desk: Desk, person: Person, line: Line) -> None:
    at = plans.own_reminder_at(line.by, desk.zone, now=desk.now)
    if at is None:
        return
    words = {"what": line.what, "beside": dict(line.beside)}
    desk.session.add(
        OwnReminder(
            person_id=person.id or 0,
            line=line.ref,
            words=desk.vault.seal(person.key, _SEALED_AS, words),
            due_at=at,
        )
    )


def _near_danger() -> CompoundSelect[int]:
    """The ids of whoever asked for a conference about which there is a danger flag, and of everybody in its circle."""
    flagged = col(Request.danger).is_not(None)
    circle = sql_select(col(Guest.person_id)).join(Request, col(Request.id) == col(Guest.request_id))
    return (
        sql_select(col(Request.requester_id))
        .where(flagged)
        .union_all(circle.where(flagged, col(Guest.person_id).is_not(None)))
    )


def _forget_said(desk: Desk) -> None:
    over = (
        select(Letter.id)
        .where(
            col(Letter.kind) == LetterKind.OWN_REMINDER.value,
            col(Letter.subject) == col(OwnReminder.line),
            col(Letter.person_id) == col(OwnReminder.person_id),
            col(Letter.not_before) >= col(OwnReminder.due_at),
            col(Letter.state).in_([SENT, DROPPED, REFUSED]),
        )
        .exists()
    )
    desk.session.exec(
        delete(OwnReminder)
        .where(over | (col(OwnReminder.due_at) <= desk.now - KEPT))
        .execution_options(synchronize_session=False)
    )
