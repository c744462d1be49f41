"""The database writes down itself which keys nobody has any more, in whatever way their rows go (trust.md 17)."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from storage import migrating
from storage.doomed import HALF, DoomedKey
from storage.keystore import NUMBER_BYTES
from storage.records import metadata
from storage.vault import HALVED_BYTES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PERSON, REQUEST, DRAFT, LETTER = (metadata.tables[name] for name in ("person", "request", "draft", "letter"))
KEY = bytes(range(HALVED_BYTES))
OTHER = bytes(range(1, HALVED_BYTES + 1))
NUMBER = KEY[:NUMBER_BYTES].hex()


def _person(connection: Connection, key: bytes) -> None:
    connection.execute(
        insert(PERSON),
        {"id": 7, "ref": "P", "role": "citizen", "key": key, "created_at": NOW, "reachable": True},
    )


def _draft(connection: Connection, key: bytes) -> None:
    _person(connection, b"")
    connection.execute(
        insert(DRAFT),
        {"person_id": 7, "form": "request", "revision": 1, "key": key, "answers": b"", "touched_at": NOW},
    )


def _letter(connection: Connection, key: bytes) -> None:
    _person(connection, b"")
    facts = {"from": "family", HALF: key[:NUMBER_BYTES].hex()}
    connection.execute(
        insert(LETTER),
        {
            "person_id": 7,
            "kind": "message",
            "key": "x",
            "facts": facts,
            "created_at": NOW,
            "not_before": NOW,
            "state": "waiting",
        },
    )


def _doomed(connection: Connection) -> list[tuple[str, int | None]]:
    found = select(DoomedKey.number, DoomedKey.owner)  # type: ignore[call-overload]
    return [tuple(row) for row in connection.execute(found)]


@pytest.mark.parametrize(
    ("arrange", "act", "owner"),
    [
        pytest.param(_person, lambda: delete(PERSON), 7, id="a person is deleted"),
        pytest.param(_person, lambda: update(PERSON).values(key=b""), 7, id="a person is emptied"),
        pytest.param(_person, lambda: update(PERSON).values(key=OTHER), 7, id="a person gets another key"),
        pytest.param(_draft, lambda: delete(DRAFT), 7, id="a form is deleted"),
        pytest.param(_letter, lambda: delete(LETTER), None, id="a letter is deleted"),
        pytest.param(_letter, lambda: update(LETTER).values(facts={}), None, id="a letter is emptied"),
    ],
)
def test_a_key_that_goes_is_written_down(
    engine: Engine,
    arrange: Callable[[Connection, bytes], None],
    act: Callable[[], object],
    owner: int | None,
) -> None:
    with engine.begin() as connection:
        arrange(connection, KEY)
        assert _doomed(connection) == []
        connection.execute(act())  # type: ignore[call-overload]
        assert _doomed(connection) == [(NUMBER, owner)]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda: update(PERSON).values(key=KEY[:NUMBER_BYTES] + OTHER[NUMBER_BYTES:]), id="wrapped anew"
        ),
        pytest.param(lambda: update(PERSON).values(region="limburg"), id="another column"),
    ],
)
def test_a_key_that_stays_is_not(engine: Engine, act: Callable[[], object]) -> None:
    with engine.begin() as connection:
        _person(connection, KEY)
        connection.execute(act())  # type: ignore[call-overload]
        assert _doomed(connection) == []


def test_a_whole_key_has_no_half_to_destroy(engine: Engine) -> None:
    with engine.begin() as connection:
        _person(connection, KEY[: HALVED_BYTES - NUMBER_BYTES])
        connection.execute(delete(PERSON))
        assert _doomed(connection) == []


def test_the_same_number_twice_is_one(engine: Engine) -> None:
    with engine.begin() as connection:
        _person(connection, KEY)
        connection.execute(update(PERSON).values(key=b""))
        connection.execute(update(PERSON).values(key=KEY))
        connection.execute(delete(PERSON))
        assert _doomed(connection) == [(NUMBER, 7)]


def test_the_triggers_stand_again_after_a_migration(engine: Engine) -> None:
    """SQLite drops them with a table that it copies; whatever happened, bringing up to date puts them up."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER draft_key_deleted"))
        else:
            connection.execute(text("DROP TRIGGER draft_key_gone ON draft"))
        _draft(connection, KEY)
    migrating.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(delete(DRAFT))
        assert _doomed(connection) == [(NUMBER, 7)]
