"""docs/threat-model.md: every check is held by a test that exists, or says why not (trust.md 1)."""

import re
from functools import cache
from pathlib import Path

import pytest

from domain.policy import Policy
from domain.promises import durations
from domain.retention import TERMS

_ROOT = Path(__file__).parents[1]
_PAGE = (_ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
_CHECKS = 50
_REASON = "*Not tested*: "
_SHORTEST_REASON = 60
_TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`")


def _rows(title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = _PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def _source(path: str) -> str:
    file = _ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _is_there(path: str, name: str) -> bool:
    return re.search(rf"^(async )?def {name}\(", _source(path), re.MULTILINE) is not None


def test_the_fifty_checks_are_all_there_and_once() -> None:
    assert [int(row[0]) for row in _rows("The fifty checks")] == list(range(1, _CHECKS + 1))


@pytest.mark.parametrize("row", _rows("The fifty checks"), ids=lambda row: row[0])
def test_every_check_is_held_by_a_test_or_says_why_not(row: list[str]) -> None:
    held_by = row[2]
    if held_by.startswith(_REASON):
        assert len(held_by) > _SHORTEST_REASON, "a reason says why"
        return
    assert _TEST.sub("", held_by).replace("<br>", "").strip() == "", "only tests, one after the other"
    assert _TEST.findall(held_by) != []


@pytest.mark.parametrize("row", _rows("What leaks if it is taken"), ids=lambda row: row[0][:30])
def test_every_row_of_what_leaks_names_a_test(row: list[str]) -> None:
    assert _TEST.findall(row[3]) != []


def test_the_terms_in_the_docs_are_those_of_the_program() -> None:
    page = (_ROOT / "docs/retention.md").read_text(encoding="utf-8")
    told = [line for line in page.splitlines() if line.startswith("|")][2:]
    assert told == [
        f"| {term.what} | {durations.say(term.lasts(Policy()))} | {term.since} | `{term.limit}` |"
        for term in TERMS
    ]


def test_every_test_that_is_named_exists() -> None:
    named = _TEST.findall(_PAGE)
    assert named != []
    assert [f"{path}::{name}" for path, name in named if not _is_there(path, name)] == []
