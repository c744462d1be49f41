"""`kring key copy` and `put-back`: one copy of the key store, and the way back after a lost disk (trust.md 18)."""

import json
import stat
from pathlib import Path

import pytest

from kring.__main__ import main
from storage.keystore import KeyStore
from tests.kring.copies import Said, refused

KEYS = "sqlite:///var/keys.sqlite"

pytestmark = pytest.mark.usefixtures("installed")


def test_what_was_copied_comes_back_and_is_the_owners_only(capsys: Said) -> None:
    keys = KeyStore(KEYS)
    made = dict([keys.add(), keys.add()])
    assert main(["key", "copy", "keys.copy"]) == 0
    assert capsys.readouterr().out.startswith("2 halves of keys are copied to keys.copy.")
    assert stat.S_IMODE(Path("keys.copy").stat().st_mode) == 0o600
    keys.destroy([*made])
    assert main(["key", "put-back", "keys.copy"]) == 0
    assert capsys.readouterr().out == "2 halves of keys that were not there are put back.\n"
    assert KeyStore(KEYS).every() == made


def test_a_copy_takes_the_place_of_the_one_before() -> None:
    keys = KeyStore(KEYS)
    number, half = keys.add()
    stays = keys.add()[0]
    assert main(["key", "copy", "keys.copy"]) == 0
    keys.destroy([number])
    with Path("keys.copy").open("rb") as before:
        assert main(["key", "copy", "keys.copy"]) == 0
        assert set(before.read()) == {0}, "the file before was overwritten, whoever still has it open"
    lines = Path("keys.copy").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["number"] for line in lines] == [stays.hex()]
    assert half.hex() not in Path("keys.copy").read_text(encoding="utf-8")
    assert [path.name for path in Path().glob("keys.copy*")] == ["keys.copy"]


@pytest.mark.parametrize(
    "line", ["no json", "[]", "{}", '{"number": "zz", "half": "00"}', '{"number": "00", "half": "00"}']
)
def test_a_wrong_line_is_named_and_nothing_is_taken_in(line: str, capsys: Said) -> None:
    good = json.dumps({"number": bytes(16).hex(), "half": bytes(32).hex()})
    Path("keys.copy").write_text(f"{good}\n{line}\n", encoding="utf-8")
    assert "keys.copy line 2: no half of a key" in refused(["key", "put-back", "keys.copy"], capsys)
    assert KeyStore(KEYS).every() == {}


def test_what_cannot_be_read_or_reached_is_one_line(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nowhere cannot be used" in refused(["key", "put-back", "nowhere"], capsys)
    monkeypatch.setenv("KRING_KEYS_URL", "postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/keys")
    said = refused(["key", "copy", "keys.copy"], capsys)
    assert said == "kring: KRING_KEYS_URL: it does not answer (OperationalError)\n"
    monkeypatch.setenv("KRING_KEYS_URL", "mysql://somewhere")
    assert "KRING_KEYS_URL" in refused(["key", "copy", "keys.copy"], capsys)
