"""One row in every table of a database, made from what the database says of itself: right for every revision."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, func, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Integer, LargeBinary, String, TypeEngine

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

_VALUES: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
    (Boolean, True),
    (Integer, 1),
    (String, "x"),
    (LargeBinary, b"x"),
    (DateTime, NOW),
    (Date, date(2026, 11, 22)),
    (JSON, {"count": 1}),
)


def fill(connection: Connection) -> dict[str, int]:
    """Put one row in every table, every column filled, every foreign key pointing at the one row; rows per table."""
    schema = _schema(connection)
    for table in schema.sorted_tables:
        connection.execute(
            table.insert().values({column.name: _value(column.type) for column in table.columns})
        )
    return counts(connection)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, without Alembic's own."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in _schema(connection).sorted_tables
    }


def _schema(connection: Connection) -> MetaData:
    schema = MetaData()
    schema.reflect(connection)
    schema.remove(schema.tables["alembic_version"])
    return schema


def _value(kind: TypeEngine[Any]) -> object:
    return next(value for known, value in _VALUES if isinstance(kind, known))
