"""The command line: help everywhere, one clear line and exit 2 on bad use, and what each small command prints."""

import argparse
import json
import re
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kring.__main__ import main, parser
from kring.commands import key
from storage.migrating import head
from tests.kring.telegram import Telegram

COMMANDS = (
    "demo",
    "story",
    "run",
    "bot",
    "scheduler",
    "migrate",
    "invite",
    "key",
    "doctor",
    "languages",
    "match",
    "bench",
)

BAD_USE: dict[str, list[str]] = {
    "nothing": [],
    "an unknown command": ["dance"],
    "an unknown option": ["story", "--dance"],
    "a port in words": ["demo", "--port", "many"],
    "a role that does not exist": ["invite", "--role", "king", "--region", "overijssel"],
    "no role": ["invite", "--region", "overijssel"],
    "no region": ["invite", "--role", "coordinator"],
    "a story that does not exist": ["story", "--story", "cinderella"],
    "more than a command takes": ["key", "extra"],
    "languages without what to do": ["languages"],
}


def outcome(arguments: list[str]) -> int:
    """The exit code, whether the command returned it or the parser left with it."""
    try:
        return main(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1


@pytest.mark.parametrize("arguments", BAD_USE.values(), ids=BAD_USE)
def test_bad_use_is_one_line_and_exit_2(
    arguments: list[str], bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"kring[^\n]+\n", said.err)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: kring {command}")
    assert len(said.splitlines()) > 3


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["--help"]) == 0
    said = capsys.readouterr().out
    assert [command for command in COMMANDS if not re.search(rf"^    {command}\s", said, re.MULTILINE)] == []


def test_every_command_has_an_action() -> None:
    subparsers = next(
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    assert set(COMMANDS) <= set(subparsers.choices)


def test_story_names_the_stories(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["story", "--list"]) == 0
    assert capsys.readouterr().out.split() == [
        "first-conference",
        "nobody-accepts",
        "plan-without-meeting",
        "withdrawn",
        "two-accept-at-once",
        "scarce-language",
        "nobody-fits",
        "wave-after-wave",
        "someone-else-please",
        "silence-escalates",
        "follow-up-forgotten",
        "blocked-by-the-family",
        "thirty-hours-down",
        "pause-and-go-on",
        "faces-after-four-weeks",
        "eleven-people-four-languages",
        "plan-not-accepted-then-revised",
        "unsafe-participant",
        "second-meeting",
        "forget-me-tonight",
        "wrong-hands",
        "stolen-database",
        "curious-colleague",
    ]


def test_key_prints_a_new_master_key_each_time(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from storage.vault import parse_master_key

    assert main(["key"]) == main(["key"]) == 0
    first, second = capsys.readouterr().out.split()
    assert first != second
    assert len(parse_master_key(first)) == 32


def test_migrate_brings_an_empty_database_up_to_date_and_may_be_repeated(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", "sqlite:///fresh.sqlite")
    for _ in range(2):
        assert main(["migrate"]) == 0
        assert head() in capsys.readouterr().out
    assert (installed / "fresh.sqlite").exists()


def test_invite_prints_a_link_that_lets_one_person_in(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--role", "coordinator", "--region", "overijssel"]) == 0
    link = capsys.readouterr().out.strip()
    assert re.fullmatch(r"https://t\.me/kring_demo_bot\?start=[A-Za-z0-9_-]{20,64}", link)


def test_invite_knows_the_regions(telegram: Telegram, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "--role", "coordinator", "--region", "atlantis"]) == 2
    said = capsys.readouterr().err
    assert "atlantis" in said
    assert "overijssel" in said


def test_invite_with_another_master_key_is_refused(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["invite", "--role", "coordinator", "--region", "overijssel"]
    assert main(arguments) == 0
    monkeypatch.setenv("KRING_MASTER_KEY", "ab" * 32)
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_invite_without_telegram_is_one_line(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "--role", "coordinator", "--region", "overijssel"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("kring: ")
    assert said.count("\n") == 1


def test_doctor_says_what_is_well_and_what_is_not(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {about for about, one in found.items() if not one["ok"]} == {"managers"}
    assert {"keys", "regions", "database", "catalogs", "managers", "token", "webhook"} <= set(found)
    assert "kring_demo_bot" in found["token"]["said"]
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "ok   database" in said
    assert "BAD  managers" in said


def test_doctor_misses_telegram(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["token"]["ok"] is False


def test_doctor_sees_an_old_database(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", "sqlite:///fresh.sqlite")
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["database"] == {"ok": False, "said": "is not up to date; kring migrate brings it there"}


def test_doctor_tells_no_password(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", "postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/kring")
    assert main(["doctor", "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["database"]["ok"] is False
    assert "tell-nobody" not in said.out + said.err


def test_demo_says_that_its_port_is_taken(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(port) in said


def test_run_says_that_its_port_is_taken(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("KRING_PORT", str(other.getsockname()[1]))
        assert main(["run"]) == 2
    assert "kring: KRING_HOST and KRING_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "bot", "scheduler", "migrate"])
def test_a_database_that_cannot_be_used_is_one_line(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (bare / "kring.sqlite").write_text("this is no database, and long enough to be looked at" * 40)
    monkeypatch.setenv("KRING_DATABASE_URL", f"sqlite:///{bare / 'kring.sqlite'}")
    monkeypatch.setenv("KRING_BOT_TOKEN", "1:a")
    monkeypatch.setenv("KRING_MASTER_KEY", "A" * 43 + "=")
    assert main([command]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("kring: KRING_DATABASE_URL: the database cannot be used")


def test_a_database_of_a_newer_version_is_one_line(
    installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert main(["run"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "kring: KRING_DATABASE_URL: the database was made by a newer version of Kring"


def test_an_interrupted_command_says_nothing(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_arguments: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(key, "run", interrupted)
    assert main(["key"]) == 130
    assert capsys.readouterr().err == ""
