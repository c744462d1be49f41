"""What stalls, raised once per occasion, and the manager who takes it (domain.md 1.4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select, update

from casework import letters, people
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.people import Action, require
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.references import reference
from storage.requests import Request

HUMAN = "human"
"""Someone asked for a person (E-14)."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An escalation as a manager sees it."""

    ref: str
    kind: str
    request_ref: str | None
    raised_at: datetime
    taken: bool
    taken_by_reader: bool
    done: bool


def raise_(desk: Desk, kind: str, request: Request, *, occasion: str) -> None:
    """Raise something about a request, once per occasion, and tell the managers of its region."""
    key = f"{kind}:{request.ref}:{occasion}"
    if desk.session.exec(select(Escalation.id).where(Escalation.key == key)).first() is not None:
        return
    _add(
        desk,
        Escalation(
            ref=reference(),
            key=key,
            kind=kind,
            request_id=request.id,
            region=request.region,
            raised_at=desk.now,
        ),
    )


def raise_for_person(desk: Desk, *, caller: Caller, request: Request | None) -> bool:
    """Have a human contact the caller; while one such question is open, it stays that one.

    Returns whether somebody is there to be told.
    """
    require(caller.role, Action.ASK_FOR_HUMAN)
    region = request.region if request else caller.region
    people.lock(desk, caller)
    waiting = desk.session.exec(
        select(Escalation).where(
            Escalation.kind == HUMAN,
            Escalation.person_id == caller.id,
            col(Escalation.done_at).is_(None),
        ),
    ).first()
    if waiting is None:
        _add(
            desk,
            Escalation(
                ref=reference(),
                key=f"{HUMAN}:{caller.ref}:{desk.now.isoformat()}",
                kind=HUMAN,
                request_id=request.id if request else None,
                person_id=caller.id,
                region=region,
                raised_at=desk.now,
            ),
        )
    return bool(_receivers(desk, region))


def take(desk: Desk, *, caller: Caller, ref: str) -> Raised:
    """*I take it*: one person takes it, and the others' cards say so.

    Raises:
        NotFoundError: not of the caller's region.
    """
    require(caller.role, Action.TAKE_ESCALATION)
    escalation = _of_region(desk, caller, ref)
    desk.session.exec(
        update(Escalation)
        .where(col(Escalation.id) == escalation.id, col(Escalation.taken_by).is_(None))
        .values(taken_by=caller.id, taken_at=desk.now),
    )
    desk.session.refresh(escalation)
    if escalation.taken_by == caller.id and escalation.taken_at == desk.now:
        desk.audit(caller, "escalation_taken", escalation.ref, escalation.kind)
        _tell(desk, escalation, but=caller.id)
    return view(desk, reader=caller, ref=ref)


def done(desk: Desk, *, caller: Caller, ref: str) -> Raised:
    """*Done*: the escalation is over.

    Raises:
        NotFoundError: not of the caller's region.
    """
    require(caller.role, Action.TAKE_ESCALATION)
    escalation = _of_region(desk, caller, ref)
    if escalation.done_at is None:
        escalation.taken_by = escalation.taken_by or caller.id
        escalation.done_at = desk.now
        desk.session.add(escalation)
        desk.audit(caller, "escalation_done", escalation.ref, escalation.kind)
        desk.session.flush()
        _tell(desk, escalation, but=caller.id)
    return view(desk, reader=caller, ref=ref)


def view(desk: Desk, *, reader: Caller, ref: str) -> Raised:
    """The escalation as this reader sees it.

    Raises:
        NotFoundError: not of the reader's region.
    """
    escalation = _of_region(desk, reader, ref)
    request = desk.session.get(Request, escalation.request_id) if escalation.request_id else None
    mine = escalation.taken_by == reader.id
    return Raised(
        ref=escalation.ref,
        kind=escalation.kind,
        request_ref=request.ref if request and letters.looks_after(desk, reader, request.region) else None,
        raised_at=escalation.raised_at,
        taken=escalation.taken_by is not None,
        taken_by_reader=mine,
        done=escalation.done_at is not None,
    )


def asker(desk: Desk, *, caller: Caller, ref: str) -> int:
    """Who asked for a person, for whoever took the question and until it is done.

    Raises:
        NotFoundError: the caller did not take it, or it is done.
    """
    escalation = _of_region(desk, caller, ref)
    if escalation.taken_by != caller.id or escalation.done_at is not None or escalation.person_id is None:
        raise NotFoundError
    return escalation.person_id


def open_ones(desk: Desk, *, caller: Caller) -> list[Raised]:
    """What is open in the caller's region, oldest first."""
    require(caller.role, Action.TAKE_ESCALATION)
    found = desk.session.exec(
        select(Escalation).where(col(Escalation.done_at).is_(None)).order_by(col(Escalation.raised_at)),
    ).all()
    return [
        view(desk, reader=caller, ref=escalation.ref)
        for escalation in found
        if letters.looks_after(desk, caller, escalation.region)
    ]


def _add(desk: Desk, escalation: Escalation) -> None:
    desk.session.add(escalation)
    desk.session.flush()
    _tell(desk, escalation)


def _tell(desk: Desk, escalation: Escalation, *, but: int | None = None) -> None:
    stage = "done" if escalation.done_at else "taken" if escalation.taken_by else "raised"
    for person_id in _receivers(desk, escalation.region):
        if person_id != but:
            letters.write(
                desk,
                person_id,
                LetterKind.ESCALATION,
                subject=escalation.ref,
                occasion=stage,
                card=True,
                urgent=True,
            )


def _receivers(desk: Desk, region: str | None) -> list[int]:
    return letters.managers_of(desk, region)


def _of_region(desk: Desk, caller: Caller, ref: str) -> Escalation:
    """The escalation, for a manager of its region; the helpdesk and the admins stand in where there is none."""
    found = desk.session.exec(select(Escalation).where(Escalation.ref == ref)).first()
    if found is None or not letters.looks_after(desk, caller, found.region):
        raise NotFoundError
    return found
