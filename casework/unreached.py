"""Who cannot be reached in the chat: sending stops, and a human phones or posts what they should have heard."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlmodel import col, select

from casework import climbing, escalations, guests, letters, managing, returning, silence
from casework.desk import Desk
from casework.envelopes import READ_OUT, Envelope, envelope
from casework.letters import LetterKind
from casework.returning import UNREACHED
from domain.errors import NotFoundError
from domain.openings import Why
from domain.people import Action, Role, may, require
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import DROPPED, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request

Said = TypeVar("Said")

_AT_ONCE = 100
_MOST_WORDS = 10
"""Of so many letters, the newest, the words are shown."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody should have heard, for whoever phones or posts it.

    `said` are the letters in their own words; `passed_on` counts lines that somebody passed on and that are gone.
    `details` and `hours` are those of the family, and empty where the person is not the one who asked.
    """

    ref: str
    receipt: str
    locale: str | None
    hint: str | None
    said: tuple[Any, ...]
    passed_on: int
    is_family: bool
    details: dict[str, Any]
    hours: str


def sweep(desk: Desk) -> int:
    """Turn what is due for people who cannot be reached into tasks for a human; how many letters that were."""
    found = desk.session.exec(
        select(Letter)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == WAITING,
            Letter.not_before <= desk.now,
            col(Person.reachable).is_(False),
            col(Letter.person_id).not_in(silence.people(desk.now)),
        )
        .order_by(col(Letter.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, of=Letter),
    ).all()
    for letter in found:
        mark(desk, letter)
    return len(found)


def mark(desk: Desk, letter: Letter) -> None:
    """Keep that the letter found nobody: it waits until they are back, and a human is told once while the task is open.

    Of somebody in a circle that is the coordinator, for only the family knows who it is; else it is a manager's task.
    Lines that were passed on are wiped; they are promised to be kept no longer.
    """
    person = desk.session.exec(select(Person).where(Person.id == letter.person_id).with_for_update()).one()
    person.reachable = False
    letter.state = UNREACHABLE
    if letter.kind == LetterKind.MESSAGE:
        letter.facts = {}
    missed = [letter]
    if letter.kind == LetterKind.GATHERED:
        missed = returning.inside(desk, letter)
        returning.close_enclosed(desk, letter.id or 0, UNREACHABLE)
        letter.state = DROPPED
    desk.session.add(person)
    desk.session.add(letter)
    desk.session.flush()
    if may(Role(person.role), Action.TAKE_ESCALATION):
        climbing.look_again(desk)
    for one in missed:
        _tell_a_human(desk, person, one)


def _tell_a_human(desk: Desk, person: Person, letter: Letter) -> None:
    """Once while the task is open. The same letter may find nobody again, after they were back for a moment."""
    request = desk.session.get(Request, letter.request_id) if letter.request_id else None
    if request is None or _has_task(desk, request, person):
        return
    if request.requester_id == person.id or not guests.unreached(desk, person, request):
        occasion = f"{person.ref}:{letter.id}-{int(desk.now.timestamp())}"
        escalations.raise_(desk, UNREACHED, request, occasion=occasion)


def words(desk: Desk, *, caller: Caller, ref: str, render: Callable[[Desk, Envelope], Said | None]) -> Words:
    """What the person should have heard, as `render` says it in their language, and how to reach them safely.

    Opening the family's contact is written to the audit.

    Raises:
        NotFoundError: the caller may not see the request, it is done, or about something else.
    """
    require(caller.role, Action.TAKE_ESCALATION)
    raised = escalations.view(desk, reader=caller, ref=ref)
    if raised.kind != UNREACHED or raised.done:
        raise NotFoundError
    task = desk.session.exec(select(Escalation).where(Escalation.ref == ref)).one()
    person = desk.session.exec(select(Person).where(Person.ref == task.key.rsplit(":", 2)[-2])).first()
    request = desk.session.get(Request, task.request_id)
    if person is None or request is None or person.chat_id is None:
        raise NotFoundError
    if not letters.looks_after(desk, caller, request.region, about=request.id):
        raise NotFoundError
    managing.step_up(desk, caller, request)
    missed = _missed(desk, request, person)
    said = [
        render(desk, _read_out(envelope(letter, person)))
        for letter in missed
        if letter.facts or not _lines(letter)
    ]
    is_family = request.requester_id == person.id
    desk.audit(caller, "words_shown", request.ref, UNREACHED)
    return Words(
        ref=ref,
        receipt=request.ref,
        locale=person.locale,
        hint=person.hint,
        said=tuple(one for one in said if one is not None),
        passed_on=sum(_lines(letter) for letter in missed),
        is_family=is_family,
        details=desk.open_details(request, who=caller, why=Why.UNREACHED) if is_family else {},
        hours=request.hours if is_family else "",
    )


def _missed(desk: Desk, request: Request, person: Person) -> list[Letter]:
    """The newest letter about each thing that did not arrive, oldest first."""
    found = desk.session.exec(
        select(Letter)
        .where(Letter.person_id == person.id, Letter.request_id == request.id, Letter.state == UNREACHABLE)
        .order_by(col(Letter.id)),
    ).all()
    newest = {letter.key if _lines(letter) else f"{letter.kind}:{letter.subject}": letter for letter in found}
    return sorted(newest.values(), key=lambda letter: letter.id or 0)[-_MOST_WORDS:]


def _read_out(said: Envelope) -> Envelope:
    """As a manager may read it: of a circle they see neither words for people nor what somebody answered."""
    return replace(said, facts={**said.facts, READ_OUT: True})


def _lines(letter: Letter) -> bool:
    return letter.kind == LetterKind.MESSAGE


def _has_task(desk: Desk, request: Request, person: Person) -> bool:
    """Whether a human is to reach this person about this request already."""
    return (
        desk.session.exec(
            select(Escalation.id).where(
                Escalation.kind == UNREACHED,
                Escalation.request_id == request.id,
                col(Escalation.done_at).is_(None),
                col(Escalation.key).like(f"%:{person.ref}:%"),
            ),
        ).first()
        is not None
    )
