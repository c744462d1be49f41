import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from kring.commands import match

PERSON: dict[str, Any] = {
    "ref": "c1",
    "languages": [{"tag": "ti", "level": 3}, {"tag": "nl", "level": 2}],
    "gender": "woman",
    "born": 1980,
    "regions": ["utrecht"],
    "culture": [],
    "religion": None,
    "scope": ["family"],
    "available": True,
    "busy": 0,
    "last_job_ended_on": "2025-12-01",
    "ties": [],
}
REQUEST: dict[str, Any] = {
    "ref": "r1",
    "region": "utrecht",
    "variant": "family",
    "urgent": False,
    "language": "ti",
    "wishes": [{"kind": "gender", "value": "woman", "weight": "must"}],
    "bodies": [],
}


@pytest.fixture
def files(tmp_path: Path) -> "Files":
    return Files(tmp_path)


class Files:
    """A pool and requests on disk, and the command over them."""

    def __init__(self, folder: Path) -> None:
        self.pool = folder / "pool.jsonl"
        self.requests = folder / "requests.jsonl"
        self.write([PERSON], [REQUEST])

    def write(self, pool: list[dict[str, Any]], requests: list[dict[str, Any]]) -> None:
        self.pool.write_text("\n".join(json.dumps(row) for row in pool), encoding="utf-8")
        self.requests.write_text("\n".join(json.dumps(row) for row in requests), encoding="utf-8")

    def run(self, *options: str) -> int:
        parser = argparse.ArgumentParser()
        match.add(parser.add_subparsers())
        named = ["--pool", str(self.pool), "--requests", str(self.requests), "--today", "2026-01-15"]
        args = parser.parse_args(["match", *named, *options])
        code: int = args.run(args)
        return code


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_gets_its_shortlist_with_reasons(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    man = PERSON | {"ref": "c2", "gender": "man"}
    afar = PERSON | {"ref": "c3", "regions": ["gelderland"]}
    files.write([PERSON, man, afar], [REQUEST])
    assert files.run("--json") == 0
    (found,) = printed(capsys)
    assert found["ref"] == "r1"
    assert found["shortlist"] == [
        {
            "ref": "c1",
            "score": 37,
            "met": [{"kind": "gender", "value": "woman", "weight": "must"}],
            "unmet": [],
            "reasons": [
                "Speaks Tigrinya as a first language.",
                "Meets the wish: gender woman.",
                "Works in the region itself.",
                "Last conference ended 45 days ago.",
                "Had no offers lately.",
            ],
        }
    ]
    assert found["blocked"] == {"region": 1, "must_gender": 1}
    assert found["relax"] == [
        {"drop": "gender:woman", "gains": 1},
        {"drop": "neighbouring_regions", "gains": 1},
    ]


def test_a_near_language_is_advised_from_the_register(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    files.write([PERSON | {"languages": [{"tag": "nl-BE"}]}], [REQUEST | {"language": "nl", "wishes": []}])
    files.run("--json")
    (found,) = printed(capsys)
    assert {"drop": "language:nl>nl-BE", "gains": 1} in found["relax"]


def test_the_joint_proposal_says_who_is_kept_free(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    dutch = PERSON | {"ref": "c2", "languages": [{"tag": "nl", "level": 1}]}
    plain = REQUEST | {"wishes": []}
    files.write(
        [PERSON, dutch],
        [
            plain | {"language": "nl"},
            plain | {"ref": "r2"},
            plain | {"ref": "r3", "language": "ps"},
            plain | {"ref": "r4"},
        ],
    )
    assert files.run("--json", "--joint") == 0
    found = printed(capsys)
    assert [row["assigned"] for row in found] == ["c2", "c1", None, None]
    assert [row["why"] for row in found] == [
        ["Number 2 of the 2 who fit.", "c1 is kept free for r2, where 1 fits."],
        ["The only one who fits."],
        ["Nobody fits."],
        ["The only one who fits is needed elsewhere.", "c1 is kept free for r2, where 1 fits."],
    ]


def test_without_json_it_reads_as_a_page(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    must = [{"kind": "language", "value": "ti", "weight": "must"}]
    files.write([PERSON, PERSON | {"ref": "c2", "languages": [{"tag": "am"}]}], [REQUEST | {"wishes": must}])
    assert files.run("--joint", "--today", "2026-01-16") == 0
    page = capsys.readouterr().out
    assert "Request r1: 1 fits" in page
    assert "Without language Tigrinya: 1 more" in page
    assert "With an interpreter: 1 more" in page
    assert "Blocked: must_language 1" in page
    files.write([PERSON], [REQUEST])
    assert files.run() == 0
    assert "Blocked" not in capsys.readouterr().out
    assert "Proposal: c1. The only one who fits." in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("languages", [{"tag": "Tigrinya"}], "is not the tag of a language", id="a wrong tag"),
        pytest.param("languages", [{"tag": "ti", "level": 4}], "from 1 to 3, not 4", id="a level too far"),
        pytest.param("languages", [{"tag": "ti"}, {"tag": "ti"}], "is named twice", id="a language twice"),
        pytest.param("languages", ["ti"], "a list of objects", id="languages as texts"),
        pytest.param("languages", None, "is missing or empty", id="no languages"),
        pytest.param("born", 2090, "from 1900 to 2026, not 2090", id="born in the future"),
        pytest.param("gender", "lady", "one of woman, man, other", id="an unknown gender"),
        pytest.param("regions", "utrecht", "must be a list", id="a text for a list"),
        pytest.param("regions", [7], "7 is not one", id="a number for a text"),
        pytest.param("scope", ["village"], "made of family", id="an unknown variant"),
        pytest.param("available", "yes", "true or false", id="a word for a flag"),
        pytest.param("last_job_ended_on", "01-12-2025", "a day such as 2026-01-31", id="a day turned round"),
        pytest.param("busy", True, "a whole number", id="a flag for a number"),
        pytest.param("religion", " ", "a text of 1 to 128", id="an empty text"),
        pytest.param("certificate_until", 20260101, "a day such as", id="a number for a day"),
        pytest.param("ref", "half \ud800", "a text of 1 to 128", id="half a character"),
        pytest.param("ref", None, '"ref" is missing', id="no reference"),
    ],
)
def test_a_mistake_in_the_pool_is_named_with_its_line(
    files: Files, capsys: pytest.CaptureFixture[str], field: str, value: object, message: str
) -> None:
    files.write([PERSON | {"ref": "c0"}, PERSON | {field: value}], [REQUEST])
    assert files.run("--json") == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("kring match: pool.jsonl, line 2: ")
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        pytest.param(
            [{"kind": "language", "value": "qqq"}], "not the tag of a language", id="no such language"
        ),
        pytest.param([{"kind": "age", "value": "40"}], "a wish for age cannot be", id="an age is no band"),
        pytest.param([{"value": "woman"}], '"kind" is missing', id="a wish about nothing"),
        pytest.param([{"kind": "gender", "value": "man"}] * 500, "500 wishes; at most 12", id="500 wishes"),
        pytest.param([{"kind": "gender", "value": "man"}] * 2, "wish repeated (gender)", id="the same twice"),
    ],
)
def test_a_mistake_in_a_wish_is_named_with_its_line(
    files: Files, capsys: pytest.CaptureFixture[str], wishes: list[dict[str, str]], message: str
) -> None:
    files.write([PERSON], [REQUEST | {"wishes": wishes}])
    assert files.run() == 2
    error = capsys.readouterr().err
    assert error.startswith("kring match: requests.jsonl, line 1: ")
    assert message in error


def test_every_line_with_a_mistake_is_named_up_to_ten(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    files.write([PERSON | {"ref": f"c{at}", "born": 1} for at in range(13)], [REQUEST])
    assert files.run() == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "... and 3 more"


def test_one_person_twice_is_refused(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.write([PERSON, PERSON], [REQUEST])
    assert files.run() == 2
    assert 'line 2: "c1" stands on line 1 already' in capsys.readouterr().err


def test_a_byte_order_mark_and_empty_lines_do_no_harm(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    files.pool.write_text(json.dumps(PERSON) + "\n\n", encoding="utf-8-sig")
    assert files.run("--json") == 0
    assert len(printed(capsys)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"ref;languages;born\n", "a table with semicolons?", id="semicolons"),
        pytest.param(b"[1]\n", "not a JSON object: [1]", id="a list"),
        pytest.param(b"[" * 100_000, "not a JSON object", id="nested without end"),
        pytest.param(b"\xff\xfe", "is not UTF-8 text", id="another encoding"),
    ],
)
def test_another_kind_of_file_is_refused(
    files: Files, capsys: pytest.CaptureFixture[str], content: bytes, message: str
) -> None:
    files.pool.write_bytes(content)
    assert files.run() == 2
    assert message in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.pool.unlink()
    assert files.run() == 2
    assert "No such file" in capsys.readouterr().err
    assert files.run("--limit", "0") == 2
    assert files.run("--regions", str(files.pool)) == 2


def test_regions_are_checked_against_a_file_of_regions_when_one_is_named(
    files: Files, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    regions = tmp_path / "regions.toml"
    regions.write_text('[[region]]\ncode = "drenthe"\n', encoding="utf-8")
    assert files.run("--regions", str(regions)) == 2
    assert "unknown regions: utrecht" in capsys.readouterr().err
    regions.write_text("region = 7", encoding="utf-8")
    assert files.run("--regions", str(regions)) == 2
    assert "is not a file of regions" in capsys.readouterr().err


def test_a_region_that_nobody_travels_to_is_mentioned(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    files.write([PERSON], [REQUEST | {"region": "atlantis"}])
    assert files.run("--json") == 0
    assert "nobody in the pool travels to atlantis" in capsys.readouterr().err


def test_a_tie_counts_however_the_organisation_is_spelled(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    files.write(
        [PERSON | {"ties": ["Stichting Wijkteam Noord"]}], [REQUEST | {"bodies": ["wijkteam-noord B.V."]}]
    )
    assert files.run("--json") == 0
    (found,) = printed(capsys)
    assert (found["shortlist"], found["blocked"]) == ([], {"tie": 1})


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        pytest.param({"kind": "culture", "value": "Eritrees"}, True, id="another word for it"),
        pytest.param({"kind": "religion", "value": "christelijk"}, True, id="what it is part of"),
        pytest.param({"kind": "religion", "value": "Koptisch"}, False, id="a part of it"),
        pytest.param({"kind": "not_from", "value": "إريتري"}, False, id="not from there"),
    ],
)
def test_cultures_and_religions_are_compared_by_meaning_and_named_as_in_the_file(
    files: Files, capsys: pytest.CaptureFixture[str], wish: dict[str, str], fits: bool
) -> None:
    told = {"culture": ["Eritrean"], "religion": "orthodox"}
    files.write([PERSON | told], [REQUEST | {"wishes": [wish | {"weight": "must"}]}])
    assert files.run("--json") == 0
    shortlist = json.loads(capsys.readouterr().out)["shortlist"]
    assert [line["met"][0]["value"] for line in shortlist] == ([wish["value"]] if fits else [])
