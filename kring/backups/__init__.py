"""Copies of a database, and the way back: SQLite by its own backup, PostgreSQL by its own programs.

A copy holds what the database holds: personal data sealed, and no master key.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select
from sqlalchemy.engine import URL, make_url

from kring.backups import postgres_dump, sqlite_copy
from kring.backups.refusals import BackupError
from kring.databases import is_missing
from storage.database import open_database
from storage.migrating import configuration, upgrade
from storage.records import metadata

__all__ = ["BackupError", "back_up", "restore"]


def back_up(address: str, file: Path) -> None:
    """Write a consistent copy of the database at `address`, which may be in use; only the owner may read it.

    Raises:
        BackupError: there is no database of Kring, the file exists already, or it cannot be written.
    """
    url = make_url(address)
    if is_missing(address):
        raise BackupError("there is no database to back up")
    copy = sqlite_copy if _is_sqlite(url) else postgres_dump
    with _new_file(file) as part:
        copy.dump(url, part)
        copy.revision(part)


def restore(address: str, file: Path, *, force: bool = False) -> None:
    """Put the copy in `file` in the place of the database at `address`, and migrate it to this version.

    Raises:
        BackupError: the file is no copy of a Kring database of a known revision, the database holds rows and
            `force` is false, or it is in use.
    """
    url = make_url(address)
    copy = sqlite_copy if _is_sqlite(url) else postgres_dump
    if not file.is_file():
        raise BackupError(f"{file} is no file")
    _check_revision(copy.revision(file))
    if _is_sqlite(url):
        sqlite_copy.make_private(url)
    if not force and _holds_rows(address):
        raise BackupError("the database is not empty; --force puts the copy in its place")
    copy.load(url, file)
    engine = open_database(address)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _check_revision(found: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if found not in known:
        raise BackupError(f"its revision {found!r} is not known to this version of Kring")


def _holds_rows(address: str) -> bool:
    """Whether any table but Alembic's own has a row; a table that is not ours counts as one."""
    engine = open_database(address)
    try:
        there = set(inspect(engine).get_table_names()) - {"alembic_version"}
        if there - metadata.tables.keys():
            return True
        with engine.connect() as connection:
            return any(
                connection.scalar(select(func.count()).select_from(metadata.tables[name])) for name in there
            )
    finally:
        engine.dispose()


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """A file of the owner's only, beside where it will stand; it gets its name when the block ended well."""
    if file.exists():
        raise BackupError(f"{file} exists already; name another file")
    part = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupError(f"{part} cannot be written ({error.strerror})") from error
    try:
        yield part
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"
