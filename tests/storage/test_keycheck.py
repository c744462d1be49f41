from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import keycheck
from storage.audit_chain import read_key
from storage.database import transaction
from storage.keycheck import check_master_key, count_older, retire_older
from storage.keystore import KeyStore
from storage.seals import AUDIT, Seal
from storage.vault import Vault, VaultError
from tests.storage.samples import MASTER

OTHER = bytes(reversed(MASTER))
THIRD = bytes(32)


def _check(engine: Engine, *masters: bytes) -> None:
    with transaction(engine) as session:
        check_master_key(session, Vault(masters))


def _older(engine: Engine, *masters: bytes) -> int:
    with transaction(engine) as session:
        return count_older(session, Vault(masters))


def _retire(engine: Engine, *masters: bytes) -> int:
    with transaction(engine) as session:
        return retire_older(session, Vault(masters))


def _seals(engine: Engine) -> dict[str, tuple[bytes, bytes]]:
    with Session(engine) as session:
        return {seal.name: (seal.key, seal.sealed) for seal in session.exec(select(Seal)).all()}


def test_the_first_key_makes_the_database_its_own_and_opens_it_ever_after(engine: Engine) -> None:
    _check(engine, MASTER)
    before = _seals(engine)
    _check(engine, MASTER)
    assert _seals(engine) == before
    assert sorted(before) == ["audit", "master"]


def test_another_key_is_refused_in_a_clear_sentence_and_writes_nothing(engine: Engine) -> None:
    _check(engine, MASTER)
    before = _seals(engine)
    with pytest.raises(
        VaultError, match=r"^KRING_MASTER_KEY: .* not the one that this database was sealed with"
    ):
        _check(engine, OTHER)
    assert _seals(engine) == before


def test_a_newer_key_before_the_old_one_is_accepted_and_both_are_needed_from_then_on(engine: Engine) -> None:
    _check(engine, MASTER)
    _check(engine, OTHER, MASTER)
    _check(engine, OTHER, MASTER)
    assert len(_seals(engine)) == 3
    for alone in (MASTER, OTHER):
        with pytest.raises(VaultError):
            _check(engine, alone)
    _check(engine, MASTER, OTHER)
    assert len(_seals(engine)) == 3


def test_a_key_that_is_not_the_newest_gets_no_seal(engine: Engine) -> None:
    _check(engine, MASTER)
    _check(engine, MASTER, OTHER)
    assert sorted(_seals(engine)) == ["audit", "master"]
    _check(engine, MASTER)


def test_the_seals_of_older_keys_are_counted_and_taken_away(engine: Engine) -> None:
    _check(engine, MASTER)
    assert _older(engine, MASTER) == 0
    _check(engine, OTHER, MASTER)
    assert _older(engine, OTHER, MASTER) == 2
    assert _older(engine, THIRD) == 3, "those that nothing opens count too"
    assert _retire(engine, OTHER, MASTER) == 2
    assert _older(engine, OTHER, MASTER) == 0
    assert sorted(_seals(engine)) == ["audit", "master"]
    assert _retire(engine, OTHER, MASTER) == 0
    _check(engine, OTHER)
    with pytest.raises(VaultError):
        _check(engine, MASTER)


def test_what_is_sealed_with_another_seal_opens_with_the_new_key_alone(engine: Engine) -> None:
    _check(engine, MASTER)
    before = _seals(engine)[AUDIT]
    _retire(engine, OTHER, MASTER)
    after = _seals(engine)[AUDIT]
    assert after[1] == before[1]
    assert after[0] != before[0]
    said = Vault([OTHER]).open(after[0], AUDIT, after[1])
    assert said == Vault([MASTER]).open(before[0], AUDIT, before[1])
    with engine.connect() as connection:
        assert read_key(connection, Vault([OTHER])) is not None


def test_three_keys_one_after_the_other_leave_one_seal(engine: Engine) -> None:
    _check(engine, MASTER)
    _check(engine, OTHER, MASTER)
    _check(engine, THIRD, OTHER, MASTER)
    assert _older(engine, THIRD, OTHER, MASTER) == 3
    with pytest.raises(VaultError):
        _retire(engine, THIRD, OTHER)
    assert _retire(engine, THIRD, OTHER, MASTER) == 3
    _check(engine, THIRD)


@pytest.mark.parametrize("known", ["something else", "another word", ""])
def test_a_seal_of_something_else_is_refused(engine: Engine, known: str) -> None:
    vault = Vault([MASTER])
    key = vault.make_key()
    with transaction(engine) as session:
        session.add(Seal(name="master", key=key, sealed=vault.seal(key, "master", known)))
    with pytest.raises(VaultError, match="something else"):
        _check(engine, MASTER)


def test_where_two_start_together_the_seal_of_the_first_stays(engine: Engine) -> None:
    _check(engine, MASTER)
    with transaction(engine) as session:
        keycheck._write(session, Vault([OTHER]), "master")
    _check(engine, MASTER)
    with pytest.raises(VaultError):
        _check(engine, OTHER)


def test_an_empty_key_store_or_that_of_another_database_is_refused(engine: Engine, tmp_path: Path) -> None:
    ours, other = (KeyStore(f"sqlite:///{tmp_path}/{name}.sqlite") for name in ("ours", "other"))
    for _ in range(2):
        with transaction(engine) as session:
            check_master_key(session, Vault([MASTER], ours))
    before = _seals(engine)
    assert sorted(before) == ["audit", "halved", "master"]
    with (
        pytest.raises(VaultError, match=r"^KRING_KEYS_URL: the key store is not the one of this database"),
        transaction(engine) as session,
    ):
        check_master_key(session, Vault([MASTER], other))
    assert _seals(engine) == before


def test_the_seal_of_the_key_store_follows_a_new_master_key(engine: Engine, tmp_path: Path) -> None:
    keys = KeyStore(f"sqlite:///{tmp_path}/keys.sqlite")
    with transaction(engine) as session:
        check_master_key(session, Vault([MASTER], keys))
    with transaction(engine) as session:
        assert retire_older(session, Vault([OTHER, MASTER], keys)) == 3
    with transaction(engine) as session:
        check_master_key(session, Vault([OTHER], keys))
        assert count_older(session, Vault([OTHER], keys)) == 0
    assert len(keys.every()) == 1
