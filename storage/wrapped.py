"""Where wrapped keys stand, and wrapping them anew with the newest master key, a few rows at a time.

Each key is compared and set: one that was destroyed or replaced since it was read stays as it is now.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol, cast

from sqlalchemy import Column, Connection, Table, Text, bindparam, func, select, update
from sqlalchemy import cast as sql_cast

from storage.drafts import Draft
from storage.outbox import Letter
from storage.people import Person
from storage.requests import Request
from storage.vault import Vault, VaultError

_KEY, _SEALED = "key", "sealed"
"""In the facts of a letter: a wrapped key, and what it seals, in base64 (`casework.messages`)."""


class Found(NamedTuple):
    """A wrapped key as it was read: whose row, the column as it stood, and the key in it."""

    id: int
    seen: Any
    key: bytes


class Change(NamedTuple):
    """What is to stand in the column, where it still is as it was seen."""

    id: int
    seen: Any
    new: Any


class Place(Protocol):
    """A column with wrapped keys, walked through by the number of its rows."""

    @property
    def table(self) -> Table:
        """Where it stands."""

    @property
    def column(self) -> "Column[Any]":
        """The column itself."""

    def read(self, connection: Connection, *, after: int, most: int) -> Sequence[Found]:
        """The keys of the next rows, the lowest number first."""

    def changed(self, found: Found, key: bytes) -> object:
        """What the column holds when the key in it is this one."""

    def column_then(self) -> Any:  # noqa: ANN401 - of whatever type it is
        """The column as `Found.seen` has it."""


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A column that is a wrapped key, or empty where it was destroyed."""

    table: Table
    name: str = _KEY

    @property
    def column(self) -> "Column[Any]":
        """The column itself."""
        return self.table.columns[self.name]

    def column_then(self) -> Any:  # noqa: ANN401 - of whatever type it is
        """The column as `Found.seen` has it."""
        return self.column

    def read(self, connection: Connection, *, after: int, most: int) -> list[Found]:
        """The keys of the next rows, the lowest number first; destroyed ones are passed over."""
        rows = connection.execute(
            select(self.table.c.id, self.column)
            .where(self.table.c.id > after, func.length(self.column) > 0)
            .order_by(self.table.c.id)
            .limit(most)
        )
        return [Found(row[0], row[1], row[1]) for row in rows]

    def changed(self, found: Found, key: bytes) -> object:
        """What the column holds when the key in it is this one."""
        del found
        return key


@dataclass(frozen=True, slots=True)
class KeyInFacts:
    """A key among the facts of a letter, beside what it seals."""

    table: Table

    @property
    def column(self) -> "Column[Any]":
        """The column itself."""
        return self.table.columns["facts"]

    def column_then(self) -> Any:  # noqa: ANN401 - of whatever type it is
        """The column as text: on PostgreSQL two values of JSON cannot be compared."""
        return sql_cast(self.column, Text)

    def read(self, connection: Connection, *, after: int, most: int) -> list[Found]:
        """The keys of the next letters that hold one, the lowest number first."""
        text = self.column_then()
        rows = connection.execute(
            select(self.table.c.id, text)
            .where(self.table.c.id > after, text.like(f'%"{_SEALED}"%'))
            .order_by(self.table.c.id)
            .limit(most)
        )
        return [Found(row[0], row[1], _decoded(json.loads(row[1]).get(_KEY))) for row in rows]

    def changed(self, found: Found, key: bytes) -> object:
        """The facts with this key in the place of the other."""
        return {**json.loads(found.seen), _KEY: base64.b64encode(key).decode()}


def _table(record: type[Any]) -> Table:
    return cast("Table", record.__table__)


WRAPPED: Final[tuple[Place, ...]] = (
    KeyColumn(_table(Person)),
    KeyColumn(_table(Request)),
    KeyColumn(_table(Draft)),
    KeyInFacts(_table(Letter)),
)
"""Every wrapped key that is kept, but for those of the seals (`storage.keycheck`)."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at some rows found.

    Attributes:
        last: the number of the last row.
        count: how many there were.
        older: how many keys an older master key wrapped, or have no half in the key store.
        changes: these, wrapped anew; none where that was not asked for.
        lost: how many cannot be opened.
    """

    last: int
    count: int
    older: int
    changes: tuple[Change, ...]
    lost: int


def look(
    connection: Connection, place: Place, vault: Vault, *, after: int, most: int, wrap: bool = True
) -> Looked:
    """The next rows of a place, and with `wrap` their keys wrapped anew where that is needed.

    Nothing is written in the database. A count of nought is the end.
    """
    found = place.read(connection, after=after, most=most)
    vault.look_ahead(one.key for one in found)
    older, lost = list[Found](), 0
    for one in found:
        try:
            if vault.is_older(one.key):
                older.append(one)
        except VaultError:
            lost += 1
    changes = [Change(one.id, one.seen, place.changed(one, vault.rewrap(one.key))) for one in older if wrap]
    return Looked(found[-1].id if found else after, len(found), len(older), tuple(changes), lost)


def put(connection: Connection, place: Place, changes: Sequence[Change]) -> int:
    """Write the keys whose column still is as it was seen; how many that were.

    A row that somebody holds is passed over: nobody is waited for while others wait for these.
    """
    number = place.table.c.id
    free = connection.scalars(
        select(number)
        .where(number.in_([change.id for change in changes]))
        .order_by(number)
        .with_for_update(skip_locked=True, key_share=True)
    )
    ours = set(free)
    values = [{"of": one.id, "seen": one.seen, "new": one.new} for one in changes if one.id in ours]
    if not values:
        return 0
    written = connection.execute(
        update(place.table)
        .where(number == bindparam("of"), place.column_then() == bindparam("seen"))
        .values({place.column: bindparam("new")}),
        values,
    )
    return written.rowcount


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        return b""
