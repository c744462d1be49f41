"""What a thief finds in the files of the database after a whole story: no word of anyone (trust.md 2, 17)."""

import base64

import pytest
from sqlalchemy import Engine, text

from casework import forgetting
from storage.database import is_sqlite
from storage.keycheck import check_master_key
from storage.people import Person
from storage.vault import Vault
from tests.casework.test_whole_story import SECRETS, _story
from tests.casework.whole_circle import gathers
from tests.gathering import AUNT
from tests.office import NAME, PERSONAL, Case, Office
from tests.rawscan import forms_of, found_raw, raw_bytes
from tests.scanning import Recording, found_in
from tests.sealed import sealed_values

MASTER = bytes(range(32))
FORMS = ["aunt", "tante à côté", "ቤት", 'say "hi"']


@pytest.fixture
def safe(both: Office) -> Office:
    """An office that remembers under which names it sealed something."""
    both.vault = Recording(MASTER)
    with both.writing() as session:
        check_master_key(session, both.vault)
    return both


def _recording(office: Office) -> Recording:
    assert isinstance(office.vault, Recording)
    return office.vault


@pytest.mark.parametrize("word", FORMS)
def test_the_scan_finds_a_word_in_every_form_that_needs_no_key(both: Office, word: str) -> None:
    assert found_raw(both.engine, [word]) == set()
    with both.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO seal VALUES ('leak', :key, :sealed)"),
            {"key": b"x", "sealed": f"before {word} after".encode()},
        )
    assert found_raw(both.engine, [word, "somebody else"]) == {word}


def test_the_forms_are_those_that_programs_write() -> None:
    forms = forms_of("tante à côté")
    assert b"tante \\u00e0 c\\u00f4t\\u00e9" in forms
    assert "tante à côté".encode().hex().encode() in forms
    for before in ("", "a", "ab", "abc"):
        whole = base64.b64encode(f"{before}tante à côté, and more".encode())
        assert any(form in whole for form in forms)
    assert all(len(form) > 8 for form in forms)


def test_after_a_whole_story_no_word_stands_on_the_disk(safe: Office) -> None:
    """Before, during and after: the words are in the vault, and never beside it."""
    case = safe.prepared(name=NAME)
    gathers(safe, case)
    assert {word for _, word in found_in(safe.engine, _recording(safe), [NAME, AUNT])} == {NAME, AUNT}
    assert found_raw(safe.engine, SECRETS) == set()
    _story(safe)
    assert found_raw(safe.engine, SECRETS) == set()
    assert found_raw(safe.engine, [case.ref, case.requester.ref]) == {case.ref, case.requester.ref}


def test_the_master_key_stands_nowhere_on_the_disk(safe: Office) -> None:
    safe.accepted()
    content = raw_bytes(safe.engine)
    for form in (MASTER, MASTER.hex().encode(), MASTER.hex().upper().encode()):
        assert form not in content


def _waits(office: Office) -> Case:
    case = office.prepared(name=NAME, wishes="yes", wish_culture="Zazaki", wish_culture_weight="prefer")
    gathers(office, case)
    return case


def test_after_forgetting_nothing_opens_with_any_key_of_that_copy(safe: Office) -> None:
    """Every sealed value is tried with every key that is left, with the master key at hand."""
    case, vault = _waits(safe), _recording(safe)
    words = [NAME, *PERSONAL, AUNT]
    assert NAME in {word for _, word in found_in(safe.engine, vault, words)}
    safe.do(forgetting.forget, caller=safe.again(case.requester))
    assert found_in(safe.engine, vault, words) == set()
    assert found_raw(safe.engine, words) == set()
    assert {one.where for one in sealed_values(safe.engine) if not one.key} == set()
    assert safe.row(Person, ref=case.requester.ref).key == b""


def test_the_bytes_of_a_destroyed_key_are_gone_from_the_file(office: Office) -> None:
    """SQLite overwrites what is deleted; the log is emptied into the file by a checkpoint."""
    someone = office.citizen()
    key = office.row(Person, ref=someone.ref).key
    assert key in raw_bytes(office.engine)
    office.do(forgetting.forget, caller=someone)
    _empty_the_log(office.engine)
    assert key not in raw_bytes(office.engine)
    assert not Vault([MASTER]).is_older(key), "it was a key of this vault"


def _empty_the_log(engine: Engine) -> None:
    assert is_sqlite(engine)
    engine.dispose()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.commit()
        driver = connection.connection.driver_connection
        assert driver is not None
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
