"""What people type stays text: in every screen, letter, file name, link and statement, in every language (trust.md 25)."""

import ast
import shutil
from pathlib import Path

import pytest

from bot.texts.screens import safe
from bot.texts.splitting import split
from bot.texts.translating import SHIPPED
from casework.letters import LetterKind
from casework.spreadsheets import to_csv
from simulator.entities import parsed_html
from tests.bot.injection_kinds import NOT_OPENED, OPENED_NOT_SHOWN, SHOWS
from tests.bot.injection_stories import STORIES
from tests.bot.injection_world import NASTY, SHOWN, Heard, Overhearing
from tests.databases import opened

ROOT = Path(__file__).parents[2]
MARK = "__class__"
"""It stands in the attack, and nowhere else."""


def told(name: str, migrated_file: Path, folder: Path) -> list[Heard]:
    """Every letter of a story, in every language."""
    file = folder / "kring.sqlite"
    shutil.copyfile(migrated_file, file)
    with opened(f"sqlite:///{file}") as engine:
        office = Overhearing(engine)
        STORIES[name].tell(office)
        office.listen()
    return office.heard


def test_a_story_is_told_for_every_kind_of_letter() -> None:
    kinds = [kind for story in STORIES.values() for kind in story.kinds]
    assert set(kinds) == set(LetterKind)
    assert len(kinds) == len(set(kinds))


def test_of_every_kind_of_letter_it_stands_what_it_has_of_what_was_typed() -> None:
    kinds = [*SHOWS, *OPENED_NOT_SHOWN, *NOT_OPENED]
    assert set(kinds) == set(LetterKind)
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("story", sorted(STORIES))
def test_every_letter_shows_what_was_typed_as_it_was_typed(
    story: str, migrated_file: Path, tmp_path: Path
) -> None:
    heard = told(story, migrated_file, tmp_path)
    for one in heard:
        _holds(one)
    for kind in STORIES[story].kinds:
        found = [one for one in heard if one.kind is kind]
        assert {one.locale for one in found} == set(SHIPPED), kind
        shows = {one.locale for one in found if MARK in one.screen.text}
        assert shows == (set(SHIPPED) if kind in SHOWS else set()), kind
        assert any(one.opened for one in found) == (kind not in NOT_OPENED), kind


def _holds(heard: Heard) -> None:
    """Nothing of an attack is more than text, and it stands only where the tables say."""
    kind, screen = heard.kind, heard.screen
    text = "".join(parsed_html(part)[0] for part in split(screen.text))
    labels = [button.text for row in screen.rows for button in row]
    behind = [button.data + button.url for row in screen.rows for button in row]
    assert kind in SHOWS or MARK not in screen.text + "".join(labels), kind
    assert kind not in NOT_OPENED or not heard.opened, kind
    assert [one for one in behind if MARK in one] == [], kind
    assert "<class " not in text + "".join(labels), kind
    assert not {"\u202e", "\u2067"} & set(text + "".join(labels)), kind
    assert _closes(text), kind
    if MARK in screen.text:
        assert text.count(MARK) == text.count(SHOWN), kind
        assert screen.personal, kind


def _closes(text: str) -> bool:
    """Whether every isolate of the text ends in it, so that no value turns what stands after it."""
    depth = 0
    for sign in text:
        depth += (sign in "\u2066\u2068") - (sign == "\u2069")
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize(
    "value", [NASTY, "{", "}", "%", "&", "<", "&amp;", "</code>", "\u2069\u2069", "{0.__class__.__mro__}"]
)
def test_a_value_in_a_sentence_is_text(value: str) -> None:
    shown, entities = parsed_html(f"<b>{safe(value)}</b>")
    bare = value.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert shown == f"\u2068{bare}\u2069"
    assert [one["type"] for one in entities] == ["bold"]


def sentences_filled_twice(source: str) -> list[int]:
    """Lines where something is filled into what has been filled in already: there a typed brace would be read."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if node.func.attr == "format" and any(
                (
                    isinstance(one, ast.Call)
                    and isinstance(one.func, ast.Attribute)
                    and one.func.attr == "format"
                )
                or (isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "safe")
                or isinstance(one, ast.JoinedStr)
                for one in ast.walk(inner)
            ):
                found.append(node.lineno)
            if node.func.attr == "format_map":
                found.append(node.lineno)
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and not isinstance(node.right, ast.Constant)
        ):
            found.append(node.lineno)
    return found


def test_no_sentence_is_filled_twice_and_none_by_percent_signs() -> None:
    files = sorted((ROOT / "bot/texts").rglob("*.py"))
    assert len(files) > 30
    found = {file.name: sentences_filled_twice(file.read_text(encoding="utf-8")) for file in files}
    assert {name: at for name, at in found.items() if at} == {}
    assert sentences_filled_twice('_("{a}").format(a=safe(x)).format(b=1)\n"%s" % x') == [1, 2]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", " =", "\t=", "\r\n+", "\n@"])
def test_a_cell_that_begins_as_a_formula_is_text(begins: str) -> None:
    _, line = to_csv(("cell",), [[f"{begins}HYPERLINK(1)"]]).splitlines()
    assert line.strip('"')[0] in "'H"
    assert to_csv(("cell",), [[[f"{begins}1", "x"]]]).splitlines()[1].strip('"')[0] in "'1"
