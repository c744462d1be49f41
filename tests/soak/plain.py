"""The rows in plain SQL, for whoever looks from outside and shares no code with what is looked at."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, text

from tests.office import Office


def rows(office: Office, statement: str, **values: object) -> list[Row[Any]]:
    """Every row that the statement gives."""
    with office.engine.connect() as connection:
        return list(connection.execute(text(statement), values).all())


def row(office: Office, statement: str, **values: object) -> Row[Any] | None:
    """The first of them."""
    return next(iter(rows(office, statement, **values)), None)


def moment(value: object) -> datetime:
    """A moment as either database gives it in plain SQL."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
