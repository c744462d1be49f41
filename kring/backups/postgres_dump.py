"""PostgreSQL: a dump by `pg_dump`, which sees one moment, and back by `pg_restore` in one transaction."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL

from kring.backups.refusals import BackupError
from storage.database import open_database
from storage.seals import AUDIT

_MAGIC = b"PGDMP"
_LOCK_TIMEOUT = "10s"
_REVISION = re.compile(r" TABLE DATA \S+ alembic_version ")
_OURS = {"alembic_version", "person", "request", "registration"}


def dump(url: URL, file: Path) -> None:
    """Dump the database into `file`, in PostgreSQL's own compressed format.

    Raises:
        BackupError: there is no `pg_dump`, or it refused.
    """
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", url=url)


def revision(file: Path) -> str:
    """The revision of the dump in `file`.

    Raises:
        BackupError: it is no dump of a Kring database, or there is no `pg_restore`.
    """
    with file.open("rb") as opened:
        if opened.read(len(_MAGIC)) != _MAGIC:
            raise BackupError(f"{file} is no PostgreSQL dump of a Kring database")
    if not _tables(file) >= _OURS:
        raise BackupError(f"{file} is no dump of a Kring database")
    rows = _rows(file, "alembic_version")
    return rows[0][0] if rows else ""


def identity(file: Path) -> bytes | None:
    """What only copies of one and the same database have in common, or None where it has nothing yet.

    Raises:
        BackupError: there is no `pg_restore`, or it refused.
    """
    found = [cells[-1] for cells in _rows(file, "seal") if cells[0] == AUDIT]
    return bytes.fromhex(found[0].removeprefix(r"\\x")) if found else None


@contextmanager
def staged(url: URL, file: Path) -> Iterator[str]:
    """The address of the database with the dump in its place, to be worked on.

    It has no revision: until it is given one, no process of Kring starts on it.

    Raises:
        BackupError: the database has tables that the dump does not know, somebody holds them, or it is refused.
    """
    load(url, file)
    yield url.render_as_string(hide_password=False)


def load(url: URL, file: Path) -> None:
    """Put the dump in the place of the database, whole or not at all, but for its revision.

    Raises:
        BackupError: the database has tables that the dump does not know, somebody holds them, or it is refused.
    """
    strange = _present(url) - _tables(file)
    if strange:
        raise BackupError(
            f"the copy does not know the tables {', '.join(sorted(strange))}; restore into an empty database"
        )
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as chosen:
        lines = _run("pg_restore", "--list", str(file)).splitlines(keepends=True)
        chosen.writelines(line for line in lines if not _REVISION.search(line))
        chosen.flush()
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--use-list={chosen.name}",
            str(file),
            url=url,
        )


def _rows(file: Path, table: str) -> list[list[str]]:
    """The rows of a small table in a dump, as PostgreSQL writes their cells."""
    lines = _run("pg_restore", "--data-only", f"--table={table}", "--file=-", str(file)).splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("COPY ")]
    if not starts:
        return []
    rest = lines[starts[0] + 1 :]
    return [line.split("\t") for line in rest[: rest.index("\\.")]]


def _present(url: URL) -> set[str]:
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def _tables(file: Path) -> set[str]:
    """The tables in a dump: lines as `123; 1259 16385 TABLE public person owner`."""
    lines = (line.split() for line in _run("pg_restore", "--list", str(file)).splitlines())
    return {words[5] for words in lines if words[3:4] == ["TABLE"] and words[4] != "DATA"}


def _address(url: URL) -> str:
    """The address as PostgreSQL's own programs read it; the password goes by the environment, out of sight."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def _run(program: str, *arguments: str, url: URL | None = None) -> str:
    """What the program printed; with `url` it works on the database there."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is not installed; PostgreSQL is copied with its own programs")
    environment = dict(os.environ)
    if url is not None:
        environment["PGOPTIONS"] = (
            f"{os.environ.get('PGOPTIONS', '')} -c lock_timeout={_LOCK_TIMEOUT}".strip()
        )
        arguments = (f"--dbname={_address(url)}", *arguments)
        if url.password is not None:
            environment["PGPASSWORD"] = str(url.password)
    ended = subprocess.run(  # noqa: S603 - our own program, no shell
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        said = ended.stderr.strip().splitlines() or ["it did not say why"]
        raise BackupError(f"{program} refused: {said[0]}")
    return ended.stdout
