"""The danger flag: raised in a second, never in the way of the request, and forgotten (domain.md 1.4 E-1, 1.6, 11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, delete, or_, select, update

from casework import climbing, escalations, letters, people, progress
from casework.desk import Desk
from domain.circle import Standing
from domain.ladder import Note
from domain.people import Action, may
from domain.requests import FINAL
from storage.arrivals import Caller, newest_draft
from storage.circle import Guest
from storage.escalations import Escalation
from storage.jobs import Job
from storage.outbox import Letter
from storage.requests import Request

DANGER = "danger"
"""The kind of the escalation."""

_AT_ONCE = 100


class Heard(StrEnum):
    """Who knows of the danger of a person: nobody was told, the service was, or nobody of the service is there."""

    NOBODY_TOLD = "nobody_told"
    TOLD = "told"
    NOBODY_THERE = "nobody_there"


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person is told about their flag; `receipt` is the request that it stands on, if it stands on one."""

    heard: Heard
    receipt: str | None = None


def said(desk: Desk, *, caller: Caller) -> Flag | None:
    """Somebody typed words of danger; the words themselves never come here.

    With a running request or job the flag is raised at once; without one only on the person's own tap. None for staff
    who write a message to somebody: they may have to write just such words.
    """
    if may(caller.role, Action.TAKE_ESCALATION):
        draft = newest_draft(desk.session, caller.id)
        if draft is not None and draft.form == "message":
            return None
    running = _running(desk, caller)
    return _raise(desk, caller, running) if running else standing(desk, caller=caller)


def call_for(desk: Desk, *, caller: Caller) -> Flag:
    """Raise the flag because the person asked for it; while one is open, it stays that one."""
    return _raise(desk, caller, _running(desk, caller))


def standing(desk: Desk, *, caller: Caller) -> Flag:
    """Whether a flag of this person is open."""
    found = _open_flag(desk, caller)
    if found is None:
        return Flag(Heard.NOBODY_TOLD)
    return _told(desk, caller, found)


def take_back(desk: Desk, *, caller: Caller) -> Flag:
    """The person says that it was a mistake: the flag is over. Whoever was told sees that it is.

    That it was raised and taken back stays in the audit, without who it was.
    """
    people.lock(desk, caller)
    flag = _open_flag(desk, caller)
    if flag is not None:
        climbing.finish(desk, flag, Note.NOT_NEEDED, by=None)
        desk.audit(None, "danger_taken_back", flag.ref)
        settle(desk)
    return Flag(Heard.NOBODY_TOLD)


def settle(desk: Desk) -> int:
    """Let the clock of a request run again where its flag is over; how many requests that were.

    The time of every promise stood still meanwhile.
    """
    over = desk.session.exec(
        select(Request, Escalation)
        .join(Escalation, col(Escalation.ref) == col(Request.danger), isouter=True)
        .where(
            col(Request.danger).is_not(None),
            or_(col(Escalation.id).is_(None), col(Escalation.done_at).is_not(None)),
        )
        .order_by(col(Request.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, of=Request)
    ).all()
    for request, flag in over:
        _let_run(desk, request, flag)
    if over:
        _forget_who(desk)
    return len(over)


def forget_old(desk: Desk, before: datetime) -> int:
    """Delete the flags that are over and were raised by then, with the letters about them; how many flags.

    One that nobody has handled is asked for until somebody does; it goes when it is over.
    """
    _forget_who(desk)
    old = desk.session.exec(
        select(Escalation.id, Escalation.ref).where(
            Escalation.kind == DANGER,
            col(Escalation.done_at).is_not(None),
            Escalation.raised_at <= before,
        )
    ).all()
    if old:
        refs = [ref for _, ref in old]
        desk.session.exec(delete(Letter).where(col(Letter.subject).in_(refs)))
        desk.session.exec(delete(Escalation).where(col(Escalation.ref).in_(refs)))
    return len(old)


def _raise(desk: Desk, caller: Caller, running: list[Request]) -> Flag:
    newest = running[0] if running else None
    escalations.raise_for_person(desk, caller=caller, request=newest, kind=DANGER)
    desk.session.flush()
    flag = _open_flag(desk, caller)
    assert flag is not None  # noqa: S101 - it was raised in this transaction, or stood open
    for request in running:
        if request.danger is None:
            request.danger = flag.ref
            progress.reckon(desk, request)
    desk.audit(None, "danger_said", flag.ref)
    return _told(desk, caller, flag)


def _told(desk: Desk, caller: Caller, flag: Escalation) -> Flag:
    request = desk.session.get(Request, flag.request_id) if flag.request_id else None
    if request is not None and not _is_theirs(desk, caller, request):
        request = None  # of a guest: they are told no receipt
    there = letters.managers_of(desk, flag.region)
    return Flag(Heard.TOLD if there else Heard.NOBODY_THERE, request.ref if request else None)


def _is_theirs(desk: Desk, caller: Caller, request: Request) -> bool:
    job = select(Job.id).where(Job.request_id == request.id, Job.coordinator_id == caller.id)
    return request.requester_id == caller.id or desk.session.exec(job).first() is not None


def _open_flag(desk: Desk, caller: Caller) -> Escalation | None:
    return desk.session.exec(
        select(Escalation)
        .where(
            Escalation.kind == DANGER,
            Escalation.person_id == caller.id,
            col(Escalation.done_at).is_(None),
        )
        .order_by(col(Escalation.id))
    ).first()


def _running(desk: Desk, caller: Caller) -> list[Request]:
    """The running requests that this person is part of; last those in whose circle they are, the newest first."""
    own = _own(desk, caller)
    circles = desk.session.exec(
        select(Request)
        .join(Guest, col(Guest.request_id) == Request.id)
        .where(
            Guest.person_id == caller.id,
            Guest.state == Standing.AGREED.value,
            col(Request.state).not_in([state.value for state in FINAL]),
        )
        .order_by(col(Request.id).desc())
    ).all()
    return [*own, *(request for request in circles if request not in own)]


def _own(desk: Desk, caller: Caller) -> list[Request]:
    """The requests of this person that run, then those whose conference they organise; each newest first."""
    runs = col(Request.state).not_in([state.value for state in FINAL])
    newest = col(Request.id).desc()
    own = desk.session.exec(
        select(Request).where(Request.requester_id == caller.id, runs).order_by(newest)
    ).all()
    jobs = desk.session.exec(
        select(Request)
        .join(Job, col(Job.request_id) == Request.id)
        .where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None), runs)
        .order_by(newest)
    ).all()
    return [*own, *jobs]


def _let_run(desk: Desk, request: Request, flag: Escalation | None) -> None:
    """Another open flag on the request takes the place of the one that is over; without one the clock runs again."""
    other = desk.session.exec(
        select(Escalation.ref).where(
            Escalation.kind == DANGER,
            Escalation.request_id == request.id,
            col(Escalation.done_at).is_(None),
        )
    ).first()
    if other is None:
        since = flag.raised_at if flag is not None else desk.now
        until = request.paused_at or desk.now
        request.pauses = _merged([*(request.pauses or []), [since.isoformat(), until.isoformat()]])
    desk.audit(None, "danger_over", request.danger or "")  # about the flag: of the request it is not told
    request.danger = other
    progress.reckon(desk, request)


def _merged(spans: list[list[str]]) -> list[list[str]] | None:
    """The spans of time (ISO 8601, aware), oldest first, with those that overlap as one: no hour is given back twice."""
    moments = sorted((datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in spans)
    found: list[tuple[datetime, datetime]] = []
    for since, until in moments:
        if since >= until:
            continue
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return [[since.isoformat(), until.isoformat()] for since, until in found] or None


def _forget_who(desk: Desk) -> None:
    """A flag that is over is a day and that it was handled; whose it was, about what, goes (domain.md 1.6)."""
    desk.session.exec(
        update(Escalation)
        .where(
            col(Escalation.kind) == DANGER,
            col(Escalation.done_at).is_not(None),
            col(Escalation.person_id).is_not(None),
        )
        .values(person_id=None, request_id=None, key=DANGER + ":" + col(Escalation.ref))
        .execution_options(synchronize_session=False)
    )
