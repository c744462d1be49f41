"""`kring report`: the figures of a year in three forms, without a token."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kring.__main__ import main
from storage.database import open_database, transaction
from storage.jobs import Registration

HELD = {
    "region": "utrecht",
    "variant": "family",
    "who": "main_person",
    "language": "nl",
    "submitted_on": "2026-01-01",
    "accepted_on": "2026-01-03",
    "held_on": "2026-02-20",
    "closed_on": "2026-06-01",
    "outcome": "plan_accepted",
    "attended": 10,
}
ALONE = HELD | {"held_on": None, "ending": "plan_without_meeting", "language": "ti", "region": "drenthe"}
NO_PLAN = HELD | {"outcome": "no_plan"}


def register(url: str, *parts: tuple[int, dict[str, Any]]) -> None:
    """Put so many registrations of each kind in the database."""
    engine = open_database(url)
    rows = [facts for count, facts in parts for _ in range(count)]
    with transaction(engine) as session:
        for number, facts in enumerate(rows):
            at = datetime(2026, 6, 1, 9, tzinfo=UTC)
            session.add(Registration(request_ref=f"K-{number:04}", facts=facts, at=at))
    engine.dispose()


@pytest.fixture
def year(installed: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with a year in it, and no token and no key."""
    register(sqlite_url, (20, HELD), (5, NO_PLAN), (15, ALONE), (2, ALONE | {"language": "am"}))
    monkeypatch.delenv("KRING_BOT_TOKEN")
    monkeypatch.delenv("KRING_MASTER_KEY")
    return sqlite_url


def test_json_holds_the_three_rates_apart(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "2026", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["year"] == 2026
    assert found["requests"] == {"requests": 42}
    assert found["success_per_request"] == {"plans": 37, "of": 42, "percent": 88.1}
    assert found["success_per_started"] == {"plans": 37, "of": 42, "percent": 88.1}
    assert found["success_per_held"] == {"plans": 20, "of": 25, "percent": 80.0}
    assert found["language"] == {"am": "<5", "nl": 25, "ti": "5+"}
    assert found["means"]["attended"] == 10.0


def test_csv_holds_the_same_figures_a_line_each(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "2026", "--format", "json"]) == 0
    nested = json.loads(capsys.readouterr().out)
    assert main(["report", "--year", "2026", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == ["part", "name", "value"]
    flat = {(row["part"], row["name"]): row["value"] for row in rows}
    assert len(flat) == len(rows)
    for part, cells in nested.items():
        for name, value in cells.items() if isinstance(cells, dict) else ():
            assert flat[part, name] == ("" if value is None else str(value))


def test_text_says_what_the_marks_mean(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "2026"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Requests closed in 2026\n")
    assert "<5: 1 to 4, not told" in said
    assert "Success per held\n  plans" in said


def test_a_year_with_nothing_in_it_is_a_report_too(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "2025", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["requests"] == {"requests": 0}
    assert found["region"] is None
    assert found["success_per_held"] == {"plans": None, "of": None, "percent": None}


@pytest.mark.parametrize("command", ["report", "export", "backup", "restore"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: kring {command}")


@pytest.mark.parametrize("value", ["many", "26", "9999", "2026.5", "-1"])
def test_what_is_no_year_is_refused_in_one_line(
    value: str, installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", "--year", value])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["report", "--year", "2026"], ["export", "registrations", "--format", "csv"]],
    ids=["report", "export"],
)
def test_a_database_that_is_not_there_is_named_and_not_made(
    arguments: list[str], bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("kring: KRING_DATABASE_URL: there is no database there")
    assert said.err.count("\n") == 1
    assert list(bare.iterdir()) == []


def test_an_old_database_is_not_read(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (bare / "old.sqlite").touch()
    monkeypatch.setenv("KRING_DATABASE_URL", "sqlite:///old.sqlite")
    assert main(["report", "--year", "2026"]) == 2
    assert "kring migrate" in capsys.readouterr().err


def test_a_server_that_does_not_answer_tells_no_password(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", "postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/kring")
    assert main(["report", "--year", "2026"]) == 2
    said = capsys.readouterr().err
    assert "does not answer" in said
    assert "tell-nobody" not in said
    assert said.count("\n") == 1
