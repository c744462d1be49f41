"""A key with a half elsewhere: three things open it, and with one of them gone nothing does (trust.md 3, 17)."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keystore import NUMBER_BYTES, KeyStore
from storage.vault import HALVED_BYTES, Vault, VaultError, number_of

MASTER, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    return KeyStore(f"sqlite:///{tmp_path}/keys.sqlite")


def test_it_needs_the_master_key_the_row_and_the_half(keys: KeyStore) -> None:
    vault = Vault([MASTER], keys)
    key = vault.make_key()
    sealed = vault.seal(key, "details", "in a street")
    assert (
        vault.open(key, "details", sealed)
        == Vault([MASTER], keys).open(key, "details", sealed)
        == "in a street"
    )
    with pytest.raises(VaultError, match="no master key opens this key"):
        Vault([OTHER], keys).open(key, "details", sealed)
    with pytest.raises(VaultError, match="not in the key store"):
        Vault([MASTER]).open(key, "details", sealed)
    with pytest.raises(VaultError, match="not in the key store"):
        Vault([MASTER], KeyStore(keys.url.replace("keys", "other"))).open(key, "details", sealed)


def test_the_master_key_alone_does_not_unwrap_it_whatever_program_tries(keys: KeyStore) -> None:
    """Not our refusal keeps a thief out, but that the half is a part of what wraps: with another one nothing opens."""
    key = Vault([MASTER], keys).make_key()
    number, rest = key[:NUMBER_BYTES], key[NUMBER_BYTES:]
    for said in (b"kring:key", b"kring:key" + number):
        with pytest.raises(InvalidTag):
            AESGCM(MASTER).decrypt(rest[:12], rest[12:], said)
    forged = KeyStore(keys.url.replace("keys", "forged"))
    forged.put_back({number: bytes(32)})
    with pytest.raises(VaultError, match="no master key opens this key"):
        Vault([MASTER], forged).is_older(key)
    whole = Vault([MASTER]).make_key()
    assert len(AESGCM(MASTER).decrypt(whole[:12], whole[12:], b"kring:key")) == 32


def test_its_shape_tells_the_number_of_its_half(keys: KeyStore) -> None:
    halved, whole = Vault([MASTER], keys).make_key(), Vault([MASTER]).make_key()
    assert len(halved) == HALVED_BYTES == len(whole) + NUMBER_BYTES
    assert keys.every().keys() == {number_of(halved)}
    assert number_of(whole) == number_of(b"") == number_of(halved + b"x") == b""


def test_neither_half_of_another_key_opens_it(keys: KeyStore) -> None:
    """Somebody who can write in the database cannot give a row the half of another one."""
    vault = Vault([MASTER], keys)
    one, other = vault.make_key(), vault.make_key()
    mixed = number_of(other) + one[NUMBER_BYTES:]
    with pytest.raises(VaultError, match="no master key opens this key"):
        vault.seal(mixed, "details", "x")


def test_the_service_keeps_its_own_keys_whole(keys: KeyStore) -> None:
    vault = Vault([MASTER], keys)
    key = vault.make_key(whole=True)
    assert keys.every() == {}
    assert vault.open(key, "seal", vault.seal(key, "seal", "kring")) == "kring"
    assert not vault.is_older(key, whole=True)
    assert number_of(vault.rewrap(key, whole=True)) == b""


def test_what_was_destroyed_opens_nowhere(keys: KeyStore) -> None:
    vault = Vault([MASTER], keys)
    key, stays = vault.make_key(), vault.make_key()
    sealed, other = vault.seal(key, "details", "x"), vault.seal(stays, "details", "y")
    assert vault.open(key, "details", sealed) == "x"
    assert vault.destroy([number_of(key)]) == 1
    for again in (vault, Vault([MASTER], KeyStore(keys.url))):
        with pytest.raises(VaultError, match="not in the key store"):
            again.open(key, "details", sealed)
        assert again.open(stays, "details", other) == "y"


def test_without_a_store_there_is_nothing_to_destroy_or_to_fetch() -> None:
    vault = Vault([MASTER])
    vault.look_ahead([vault.make_key()])
    assert vault.destroy([bytes(NUMBER_BYTES)]) == 0


def test_a_new_master_key_wraps_it_anew_with_the_same_half(keys: KeyStore) -> None:
    old, both, new = (Vault(masters, keys) for masters in ([MASTER], [OTHER, MASTER], [OTHER]))
    key = old.make_key()
    sealed = old.seal(key, "details", "x")
    assert (old.is_older(key), both.is_older(key)) == (False, True)
    wrapped = both.rewrap(key)
    assert number_of(wrapped) == number_of(key)
    assert new.open(wrapped, "details", sealed) == "x"
    assert not both.is_older(wrapped)
    assert len(keys.every()) == 1


def test_a_whole_key_gets_a_half_when_it_is_wrapped_anew(keys: KeyStore) -> None:
    before, vault = Vault([MASTER]), Vault([MASTER], keys)
    key = before.make_key()
    sealed = before.seal(key, "details", "x")
    assert (before.is_older(key), vault.is_older(key)) == (False, True)
    assert keys.every() == {}, "asking makes nothing"
    halved = vault.rewrap(key)
    assert keys.every().keys() == {number_of(halved)}
    assert vault.open(halved, "details", sealed) == vault.open(key, "details", sealed) == "x"
    assert not vault.is_older(halved)


def test_many_are_fetched_at_once(keys: KeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Vault([MASTER], keys).make_key() for _ in range(3)]
    vault, reads = Vault([MASTER], KeyStore(keys.url)), list[int]()
    real = KeyStore._read

    def counted(store: KeyStore, some: list[bytes]) -> dict[bytes, bytes]:
        reads.append(len(some))
        return real(store, some)

    monkeypatch.setattr(KeyStore, "_read", counted)
    vault.look_ahead([*made, Vault([MASTER]).make_key()])
    assert [vault.is_older(key) for key in made] == [False] * 3
    assert reads == [3]
