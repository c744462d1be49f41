"""Every column of bytes is known, and a wrapped key is never put back once it was destroyed or replaced."""

import base64
import json

import pytest
from sqlalchemy import Engine, LargeBinary, text
from sqlmodel import Session

from storage.database import connection_of, transaction
from storage.outbox import Letter
from storage.people import Person
from storage.records import metadata
from storage.requests import Request
from storage.vault import Vault
from storage.wrapped import WRAPPED, Looked, Place, look, put
from tests.sealed import SEALED
from tests.storage.samples import MASTER, NOW, add_person, add_request

NEWER = bytes(reversed(MASTER))
OLD, ROTATING, NEW = Vault([MASTER]), Vault([NEWER, MASTER]), Vault([NEWER])
PEOPLE, REQUESTS, DRAFTS, LETTERS = WRAPPED

EXEMPT = {"seal.key": "storage.keycheck.retire_older sees to the seals, at the end"}
"""A wrapped key that is not wrapped anew, and why."""


def test_every_column_of_bytes_is_a_wrapped_key_or_a_sealed_value_or_exempt() -> None:
    """Whoever adds one says in `tests.sealed` which it is, and lists a key in `storage.wrapped` so that it is rotated."""
    kept = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    keys = {f"{place.table.name}.{place.column.name}" for place in WRAPPED} - {"letter.facts"}
    assert kept == keys | SEALED.keys() | EXEMPT.keys()
    assert set(SEALED.values()) <= keys | EXEMPT.keys()


def _looked(
    engine: Engine, place: Place, vault: Vault = ROTATING, *, after: int = 0, most: int = 9
) -> Looked:
    with engine.connect() as connection:
        return look(connection, place, vault, after=after, most=most)


def _put(engine: Engine, place: Place, looked: Looked) -> int:
    with transaction(engine) as session:
        return put(connection_of(session), place, looked.changes)


def _person(session: Session, number: int, vault: Vault = OLD) -> Person:
    person = session.get_one(Person, add_person(session, chat_id=number))
    person.key = vault.make_key()
    session.add(person)
    return person


def _letter(session: Session, person: int, facts: dict[str, str]) -> Letter:
    letter = Letter(
        key=str(person), person_id=person, kind="message", facts=facts, not_before=NOW, created_at=NOW
    )
    session.add(letter)
    session.flush()
    return letter


def _lines(vault: Vault = OLD) -> dict[str, str]:
    key = vault.make_key()
    sealed = vault.seal(key, "message", "after four")
    return {"key": _text(key), "sealed": _text(sealed), "from": "family"}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_key_is_wrapped_anew_and_opens_what_it_sealed(engine: Engine) -> None:
    with transaction(engine) as session:
        person = _person(session, 1)
        sealed = OLD.seal(person.key, "profile", "told")
    looked = _looked(engine, PEOPLE)
    assert (looked.count, len(looked.changes), looked.lost, looked.last) == (1, 1, 0, person.id)
    assert _put(engine, PEOPLE, looked) == 1
    with Session(engine) as session:
        assert NEW.open(session.get_one(Person, person.id).key, "profile", sealed) == "told"
    assert _looked(engine, PEOPLE).changes == ()


def test_the_rows_are_walked_through_a_few_at_a_time(engine: Engine) -> None:
    with transaction(engine) as session:
        numbers = [_person(session, number).id or 0 for number in range(5)]
    first = _looked(engine, PEOPLE, most=2)
    second = _looked(engine, PEOPLE, after=first.last, most=3)
    assert [change.id for change in (*first.changes, *second.changes)] == numbers
    end = _looked(engine, PEOPLE, after=second.last)
    assert (end.count, end.last, end.changes) == (0, numbers[-1], ())


def test_a_key_that_nothing_opens_is_counted_and_stays(engine: Engine) -> None:
    with transaction(engine) as session:
        add_person(session)
    looked = _looked(engine, PEOPLE)
    assert (looked.count, looked.lost, looked.changes) == (1, 1, ())


@pytest.mark.parametrize("destroyed", [None, b""], ids=["none", "empty"])
def test_a_key_that_was_destroyed_meanwhile_never_comes_back(engine: Engine, destroyed: bytes | None) -> None:
    with transaction(engine) as session:
        request = session.get_one(Request, add_request(session, add_person(session)))
        request.key = OLD.make_key()
        session.add(request)
    looked = _looked(engine, REQUESTS)
    with transaction(engine) as session:
        session.get_one(Request, request.id).key = destroyed
    assert _put(engine, REQUESTS, looked) == 0
    with Session(engine) as session:
        assert session.get_one(Request, request.id).key == destroyed
    assert _looked(engine, REQUESTS).count == 0


def test_a_key_that_was_replaced_meanwhile_stays(engine: Engine) -> None:
    with transaction(engine) as session:
        one, other = _person(session, 1), _person(session, 2)
    looked, replaced = _looked(engine, PEOPLE), ROTATING.make_key()
    with transaction(engine) as session:
        session.get_one(Person, one.id).key = replaced
    assert _put(engine, PEOPLE, looked) == 1
    with Session(engine) as session:
        assert session.get_one(Person, one.id).key == replaced
        assert not NEW.is_older(session.get_one(Person, other.id).key)


def test_a_row_that_is_gone_meanwhile_is_no_trouble(engine: Engine) -> None:
    with transaction(engine) as session:
        _person(session, 1)
    looked = _looked(engine, PEOPLE)
    with transaction(engine) as session:
        session.connection().execute(text("DELETE FROM person"))
    assert _put(engine, PEOPLE, looked) == 0


def test_the_key_in_a_letter_is_wrapped_anew_and_the_other_facts_stay(engine: Engine) -> None:
    with transaction(engine) as session:
        person, facts = add_person(session), _lines()
        letter = _letter(session, person, facts)
        _letter(session, add_person(session, chat_id=2), {"key": "no key but a code"})
    looked = _looked(engine, LETTERS)
    assert looked.count == 1
    assert _put(engine, LETTERS, looked) == 1
    with Session(engine) as session:
        now = session.get_one(Letter, letter.id).facts
    assert {name: value for name, value in now.items() if name != "key"} == {
        "sealed": facts["sealed"],
        "from": "family",
    }
    key, sealed = (base64.b64decode(now[name]) for name in ("key", "sealed"))
    assert NEW.open(key, "message", sealed) == "after four"
    assert _looked(engine, LETTERS).changes == ()


def test_the_lines_of_a_letter_that_was_sent_meanwhile_never_come_back(engine: Engine) -> None:
    with transaction(engine) as session:
        letter = _letter(session, add_person(session), _lines())
    looked = _looked(engine, LETTERS)
    with transaction(engine) as session:
        session.get_one(Letter, letter.id).facts = {}
    assert _put(engine, LETTERS, looked) == 0
    with Session(engine) as session:
        assert session.get_one(Letter, letter.id).facts == {}


@pytest.mark.parametrize("key", [None, "é", "", _text(b"no key")])
def test_a_letter_with_lines_and_no_key_is_counted_and_stays(engine: Engine, key: str | None) -> None:
    with transaction(engine) as session:
        facts = {"sealed": "x"} if key is None else {"sealed": "x", "key": key}
        _letter(session, add_person(session), facts)
    looked = _looked(engine, LETTERS)
    assert (looked.lost, looked.changes) == (1, ())


def test_nothing_is_written_where_nothing_is_old(engine: Engine) -> None:
    with transaction(engine) as session:
        _person(session, 1, ROTATING)
    looked = _looked(engine, PEOPLE)
    assert (looked.count, looked.changes) == (1, ())
    assert _put(engine, PEOPLE, looked) == 0


@pytest.mark.postgres
def test_a_row_that_somebody_holds_is_passed_over_and_the_others_are_not(postgres: Engine) -> None:
    with transaction(postgres) as session:
        one, other = _person(session, 1), _person(session, 2)
    looked = _looked(postgres, PEOPLE)
    with postgres.connect() as holding, holding.begin():
        holding.execute(text("SELECT id FROM person WHERE id = :id FOR UPDATE"), {"id": one.id})
        assert _put(postgres, PEOPLE, looked) == 1
    left = _looked(postgres, PEOPLE)
    assert [change.id for change in left.changes] == [one.id]
    assert other.id != one.id


@pytest.mark.postgres
def test_whoever_only_points_at_a_row_does_not_wait_for_it(postgres: Engine) -> None:
    with transaction(postgres) as session:
        person = _person(session, 1)
    looked = _looked(postgres, PEOPLE)
    with transaction(postgres) as session:
        assert put(connection_of(session), PEOPLE, looked.changes) == 1
        with postgres.connect() as other, other.begin():
            other.execute(text("SET LOCAL lock_timeout = '2s'"))
            other.execute(
                text(
                    "INSERT INTO draft (person_id, form, revision, key, answers, touched_at)"
                    " VALUES (:person, 'x', 1, :key, :key, now())"
                ),
                {"person": person.id, "key": b"x"},
            )


def test_what_is_kept_of_a_letter_is_json(engine: Engine) -> None:
    with transaction(engine) as session:
        _letter(session, add_person(session), _lines())
    _put(engine, LETTERS, _looked(engine, LETTERS))
    with engine.connect() as connection:
        raw = connection.scalar(text("SELECT CAST(facts AS TEXT) FROM letter"))
    assert sorted(json.loads(str(raw))) == ["from", "key", "sealed"]
