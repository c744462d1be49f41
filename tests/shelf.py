"""What a whole database holds, taken and put back: quicker than a new one, and than building the same once more.

Only for a database that nobody but the running test uses.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

from storage import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection as Postgres
    from sqlalchemy import Engine

Held = sqlite3.Connection | dict[str, bytes]
"""A copy of a SQLite file in memory; or of PostgreSQL the rows of each table, and how far each sequence is."""

_FRESH = "kring_tests_fresh"
_SEQUENCES = ""
_FAR = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_RESTART = (
    "SELECT setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences"
    " WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


def take(engine: Engine) -> Held:
    """All that is in the database now."""
    with closing(engine.raw_connection()) as connection:
        there: Any = connection.driver_connection
        if isinstance(there, sqlite3.Connection):
            held = sqlite3.connect(":memory:", check_same_thread=False)
            there.backup(held)
            return held
        return dict(_rows(there))


def put(engine: Engine, held: Held) -> None:
    """Have the database hold this, and nothing else."""
    with closing(engine.raw_connection()) as connection:
        there: Any = connection.driver_connection
        if isinstance(held, sqlite3.Connection):
            # Nothing of before may be found in the log either; that the machine loses power is no concern here.
            (synchronous,) = there.execute("PRAGMA synchronous").fetchone()
            there.execute("PRAGMA synchronous=OFF")
            held.backup(there)
            there.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            there.execute(f"PRAGMA synchronous={synchronous}")
        else:
            _fill(there, held)


def fresh(engine: Engine, held: Held) -> Engine:
    """The same database, put back to how it began, with an engine that no test has seen."""
    put(engine, held)
    return engine.execution_options(**{_FRESH: _filled(engine)})


def is_fresh(engine: Engine) -> bool:
    """Whether it is from `fresh` and nobody has written anything since."""
    begun = engine.get_execution_options().get(_FRESH)
    return begun is not None and begun == _filled(engine)


def _filled(engine: Engine) -> list[str]:
    """The tables that hold rows."""
    with closing(engine.raw_connection()) as connection:
        there: Any = connection.driver_connection
        return [name for (name,) in there.execute(_which_hold_rows())]


@cache
def _which_hold_rows() -> str:
    assert records.__all__
    names = [*SQLModel.metadata.tables, "alembic_version"]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)  # noqa: S608


def _rows(there: Postgres) -> Iterator[tuple[str, bytes]]:
    for (name,) in there.execute(_which_hold_rows()).fetchall():
        with there.cursor().copy(f'COPY "{name}" TO STDOUT (FORMAT binary)') as copying:
            yield name, b"".join(bytes(block) for block in copying)
    yield _SEQUENCES, "\n".join(f"{name} {last}" for name, last in there.execute(_FAR)).encode()


def _fill(there: Postgres, held: dict[str, bytes]) -> None:
    # No trigger and no foreign key: what points at another row may come before it, and go after it.
    there.execute("SET LOCAL session_replication_role = replica")
    there.execute("SET LOCAL lock_timeout = '30s'")
    for (name,) in there.execute(_which_hold_rows()).fetchall():
        there.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a table of ours
    there.execute(_RESTART)
    for name in held.keys() - {_SEQUENCES}:
        with there.cursor().copy(f'COPY "{name}" FROM STDIN (FORMAT binary)') as copying:
            copying.write(held[name])
    for line in held[_SEQUENCES].decode().splitlines():
        there.execute("SELECT setval(%s::regclass, %s::bigint)", line.split())
    there.commit()
