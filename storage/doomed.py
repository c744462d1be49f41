"""Keys whose row is gone: the database writes their numbers down itself, and the clock destroys their halves.

Triggers and not a call in each place that deletes: a form, a line or a person can go in a dozen ways, in rows or in bulk,
and one that is overlooked would leave a key with which an old copy can be read.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import DDL, Column, Connection, Index, inspect
from sqlmodel import Field, SQLModel

from storage.columns import Moment
from storage.keystore import NUMBER_BYTES
from storage.vault import HALVED_BYTES

_OWNERS: Final = {"person": "id", "request": "requester_id", "draft": "person_id"}
"""Tables with a wrapped key in the column `key`, and where the number of the person stands whose it is."""
_LETTER: Final = "letter"
HALF: Final = "half"
"""In the facts of a letter: the number of its key's half, in hexadecimal, where a trigger can read it."""

_SPELLED: Final = json.dumps({HALF: ""})[1:-2]
"""How that begins in the column: a trigger on SQLite may not use its JSON functions, for no schema is trusted there."""


class DoomedKey(SQLModel, table=True):
    """The number of a half, in hexadecimal, that nothing needs any more; `due_at` is None until the clock has seen it.

    `owner` is the number of the person whose it was; None for lines that were passed on.
    """

    __tablename__ = "doomed_key"
    __table_args__ = (Index("ix_doomed_key_due_at", "due_at"),)

    number: str = Field(primary_key=True, max_length=2 * NUMBER_BYTES)
    owner: int | None = Field(default=None)
    due_at: datetime | None = Field(default=None, sa_column=Column(Moment))


_SQLITE: Final = """
CREATE TRIGGER %(table)s_key_%(name)s AFTER %(when)s ON %(table)s WHEN %(where)s
BEGIN INSERT OR IGNORE INTO doomed_key (number, owner) VALUES (%(old)s, %(owner)s); END"""

_POSTGRESQL: Final = (
    """
CREATE OR REPLACE FUNCTION doom_%(table)s() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone text := %(old)s;
BEGIN
    IF gone IS NULL OR (TG_OP = 'UPDATE' AND gone IS NOT DISTINCT FROM %(new)s) THEN RETURN NULL; END IF;
    INSERT INTO doomed_key (number, owner) VALUES (gone, %(owner)s) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$""",
    "DROP TRIGGER IF EXISTS %(table)s_key_gone ON %(table)s",
    """
CREATE TRIGGER %(table)s_key_gone AFTER DELETE OR UPDATE OF %(column)s ON %(table)s
FOR EACH ROW EXECUTE FUNCTION doom_%(table)s()""",
)


def put_up_triggers(connection: Connection) -> None:
    """Put the triggers up anew: SQLite drops them where a migration copies a table. Not where a table is missing."""
    wanted = {*_OWNERS, _LETTER, DoomedKey.__tablename__}
    if not wanted <= set(inspect(connection).get_table_names()):
        return
    is_sqlite = connection.dialect.name == "sqlite"
    for statement, names in _on_sqlite() if is_sqlite else _on_postgresql():
        connection.execute(DDL(statement, context=names))  # type: ignore[no-untyped-call]


def _on_sqlite() -> Iterator[tuple[str, dict[str, str]]]:
    for table in (*_OWNERS, _LETTER):
        names = _names(table, _sqlite_number)
        there = f"{names['old']} IS NOT NULL"
        for name, when, where in (
            ("deleted", "DELETE", there),
            ("changed", f"UPDATE OF {names['column']}", f"{there} AND {names['old']} IS NOT {names['new']}"),
        ):
            yield f"DROP TRIGGER IF EXISTS {table}_key_{name}", {}
            yield _SQLITE, {**names, "name": name, "when": when, "where": where}


def _on_postgresql() -> Iterator[tuple[str, dict[str, str]]]:
    for table in (*_OWNERS, _LETTER):
        for statement in _POSTGRESQL:
            yield statement, _names(table, _postgresql_number)


def _names(table: str, number: Callable[[str, str], str]) -> dict[str, str]:
    """What the statements about a table say, all of it names of ours."""
    return {
        "table": table,
        "column": "facts" if table == _LETTER else "key",
        "old": number(table, "OLD"),
        "new": number(table, "NEW"),
        "owner": "NULL" if table == _LETTER else f"OLD.{_OWNERS[table]}",
    }


def _sqlite_number(table: str, row: str) -> str:
    if table == _LETTER:
        found = f"instr({row}.facts, '{_SPELLED}')"
        return f"CASE WHEN {found} > 0 THEN substr({row}.facts, {found} + {len(_SPELLED)}, {2 * NUMBER_BYTES}) END"
    number = f"lower(hex(substr({row}.key, 1, {NUMBER_BYTES})))"
    return f"CASE WHEN length({row}.key) = {HALVED_BYTES} THEN {number} END"


def _postgresql_number(table: str, row: str) -> str:
    if table == _LETTER:
        return f"{row}.facts ->> '{HALF}'"
    number = f"encode(substring({row}.key from 1 for {NUMBER_BYTES}), 'hex')"
    return f"CASE WHEN length({row}.key) = {HALVED_BYTES} THEN {number} END"
