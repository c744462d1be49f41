"""The rows of somebody who is forgotten: what is deleted, what loses its link to them, and what stays as a number."""

from enum import Enum
from typing import Any, Final, cast

from sqlalchemy import LargeBinary, Table
from sqlmodel import SQLModel, col, delete, or_, select

from casework import askings, circle_rows, climbing, inviting, practicality_rows
from casework.desk import Desk
from casework.escalations import HUMAN
from casework.letters import LetterKind
from casework.plan_rows import lines_of
from casework.returning import UNREACHED
from domain.circle import Standing
from domain.ladder import Note
from domain.people import Role
from storage.circle import Guest
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.follow_ups import Asking, TappedFace
from storage.jobs import Job
from storage.outbox import DROPPED, GATHERED, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request


class Fate(Enum):
    """What becomes of a row that points to somebody who is forgotten."""

    DELETED = "deleted"
    """It is about them alone."""
    UNLINKED = "unlinked"
    """It is about somebody else, or about the service, and no longer says who they were."""
    KEPT = "kept"
    """Codes and days of something that had to do with others: it points to a row that says nothing of anyone."""


FATES: Final[dict[tuple[str, str], Fate]] = {
    ("absence", "person_id"): Fate.DELETED,
    ("absence", "substitute_id"): Fate.UNLINKED,
    ("asking", "person_id"): Fate.DELETED,
    ("consent", "person_id"): Fate.DELETED,
    ("draft", "person_id"): Fate.DELETED,
    ("escalation", "person_id"): Fate.UNLINKED,
    ("escalation", "taken_by"): Fate.UNLINKED,
    ("guest", "person_id"): Fate.UNLINKED,
    ("invitation", "person_id"): Fate.DELETED,
    ("invitation", "used_by"): Fate.DELETED,
    ("job", "coordinator_id"): Fate.KEPT,
    ("letter", "person_id"): Fate.DELETED,
    ("offer", "coordinator_id"): Fate.KEPT,
    ("own_reminder", "person_id"): Fate.DELETED,
    ("plan_copy", "person_id"): Fate.DELETED,
    ("profile", "person_id"): Fate.DELETED,
    ("request", "requester_id"): Fate.KEPT,
    ("second_step", "person_id"): Fate.DELETED,
}
"""Every column that points to a person; a test compares it with the schema, so that a new one cannot be overlooked."""

_UNSENT = (WAITING, UNREACHABLE, GATHERED)


def remove_rows(desk: Desk, person_id: int) -> None:
    """Delete or unlink every row that points to this person."""
    faces = select(Asking.id).where(Asking.person_id == person_id)
    desk.session.exec(delete(TappedFace).where(col(TappedFace.asking_id).in_(faces)))
    for (name, column), fate in FATES.items():
        table = SQLModel.metadata.tables[name]
        theirs = table.columns[column] == person_id
        if fate is Fate.DELETED:
            desk.session.execute(table.delete().where(theirs))
        elif fate is Fate.UNLINKED:
            desk.session.execute(table.update().where(theirs).values({column: None}))
    desk.session.expire_all()


def empty_person(desk: Desk, person: Person) -> None:
    """Leave a number: no chat, no language, no key. Without the key nothing that it sealed can be opened.

    In a copy from before it stands still, and is shut: the clock destroys its half (`casework.shredding`).
    """
    person.chat_id = person.region = person.locale = person.hint = None
    person.consent = person.consent_at = person.heard_at = person.code_word = None
    person.role, person.reachable = Role.CITIZEN.value, False
    person.key, person.created_at = b"", desk.now
    desk.session.add(person)


def forget_request(desk: Desk, request: Request) -> None:
    """Destroy the key, and empty all that a family told; of a request that is over. Codes, counts and days stay."""
    jobs = list(desk.session.exec(select(Job).where(Job.request_id == request.id)).all())
    _delete_drafts(desk, request, jobs)
    askings.forget(desk, request)
    circle_rows.forget(desk, request)
    for record in (request, *jobs):
        for name in _sealed(record):
            setattr(record, name, None)
        desk.session.add(record)
    request.near, request.pauses, request.deadline_on, request.hours = {}, None, None, "any"
    request.about_id = None
    desk.session.flush()


def take_back_words(desk: Desk, person_id: int, requests: list[int]) -> None:
    """Lines that were on their way, from this family or about it, and those of a coordinator, are not brought any more."""
    prepared = desk.session.exec(
        select(Job.request_id).where(Job.coordinator_id == person_id, col(Job.ended_at).is_(None))
    ).all()
    found = desk.session.exec(
        select(Letter).where(
            Letter.kind == LetterKind.MESSAGE.value,
            col(Letter.request_id).in_([*requests, *prepared]),
            col(Letter.state).in_(_UNSENT),
        )
    ).all()
    for letter in found:
        if letter.request_id in requests or letter.facts.get("from") == Role.COORDINATOR.value:
            letter.state, letter.facts = DROPPED, {}
            desk.session.add(letter)
    desk.session.flush()


def leave_circles(desk: Desk, person_id: int) -> None:
    """Every invitation that they opened loses them, also after the meeting; the word stays the family's."""
    for guest in desk.session.exec(select(Guest).where(Guest.person_id == person_id)).all():
        guest_row, request = circle_rows.of_ref(desk, guest.ref)
        inviting.unlink(desk, guest_row)
        practicality_rows.drop(desk, request, guest_row)
        if guest_row.state == Standing.AGREED:
            guest_row.state = Standing.AWAY.value
        desk.session.add(guest_row)
        desk.audit(None, "guest_left", request.ref)


def end_questions(desk: Desk, person: Person) -> None:
    """Nobody can call them any more: their questions for a person end, and tasks to reach them. A danger flag stays."""
    asked = (col(Escalation.kind) == HUMAN) & (col(Escalation.person_id) == person.id)
    unreached = (col(Escalation.kind) == UNREACHED) & col(Escalation.key).like(f"%:{person.ref}:%")
    found = desk.session.exec(
        select(Escalation).where(col(Escalation.done_at).is_(None), or_(asked, unreached))
    ).all()
    for task in found:
        climbing.finish(desk, task, Note.OVER, by=None)


def _delete_drafts(desk: Desk, request: Request, jobs: list[Job]) -> None:
    """What anybody has half typed about this request."""
    subjects = [request.ref, *(job.ref for job in jobs)]
    subjects += [guest.ref for guest in circle_rows.of_request(desk, request)]
    subjects += [line.ref for line in lines_of(desk, request)]
    desk.session.exec(delete(Draft).where(col(Draft.subject).in_(subjects)))


def _sealed(record: SQLModel) -> list[str]:
    """The names of the columns that hold something sealed, or the key itself."""
    table = cast("Table", cast("Any", record).__table__)
    return [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
