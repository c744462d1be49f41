"""The half of each key that stands outside the database: destroyed there, no copy of the database can be read (trust.md 17).

A key of a person, a request, a form or a line is wrapped by the master key together with its half. The half is 32 random
bytes under a random number; alone it says nothing and opens nothing. Back-ups of the database do not hold it.
"""

import os
import secrets
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from threading import Lock
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    delete,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from storage.database import is_sqlite, open_database, reading

NUMBER_BYTES: Final = 16
_HALF_BYTES: Final = 32
_KEPT_OPEN: Final = 4096
_AT_ONCE: Final = 500

_schema = MetaData()
_half = Table(
    "half",
    _schema,
    Column("number", LargeBinary, primary_key=True),
    Column("half", LargeBinary, nullable=False),
)
_ASKED: Final = {
    "sqlite": "SELECT half FROM half WHERE number = ?",
    "postgresql": "SELECT half FROM half WHERE number = %s",
}


class KeyStore:
    """Makes halves, reads them and destroys them; each act is a transaction of its own, on the disk when it returns.

    A half is there before the row that needs it is committed. Where that commit fails, a half is left that belongs to
    nothing: it opens nothing.
    """

    def __init__(self, url: str) -> None:
        """Take the address, `sqlite:///...` or `postgresql+psycopg://...`; nothing is opened yet."""
        self.url = url
        self._engine: Engine | None = None
        self._known: OrderedDict[bytes, bytes] = OrderedDict()
        self._stock: list[tuple[bytes, bytes]] = []
        self._lock = Lock()
        self._reader: Connection | None = None
        self._reading = Lock()

    def add(self) -> tuple[bytes, bytes]:
        """A new half: its number and the half itself."""
        with self._lock:
            ready = self._stock.pop() if self._stock else None
        number, half = ready or self._write(1)[0]
        self._remember({number: half})
        return number, half

    def prepare(self, count: int) -> None:
        """Write so many halves in one transaction, for whoever adds as many next; what is not used opens nothing."""
        made = self._write(count)
        with self._lock:
            self._stock += made

    def half(self, number: bytes) -> bytes | None:
        """The half with this number, or None where it was destroyed."""
        with self._lock:
            known = self._known.get(number)
        if known is not None:
            return known
        half = self._ask(number)
        if half is not None:
            self._remember({number: half})
        return half

    def look_ahead(self, numbers: Collection[bytes]) -> None:
        """Read these at once, for whoever will ask for each of them next."""
        self._remember(self._read([number for number in numbers if number not in self._known]))

    def destroy(self, numbers: Collection[bytes]) -> int:
        """Destroy these halves, and leave nothing of them in the files; how many there were."""
        engine, count = self._opened(), 0
        for some in _in_parts(numbers):
            with engine.begin() as connection:
                count += connection.execute(delete(_half).where(_half.c.number.in_(some))).rowcount
        with self._lock:
            for number in numbers:
                self._known.pop(number, None)
        if count:
            self._sweep_files()
        return count

    def every(self) -> dict[bytes, bytes]:
        """All halves by their number, for a copy."""
        with reading(self._opened()).connect() as connection:
            return {row.number: row.half for row in connection.execute(select(_half))}

    def put_back(self, halves: dict[bytes, bytes]) -> int:
        """Take in the halves of a copy that are not there; how many those were."""
        there = self.every()
        lacking = [{"number": number, "half": half} for number, half in halves.items() if number not in there]
        if lacking:
            with self._opened().begin() as connection:
                connection.execute(insert(_half), lacking)
        return len(lacking)

    def close(self) -> None:
        """Let go of the connections."""
        with self._reading:
            self._drop_reader()
        if self._engine is not None:
            self._engine.dispose()

    def _write(self, count: int) -> list[tuple[bytes, bytes]]:
        made = [(secrets.token_bytes(NUMBER_BYTES), secrets.token_bytes(_HALF_BYTES)) for _ in range(count)]
        with self._opened().begin() as connection:
            connection.execute(insert(_half), [{"number": number, "half": half} for number, half in made])
        return made

    def _ask(self, number: bytes) -> bytes | None:
        """One half, by a connection that stays open for this: it is asked in the middle of somebody's answer."""
        with self._reading:
            try:
                return self._asked(number)
            except DBAPIError:  # the line was cut since the last time
                self._drop_reader()
                return self._asked(number)

    def _asked(self, number: bytes) -> bytes | None:
        if self._reader is None:
            self._reader = reading(self._opened()).connect()
        found = self._reader.exec_driver_sql(_ASKED[self._reader.dialect.name], (number,)).scalar()
        return None if found is None else bytes(found)

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _read(self, numbers: Iterable[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for some in _in_parts(numbers):
            with reading(self._opened()).connect() as connection:
                rows = connection.execute(select(_half).where(_half.c.number.in_(some)))
                found |= {row.number: row.half for row in rows}
        return found

    def _remember(self, halves: dict[bytes, bytes]) -> None:
        with self._lock:
            self._known |= halves
            while len(self._known) > _KEPT_OPEN:
                self._known.popitem(last=False)

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = _open(self.url)
            return self._engine

    def _sweep_files(self) -> None:
        """SQLite has overwritten it in the file; its log is emptied too. PostgreSQL makes room of the dead row."""
        engine = self._opened()
        with reading(engine).connect() as connection:
            connection.execute(
                text("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite(engine) else "VACUUM half")
            )


def _open(url: str) -> Engine:
    """The store with its one table; a file is its owner's only, and what is written stands on the disk at once."""
    file = make_url(url).database or ""
    engine = open_database(url)
    if is_sqlite(engine):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        event.listen(engine, "connect", _durable)
    try:
        with engine.begin() as connection:
            _schema.create_all(connection)
    except (IntegrityError, ProgrammingError):  # another process made the table in the same moment
        with engine.begin() as connection:
            _schema.create_all(connection)
    return engine


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    """A half that a crash took back, while its row was committed, would be a family's words that nobody can open."""
    connection.execute("PRAGMA synchronous=FULL")


def _in_parts(numbers: Iterable[bytes]) -> Iterator[list[bytes]]:
    listed = list(numbers)
    for first in range(0, len(listed), _AT_ONCE):
        yield listed[first : first + _AT_ONCE]
