"""Bringing a database to the tables of this version (design.md 4.11): Alembic, told everything by its caller.

Alembic is imported where something is to be done: nearly every start finds its database up to date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

LOCK_TIMEOUT_SECONDS = 10
"""How long a migration on PostgreSQL waits for a table that someone else holds, before it gives up whole."""

_ONE_AT_A_TIME = 0x6B72696E67
"""The key of PostgreSQL's advisory lock: two processes that start together migrate one after the other."""


class DanglingRowsError(Exception):
    """A migration left rows that point to nothing; nothing of it was kept. The message names the tables."""


class NewerDatabaseError(Exception):
    """The database was made by a newer version of the program."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision, in one transaction; does nothing where it is there already.

    Raises:
        sqlalchemy.exc.OperationalError: a table was held by someone else for longer than the lock timeout.
        DanglingRowsError: a migration broke a foreign key (SQLite; PostgreSQL refuses it by itself).
        NewerDatabaseError: the revision of the database is not known here.
    """
    from alembic import command
    from alembic.util import CommandError

    try:
        with schema_change(engine) as connection:
            command.upgrade(configuration(connection), "head")
    except CommandError as error:
        raise NewerDatabaseError("the database was made by a newer version of Kring") from error


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest revision."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == head())


def head() -> str:
    """The newest revision that this version of the program knows: the files are numbered in their order."""
    revisions = files("storage").joinpath("migrations", "versions").iterdir()
    return max(file.name.partition("_")[0] for file in revisions if file.name.endswith(".py"))


def configuration(connection: Connection | None = None) -> "Config":
    """Alembic's configuration without a file; the scripts are found inside the installed package."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage:migrations")
    return config


@contextmanager
def schema_change(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction, fit to change tables: committed at the end, undone when the block raises."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _loose_foreign_keys(connection), connection.begin():
                yield connection
                _refuse_dangling_rows(connection)
        else:
            with connection.begin():
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
                yield connection


@contextmanager
def _loose_foreign_keys(connection: Connection) -> Iterator[None]:
    """Hold SQLite's foreign keys off: it changes a table by copying and dropping it, with rows pointing at it.

    The switch does nothing inside a transaction, so that it is told to the driver before one begins.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_dangling_rows(connection: Connection) -> None:
    tables = sorted({row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))})
    if tables:
        raise DanglingRowsError(f"rows point to nothing in: {', '.join(tables)}")
