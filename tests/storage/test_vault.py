import base64

import pytest

from storage.vault import Vault, VaultError, parse_master_key
from tests.storage.samples import MASTER

OTHER = bytes(reversed(MASTER))


@pytest.fixture
def vault() -> Vault:
    return Vault([MASTER])


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"name": "requester", "wishes": ["ti", "man"]}, id="a mapping"),
        pytest.param("اسم — ስም 🎈", id="other scripts"),
        pytest.param("", id="nothing said"),
        pytest.param(None, id="nothing at all"),
        pytest.param([1, 2.5, True], id="numbers"),
    ],
)
def test_what_is_sealed_opens_again(vault: Vault, value: object) -> None:
    key = vault.make_key()
    assert vault.open(key, "details", vault.seal(key, "details", value)) == value


def test_a_sealed_value_shows_nothing_and_never_looks_the_same(vault: Vault) -> None:
    key = vault.make_key()
    one, two = (vault.seal(key, "details", "requester") for _ in range(2))
    assert one != two
    assert b"requester" not in one


def test_every_key_is_another(vault: Vault) -> None:
    assert len({vault.make_key() for _ in range(100)}) == 100


def test_it_does_not_open_under_another_name(vault: Vault) -> None:
    key = vault.make_key()
    with pytest.raises(VaultError):
        vault.open(key, "wishes", vault.seal(key, "details", "x"))


def test_it_does_not_open_with_the_key_of_someone_else(vault: Vault) -> None:
    sealed = vault.seal(vault.make_key(), "details", "x")
    with pytest.raises(VaultError):
        vault.open(vault.make_key(), "details", sealed)


@pytest.mark.parametrize("place", [0, 12, -1], ids=["nonce", "text", "tag"])
def test_it_does_not_open_once_a_byte_was_changed(vault: Vault, place: int) -> None:
    key = vault.make_key()
    sealed = bytearray(vault.seal(key, "details", "x"))
    sealed[place] ^= 1
    with pytest.raises(VaultError):
        vault.open(key, "details", bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12)], ids=["empty", "short", "a nonce alone"])
def test_what_is_no_sealed_value_does_not_open(vault: Vault, sealed: bytes) -> None:
    with pytest.raises(VaultError):
        vault.open(vault.make_key(), "details", sealed)


@pytest.mark.parametrize("key", [b"", b"short", bytes(60)], ids=["empty", "short", "of zeroes"])
def test_what_is_no_wrapped_key_opens_nothing(vault: Vault, key: bytes) -> None:
    with pytest.raises(VaultError):
        vault.seal(key, "details", "x")


def test_another_master_key_opens_nothing(vault: Vault) -> None:
    key = vault.make_key()
    sealed = vault.seal(key, "details", "x")
    with pytest.raises(VaultError):
        Vault([OTHER]).open(key, "details", sealed)


def test_after_rotation_the_old_still_opens_and_the_new_wraps() -> None:
    old = Vault([MASTER])
    old_key = old.make_key()
    sealed = old.seal(old_key, "details", "x")
    rotated = Vault([OTHER, MASTER])
    assert rotated.open(old_key, "details", sealed) == "x"
    new_key = rotated.make_key()
    assert Vault([OTHER]).open(new_key, "details", rotated.seal(new_key, "details", "y")) == "y"
    with pytest.raises(VaultError):
        old.seal(new_key, "details", "y")


def test_a_vault_without_a_master_key_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a master key"):
        Vault([])


BYTES = bytes([251, 255, *range(30)])  # both letters that differ between the two alphabets


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(base64.b64encode(BYTES).decode(), id="standard"),
        pytest.param(base64.urlsafe_b64encode(BYTES).decode(), id="url-safe"),
        pytest.param(base64.b64encode(BYTES).decode().rstrip("="), id="without padding"),
        pytest.param(f"  {base64.b64encode(BYTES).decode()}\n", id="with white space around it"),
    ],
)
def test_a_master_key_is_read_in_every_form_of_base64(text: str) -> None:
    assert parse_master_key(text) == BYTES


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("secret", id="a word"),
        pytest.param(base64.b64encode(bytes(31)).decode(), id="a byte too few"),
        pytest.param(base64.b64encode(bytes(33)).decode(), id="a byte too many"),
        pytest.param("é" * 43, id="other letters"),
        pytest.param("a" * 20 + " " + "a" * 22, id="a space in it"),
        pytest.param("q", id="a single letter"),
    ],
)
def test_what_is_no_master_key_is_refused_without_being_told(text: str) -> None:
    with pytest.raises(ValueError, match="32 bytes in base64") as refusal:
        parse_master_key(text)
    assert not text or text not in str(refusal.value)
