"""Many requests of which few are due, made inside the database: for measuring how a claim grows with the table."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    text,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import SQLModel, col

from domain.offers import OfferState
from domain.requests import State
from domain.timers import Due
from storage.columns import Moment
from storage.database import is_sqlite, transaction
from storage.migrating import upgrade
from storage.offers import Offer
from storage.people import Person
from storage.requests import Request

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
"""The moment of the measurement."""

BEFORE = NOW - timedelta(days=30)
"""A moment at which nothing is due yet."""

_STILL_SEALED = 1_000
_EVERY_SECOND = 2


def fill(engine: Engine, *, requests: int, due: int) -> None:
    """Make the tables and `requests` rows: `due` of them due at `NOW`, half of the others later, and half never.

    Each request has an offer that was answered long ago, and the newest thousand have their wishes still.
    """
    upgrade(engine)
    requester = Person(id=1, ref="requester", key=b"key", created_at=BEFORE)
    with transaction(engine) as session:
        session.add(requester)
        session.flush()
        _insert(session.connection(), Request, _requests(requests, due))
        _insert(session.connection(), Offer, _offers(requests))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if is_sqlite(engine) else "VACUUM ANALYZE"))


def _insert(connection: Connection, record: type[SQLModel], rows: Select[tuple[object, ...]]) -> None:
    names = [column.name for column in rows.selected_columns]
    connection.execute(insert(record).from_select(names, rows))


def _numbers(count: int) -> ColumnElement[int]:
    first = select(literal(1).label("number")).cte("numbers", recursive=True)
    one = first.union_all(select(first.c.number + 1).where(first.c.number < count))
    return one.c.number


def _requests(count: int, due: int) -> Select[tuple[object, ...]]:
    number = _numbers(count)
    later = [
        (number % 97 == rest, literal(NOW + timedelta(hours=1 + rest), Moment)) for rest in range(0, 96, 2)
    ]
    moment = case(
        (number <= due, literal(NOW - timedelta(hours=1), Moment)),
        (number % _EVERY_SECOND == 0, null()),
        *later,
        else_=literal(NOW + timedelta(days=9), Moment),
    )
    sample = Request(
        ref="",
        requester_id=1,
        region="overijssel",
        state=State.OFFERED.value,
        language="ar",
        who="main_person",
        variant="family",
        hours="evening",
        submitted_at=BEFORE,
    )
    return _many(
        sample,
        id=number,
        ref=literal("K-") + cast(number, String),
        wishes=case((number > count - _STILL_SEALED, literal(b"sealed")), else_=null()),
        due_at=moment,
        due=case((moment.is_(None), null()), else_=literal(Due.NO_COORDINATOR.value)),
    )


def _offers(count: int) -> Select[tuple[object, ...]]:
    number = _numbers(count)
    sample = Offer(
        ref="",
        request_id=0,
        coordinator_id=1,
        state=OfferState.DECLINED.value,
        sent_at=BEFORE,
        expires_at=BEFORE,
    )
    return _many(sample, ref=literal("O-") + cast(number, String), request_id=number)


def _many(sample: SQLModel, **differing: ColumnElement[Any]) -> Select[tuple[object, ...]]:
    """Rows like the sample, but for the columns that differ."""
    table: Table = sample.__table__  # type: ignore[attr-defined]
    known = {
        column.name: literal(value, column.type)
        for column in table.columns
        if (value := getattr(sample, column.name)) is not None
    }
    return select(*(value.label(name) for name, value in (known | differing).items()))


def count_due(engine: Engine) -> int:
    """How many are due at `NOW`."""
    with engine.connect() as connection:
        due = select(func.count()).select_from(Request).where(col(Request.due_at) <= NOW)
        return int(connection.scalar(due) or 0)
