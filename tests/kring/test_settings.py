"""A setting that is missing or malformed stops the start by its name, in one line."""

from pathlib import Path

import pytest

from kring.__main__ import main
from kring.settings import SettingsError, read_settings

WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no token": ({"KRING_BOT_TOKEN": ""}, "KRING_BOT_TOKEN"),
    "a token without letters": ({"KRING_BOT_TOKEN": "12345"}, "KRING_BOT_TOKEN"),
    "a token without a number": ({"KRING_BOT_TOKEN": "abc:def"}, "KRING_BOT_TOKEN"),
    "another database": ({"KRING_DATABASE_URL": "mysql://localhost/kring"}, "KRING_DATABASE_URL"),
    "no database": ({"KRING_DATABASE_URL": ""}, "KRING_DATABASE_URL"),
    "no master key": ({"KRING_MASTER_KEY": ""}, "KRING_MASTER_KEY"),
    "a short master key": ({"KRING_MASTER_KEY": "AAAA"}, "KRING_MASTER_KEY"),
    "a master key that is no base64": ({"KRING_MASTER_KEY": "é" * 44}, "KRING_MASTER_KEY"),
    "one bad master key of two": (
        {"KRING_MASTER_KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,short"},
        "KRING_MASTER_KEY",
    ),
    "a key file that is not there": (
        {"KRING_MASTER_KEY": "", "KRING_MASTER_KEY_FILE": "nowhere.key"},
        "KRING_MASTER_KEY_FILE",
    ),
    "a webhook without a secret": ({"KRING_WEBHOOK_URL": "https://example.org/t"}, "KRING_WEBHOOK_SECRET"),
    "a webhook with an odd secret": (
        {"KRING_WEBHOOK_URL": "https://example.org/t", "KRING_WEBHOOK_SECRET": "not allowed!"},
        "KRING_WEBHOOK_SECRET",
    ),
    "a webhook with a long secret": (
        {"KRING_WEBHOOK_URL": "https://example.org/t", "KRING_WEBHOOK_SECRET": "x" * 257},
        "KRING_WEBHOOK_SECRET",
    ),
    "a webhook in the clear": (
        {"KRING_WEBHOOK_URL": "http://example.org/t", "KRING_WEBHOOK_SECRET": "x"},
        "KRING_WEBHOOK_URL",
    ),
    "a port in words": ({"KRING_PORT": "many"}, "KRING_PORT"),
    "no such time zone": ({"KRING_TIMEZONE": "Europe/Atlantis"}, "KRING_TIMEZONE"),
    "a time zone outside": ({"KRING_TIMEZONE": "../../etc/passwd"}, "KRING_TIMEZONE"),
    "no such log": ({"KRING_LOG": "paper"}, "KRING_LOG"),
    "a browser that is not there": ({"KRING_BROWSER": "/nowhere/browser"}, "KRING_BROWSER"),
    "regions that are not there": ({"KRING_REGIONS": "nowhere.toml"}, "KRING_REGIONS"),
    "regions that are no TOML": ({"KRING_REGIONS": "broken.toml"}, "KRING_REGIONS"),
    "a region without a manager": ({"KRING_REGIONS": "alone.toml"}, "line 2: region north has no manager"),
    "promises that are not there": ({"KRING_POLICY": "nowhere.toml"}, "KRING_POLICY"),
    "promises that are no TOML": ({"KRING_POLICY": "broken.toml"}, "KRING_POLICY"),
}


@pytest.mark.parametrize("command", ["run", "doctor"])
@pytest.mark.parametrize(("given", "named"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_named(
    given: dict[str, str],
    named: str,
    command: str,
    installed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (installed / "broken.toml").write_text("= [", encoding="utf-8")
    alone = '[[region]]\ncode = "north"\nname = "North"\nplaces = "Alpha"\n'
    (installed / "alone.toml").write_text(alone, encoding="utf-8")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    code = main([command])
    said = capsys.readouterr()
    told = said.err if command == "run" or code == 2 else said.out
    assert code == (2 if command == "run" else code)
    assert code != 0
    assert named.removeprefix("KRING_").lower() in told.lower()
    assert "Traceback" not in said.err
    if command == "run":
        assert told.startswith("kring: KRING_")
        assert told.count("\n") == 1


@pytest.mark.parametrize("command", ["run", "bot", "scheduler", "doctor", "invite"])
def test_without_any_setting_the_first_that_is_missing_is_named(
    command: str, bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--role", "coordinator", "--region", "overijssel"] if command == "invite" else []
    assert main([command, *more]) == 2
    assert capsys.readouterr().err == "kring: KRING_BOT_TOKEN: Field required\n"


def test_no_secret_is_shown(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRING_WEBHOOK_URL", "https://example.org/t")
    monkeypatch.setenv("KRING_WEBHOOK_SECRET", "tell-nobody")
    settings = read_settings()
    for shown in (repr(settings), str(settings)):
        assert "loopback-only" not in shown
        assert "tell-nobody" not in shown
        assert "AAAAAAAA" not in shown


def test_a_wrong_secret_is_not_quoted(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRING_BOT_TOKEN", "tell-nobody")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert "tell-nobody" not in str(caught.value)


def test_settings_may_stand_in_a_file(bare: Path) -> None:
    (bare / ".env").write_text("KRING_BOT_TOKEN=77:from-the-file\nKRING_PORT=9000\n", encoding="utf-8")
    settings = read_settings()
    assert settings.bot_token.get_secret_value() == "77:from-the-file"
    assert settings.port == 9000


def test_the_environment_wins_over_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / ".env").write_text("KRING_BOT_TOKEN=77:from-the-file\n", encoding="utf-8")
    monkeypatch.setenv("KRING_BOT_TOKEN", "78:from-the-environment")
    assert read_settings().bot_token.get_secret_value() == "78:from-the-environment"


def test_the_master_key_may_stand_in_a_file(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import base64

    (installed / "master.key").write_text(base64.b64encode(bytes(32)).decode() + "\n", encoding="utf-8")
    monkeypatch.delenv("KRING_MASTER_KEY")
    monkeypatch.setenv("KRING_MASTER_KEY_FILE", "master.key")
    assert read_settings().masters == (bytes(32),)


def test_several_master_keys_stand_newest_first(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRING_MASTER_KEY", f"{'11' * 32},{'22' * 32}")
    assert read_settings().masters == (b"\x11" * 32, b"\x22" * 32)


def test_a_loopback_webhook_may_be_in_the_clear(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRING_WEBHOOK_URL", "http://127.0.0.1:9000/telegram")
    monkeypatch.setenv("KRING_WEBHOOK_SECRET", "x")
    assert read_settings().webhook_url == "http://127.0.0.1:9000/telegram"
