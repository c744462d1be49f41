"""Engines, and one transaction at a time: SQLite embedded, PostgreSQL beyond (design.md 4.11)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, create_engine

_BUSY_MILLISECONDS = 10_000
_READS_ONLY = "reads_only"
_ENDING = "ending"
_COUNTING = {"preserve_rowcount": True}
"""Keep how many rows an INSERT made: on PostgreSQL it is -1 otherwise, and "was I the first?" is always no."""


def open_database(url: str) -> Engine:
    """An engine for `sqlite:///...` or `postgresql+psycopg://...`; its errors say no value that was to be written.

    Raises:
        ValueError: another kind of database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError("a database address starts with sqlite:/// or postgresql+psycopg://") from error
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed,
            connect_args={"check_same_thread": False, "timeout": _BUSY_MILLISECONDS / 1000},
            execution_options=_COUNTING,
            hide_parameters=True,
        )
        _prepare_sqlite(engine)
        return engine
    if parsed.drivername == "postgresql+psycopg":
        return create_engine(
            parsed,
            pool_size=8,
            max_overflow=4,
            pool_pre_ping=True,
            execution_options=_COUNTING,
            hide_parameters=True,
        )
    raise ValueError(
        f"a database address starts with sqlite:/// or postgresql+psycopg://, not {parsed.drivername}"
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session in one transaction: committed when the block ends, rolled back when it raises.

    The session works on a connection whose transaction is ours: what writes in Core (`connection_of`) never wakes the
    ORM's own bookkeeping of transactions, which costs more than the statements (docs/benchmarks.md).
    """
    with (
        engine.begin() as connection,
        Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as session,
    ):
        yield session
        session.flush()
        for work in session.info.pop(_ENDING, ()):
            work(session)


def at_the_end(session: Session, work: Callable[[Session], None]) -> None:
    """Have this done when all else of a `transaction` is written, right before its commit: what is locked last."""
    session.info.setdefault(_ENDING, []).append(work)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, and sees the database as it was at one moment; no writer waits for it."""
    if not is_sqlite(engine):
        frozen = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**frozen) as connection:
            yield connection
        return
    with reading(engine).connect() as connection:
        connection.exec_driver_sql("BEGIN")  # deferred: it begins as a reader, and stays one
        yield connection


def connection_of(session: Session) -> Connection:
    """The connection that a session of `transaction` works on."""
    bind = session.get_bind()
    return bind if isinstance(bind, Connection) else session.connection()


def reading(engine: Engine) -> Engine:
    """The same database for short reads: each statement stands alone, without a transaction."""
    if is_sqlite(engine):
        # Not the isolation level: SQLAlchemy would set it, and set it back, by pragmas around every read.
        return engine.execution_options(**{_READS_ONLY: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def is_sqlite(engine: Engine) -> bool:
    """Whether the database is the embedded one, with one writer."""
    return engine.dialect.name == "sqlite"


def _prepare_sqlite(engine: Engine) -> None:
    """Write-ahead log, foreign keys, deleted data overwritten, and one BEGIN IMMEDIATE a transaction.

    The driver's own BEGIN is turned off: it would begin as a reader, and fail as busy where it turns writer. A
    connection that only reads (`reading`) begins nothing: it waits for no writer and holds none up.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "wal_autocheckpoint=4000",
            "foreign_keys=ON",
            "secure_delete=ON",
            "trusted_schema=OFF",
            f"busy_timeout={_BUSY_MILLISECONDS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _READS_ONLY not in connection.get_execution_options():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
