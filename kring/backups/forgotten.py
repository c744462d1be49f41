"""Who was forgotten: read from a database or a file, and forgotten again in a copy that still knows them (trust.md 18).

The list holds random references and moments, and says nothing about anyone.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from casework import forgetting, retention
from casework.desk import Desk
from casework.forgetting import Kind
from kring.backups.refusals import BackupError
from kring.json_lines import FileError, Row, RowError, read
from storage.forgotten import Forgotten
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Entry:
    """That something was forgotten: its reference, whether it was a person or a request, and when."""

    ref: str
    kind: str
    at: datetime

    def as_line(self) -> str:
        """One JSON object."""
        return json.dumps({"ref": self.ref, "kind": self.kind, "at": self.at.isoformat()})


def of_database(session: Session) -> list[Entry]:
    """What was forgotten in this database, the oldest first: on request, and requests whose time was over."""
    told = session.execute(select(col(Forgotten.ref), col(Forgotten.kind), col(Forgotten.at))).all()
    over = session.execute(
        select(col(Request.ref), col(Request.closed_at), col(Request.submitted_at)).where(
            col(Request.key).is_(None)
        )
    ).all()
    found = [Entry(*row) for row in told]
    found += [Entry(ref, Kind.REQUEST.value, closed or submitted) for ref, closed, submitted in over]
    return merged(found)


def of_file(path: Path) -> list[Entry]:
    """What a file says was forgotten, as `kring forgotten` prints it.

    Raises:
        BackupError: it cannot be read, or a line is no such entry.
    """
    try:
        return read(path, _entry, key=lambda entry: entry.ref)
    except FileError as error:
        raise BackupError(str(error).splitlines()[0]) from error


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Each reference once, the oldest first."""
    by_ref: dict[str, Entry] = {}
    for entry in entries:
        by_ref.setdefault(entry.ref, entry)
    return sorted(by_ref.values(), key=lambda entry: (entry.at, entry.ref))


def forget_again(desk: Desk, entries: Sequence[Entry]) -> int:
    """Forget all of these in a copy that may still know them, and what is over by now; how many it still knew."""
    count = 0
    for entry in entries:
        if desk.session.get(Forgotten, entry.ref) is None:
            desk.session.add(Forgotten(ref=entry.ref, kind=entry.kind, at=entry.at))
            desk.session.flush()
            count += forgetting.reapply(desk, kind=entry.kind, ref=entry.ref)
    return count + retention.forget_closed(desk)


def _entry(row: Row) -> Entry:
    ref, kind = row.text("ref"), row.choice("kind", [kind.value for kind in Kind])
    try:
        at = datetime.fromisoformat(row.text("at"))
    except ValueError:
        raise RowError('"at" must be a moment such as 2026-01-31T12:00:00+00:00') from None
    if kind is None or at.tzinfo is None:
        raise RowError('"kind" is missing' if kind is None else '"at" needs its zone')
    return Entry(ref, kind, at)
