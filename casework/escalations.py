"""What stalls, raised once per occasion, and whoever takes it (domain.md 1.4; who hears of it when: `climbing`)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework import climbing, letters, people, posts
from casework.desk import Desk
from domain.errors import NotFoundError, OutdatedError, WrongMoveError
from domain.ladder import Later, Note, Reason, Receiver, comes_back_at
from domain.people import Action, Role, require
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.people import Person
from storage.references import reference
from storage.requests import Request

HUMAN = "human"
"""Someone asked for a person (E-14)."""

RAISED = "escalation_raised"
"""In the audit, without who caused it: that stands in the line of what they did, or is to stand nowhere."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An escalation as somebody of the service sees it.

    `code` is its number in domain.md 1.4. While nobody has taken it, `waits_for` says who is asked now, `due_at` until
    when, and `yours` whether the reader is one of them. `holder` is the role and the region of who took it, and
    `asked` and `back_at` are about a reader who has. `deputy` is the region that stands in.
    """

    ref: str
    kind: str
    request_ref: str | None
    raised_at: datetime
    taken: bool
    taken_by_reader: bool
    done: bool
    code: str = ""
    region: str | None = None
    deputy: str = ""
    waits_for: Receiver | None = None
    due_at: datetime | None = None
    yours: bool = False
    moved_on: bool = False
    holder: tuple[Role, str | None] | None = None
    asked: bool = False
    back_at: datetime | None = None
    urgent: bool = False
    note: Note | None = None


def raise_(desk: Desk, kind: str, request: Request, *, occasion: str) -> None:
    """Raise something about a request, once per occasion, and tell whoever stands on the first rung of its ladder."""
    key = f"{kind}:{request.ref}:{occasion}"
    if desk.session.exec(select(Escalation.id).where(Escalation.key == key)).first() is not None:
        return
    new = Escalation(
        ref=reference(),
        key=key,
        kind=kind,
        request_id=request.id,
        region=request.region,
        raised_at=desk.now,
    )
    desk.audit(None, RAISED, new.ref, kind)
    climbing.start(desk, new)


def raise_for_person(desk: Desk, *, caller: Caller, request: Request | None, kind: str = HUMAN) -> bool:
    """Have a human contact the caller; while one such question is open, it stays that one.

    Returns whether somebody is there to be told.
    """
    require(caller.role, Action.ASK_FOR_HUMAN)
    region = request.region if request else caller.region
    people.lock(desk, caller)
    waiting = desk.session.exec(
        select(Escalation).where(
            Escalation.kind == kind,
            Escalation.person_id == caller.id,
            col(Escalation.done_at).is_(None),
        ),
    ).first()
    if waiting is not None:
        return waiting.taken_by is not None or bool(climbing.audience(desk, waiting))
    new = Escalation(
        ref=reference(),
        key=f"{kind}:{caller.ref}:{desk.now.isoformat()}",
        kind=kind,
        request_id=request.id if request else None,
        person_id=caller.id,
        region=region,
        raised_at=desk.now,
    )
    desk.audit(caller if kind == HUMAN else None, RAISED, new.ref, kind)
    return climbing.start(desk, new)


def take(desk: Desk, *, caller: Caller, ref: str) -> Raised:
    """*I take it*: one person takes it, and the others' cards say so.

    Raises:
        NotFoundError: it has not reached the caller.
    """
    escalation = _locked(desk, caller, ref)
    if escalation.taken_by is None and escalation.done_at is None:
        _give(desk, escalation, caller)
        climbing.changed(desk, escalation, but=caller.id)
    return view(desk, reader=caller, ref=ref)


def not_mine(desk: Desk, *, caller: Caller, ref: str) -> Raised:
    """*Not mine*: the next rung hears of it at once. Where there is no other, it stays, and is asked again later.

    Raises:
        NotFoundError: it has not reached the caller.
        OutdatedError: it waits for others already, somebody else took it, or it is done.
    """
    escalation = _locked(desk, caller, ref)
    waits_for_caller = escalation.taken_by is None and caller.id in climbing.audience(desk, escalation)
    if escalation.done_at is not None or not (waits_for_caller or escalation.taken_by == caller.id):
        raise OutdatedError
    desk.audit(caller, "escalation_not_mine", escalation.ref, escalation.kind)
    climbing.move_on(desk, escalation, but=caller.id)
    return view(desk, reader=caller, ref=ref)


def later(desk: Desk, *, caller: Caller, ref: str, reason: Reason, how: Later) -> Raised:
    """*Later*: the caller has it, and it comes back to them by itself.

    Raises:
        NotFoundError: it has not reached the caller.
        OutdatedError: somebody else took it, or it is done.
        WrongMoveError: it is urgent; danger does not wait.
    """
    escalation = _owned(desk, caller, ref)
    if climbing.ladder_of(desk, escalation).urgent:
        raise WrongMoveError
    if escalation.taken_by is None:
        _give(desk, escalation, caller)
    escalation.snoozed, escalation.asked_at = reason.value, None
    escalation.rung_due_at = comes_back_at(how, desk.now, desk.policy.calendar)
    desk.audit(caller, "escalation_later", escalation.ref, f"{reason}:{how}")
    climbing.changed(desk, escalation, but=caller.id)
    return view(desk, reader=caller, ref=ref)


def done(desk: Desk, *, caller: Caller, ref: str, note: Note = Note.OTHER) -> Raised:
    """*Done*: the escalation is over, and how.

    Raises:
        NotFoundError: it has not reached the caller.
        OutdatedError: somebody else took it.
    """
    escalation = _locked(desk, caller, ref)
    if escalation.done_at is None:
        escalation = _owned(desk, caller, ref)
        escalation.taken_by = caller.id
        climbing.finish(desk, escalation, note, by=caller)
    return view(desk, reader=caller, ref=ref)


def view(desk: Desk, *, reader: Caller, ref: str) -> Raised:
    """The escalation as this reader sees it.

    Raises:
        NotFoundError: it has not reached the reader.
    """
    escalation = _seen(desk, reader, ref)
    ladder, rung = climbing.ladder_of(desk, escalation), climbing.rung_of(desk, escalation)
    free = escalation.taken_by is None and escalation.done_at is None
    mine = escalation.taken_by == reader.id
    return Raised(
        ref=escalation.ref,
        kind=escalation.kind,
        request_ref=_receipt(desk, reader, escalation),
        raised_at=escalation.raised_at,
        taken=escalation.taken_by is not None,
        taken_by_reader=mine,
        done=escalation.done_at is not None,
        code=ladder.code,
        region=escalation.region,
        deputy=desk.regions.deputy_of(escalation.region or ""),
        waits_for=rung.receiver if free else None,
        due_at=escalation.rung_due_at if free else None,
        yours=free and reader.id in climbing.audience(desk, escalation),
        moved_on=escalation.turn > 1 and free,
        holder=_holder(desk, escalation),
        asked=mine and escalation.asked_at is not None,
        back_at=escalation.rung_due_at if mine and escalation.snoozed else None,
        urgent=ladder.urgent,
        note=Note(escalation.note) if escalation.note else None,
    )


def asker(desk: Desk, *, caller: Caller, ref: str) -> int:
    """Who asked for a person, for whoever took the question and until it is done.

    Raises:
        NotFoundError: the caller did not take it, or it is done.
    """
    escalation = _seen(desk, caller, ref)
    if escalation.taken_by != caller.id or escalation.done_at is not None or escalation.person_id is None:
        raise NotFoundError
    return escalation.person_id


def open_ones(desk: Desk, *, caller: Caller) -> list[Raised]:
    """What is open and has reached the caller: what is urgent first, then the oldest."""
    require(caller.role, Action.TAKE_ESCALATION)
    found = desk.session.exec(
        select(Escalation)
        .where(col(Escalation.done_at).is_(None))
        .order_by(col(Escalation.raised_at), col(Escalation.id)),
    ).all()
    seen = [
        view(desk, reader=caller, ref=escalation.ref)
        for escalation in found
        if _may_see(desk, caller, escalation)
    ]
    return sorted(seen, key=lambda raised: not raised.urgent)


def _give(desk: Desk, escalation: Escalation, caller: Caller) -> None:
    """The caller has it from now on, for as long as its ladder says."""
    escalation.taken_by, escalation.taken_at = caller.id, desk.now
    wait = climbing.ladder_of(desk, escalation).taken
    escalation.rung_due_at = desk.policy.calendar.after(desk.now, wait)
    desk.audit(caller, "escalation_taken", escalation.ref, escalation.kind)


def _owned(desk: Desk, caller: Caller, ref: str) -> Escalation:
    """The escalation, if it is the caller's or nobody's yet."""
    escalation = _locked(desk, caller, ref)
    if escalation.done_at is not None or escalation.taken_by not in {None, caller.id}:
        raise OutdatedError
    return escalation


def _locked(desk: Desk, caller: Caller, ref: str) -> Escalation:
    """The escalation, to change it: nobody else does until the transaction ends."""
    require(caller.role, Action.TAKE_ESCALATION)
    return _seen(desk, caller, ref, lock=True)


def _seen(desk: Desk, caller: Caller, ref: str, *, lock: bool = False) -> Escalation:
    wanted = select(Escalation).where(Escalation.ref == ref)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = desk.session.exec(wanted).first()
    if found is None or not _may_see(desk, caller, found):
        raise NotFoundError
    return found


def _may_see(desk: Desk, caller: Caller, escalation: Escalation) -> bool:
    """For who looks after its region, who stands on a rung that it has reached, and who has it (decision 28)."""
    if not posts.may_take(caller):
        return False
    return (
        escalation.taken_by == caller.id
        or letters.looks_after(desk, caller, escalation.region)
        or climbing.reaches(desk, caller, escalation)
    )


def _receipt(desk: Desk, reader: Caller, escalation: Escalation) -> str | None:
    """The number of the request, for who may open it: by region, or because they took this."""
    request = desk.session.get(Request, escalation.request_id) if escalation.request_id else None
    allowed = request and letters.looks_after(desk, reader, request.region, about=request.id)
    return request.ref if request and allowed else None


def _holder(desk: Desk, escalation: Escalation) -> tuple[Role, str | None] | None:
    person = desk.session.get(Person, escalation.taken_by) if escalation.taken_by else None
    return (Role(person.role), person.region) if person else None
