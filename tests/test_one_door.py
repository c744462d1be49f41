"""Everything personal is opened by one door, for a reason of one list (trust.md 26, docs/audit.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.openings import Why

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "casework", "domain", "kring", "scheduler", "storage")
DOOR = "casework/desk.py"
KEYS = {"storage/keycheck.py", "storage/audit_chain.py", "storage/audit_check.py"}
"""They open what the database itself is sealed with; nothing of a person."""
OPENERS = {"unseal", "open_details", "open_wishes"}


def _sources() -> list[Path]:
    """What runs where people are; a benchmark (`kring bench`) makes its own values up."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if not path.is_relative_to(ROOT / "kring" / "bench")]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def _whys(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg == "why"]


def test_the_vault_is_opened_by_the_door_alone() -> None:
    openers = {
        _name(path)
        for path in _sources()
        for call in _calls(path)
        if re.search(r"(^|\.|_)vault\.open$", ast.unparse(call.func))
    }
    assert openers - KEYS == {DOOR}
    assert openers >= {"storage/keycheck.py"}


def test_no_other_name_is_given_to_the_opening_of_the_vault() -> None:
    taken = [
        f"{_name(path)}:{node.lineno}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "open"
        and re.search(r"(^|\.|_)vault$", ast.unparse(node.value))
        and node.lineno not in {call.func.lineno for call in _calls(path)}
    ]
    assert taken == []


def test_every_opening_says_why_in_a_word_of_the_list() -> None:
    wrong = []
    for path in _sources():
        for call in _calls(path):
            if not isinstance(call.func, ast.Attribute):
                continue
            whys = _whys(call)
            if call.func.attr == "unseal" and not whys:
                wrong.append(f"{_name(path)}:{call.lineno} says nothing")
            if call.func.attr in OPENERS:
                wrong += [
                    f"{_name(path)}:{call.lineno} {said}"
                    for said in map(ast.unparse, whys)
                    if said != "why" and said not in {f"Why.{why.name}" for why in Why}
                ]
    assert wrong == []


def test_every_word_of_the_list_is_used() -> None:
    used = {
        found
        for path in _sources()
        if _name(path).startswith("casework/")
        for found in re.findall(r"\bWhy\.([A-Z_]+)", path.read_text(encoding="utf-8"))
    }
    assert used == {why.name for why in Why}


def test_the_page_about_the_audit_holds_the_whole_list() -> None:
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    table = page.split("\n## Why something is opened\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [why.value for why in Why]
