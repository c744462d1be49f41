"""Files, links and statements: no name, no secret and no SQL is made of what somebody typed (trust.md 23 and 25)."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from bot.texts import cards, own_data, staff
from bot.texts.calendar_files import NAME as CALENDAR
from storage.references import token

ROOT = Path(__file__).parents[2]


def attachment_names() -> dict[str, list[ast.expr]]:
    """The first argument of everything that makes a file to send, by source file."""
    found: dict[str, list[ast.expr]] = {}
    for file in sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("scheduler/*.py")]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Attachment"
            ):
                found.setdefault(str(file.relative_to(ROOT)), []).append(node.args[0])
    return found


def test_the_name_of_every_file_that_is_sent_is_fixed() -> None:
    made = attachment_names()
    assert sum(map(len, made.values())) >= 8
    for file, names in made.items():
        source = (ROOT / file).read_text(encoding="utf-8")
        for name in names:
            if isinstance(name, ast.Constant):
                assert re.fullmatch(r"[a-z]+\.(html|pdf|csv|json|ics|png)", str(name.value)), file
                continue
            word = (
                name.attr
                if isinstance(name, ast.Attribute)
                else name.id
                if isinstance(name, ast.Name)
                else ""
            )
            assert re.fullmatch(r"[A-Z_]*(FILE|NAME)", word), (
                f"{file}: a constant, and nothing that is computed"
            )
            if isinstance(name, ast.Name):
                assert re.search(rf'^{word}\b.* = "[a-z]+\.[a-z]+"$', source, re.MULTILINE), file
    assert CALENDAR == "kring.ics"


def test_files_go_out_under_the_name_of_their_attachment_and_no_other() -> None:
    for file in ("bot/answering.py", "bot/handlers/second_step.py"):
        source = (ROOT / file).read_text(encoding="utf-8")
        assert re.findall(r"BufferedInputFile\((.*?)\)", source) == ["file.content, file.name"]
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("scheduler/*.py"), *ROOT.glob("kring/**/*.py")]
        if "InputFile(" in path.read_text(encoding="utf-8")
    ]
    assert sorted(elsewhere) == ["bot/answering.py", "bot/handlers/second_step.py"]


@pytest.mark.parametrize("builder", [cards, own_data, staff])
def test_no_builder_of_a_file_takes_a_name(builder: Any) -> None:  # noqa: ANN401 - a module
    assert "Attachment" in vars(builder)
    assert "file_name" not in Path(builder.__file__).read_text(encoding="utf-8")


def test_nothing_that_is_sent_in_is_ever_fetched() -> None:
    """Photos, voices and files are refused, or copied by Telegram from chat to chat (trust.md 23)."""
    asked = re.compile(r"getFile|GetFile|get_file\b|\.download\w*\(|download_file|file_path", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {hit}"
        for room in ("bot", "scheduler", "casework", "storage", "domain", "kring")
        for path in sorted((ROOT / room).rglob("*.py"))
        for hit in asked.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert asked.search("await bot.download(file)")


def test_a_deep_link_holds_random_letters_that_telegram_takes_and_nothing_else() -> None:
    made = {token() for _ in range(500)}
    assert len(made) == 500
    assert [one for one in made if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", one)] == []
    sources = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("kring/**/*.py"), *ROOT.glob("scheduler/*.py")]
    links = [
        hit
        for path in sources
        for hit in re.findall(r"\?start=\{([\w.]+)\}", path.read_text(encoding="utf-8"))
    ]
    assert links
    assert {link.rsplit(".", 1)[-1] for link in links} == {"secret"}


def test_statements_are_not_built_from_words() -> None:
    """`ruff` S608 refuses SQL that is put together from strings; only a benchmark, of tables of its own, is excused."""
    excused = [
        str(path.relative_to(ROOT))
        for room in ("bot", "scheduler", "casework", "storage", "domain", "kring")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "S608" in path.read_text(encoding="utf-8") and "bench" not in path.parts
    ]
    rules = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'(?m)^select = \["ALL"\]', rules)
    assert "S608" not in rules
    assert excused == []
