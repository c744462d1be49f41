import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import keycheck
from storage.database import transaction
from storage.keycheck import check_master_key
from storage.seals import Seal
from storage.vault import Vault, VaultError
from tests.storage.samples import MASTER

OTHER = bytes(reversed(MASTER))


def _check(engine: Engine, *masters: bytes) -> None:
    with transaction(engine) as session:
        check_master_key(session, Vault(masters))


def test_the_first_key_makes_the_database_its_own_and_opens_it_ever_after(engine: Engine) -> None:
    _check(engine, MASTER)
    _check(engine, MASTER)
    with Session(engine) as session:
        assert [seal.name for seal in session.exec(select(Seal)).all()] == ["master"]


def test_another_key_is_refused_in_a_clear_sentence_and_writes_nothing(engine: Engine) -> None:
    _check(engine, MASTER)
    with Session(engine) as session:
        before = session.get_one(Seal, "master").sealed
    with pytest.raises(VaultError, match="not the one that this database was sealed with"):
        _check(engine, OTHER)
    with Session(engine) as session:
        assert session.get_one(Seal, "master").sealed == before


def test_a_newer_key_before_the_old_one_is_accepted(engine: Engine) -> None:
    _check(engine, MASTER)
    _check(engine, OTHER, MASTER)
    with Session(engine) as session:
        assert session.get(Seal, "master") is not None


def test_a_seal_of_something_else_is_refused(engine: Engine) -> None:
    vault = Vault([MASTER])
    key = vault.make_key()
    with transaction(engine) as session:
        session.add(Seal(name="master", key=key, sealed=vault.seal(key, "master", "something else")))
    with pytest.raises(VaultError, match="something else"):
        _check(engine, MASTER)


def test_where_two_start_together_the_seal_of_the_first_stays(engine: Engine) -> None:
    _check(engine, MASTER)
    with transaction(engine) as session:
        keycheck._write_first(session, Vault([OTHER]))
    _check(engine, MASTER)
    with pytest.raises(VaultError):
        _check(engine, OTHER)
