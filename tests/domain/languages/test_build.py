import csv
from pathlib import Path

import pytest

from domain.languages.registry import is_known
from scripts import build_languages, score_languages

DATA = Path(build_languages.__file__).resolve().parent.parent / "data"


def test_the_data_files_are_what_the_tables_make() -> None:
    assert build_languages.main(["--check"]) == 0


def test_a_stale_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_languages, "TARGET", tmp_path)
    monkeypatch.setattr(build_languages, "FILES", {"registry.json": build_languages.registry})
    assert build_languages.main(["--check"]) == 1
    assert "registry.json is out of date" in capsys.readouterr().err
    assert build_languages.main([]) == 0
    assert build_languages.main(["--check"]) == 0


@pytest.mark.parametrize(
    "file", ["aliases.csv", "ambiguous.csv", "countries.csv", "carriers.csv", "stopwords.csv"]
)
def test_every_row_says_where_it_comes_from_and_names_languages_we_have(file: str) -> None:
    with (DATA / file).open(encoding="utf-8", newline="") as source:
        found = list(csv.DictReader(source))
    assert all(row["source"] for row in found)
    assert all(
        is_known(tag) for row in found for tag in (row.get("tags") or row.get("tag") or "nl").split(";")
    )


def test_the_score_is_printed_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert score_languages.main(["--misses"]) == 0
    assert set(score_languages.AIMS) <= {line.split()[0] for line in capsys.readouterr().out.splitlines()}


def test_a_score_under_its_aim_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("kind,locale,query,status,tags\nexact,nl,Turks,match,pl\n", encoding="utf-8")
    assert score_languages.main([str(file), "--misses"]) == 1
    assert "'Turks'" in capsys.readouterr().out
