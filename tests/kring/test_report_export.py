"""`kring export registrations`: what the figures are made of, without persons and without formulas."""

import csv
import io
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.reporting import COLUMNS
from casework.spreadsheets import to_csv
from kring.__main__ import main
from storage.database import open_database, transaction
from storage.jobs import Registration

FACTS = {
    "region": "=HYPERLINK(1)",
    "variant": "family",
    "urgent": True,
    "compulsory": False,
    "offers": 3,
    "declines": {"no_time": 2, "distance": 1},
    "setting": ["care", "school"],
    "attended": None,
    "name": "somebody",
}


@pytest.fixture
def one(installed: Path, sqlite_url: str) -> None:
    """A database with one registration."""
    engine = open_database(sqlite_url)
    with transaction(engine) as session:
        session.add(Registration(request_ref="K-1", facts=FACTS, at=datetime(2026, 6, 1, tzinfo=UTC)))
    engine.dispose()


@pytest.mark.usefixtures("one")
def test_csv_is_a_line_a_request_and_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "registrations", "--format", "csv"]) == 0
    said = capsys.readouterr().out
    (row,) = csv.DictReader(io.StringIO(said))
    assert list(row) == ["request", *COLUMNS]
    assert {name: value for name, value in row.items() if value} == {
        "request": "K-1",
        "region": "'=HYPERLINK(1)",
        "variant": "family",
        "urgent": "yes",
        "compulsory": "no",
        "offers": "3",
        "declines": "no_time=2;distance=1",
        "setting": "care;school",
    }
    assert "somebody" not in said


@pytest.mark.usefixtures("one")
def test_json_is_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "registrations", "--format", "json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert list(found) == ["request", *COLUMNS]
    assert found["region"] == "=HYPERLINK(1)"
    assert found["declines"] == {"no_time": 2, "distance": 1}
    assert "somebody" not in line


@pytest.mark.usefixtures("one")
def test_a_file_is_its_owners_only_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.csv"
    arguments = ["export", "registrations", "--format", "csv", "--output", str(file)]
    assert main(arguments) == 0
    written = file.read_text(encoding="utf-8")
    assert written.startswith("request,region")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert file.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " ="])
def test_a_text_that_begins_as_a_formula_is_text_again(start: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(["x"], [[f"{start}1"], [-1], ["a=1"]]), newline="")))
    assert [row[0] for row in rows] == ["x", f"'{start.strip()}1", "-1", "a=1"]
