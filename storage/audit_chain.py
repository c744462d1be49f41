"""The audit as a chain: each line holds a keyed hash over itself and the line before (docs/audit.md).

The key is a value that the master key protects (a row of `seal`), so that whoever can only write to the database cannot
compute the chain, and a new master key leaves it as it is. Lines are collected while a transaction works and written at
its end: the lock on the head is the last one that a transaction takes, and held for a moment.
"""

import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from storage.audit import AuditHead, AuditLine
from storage.database import at_the_end, connection_of
from storage.seals import AUDIT, MASTER, Seal
from storage.vault import Vault

BROKEN = "audit_broken"
"""The head did not fit when the next line was to be written; this line stays in the chain and says so."""

_KEY_BYTES = 32
_WAITING = "audit lines"
_line = cast("Table", AuditLine.__table__)  # type: ignore[attr-defined]
_head = cast("Table", AuditHead.__table__)  # type: ignore[attr-defined]
_seal = cast("Table", Seal.__table__)  # type: ignore[attr-defined]
_NEW: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}
_HEAD = select(_head.c["count"], _head.c.chain, _head.c.trimmed, _head.c.anchor, _head.c.mark).where(
    _head.c.id == 1
)
_HEAD_HELD = _HEAD.with_for_update()
_ADD = insert(_line)
_KEEP = update(_head).where(_head.c.id == 1)
_SEALED = select(_seal.c.key, _seal.c.sealed).where(_seal.c.name == AUDIT)
_STARTED = (
    select(func.count()).select_from(_seal).where(_seal.c.name.startswith(MASTER) | (_seal.c.name == AUDIT))
)
_END = select(_line.c.number, _line.c.chain).order_by(_line.c.number.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says, before it has a number."""

    at: datetime
    who: int | None
    role: str | None
    what: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends (`count`, `chain`) and what was removed of it (up to `trimmed`, whose chain is `anchor`)."""

    count: int = 0
    chain: str = ""
    trimmed: int = 0
    anchor: str = ""


class ChainKey:
    """Computes what only the service can compute."""

    def __init__(self, key: bytes) -> None:
        """Take the key of the chain."""
        self._key = key

    def link(self, before: str, number: int, entry: Entry) -> str:
        """The chain of a line after the chain of the line before it."""
        at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [number, at, entry.who, entry.role, entry.what, entry.subject, entry.why]
        return self._hash("line", before, json.dumps(said, separators=(",", ":")))

    def mark(self, head: Head) -> str:
        """What makes a head ours."""
        return self._hash("head", str(head.count), head.chain, str(head.trimmed), head.anchor)

    def _hash(self, *parts: str) -> str:
        return hmac.digest(self._key, "\0".join(parts).encode(), "sha256").hex()


def collect(session: Session, vault: Vault, entry: Entry) -> None:
    """Keep a line for the end of this transaction."""
    waiting: list[Entry] | None = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = []
        at_the_end(session, lambda ending: _write(ending, vault, ending.info.pop(_WAITING)))
    waiting.append(entry)


def is_collected(session: Session, entry: Entry) -> bool:
    """Whether this very line waits for the end of the transaction already."""
    return entry in session.info.get(_WAITING, ())


def begin(session: Session, vault: Vault) -> tuple[bool, bool]:
    """Make the key and an empty chain; whether each of the two is new: where another process was first, theirs stay."""
    connection = connection_of(session)
    new = _NEW[connection.dialect.name]
    wrapped = vault.make_key(whole=True)
    sealed = vault.seal(wrapped, AUDIT, os.urandom(_KEY_BYTES).hex())
    row = {"name": AUDIT, "key": wrapped, "sealed": sealed}
    keyed = connection.execute(new(_seal).on_conflict_do_nothing(), row).rowcount == 1
    key = read_key(connection, vault)
    assert key is not None  # noqa: S101 - it was written, by us or by another
    empty = {"id": 1, **_values(key, Head())}
    return keyed, connection.execute(new(_head).on_conflict_do_nothing(), empty).rowcount == 1


def read_key(connection: Connection, vault: Vault) -> ChainKey | None:
    """The key of the chain, or None where none was made yet.

    Raises:
        VaultError: the master keys do not open it.
    """
    sealed = connection.execute(_SEALED).one_or_none()
    return None if sealed is None else ChainKey(bytes.fromhex(vault.open(sealed[0], AUDIT, sealed[1])))


def read_head(connection: Connection, *, to_write: bool = False) -> tuple[Head, str] | None:
    """The head and its mark, or None where there is none; `to_write` holds it until the transaction ends."""
    row = connection.execute(_HEAD_HELD if to_write else _HEAD).one_or_none()
    return None if row is None else (Head(row[0], row[1], row[2], row[3]), row[4])


def trim(session: Session, vault: Vault, before: datetime) -> int:
    """Remove the oldest lines, all from before this moment, at the end of the transaction; how many those are.

    None are removed of a chain whose end does not fit. Lines after the first younger one stay, whatever their age: what is kept is always one piece up to the end.
    """
    connection = connection_of(session)
    found, key = read_head(connection), read_key(connection, vault)
    if found is None or key is None or not _is_ours(key, *found):
        return 0  # nothing was written yet; or somebody has to look at it first
    young = connection.scalar(select(func.min(_line.c.number)).where(_line.c.at >= before))
    last = connection.scalar(select(func.max(_line.c.number))) if young is None else young - 1
    if last is None:
        return 0
    count = connection.scalar(select(func.count()).where(_line.c.number <= last)) or 0
    if count:
        at_the_end(session, lambda ending: _trim(ending, vault, last))
    return count


def _write(session: Session, vault: Vault, entries: Sequence[Entry]) -> None:
    """Put the lines at the end of the chain."""
    connection = connection_of(session)
    key, head, fits = _take(session, vault)
    if not fits:
        head = _found_end(connection, head)
        entries = [Entry(entries[0].at, None, None, BROKEN, "", str(head.count)), *entries]
    rows, chain = [], head.chain
    for number, entry in enumerate(entries, head.count + 1):
        chain = key.link(chain, number, entry)
        rows.append({"number": number, **asdict(entry), "chain": chain})
    connection.execute(_ADD, rows)
    _keep(connection, key, replace(head, count=head.count + len(rows), chain=chain))


def _trim(session: Session, vault: Vault, last: int) -> None:
    """Remove lines and remember where the rest begins; a chain whose end does not fit is left as it is."""
    connection = connection_of(session)
    key, head, fits = _take(session, vault)
    anchor = connection.scalar(select(_line.c.chain).where(_line.c.number == last))
    if not fits or anchor is None:
        return
    connection.execute(delete(_line).where(_line.c.number <= last))
    _keep(connection, key, replace(head, trimmed=last, anchor=anchor))


def _take(session: Session, vault: Vault) -> tuple[ChainKey, Head, bool]:
    """The key and the head, held until the transaction ends, and whether they are as the service left them."""
    connection = connection_of(session)
    found, key = read_head(connection, to_write=True), read_key(connection, vault)
    fits = True
    if found is None or key is None:
        is_new = connection.scalar(_STARTED) == 0 and _end(connection) is None
        keyed, headed = begin(session, vault)
        fits = (is_new and keyed) or not headed
        found, key = read_head(connection, to_write=True), read_key(connection, vault)
        assert found is not None  # noqa: S101 - both were written, by us or by another
        assert key is not None  # noqa: S101
    return key, found[0], fits and _is_ours(key, *found)


def _is_ours(key: ChainKey, head: Head, mark: str) -> bool:
    """Whether the service itself left the head like this."""
    return hmac.compare_digest(mark.encode(), key.mark(head).encode())


def _found_end(connection: Connection, head: Head) -> Head:
    """Where the chain really ends, when the head cannot be believed."""
    end = _end(connection)
    return head if end is None else replace(head, count=end[0], chain=end[1])


def _end(connection: Connection) -> tuple[int, str] | None:
    row = connection.execute(_END).one_or_none()
    return None if row is None else (row[0], row[1])


def _keep(connection: Connection, key: ChainKey, head: Head) -> None:
    connection.execute(_KEEP, _values(key, head))


def _values(key: ChainKey, head: Head) -> dict[str, Any]:
    return {**asdict(head), "mark": key.mark(head)}
