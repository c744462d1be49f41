"""Everything that is stored about a person, for that person: opened where it is sealed, and nothing of anybody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping, select
from sqlmodel import col

from casework import people
from casework.belongings import NOBODYS, WAYS
from casework.desk import Desk
from casework.ownership import Key, Sealed, Way
from domain.errors import TooSoonError
from domain.openings import Why
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.circle import MeetingDay
from storage.people import Person
from storage.records import metadata
from storage.requests import Request
from storage.vault import VaultError

ONCE_IN: Final = timedelta(minutes=1)
"""So often at most the page is made for one person."""

MADE = "own_data_made"
"""In the audit: somebody had it made."""

GONE = "(deleted)"
"""In the place of what cannot be opened any more."""

Value = Any
Rows = tuple[dict[str, Value], ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is kept of somebody, by the kinds of things, in the order of `casework.belongings`; and what is left out."""

    made_at: datetime
    kept: dict[str, Rows]
    left_out: dict[str, dict[str, str]]

    def as_json(self) -> dict[str, Value]:
        """Plain values for a JSON file: moments and days as ISO 8601 writes them."""
        return {
            "made_at": self.made_at.isoformat(),
            "kept": {name: [_plain(row) for row in rows] for name, rows in self.kept.items()},
            "left_out": self.left_out,
        }


def collect(desk: Desk, *, caller: Caller) -> OwnData:
    """Everything that is kept of the caller.

    Raises:
        TooSoonError: it was made for them less than a minute ago.
    """
    people.lock(desk, caller)
    made = select(col(AuditLine.at)).where(
        col(AuditLine.who) == caller.id,
        col(AuditLine.what) == MADE,
        col(AuditLine.at) > desk.now - ONCE_IN,
    )
    if desk.session.execute(made.limit(1)).first() is not None:
        raise TooSoonError
    person = people.record(desk, caller)
    kept = {}
    for way in WAYS:
        rows = tuple(_row(desk, caller, person, way, row) for row in _rows(desk, caller, way))
        if rows:
            kept[way.name] = rows
    desk.audit(caller, MADE, person.ref)
    return OwnData(
        desk.now, kept, {way.name: way.left_out for way in WAYS if way.name in kept} | {"": NOBODYS}
    )


def _rows(desk: Desk, caller: Caller, way: Way) -> list[RowMapping]:
    table = metadata.tables[way.table]
    found = select(table).where(way.of(caller.id)).order_by(*table.primary_key.columns)
    return list(desk.session.execute(found).mappings().all())


def _row(desk: Desk, caller: Caller, person: Person, way: Way, row: RowMapping) -> dict[str, Value]:
    """The columns that are theirs, in the order of the table."""
    found: dict[str, Value] = {}
    for column in metadata.tables[way.table].columns:
        name = column.name
        if name in way.shown:
            found[name] = row[name]
        elif name in way.opened and row[name] is not None:
            found[name] = _opened(desk, caller, person, way.opened[name], row, row[name])
    if way.table == "ticked_day":
        found["day_id"] = desk.session.get_one(MeetingDay, row["day_id"]).at
    return found


def _opened(
    desk: Desk, caller: Caller, person: Person, sealed: Sealed, row: RowMapping, content: bytes
) -> Value:
    """What was sealed; a word instead where its key was destroyed meanwhile."""
    request = desk.session.get(Request, row["request_id"]) if "request_id" in row else None
    keys = {
        Key.PERSON: person.key,
        Key.REQUEST: request.key if request is not None else None,
        Key.OWN: row.get("key"),
    }
    key = keys[sealed.key]
    if key is None:
        return GONE
    about = str(row.get("ref") or (request.ref if request is not None else person.ref))
    try:
        return desk.unseal(key, sealed.name, content, about=about, who=caller, why=Why.OWN)
    except VaultError:
        return GONE


def _plain(value: Value) -> Value:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
