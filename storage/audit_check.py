"""Looking whether the audit is as the service wrote it: nothing changed, missing, added or in another order."""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, func, select

from storage.audit import AuditLine
from storage.audit_chain import BROKEN, ChainKey, Entry, Head, read_head, read_key
from storage.seals import MASTER, Seal
from storage.vault import Vault, VaultError

_AT_ONCE = 2_000
_line = cast("Table", AuditLine.__table__)  # type: ignore[attr-defined]
_seal = cast("Table", Seal.__table__)  # type: ignore[attr-defined]


class Fault(StrEnum):
    """What is wrong with the audit."""

    CHANGED = "changed"
    """This line says something else than was written, or stood in another place."""
    MISSING = "missing"
    """This line was removed."""
    ADDED = "added"
    """The service did not write this line."""
    END = "end"
    """What is kept of the end of the chain was changed: lines from this number on may be missing."""
    BROKEN = "broken"
    """The service found the end changed when it wrote this line, and went on."""
    OTHER = "other"
    """This line has another mark than was noted down: an older copy of the database stands there."""
    KEY = "key"
    """The key of the chain is gone or was changed: nothing can be told."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody wrote down after an earlier look: a number and the first letters of its chain."""

    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; `fault` is None when all is well, else `number` is the first line that it is about.

    `lines` are kept, from the one after `trimmed` up to `last`, which was written at `last_at`; `chain` is its own.
    """

    lines: int
    trimmed: int
    last: int
    last_at: datetime | None
    chain: str
    fault: Fault | None = None
    number: int | None = None


def verify(
    connection: Connection, vault: Vault, *, noted: Noted | None = None, told: Callable[[int], None]
) -> Verdict:
    """Follow the chain from its beginning to its end; `told` hears how many lines were looked at.

    Best on a `storage.database.snapshot`, so that what is written meanwhile does not count.

    Raises:
        VaultError: the master key is not the one of this database.
    """
    _check_master(connection, vault)
    found = read_head(connection)
    if found is None:
        return _without_head(connection)
    head, mark = found
    try:
        key = read_key(connection, vault)
    except (VaultError, ValueError):
        key = None
    if key is None:
        return _verdict(connection, head, Fault.KEY, None)
    walk = _Walk(key, head, noted)
    fault = walk.through(_lines(connection), told)
    if fault is None and not (
        head.chain == walk.chain and hmac.compare_digest(mark.encode(), key.mark(head).encode())
    ):
        fault = Fault.END, walk.number + 1
    fault = fault or walk.broken
    return _verdict(connection, head, *(fault or (None, None)))


def count_lines(connection: Connection) -> int:
    """How many lines are kept."""
    return connection.scalar(select(func.count()).select_from(_line)) or 0


def about(connection: Connection, subject: str) -> Iterator[Row[Any]]:
    """The lines about a reference, the oldest first."""
    yield from connection.execute(select(_line).where(_line.c.subject == subject).order_by(_line.c.number))


class _Walk:
    """One pass over the lines: `number` and `chain` are of the last one that was right."""

    def __init__(self, key: ChainKey, head: Head, noted: Noted | None) -> None:
        self._key, self._head, self._noted = key, head, noted
        self.number, self.chain = head.trimmed, head.anchor
        self.broken: tuple[Fault, int] | None = None

    def through(self, lines: Iterator[Row[Any]], told: Callable[[int], None]) -> tuple[Fault, int] | None:
        """The first fault, if there is one."""
        done = 0
        for done, line in enumerate(lines, 1):
            fault = self._wrong(line)
            if fault is not None:
                return fault
            if done % _AT_ONCE == 0:
                told(done)
        told(done)
        if self.number < self._head.count:
            return Fault.MISSING, self.number + 1
        if self._noted is not None and self._noted.number > self.number:
            return Fault.MISSING, self.number + 1
        return None

    def _wrong(self, line: Row[Any]) -> tuple[Fault, int] | None:
        number, at, who, role, what, subject, why, chain = tuple(line)
        if number <= self._head.trimmed or number > self._head.count:
            return Fault.ADDED, number
        if number != self.number + 1:
            return Fault.MISSING, self.number + 1
        expected = self._key.link(self.chain, number, Entry(at, who, role, what, subject, why))
        if not hmac.compare_digest(expected.encode(), str(chain).encode()):
            return Fault.CHANGED, number
        self.number, self.chain = number, chain
        if what == BROKEN and self.broken is None:
            self.broken = Fault.BROKEN, number
        noted = self._noted
        if noted is not None and noted.number == number and not chain.startswith(noted.mark):
            return Fault.OTHER, number
        return None


def _lines(connection: Connection) -> Iterator[Row[Any]]:
    """Every line in its order, a batch at a time."""
    wanted = select(_line).order_by(_line.c.number).limit(_AT_ONCE)
    rows = connection.execute(wanted).all()
    while rows:
        yield from rows
        rows = connection.execute(wanted.where(_line.c.number > rows[-1][0])).all()


def _without_head(connection: Connection) -> Verdict:
    """Nothing was ever written; or somebody took away the end of the chain, which a start makes."""
    lines = count_lines(connection)
    started = connection.scalar(
        select(func.count()).select_from(_seal).where(_seal.c.name.startswith(MASTER))
    )
    if lines == 0 and not started:
        return Verdict(0, 0, 0, None, "")
    first = connection.scalar(select(func.min(_line.c.number)))
    return Verdict(lines, 0, 0, None, "", Fault.END, first or 1)


def _verdict(connection: Connection, head: Head, fault: Fault | None, number: int | None) -> Verdict:
    last_at = connection.scalar(select(_line.c.at).order_by(_line.c.number.desc()).limit(1))
    return Verdict(count_lines(connection), head.trimmed, head.count, last_at, head.chain, fault, number)


def _check_master(connection: Connection, vault: Vault) -> None:
    """Whether the keys at hand are those of this database: one seal for each (`storage.keycheck`)."""
    seals = select(_seal.c.key, _seal.c.sealed).where(_seal.c.name.startswith(MASTER))
    for key, sealed in connection.execute(seals):
        vault.open(key, MASTER, sealed)
