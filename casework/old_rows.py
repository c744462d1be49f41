"""What goes because its time is over: each kind of `domain.retention` with the statement that removes it (trust.md 15).

Looked at every hour by the clock; late or twice is harmless.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table
from sqlmodel import SQLModel, col, delete, or_, select, update

from casework import audit_trail, danger, drafts, retention
from casework.desk import Desk
from domain.people import Role
from domain.requests import FINAL, State
from domain.retention import TERMS, Kept
from storage.forgotten import Forgotten
from storage.incidents import Incident
from storage.invitations import Invitation
from storage.jobs import Registration
from storage.outbox import GATHERED, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request
from storage.updates import SeenUpdate

_UNSENT = (WAITING, UNREACHABLE, GATHERED)
_AT_ONCE = 200
"""So many requests or people in one transaction: the rest goes an hour later."""


def sweep(desk: Desk) -> dict[Kept, int]:
    """Remove what was kept long enough; how much of each kind that was."""
    return {term.kept: _SWEEPS[term.kept](desk, desk.now - term.lasts(desk.policy)) for term in TERMS}


def _updates(desk: Desk, before: datetime) -> int:
    return desk.session.exec(delete(SeenUpdate).where(col(SeenUpdate.at) < before)).rowcount


def _drafts(desk: Desk, before: datetime) -> int:
    return drafts.forget_stale(desk, before)


def _links(desk: Desk, before: datetime) -> int:
    """Links that were used or ran out so long ago; one for somebody of a pool file who has not come stays known."""
    old = col(Invitation.expires_at) < before
    return desk.session.exec(delete(Invitation).where(old)).rowcount


def _stopped(desk: Desk, before: datetime) -> int:
    return retention.forget_details(desk, State.ENDED, before)


def _closed(desk: Desk, before: datetime) -> int:
    return retention.forget_details(desk, State.CLOSED, before)


def _letters(desk: Desk, before: datetime) -> int:
    """What was said, or is not to be said any more. A request that goes on keeps its letters: each is said once by them."""
    over = select(Request.id).where(col(Request.state).in_([state.value for state in FINAL]))
    return desk.session.exec(
        delete(Letter).where(
            col(Letter.created_at) < before,
            col(Letter.state).not_in(_UNSENT),
            or_(col(Letter.request_id).is_(None), col(Letter.request_id).in_(over)),
        )
    ).rowcount


def _incidents(desk: Desk, before: datetime) -> int:
    return desk.session.exec(delete(Incident).where(col(Incident.closed_at) < before)).rowcount


def _flags(desk: Desk, before: datetime) -> int:
    return danger.forget_old(desk, before)


def _strangers(desk: Desk, before: datetime) -> int:
    """People who never agreed to anything and to whom nothing points: a chat, a language, and no more."""
    old = desk.session.exec(
        select(Person.id)
        .where(
            col(Person.role) == Role.CITIZEN.value,
            col(Person.consent).is_(None),
            col(Person.chat_id).is_not(None),
            or_(
                col(Person.heard_at) < before,
                col(Person.heard_at).is_(None) & (col(Person.created_at) < before),
            ),
            *(~_points_at_person(column) for column in _columns_to("person")),
        )
        .limit(_AT_ONCE)
    ).all()
    desk.session.exec(delete(Person).where(col(Person.id).in_(old)))
    return len(old)


def _cases(desk: Desk, before: datetime) -> int:
    """Requests that were over so long ago, with every row about them; a message that still waits keeps its request."""
    waits = select(Letter.id).where(col(Letter.request_id) == Request.id, col(Letter.state).in_(_UNSENT))
    old = desk.session.exec(
        select(Request.id)
        .where(
            col(Request.state).in_([state.value for state in FINAL]),
            col(Request.closed_at) < before,
            col(Request.key).is_(None),
            ~waits.exists(),
        )
        .order_by(col(Request.id))
        .limit(_AT_ONCE)
    ).all()
    if old:
        desk.session.exec(update(Request).where(col(Request.about_id).in_(old)).values(about_id=None))
        _delete_about(desk, _tables()["request"].columns["id"].in_(old), "request")
    return len(old)


def _audit(desk: Desk, before: datetime) -> int:
    return audit_trail.trim(desk, before)


def _forgotten(desk: Desk, before: datetime) -> int:
    return desk.session.exec(delete(Forgotten).where(col(Forgotten.at) < before)).rowcount


def _registrations(desk: Desk, before: datetime) -> int:
    return desk.session.exec(delete(Registration).where(col(Registration.at) < before)).rowcount


def _delete_about(desk: Desk, condition: ColumnElement[bool], name: str) -> None:
    """Delete the rows of a table that meet the condition, and before them every row that points at one of these."""
    table = _tables()[name]
    chosen: Select[Any] = table.select().with_only_columns(*table.primary_key.columns).where(condition)
    for column in _columns_to(name):
        if column.table.name == name:
            desk.session.execute(table.update().where(column.in_(chosen)).values({column: None}))
        else:
            _delete_about(desk, column.in_(chosen), column.table.name)
    desk.session.execute(table.delete().where(condition))


def _points_at_person(column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of any record
    found: Select[Any] = column.table.select().with_only_columns(column)
    return found.where(column == Person.id).exists()


def _columns_to(name: str) -> list[Any]:
    """Every column that points at a row of this table, found in the schema so that a new one cannot be overlooked."""
    return [
        key.parent
        for table in _tables().values()
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table.name == name
    ]


def _tables() -> Mapping[str, Table]:
    return SQLModel.metadata.tables


_SWEEPS: Final[dict[Kept, Callable[[Desk, datetime], int]]] = {
    Kept.UPDATE: _updates,
    Kept.DRAFT: _drafts,
    Kept.LINK: _links,
    Kept.DETAILS_STOPPED: _stopped,
    Kept.DETAILS: _closed,
    Kept.LETTER: _letters,
    Kept.INCIDENT: _incidents,
    Kept.FLAG: _flags,
    Kept.STRANGER: _strangers,
    Kept.CASE: _cases,
    Kept.AUDIT: _audit,
    Kept.FORGOTTEN: _forgotten,
    Kept.REGISTRATION: _registrations,
}
