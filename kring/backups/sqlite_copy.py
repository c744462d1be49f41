"""SQLite: a copy by its own backup, which sees one moment while others go on writing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from kring.backups.refusals import BackupError
from storage.seals import AUDIT

_BUSY_SECONDS = 10
_OURS = {"alembic_version", "person", "request", "registration"}


def dump(url: URL, file: Path) -> None:
    """Copy the database into `file`, as one file without a log beside it.

    Raises:
        BackupError: the database cannot be read, or there is no room.
    """
    with (
        _refusing("the database cannot be copied"),
        _opened(_path(url), "rw") as source,
        _opened(file, "rw") as target,
    ):
        # All pages in one step: one read transaction, and writers are not held up by it.
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def revision(file: Path) -> str:
    """The revision of the copy in `file`.

    Raises:
        BackupError: it is no whole copy of a Kring database.
    """
    with _refusing(f"{file} is no SQLite copy of a Kring database"), _opened(file, "ro") as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= _OURS:
            raise BackupError(f"{file} is no copy of a Kring database")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise BackupError(f"{file} is damaged")
        row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else ""


def identity(file: Path) -> bytes | None:
    """What only copies of one and the same database have in common, or None where it has nothing yet."""
    with _refusing(f"{file} is no SQLite copy of a Kring database"), _opened(file, "ro") as copy:
        row = copy.execute("SELECT sealed FROM seal WHERE name = ?", (AUDIT,)).fetchone()
        return bytes(row[0]) if row else None


@contextmanager
def staged(url: URL, file: Path) -> Iterator[str]:
    """The address of a copy of the file to be worked on, beside the database; put in its place when the block ends well.

    Raises:
        BackupError: somebody is using the database.
    """
    stage = _path(url).with_name(f"{_path(url).name}.restoring")
    try:
        _empty(stage)
        with _opened(file, "ro") as source, _opened(stage, "rw") as target:
            source.backup(target)
        yield url.set(database=str(stage)).render_as_string(hide_password=False)
        load(url, stage)
    finally:
        for left in stage.parent.glob(f"{stage.name}*"):
            left.unlink(missing_ok=True)


def make_private(url: URL) -> None:
    """Make the database's file where there is none, readable to its owner only.

    Raises:
        BackupError: it cannot be made there.
    """
    path = _path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise BackupError(f"{path} cannot be written ({error.strerror})") from error


def _empty(path: Path) -> None:
    """Make a file of the owner's only, in the place of one that an interrupted attempt may have left."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def load(url: URL, file: Path) -> None:
    """Put the copy in the place of the database, whole or not at all.

    Raises:
        BackupError: somebody is using the database.
    """
    with (
        _refusing("the database is in use; stop Kring first"),
        _opened(file, "ro") as source,
        _opened(_path(url), "rw") as target,
    ):
        _be_alone(target)
        source.backup(target)


def _be_alone(target: sqlite3.Connection) -> None:
    """Leave the write-ahead log, which SQLite refuses while anybody else is connected: Kring must not be running."""
    target.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection that makes no file and waits a while for others."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
        yield connection


@contextmanager
def _refusing(said: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"{said} ({error})") from error


def _path(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise BackupError("a database in memory cannot be copied")
    return Path(url.database)
