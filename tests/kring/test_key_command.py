"""`kring key rotate`, and what `kring doctor` says about it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from kring.__main__ import main
from kring.checkup import _rotation as look
from kring.rotation import count
from kring.settings import read_settings
from storage import wrapped
from storage.keystore import KeyStore
from storage.vault import Vault
from tests.kring.test_rotation import NEW, OLD, check, lives
from tests.office import Office

KEYS = "sqlite:///var/keys.sqlite"
"""Where the commands look for the halves by themselves, in the folder of the test."""


@pytest.fixture
def there(installed: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An installation with people, on either database, and an old and a new master key."""
    monkeypatch.setenv("KRING_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    check(engine, OLD)
    lives(Office(engine))
    monkeypatch.setenv("KRING_MASTER_KEY", f"{NEW.hex()},{OLD.hex()}")
    return engine


def test_the_command_says_what_it_did_and_then_that_nothing_is_left(
    there: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["key", "rotate"]) == 0
    said = capsys.readouterr().out
    assert "keys are wrapped anew, 1 profiles are marked anew.\n" in said
    assert main(["key", "rotate"]) == 0
    assert capsys.readouterr().out == "Nothing is left: no key needs an older master key.\n"
    after = count(there, Vault([NEW], KeyStore(KEYS)))
    assert (after.older, after.lost, after.seals) == (0, 0, 0)


def test_the_command_needs_the_old_key_too(
    there: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_MASTER_KEY", NEW.hex())
    assert main(["key", "rotate"]) == 2
    assert capsys.readouterr().err.startswith("kring: KRING_MASTER_KEY: ")
    assert count(there, Vault([NEW, OLD])).older > 0


def test_the_command_says_what_is_left(
    there: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with there.begin() as connection:
        connection.execute(text("UPDATE draft SET key = :key"), {"key": b"damaged"})
    monkeypatch.setattr(wrapped, "put", lambda *_arguments: 0)
    assert main(["key", "rotate"]) == 1
    said = capsys.readouterr().out
    assert "keys are opened by none of the master keys" in said
    assert "Run it again" in said


def test_a_database_that_stops_answering_is_one_line(
    there: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dies(*_arguments: object) -> int:
        raise OperationalError("secret statement", {}, Exception("secret"))

    monkeypatch.setattr(wrapped, "put", dies)
    assert main(["key", "rotate"]) == 2
    said = capsys.readouterr().err
    assert "what is done is done" in said
    assert "secret" not in said


def test_the_doctor_counts_the_rows_that_need_an_older_key(
    there: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(read_settings())
    assert found.ok
    assert found.said.startswith(f"{count(there, Vault([NEW, OLD])).older + 2} rows still need an older")
    assert main(["key", "rotate"]) == 0
    assert look(read_settings()).said.startswith("the newest master key opens all ")
    monkeypatch.setenv("KRING_MASTER_KEY", OLD.hex())
    refused = look(read_settings())
    assert not refused.ok
    assert refused.said.startswith("no master key opens the keys of ")


def test_the_doctor_says_nothing_of_keys_in_tables_of_another_version(there: Engine) -> None:
    with there.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert look(read_settings()).said == "the database is not up to date"
