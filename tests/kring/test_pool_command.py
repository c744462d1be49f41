"""`kring pool`: files with mistakes, links that nobody else can read, and a pool to try things on."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from kring.__main__ import main
from kring.pool_files import read_pool_file, written
from kring.pool_seed import seeded
from storage.database import open_database, transaction
from storage.people import Profile
from tests.kring.telegram import Telegram
from tests.office import REGIONS

TODAY = date(2026, 11, 22)
GOOD = "ref;languages;gender;born;regions\na;ti:3 nl:2;woman;1970;utrecht|gelderland\nb;nl:3;;;zeeland\n"
LINE = {"ref": "a", "languages": [{"tag": "ti", "level": 3}], "regions": ["utrecht"]}


def _in_the_pool(url: str) -> int:
    engine = open_database(url)
    with transaction(engine) as session:
        found = len(session.exec(select(Profile.person_id)).all())
    engine.dispose()
    return found


def _file(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "pool.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(GOOD, "utf-8", id="semicolons"),
        pytest.param(GOOD, "utf-8-sig", id="a byte order mark"),
        pytest.param(GOOD.replace(";", ","), "utf-8", id="commas"),
        pytest.param(GOOD.replace(";", "\t"), "utf-8", id="tabs"),
        pytest.param(GOOD.replace("\n", "\r\n"), "utf-8", id="lines of another system"),
        pytest.param("\n" + GOOD + "\n;;;;\n", "utf-8", id="empty lines"),
        pytest.param(
            f"{json.dumps({**LINE, 'gender': 'woman', 'born': 1970})}\n{json.dumps({**LINE, 'ref': 'b'})}\n",
            "utf-8-sig",
            id="json lines",
        ),
    ],
)
def test_a_good_file_is_read_whatever_made_it(tmp_path: Path, text: str, encoding: str) -> None:
    found = read_pool_file(Path(_file(tmp_path, text, encoding)), REGIONS, today=TODAY)
    assert found.mistakes == []
    first, second = found.people
    assert (first.ref, first.languages["ti"], first.born, "utrecht" in first.regions) == ("a", 3, 1970, True)
    assert second.ref == "b"


MISTAKES = {
    "a wrong tag": ("c;xx:3;;;utrecht", '"xx" is not the tag of a language'),
    "a language twice": ("c;nl:3 nl:2;;;utrecht", "named twice"),
    "a level that is none": ("c;nl:7;;;utrecht", '"level" must be a whole number from 1 to 3'),
    "no language": ("c;;;;utrecht", '"languages" is missing'),
    "born next year": ("c;nl;;2027;utrecht", '"born" must be a whole number from 1900 to 2026'),
    "born yesterday": ("c;nl;;2020;utrecht", "that is a child"),
    "born in words": ("c;nl;;long ago;utrecht", '"born" must be a whole number'),
    "an unknown region": ("c;nl;;;atlantis", 'no region "atlantis"'),
    "no region": ("c;nl;;;", '"regions" is missing'),
    "an unknown gender": ("c;nl;x;;utrecht", '"gender" must be one of'),
    "someone twice": ("a;nl;;;utrecht", '"a" stands on line 2 already'),
    "too many cells": ("c;nl;;;utrecht;x;y", "7 cells; the heading has 5"),
    "no ref": (";nl;;;utrecht", '"ref" is missing'),
}


@pytest.mark.parametrize(("line", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_with_its_place_and_nothing_is_taken_in(
    installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert main(["pool", "import", _file(installed, GOOD + line + "\n")]) == 2
    told = capsys.readouterr()
    first, last = told.err.splitlines()
    assert first.startswith("pool.csv, line 4: ")
    assert said in first
    assert last == "kring: 1 lines with mistakes; nothing was taken in"
    assert told.out == ""
    assert _in_the_pool(sqlite_url) == 0


NO_FILES = {
    "an unknown column": ("ref;languages;regions;shoe size\n", 'line 1: no column "shoe size"'),
    "a missing column": ("ref;languages\na;nl\n", "line 1: the column regions is missing"),
    "a column twice": ("ref;ref;languages;regions\n", "a column stands there twice"),
    "nobody": ("ref;languages;regions\n", "has nobody in it"),
    "nothing": ("", "has nobody in it"),
}


@pytest.mark.parametrize(("text", "said"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_pool_file_is_one_line(
    installed: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert main(["pool", "import", _file(installed, text)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_file_that_is_not_there_or_not_text_is_one_line(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", "import", "nowhere.csv"]) == 2
    (installed / "pool.csv").write_bytes(b"ref;languages\xff\xfe")
    assert main(["pool", "import", "pool.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_a_broken_line_of_json_is_told_by_its_number(tmp_path: Path) -> None:
    text = f"{json.dumps(LINE)}\n{{broken\n[1]\n"
    found = read_pool_file(Path(_file(tmp_path, text)), REGIONS, today=TODAY)
    assert [mistake.partition(":")[0] for mistake in found.mistakes] == [
        "pool.csv, line 2",
        "pool.csv, line 3",
    ]


def test_a_good_file_gives_a_link_for_each_person(
    telegram: Telegram, installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert telegram.address
    assert main(["pool", "import", _file(installed, GOOD)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["ref"] for row in rows] == ["a", "b"]
    assert all(row["link"].startswith("https://t.me/") and "?start=" in row["link"] for row in rows)
    assert _in_the_pool(sqlite_url) == 2


def test_links_go_to_a_new_file_that_only_its_owner_can_read(
    telegram: Telegram, installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert telegram.address
    links = installed / "links.csv"
    assert main(["pool", "import", _file(installed, GOOD), "--links", str(links)]) == 0
    assert links.stat().st_mode & 0o777 == 0o600
    assert len(links.read_text().splitlines()) == 3
    assert capsys.readouterr().out == ""
    assert main(["pool", "seed", "--size", "3", "--links", str(links)]) == 2
    assert _in_the_pool(sqlite_url) == 2


def test_people_who_are_in_the_pool_already_are_a_mistake(
    telegram: Telegram, installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert telegram.address
    path = _file(installed, GOOD)
    main(["pool", "import", path])
    capsys.readouterr()
    more = _file(installed, GOOD + "c;nl;;;utrecht\n")
    links = installed / "links.csv"
    assert main(["pool", "import", more, "--links", str(links)]) == 2
    assert "pool.csv, line 2: a is in the pool already" in capsys.readouterr().err
    assert not links.exists()
    assert _in_the_pool(sqlite_url) == 2
    assert main(["pool", "import", more, "--keep-good"]) == 0
    assert _in_the_pool(sqlite_url) == 3


def test_the_good_lines_can_be_kept(
    telegram: Telegram, installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert telegram.address
    assert main(["pool", "import", _file(installed, GOOD + "c;xx;;;utrecht\n"), "--keep-good"]) == 0
    assert "line 4" in capsys.readouterr().err
    assert _in_the_pool(sqlite_url) == 2


def test_without_telegram_there_are_no_links_and_nobody_is_taken_in(
    installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", "import", _file(installed, GOOD)]) == 2
    assert "Telegram gives no name" in capsys.readouterr().err
    assert _in_the_pool(sqlite_url) == 0


def test_a_dry_run_only_reads(installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("regions\n", "regions;religion\n").replace("gelderland\n", "gelderland;hindu\n")
    assert main(["pool", "import", _file(installed, text), "--dry-run"]) == 0
    told = capsys.readouterr().err
    assert "culture and religion are not taken in" in told
    assert "2 people could be taken in" in told
    assert "hindu" not in told
    assert _in_the_pool(sqlite_url) == 0


@pytest.mark.parametrize(("size", "languages"), [(250, 65), (500, 87), (750, 110)])
def test_a_seeded_pool_has_a_long_tail_of_languages(size: int, languages: int) -> None:
    people = seeded(size, REGIONS, today=TODAY)
    spoken = Counter(tag for one in people for tag in one.languages)
    assert (len(people), len({one.ref for one in people}), abs(len(spoken) - languages) <= 1) == (
        size,
        size,
        True,
    )
    assert spoken["nl"] > size * 0.9
    assert sum(times <= 2 for times in spoken.values()) >= 10
    homes = Counter(code for one in people for code in one.regions)
    assert homes["zuid-holland"] > homes["zeeland"]


def test_the_same_seed_gives_the_same_pool_and_a_file_that_can_be_imported(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", "seed", "--size", "250", "--to", "made.jsonl"]) == 0
    assert main(["pool", "import", "made.jsonl", "--dry-run"]) == 0
    assert "250 people could be taken in" in capsys.readouterr().err
    one, other = (seeded(20, REGIONS, today=TODAY, seed=seed) for seed in (1, 2))
    assert seeded(20, REGIONS, today=TODAY, seed=1) == one != other
    assert json.loads(written(one[0]))["ref"] == "c00001"
    assert (installed / "made.jsonl").exists()


@pytest.mark.parametrize("size", ["0", "-3", "2000000"])
def test_a_pool_of_no_size_is_refused(installed: Path, capsys: pytest.CaptureFixture[str], size: str) -> None:
    assert installed.is_dir()
    assert main(["pool", "seed", "--size", size]) == 2
    assert "--size" in capsys.readouterr().err
