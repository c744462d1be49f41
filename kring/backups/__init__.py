"""Copies of a database, and the way back: SQLite by its own backup, PostgreSQL by its own programs.

A copy holds what the database holds: personal data sealed, and no master key.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from kring.backups import postgres_dump, sqlite_copy
from kring.backups.forgotten import Entry, merged, of_database, of_file
from kring.backups.refusals import BackupError
from kring.databases import is_missing
from storage.database import connection_of, open_database, transaction
from storage.migrating import configuration, head, is_current, schema_change
from storage.records import metadata
from storage.seals import AUDIT, Seal

__all__ = ["BackupError", "back_up", "restore"]

_RESTORING = "restoring"
"""A revision that nobody knows."""


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


def restore(
    address: str,
    file: Path,
    *,
    forget: Callable[[Session, Sequence[Entry]], int],
    forgotten: Path | None = None,
    force: bool = False,
    without_forgotten: bool = False,
) -> int:
    """Put the copy in `file` in the place of the database at `address`, migrate it to this version, and forget again.

    Who is to be forgotten is read from the database that is replaced, where it is the one of which the copy was made,
    and from the list `forgotten`. Nothing of Kring starts on the copy before that is done. How many it still knew.

    Raises:
        BackupError: the file is no copy of a Kring database of a known revision, the database holds rows and
            `force` is false, it is in use, or nothing says who was forgotten and `without_forgotten` is false.
        VaultError: the master keys are not those of the copy.
    """
    url = make_url(address)
    copy = sqlite_copy if _is_sqlite(url) else postgres_dump
    if not file.is_file():
        raise BackupError(f"{file} is no file")
    revision = copy.revision(file)
    _check_revision(revision)
    if _is_sqlite(url):
        sqlite_copy.make_private(url)
    if not force and _holds_rows(address):
        raise BackupError("the database is not empty; --force puts the copy in its place")
    pending = file.with_name(f"{file.name}.forgotten")
    entries = _who(address, copy.identity(file), [forgotten] if forgotten else [], pending)
    if entries is None and not without_forgotten:
        raise BackupError(
            "nothing says who was forgotten since this copy: name the list (--forgotten), or use --without-forgotten"
        )
    with _kept(entries or [], pending), copy.staged(url, file) as stage:
        return _bring_up(stage, revision, lambda session: forget(session, entries or []))


@contextmanager
def _kept(entries: Sequence[Entry], pending: Path) -> Iterator[None]:
    """Keep the list beside the copy as long as the database may be neither the one before nor the copy without them."""
    was_there = pending.exists()
    part = pending.with_name(f"{pending.name}.part")
    part.write_text("".join(f"{entry.as_line()}\n" for entry in entries), encoding="utf-8")
    part.replace(pending)
    try:
        yield
    except BackupError:  # the database is the one before
        if not was_there:
            pending.unlink()
        raise
    pending.unlink()


def _who(address: str, identity: bytes | None, lists: list[Path], pending: Path) -> list[Entry] | None:
    """Who is to be forgotten in the copy, or None where nothing says so.

    `pending` is what an attempt that was interrupted had read from the database before it replaced it.
    """
    found = [of_file(path) for path in (*lists, *([pending] if pending.exists() else []))]
    engine = open_database(address)
    try:
        if identity is not None and is_current(engine):
            with transaction(engine) as session:
                if _identity_of(session) == identity:
                    found.append(of_database(session))
    except DatabaseError:  # damaged, or half restored: what it says counts for nothing
        pass
    finally:
        engine.dispose()
    return merged(entry for entries in found for entry in entries) if found else None


def _identity_of(session: Session) -> bytes | None:
    seal = session.get(Seal, AUDIT)
    return None if seal is None else seal.sealed


def _bring_up(address: str, revision: str, forget: Callable[[Session], int]) -> int:
    """Migrate a copy and forget in it; in between it has a revision that no version of Kring starts on."""
    engine = open_database(address)
    try:
        with schema_change(engine) as connection:
            _set_revision(connection, revision)
            command.upgrade(configuration(connection), "head")
            _set_revision(connection, _RESTORING)
        with transaction(engine) as session:
            count = forget(session)
            _set_revision(connection_of(session), head())
        return count
    finally:
        engine.dispose()


def _set_revision(connection: Connection, revision: str) -> None:
    connection.execute(text("DELETE FROM alembic_version"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


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
