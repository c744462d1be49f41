"""A person is forgotten at their own word: what is open ends, their rows go, and their key is destroyed (trust.md 17).

What stays is numbers: a row without a chat under which days and codes of ended requests stand, and what was counted for the
yearly figures. That the reference was forgotten is kept, so that a restored copy forgets it again (trust.md 18).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlmodel import col, delete, func, select

from casework import consents, leaving_service, letters, posts, progress, shredding
from casework.desk import Desk
from casework.forgetting_rows import (
    empty_person,
    end_questions,
    forget_request,
    leave_circles,
    remove_rows,
    take_back_words,
)
from casework.letters import LetterKind
from domain.errors import LastOneError
from domain.ladder import Receiver
from domain.people import STAFF, Role
from domain.requests import FINAL
from storage.arrivals import Caller
from storage.circle import Guest
from storage.forgotten import Forgotten
from storage.jobs import Job
from storage.outbox import Letter
from storage.people import Person
from storage.requests import Request

NO_CHAT: Final = 0
"""In the place of the chat of somebody who has none (any more): nothing is sent there."""


class Kind(StrEnum):
    """What a reference that was forgotten belonged to."""

    PERSON = "person"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What being forgotten means for this person: what ends with it."""

    open_requests: int
    invitations: int
    has_job: bool
    is_staff: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """That somebody was forgotten: a random reference, and the day."""

    ref: str
    on: date


def meaning(desk: Desk, *, caller: Caller) -> Meaning:
    """What would end, to be shown before it is asked once more.

    Raises:
        LastOneError: nobody else of the service would hear when people need help.
    """
    _require_others(desk, caller)
    job = select(Job.id).where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None))
    return Meaning(
        open_requests=sum(request.state not in FINAL for request in _requests_of(desk, caller.id)),
        invitations=desk.session.exec(
            select(func.count()).select_from(Guest).where(Guest.person_id == caller.id)
        ).one(),
        has_job=desk.session.exec(job).first() is not None,
        is_staff=caller.role in STAFF,
    )


def forget(desk: Desk, *, caller: Caller) -> Receipt:
    """Forget the caller, in this transaction; who writes again from the same chat is new.

    Raises:
        LastOneError: nobody else of the service would hear when people need help.
    """
    _require_others(desk, caller)
    person = desk.session.exec(select(Person).where(Person.id == caller.id).with_for_update()).one()
    _forget(desk, person)
    return Receipt(person.ref, desk.today)


def reapply(desk: Desk, *, kind: str, ref: str) -> bool:
    """Forget this reference again, in a copy of the database that still knows it; nobody is written to.

    Done before, it changes nothing. Whether there was anything to forget.
    """
    last = desk.session.exec(select(func.max(Letter.id))).one() or 0
    before = desk.session.info.get(letters.WRITTEN, False)
    if kind == Kind.PERSON:
        person = desk.session.exec(select(Person).where(Person.ref == ref).with_for_update()).first()
        found = person is not None and bool(person.key)
        if person is not None and found:
            _forget(desk, person)
    else:
        number = desk.session.exec(
            select(Request.id).where(Request.ref == ref, col(Request.key).is_not(None))
        ).first()
        found = number is not None
        if number is not None:
            request = progress.lock(desk, number)
            _stop_and_forget(desk, desk.session.get_one(Person, request.requester_id), request)
            shredding.at_once(desk, request.requester_id)
    desk.session.flush()
    desk.session.exec(delete(Letter).where(col(Letter.id) > last))
    desk.session.info[letters.WRITTEN] = before
    return found


def _forget(desk: Desk, person: Person) -> None:
    assert person.id is not None  # noqa: S101 - it was read from the database
    own = _requests_of(desk, person.id)
    take_back_words(desk, person.id, [request.id or 0 for request in own])
    if Role(person.role) in STAFF:
        _leave_service(desk, person, person.id)
    for request in own:
        _stop_and_forget(desk, person, progress.lock(desk, request.id or 0))
    leave_circles(desk, person.id)
    end_questions(desk, person)
    desk.session.flush()
    remove_rows(desk, person.id)
    empty_person(desk, person)
    _keep_forgotten(desk, Kind.PERSON, person.ref)
    desk.audit(None, "person_forgotten", person.ref)
    shredding.at_once(desk, person.id)


def _stop_and_forget(desk: Desk, person: Person, request: Request) -> None:
    """End what is open with everybody told, then forget the request."""
    consents.stop(desk, _as_caller(person), request)
    desk.session.flush()
    forget_request(desk, request)
    _keep_forgotten(desk, Kind.REQUEST, request.ref)
    desk.audit(None, "forgotten", request.ref)


def _leave_service(desk: Desk, person: Person, person_id: int) -> None:
    """The role ends; who looks after the same requests from now on gets a card of each that they did not have."""
    running = desk.session.exec(
        select(Request).where(col(Request.state).not_in([state.value for state in FINAL]))
    ).all()
    before = {request.region: set(letters.managers_of(desk, request.region)) for request in running}
    leaving_service.hand_over(desk, person, person_id)
    for request in running:
        if person_id not in before[request.region] or request.state in FINAL:
            continue
        for manager_id in set(letters.managers_of(desk, request.region)) - before[request.region]:
            letters.write(
                desk, manager_id, LetterKind.REQUEST_CARD, subject=request.ref, request=request, card=True
            )


def _require_others(desk: Desk, caller: Caller) -> None:
    """Families who ask for help are heard by somebody: the last one of the service hands over first."""
    if posts.may_take(caller) and not set(posts.receivers(desk, None, Receiver.EVERYONE)) - {caller.id}:
        raise LastOneError


def _requests_of(desk: Desk, person_id: int) -> list[Request]:
    found = select(Request).where(Request.requester_id == person_id)
    return list(desk.session.exec(found.order_by(col(Request.id))).all())


def _keep_forgotten(desk: Desk, kind: Kind, ref: str) -> None:
    if desk.session.get(Forgotten, ref) is None:
        desk.session.add(Forgotten(ref=ref, kind=kind.value, at=desk.now))


def _as_caller(person: Person) -> Caller:
    """Whoever is forgotten, as the endings know people; they may have no chat any more."""
    return Caller(
        id=person.id or 0,
        ref=person.ref,
        chat_id=person.chat_id or NO_CHAT,
        role=Role(person.role),
        region=person.region,
        locale=person.locale,
        hint=person.hint,
        consent=person.consent,
        reachable=person.reachable,
    )
