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


def test_a_key_is_wrapped_anew_by_the_newest_and_stays_the_same_key() -> None:
    old, both, new = Vault([MASTER]), Vault([OTHER, MASTER]), Vault([OTHER])
    key = old.make_key()
    sealed = old.seal(key, "details", "x")
    wrapped = both.rewrap(key)
    assert wrapped is not None
    assert len(wrapped) == len(key) == 12 + 32 + 16
    assert new.open(wrapped, "details", sealed) == "x"
    with pytest.raises(VaultError):
        old.open(wrapped, "details", sealed)


def test_a_key_of_the_newest_is_left_as_it_is() -> None:
    assert not Vault([MASTER]).is_older(Vault([MASTER]).make_key())
    assert not Vault([OTHER, MASTER]).is_older(Vault([OTHER]).make_key())


def test_of_three_master_keys_the_first_wraps_and_each_opens() -> None:
    third = bytes(32)
    three = Vault([third, OTHER, MASTER])
    for oldest in (OTHER, MASTER):
        wrapped = three.rewrap(Vault([oldest]).make_key())
        assert wrapped is not None
        assert not Vault([third]).is_older(wrapped)


@pytest.mark.parametrize("key", [b"", b"short", bytes(60)], ids=["empty", "short", "of zeroes"])
def test_what_no_master_key_opens_is_not_wrapped_anew(vault: Vault, key: bytes) -> None:
    with pytest.raises(VaultError, match="no master key opens this key"):
        vault.rewrap(key)


def test_two_wrappings_of_one_key_differ() -> None:
    both, key = Vault([OTHER, MASTER]), Vault([MASTER]).make_key()
    assert both.rewrap(key) != both.rewrap(key)


def test_a_wrapped_key_is_no_sealed_value_and_a_sealed_value_no_wrapped_key(vault: Vault) -> None:
    key = vault.make_key()
    with pytest.raises(VaultError):
        vault.open(key, "kring:key", key)
    with pytest.raises(VaultError):
        vault.rewrap(vault.seal(key, "kring:key", "x" * 30))


def test_what_was_sealed_is_plain_json_of_few_bytes(vault: Vault) -> None:
    """Nonce and tag, and JSON without spaces, with letters as they are: a sealed draft stays small."""
    key = vault.make_key()
    assert len(vault.seal(key, "details", {"a": [1, "é"]})) == 12 + len('{"a":[1,"é"]}'.encode()) + 16


def test_two_mentions_of_a_name_make_one_mark(vault: Vault) -> None:
    assert vault.mark("body", "  Stichting  Wijkteam-Noord. ") == vault.mark(
        "body", "stichting wijkteam noord"
    )
    assert vault.mark("body", "Curaçao") == vault.mark("body", "CURACAO")
    assert vault.mark("body", "ﬁets Ⅳ") == vault.mark("body", "fiets iv")
    assert vault.mark("body", "noord 1") != vault.mark("body", "noord 2")
    assert vault.mark("body", "noordwest") != vault.mark("body", "noord west")
    assert vault.mark("body", "!") != vault.mark("body", "?")
    assert vault.mark("body", "हिन्दी") == vault.mark("body", "हिन्दी")


def test_a_mark_is_of_its_kind_and_of_its_master_key(vault: Vault) -> None:
    mark = vault.mark("body", "noord")
    assert mark != vault.mark("file", "noord")
    assert len(mark) == 40
    assert set(mark) <= set("0123456789abcdef")
    assert mark.startswith(vault.newest)
    assert len(vault.newest) == 8
    assert mark[8:] not in {vault.mark("file", "noord")[8:], Vault([OTHER]).mark("body", "noord")[8:]}
    assert vault.is_current_mark(mark)
    assert not Vault([OTHER]).is_current_mark(mark)
    assert vault.newest != Vault([OTHER]).newest


def test_marks_never_change_for_they_are_kept_for_years() -> None:
    """Written down once: another mark for the same words would lose what is kept."""
    assert Vault([MASTER]).mark("body", "Wijkteam Noord") == "62cde792e74bcb513547ff0a76d99133f0929100"
    assert Vault([MASTER]).newest == "62cde792e74bcb513547ff0a76d99133f0929100"[:8]


def test_every_master_key_marks_the_newest_first() -> None:
    both = Vault([OTHER, MASTER])
    assert both.marks("body", "noord") == (
        Vault([OTHER]).mark("body", "noord"),
        Vault([MASTER]).mark("body", "noord"),
    )
    assert both.mark("body", "noord") == both.marks("body", "noord")[0]
    assert both.newest == Vault([OTHER]).newest
    assert [both.is_current_mark(mark) for mark in both.marks("body", "noord")] == [True, False]


def test_what_is_no_wrapped_key_is_said_so(vault: Vault) -> None:
    with pytest.raises(VaultError, match="no master key opens this key"):
        vault.seal(b"", "details", "x")
    key = vault.make_key()
    with pytest.raises(VaultError, match="sealed with another key or changed since"):
        vault.open(key, "details", b"x")


def test_the_keys_that_are_kept_open_have_a_bound(vault: Vault) -> None:
    """An opened key is kept in memory for those of the last updates, not for everybody there ever was."""
    assert vault._cipher.cache_info().maxsize == 4096
    key = vault.make_key()
    vault.open(key, "details", vault.seal(key, "details", "x"))
    assert vault._cipher.cache_info().hits == 1


def test_a_master_key_of_hexadecimal_digits_is_read() -> None:
    assert parse_master_key(MASTER.hex()) == MASTER
    assert parse_master_key(f" {MASTER.hex().upper()}\n") == MASTER
    with pytest.raises(ValueError, match="32 bytes in base64"):
        parse_master_key(MASTER.hex() + "00")


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
        pytest.param("!" + base64.b64encode(BYTES).decode(), id="a sign that is not of base64"),
    ],
)
def test_what_is_no_master_key_is_refused_without_being_told(text: str) -> None:
    with pytest.raises(ValueError, match="32 bytes in base64") as refusal:
        parse_master_key(text)
    assert not text or text not in str(refusal.value)
