"""The statements on the way of every update, prebuilt in Core (design.md 4.2: a sixth of what the ORM costs)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from domain.people import Role
from domain.voices import Waiting
from storage.database import connection_of
from storage.drafts import Draft
from storage.people import Person
from storage.updates import SeenUpdate

_person = cast("Table", Person.__table__)  # type: ignore[attr-defined]
_draft = cast("Table", Draft.__table__)  # type: ignore[attr-defined]
_seen = cast("Table", SeenUpdate.__table__)  # type: ignore[attr-defined]

_WAITING = [waiting.value for waiting in Waiting]
_CLAIM = {
    "sqlite": sqlite_insert(_seen).on_conflict_do_nothing(),
    "postgresql": postgresql_insert(_seen).on_conflict_do_nothing(),
}
_CALLER = select(
    _person.c.id,
    _person.c.ref,
    _person.c.chat_id,
    _person.c.role,
    _person.c.region,
    _person.c.locale,
    _person.c.hint,
    _person.c.consent,
    _person.c.reachable,
    _person.c.heard_at,
    select(_draft.c.form)
    .where(_draft.c.person_id == _person.c.id, _draft.c.form.in_(_WAITING))
    .limit(1)
    .scalar_subquery(),
    _person.c.code_word.is_not(None),
).where(_person.c.chat_id == bindparam("chat"))
_NEWEST_DRAFT = (
    select(_draft)
    .where(_draft.c.person_id == bindparam("person"), _draft.c.form.not_in(_WAITING))
    .order_by(_draft.c.touched_at.desc(), _draft.c.id.desc())
    .limit(1)
)
_DRAFT = select(_draft).where(
    _draft.c.person_id == bindparam("person"), _draft.c.form == bindparam("form_name")
)
_WRITE_DRAFT = (
    update(_draft)
    .where(_draft.c.id == bindparam("draft"), _draft.c.revision == bindparam("seen"))
    .values(
        at=bindparam("field"),
        answers=bindparam("sealed"),
        revision=bindparam("next"),
        touched_at=bindparam("now"),
    )
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is talking to the bot: what every update needs to know of a person, and nothing personal.

    `waits` says for what the bot takes the next message, when it waits for one that is not an answer. Of the many who have
    no code word no message is compared with one.
    """

    id: int
    ref: str
    chat_id: int
    role: Role
    region: str | None
    locale: str | None
    hint: str | None
    consent: int | None
    reachable: bool
    heard_at: datetime | None = None
    waits: Waiting | None = None
    has_code_word: bool = False


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as it stands; `answers` is sealed with `key`."""

    id: int
    person_id: int
    form: str
    subject: str | None
    at: str | None
    revision: int
    key: bytes
    answers: bytes


def claim_update(session: Session, update_id: int, now: datetime) -> bool:
    """Insert the id of an update; False when it was handled before."""
    connection = connection_of(session)
    done = connection.execute(_CLAIM[connection.dialect.name], {"id": update_id, "at": now})
    return done.rowcount == 1


def read_caller(session: Session, chat_id: int) -> Caller | None:
    """The person behind a chat, or None when they are new."""
    return caller_on(connection_of(session), chat_id)


def caller_on(connection: Connection, chat_id: int) -> Caller | None:
    """`read_caller` without a session: it is asked on every update."""
    row = connection.execute(_CALLER, {"chat": chat_id}).one_or_none()
    if row is None:
        return None
    waits = None if row[10] is None else Waiting(row[10])
    known = row[0], row[1], row[2], Role(row[3]), row[4], row[5], row[6], row[7], bool(row[8]), row[9]
    return Caller(*known, waits, bool(row[11]))


def newest_draft(session: Session, person_id: int) -> DraftRow | None:
    """The questionnaire that the person touched last: typed words answer that one."""
    return _draft_row(connection_of(session).execute(_NEWEST_DRAFT, {"person": person_id}).one_or_none())


def read_draft(session: Session, person_id: int, form: str) -> DraftRow | None:
    """The person's draft of this form."""
    return _draft_row(
        connection_of(session).execute(_DRAFT, {"person": person_id, "form_name": form}).one_or_none()
    )


def write_draft(
    session: Session, draft: DraftRow, *, at: str | None, sealed: bytes, now: datetime
) -> int | None:
    """Write the answers if nobody else did since they were read; the new revision, or None when someone did."""
    values = {
        "draft": draft.id,
        "seen": draft.revision,
        "field": at,
        "sealed": sealed,
        "next": draft.revision + 1,
        "now": now,
    }
    done = connection_of(session).execute(_WRITE_DRAFT, values)
    return draft.revision + 1 if done.rowcount == 1 else None


def _draft_row(row: Row[Any] | None) -> DraftRow | None:
    if row is None:
        return None
    return DraftRow(row.id, row.person_id, row.form, row.subject, row.at, row.revision, row.key, row.answers)
