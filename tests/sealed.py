"""Every sealed value of a database beside the key that it was sealed with, found from the columns."""

import base64
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, Table, select

from storage.records import metadata

SEALED: Final = {
    "conditions.words": "request.key",
    "draft.answers": "draft.key",
    "guest.card_voice": "request.key",
    "guest.private": "request.key",
    "guest.word": "request.key",
    "job.pin": "request.key",
    "job.venue": "request.key",
    "own_reminder.words": "person.key",
    "person.code_word": "person.key",
    "plan_line.beside": "request.key",
    "plan_line.words": "request.key",
    "practicality.word": "request.key",
    "profile.details": "person.key",
    "request.bodies": "request.key",
    "request.details": "request.key",
    "request.wishes": "request.key",
    "second_step.secret": "person.key",
    "seal.sealed": "seal.key",
}
"""Every column of sealed values, and the column of the key that seals them."""


class SealedValue(NamedTuple):
    """Where it stands, the wrapped key of its owner, and the value."""

    where: str
    key: bytes
    sealed: bytes


def sealed_values(engine: Engine) -> Iterator[SealedValue]:
    """All that is sealed in this database; what has no key any more too, with an empty one."""
    with engine.connect() as connection:
        for where, owner in SEALED.items():
            yield from _of_column(connection, where, owner)
        letters = metadata.tables["letter"]
        for facts in connection.scalars(select(letters.c.facts)):
            if "sealed" in facts:
                yield SealedValue(
                    "letter.facts", *(base64.b64decode(facts[part]) for part in ("key", "sealed"))
                )


def _of_column(connection: Connection, where: str, owner: str) -> Iterator[SealedValue]:
    (table, column), (key_table, key) = (_split(name) for name in (where, owner))
    found: Any = select(key_table.c[key], table.c[column]).where(table.c[column].is_not(None))
    if table is not key_table:
        found = found.where(key_table.c.id == table.c[f"{key_table.name}_id"])
    for wrapped, sealed in connection.execute(found):
        yield SealedValue(where, wrapped or b"", sealed)


def _split(name: str) -> tuple[Table, str]:
    table, _, column = name.partition(".")
    return metadata.tables[table], column
