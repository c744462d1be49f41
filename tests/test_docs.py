"""What README and docs/ say is true: everything in them that can be looked up is looked up here."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from bot.texts.translating import SHIPPED, SOURCE
from kring.__main__ import parser
from kring.commands.invite import ROLES
from kring.settings import Settings
from simulator.stories.telling import STORIES
from storage.records import metadata

ROOT = Path(__file__).resolve().parent.parent
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
DECISIONS = ROOT / "docs" / "decisions"
OPERATIONS, PRIVACY, STORY_PAGE = (
    ROOT / "docs" / f"{name}.md" for name in ("operations", "privacy", "stories")
)
PAGES = [README, CONTRIBUTING, ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
OTHER_VARIABLES = {"KRING_ENV_FILE", "KRING_PICTURES", "KRING_CHROMIUM"}
"""Read from the environment, but no settings of an installation."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    level = len(heading.partition(" ")[0])
    below = _text(page).split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{level}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def _rows(section: str) -> list[list[str]]:
    """The cells of the tables, without their heads."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in rows if row[0].startswith(("`", "[")) or "(`" in row[0]]


def _code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _commands() -> dict[str, argparse.ArgumentParser]:
    [subparsers] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def _options(command: argparse.ArgumentParser) -> set[str]:
    found: set[str] = set()
    for action in command._actions:
        found |= set(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            found |= set(action.choices).union(*(_options(inner) for inner in action.choices.values()))
    return found


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _text(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_names_every_command_and_no_other() -> None:
    rows = _rows(_section(README, "## The command line"))
    assert [_code(row[0])[0].removeprefix("kring ") for row in rows] == list(_commands())


def test_every_option_that_is_named_with_a_command_exists() -> None:
    commands = _commands()
    unknown = [
        f"{name} {option}"
        for row in _rows(_section(README, "## The command line"))
        for name in [_code(row[0])[0].removeprefix("kring ")]
        for option in re.findall(r"--[a-z-]+", row[1])
        if option not in _options(commands[name])
    ]
    assert unknown == []


@each_page
def test_every_command_that_is_written_out_can_be_typed(page: Path) -> None:
    commands = _commands()
    spoken = re.findall(r"(?:\.venv/bin/|`|and `|\$ )kring ((?:[a-z-]+)(?: [^`\n#|]*)?)", _text(page))
    unknown = [
        words
        for words in spoken
        for name, *rest in [words.split()]
        if name not in commands
        or {word for word in rest if word.startswith("--")} - _options(commands[name]) - {"--help"}
    ]
    assert unknown == []


def _default(name: str) -> object:
    default = Settings.model_fields[name].default
    if default is PydanticUndefined:
        return "needed"
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    return "none" if default is None else default or "empty"


@pytest.mark.parametrize(("page", "heading"), [(README, "### Settings"), (OPERATIONS, "## Settings")])
def test_the_settings_are_those_of_the_program_with_their_defaults(page: Path, heading: str) -> None:
    told = {_code(row[0])[0]: row[1].strip("`") for row in _rows(_section(page, heading))}
    assert told.pop("KRING_MASTER_KEY") == "needed, or the file"
    assert told == {
        f"KRING_{name.upper()}": str(_default(name)) for name in Settings.model_fields if name != "master_key"
    }


@each_page
def test_every_variable_that_is_named_exists(page: Path) -> None:
    settings = {f"KRING_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"KRING_[A-Z_]*[A-Z]", _text(page))) - settings - OTHER_VARIABLES == set()


@pytest.mark.parametrize("name", sorted(OTHER_VARIABLES))
def test_the_variables_that_are_no_settings_are_read_somewhere(name: str) -> None:
    sources = [path for folder in ("kring", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in sources if path.name != "test_docs.py" and f'"{name}"' in _text(path)] != []


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", _text(page)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in _anchors(path)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent != DECISIONS], ids=lambda page: page.name
)
def test_every_file_of_ours_that_is_named_exists(page: Path) -> None:
    folders = "bot|casework|data|docs|domain|kring|scheduler|scripts|simulator|storage|tests|constraints"
    named = re.findall(rf"`((?:{folders})/[\w./*-]*)`", _text(page))
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


@each_page
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([\w./]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z.][\w./]*)", _text(page), re.MULTILINE)) - targets == set()


@each_page
def test_every_script_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"python -m scripts\.(\w+)", _text(page))
    assert [name for name in named if not (ROOT / "scripts" / f"{name}.py").exists()] == []


def test_the_index_calls_every_decision_by_its_title() -> None:
    told = dict(
        re.findall(r"\]\((\d{4}-[a-z-]+\.md)\) \| (.+?) \|$", _text(DECISIONS / "README.md"), re.MULTILINE)
    )
    titles = {path.name: _text(path).splitlines()[0] for path in DECISIONS.glob("[0-9]*.md")}
    assert titles == {name: f"# {int(name[:4])}. {title}" for name, title in told.items()}


def test_every_story_is_told_in_ten_lines() -> None:
    told = {
        name: [int(number) for number in re.findall(r"^(\d+)\. ", body, re.MULTILINE)]
        for name, _, body in (
            part.partition("\n") for part in _section(STORY_PAGE, "## The stories").split("\n### ")[1:]
        )
    }
    assert told == {name: list(range(1, 11)) for name in STORIES}


def _told_columns() -> dict[str, list[str]]:
    parts = _section(PRIVACY, "## Record by record").split("\n### ")[1:]
    return {
        _code(part)[0]: sorted(column for row in _rows(part) for column in _code(row[0])) for part in parts
    }


def test_the_privacy_page_tells_every_table_and_every_column_that_is_kept() -> None:
    assert _told_columns() == {table.name: sorted(table.columns.keys()) for table in metadata.sorted_tables}


def test_what_is_called_sealed_is_bytes_and_every_other_column_of_bytes_is_a_key() -> None:
    sealed = {
        (_code(part)[0], column)
        for part in _section(PRIVACY, "## Record by record").split("\n### ")[1:]
        for row in _rows(part)
        if row[1].startswith("sealed")
        for column in _code(row[0])
    }
    kept = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.type.python_type is bytes and column.name != "key"
    }
    assert sealed == kept - {("seal", "sealed")}


def test_the_labels_to_tap_are_those_of_the_dutch_screens() -> None:
    with (ROOT / "bot/locales/nl/LC_MESSAGES/messages.po").open("rb") as lines:
        strings = [m.string if isinstance(m.string, list | tuple) else (m.string,) for m in read_po(lines)]
    known = {form for forms in strings for form in forms}
    steps = _section(README, "## Ten things to try on the page")
    labels = {" ".join(label.split()) for label in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", steps)}
    others = {"START", "Nederlands", "Zwolle", "+ Add a person"}  # of the page, and what is typed
    assert labels >= others
    forms = {
        label: {label} | {re.sub(r"\d+", name, label) for name in ("{count}", "{number}")} for label in labels
    }
    assert {label for label in labels - others if not forms[label] & known} == set()
    assert re.findall(r"^(\d+)\. ", steps, re.MULTILINE) == [str(number) for number in range(1, 11)]


def test_the_languages_are_those_of_the_screens_and_none_is_called_better_than_it_is() -> None:
    rows = {_code(row[0])[0]: row[1] for row in _rows(_section(README, "## Languages"))}
    assert set(rows) == set(SHIPPED)
    for tag in set(SHIPPED) - {SOURCE}:
        header = _text(ROOT / f"bot/locales/{tag}/LC_MESSAGES/messages.po").split("\n\n")[0]
        assert ("machine" in rows[tag]) == ("X-Origin: machine" in header), tag
        assert ("not yet checked" in rows[tag]) == ("not yet checked" in header), tag


def test_the_roles_are_those_of_the_invitations() -> None:
    [line] = [line for line in _text(OPERATIONS).splitlines() if line.startswith("Roles:")]
    assert tuple(_code(line)) == ROLES


def _first_arguments(source: Path, called: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(_text(source))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == called and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_finding_of_the_doctor_is_explained() -> None:
    told = {
        _code(row[0])[0].partition(":")[0]
        for row in _rows(_section(OPERATIONS, "## When kring doctor finds something"))
    }
    assert told == set(_first_arguments(ROOT / "kring" / "checkup.py", "Finding"))


def test_every_number_and_every_path_of_the_server_is_explained() -> None:
    told = {
        name.partition("{")[0]
        for row in _rows(_section(OPERATIONS, "## Health and numbers"))
        for name in _code(row[0])
    }
    server, delivery = ROOT / "bot" / "server.py", ROOT / "scheduler" / "numbers.py"
    counters = {f"{name}_total" for page in (server, delivery) for name in _first_arguments(page, "Counter")}
    assert told == {
        *counters,
        *_first_arguments(server, "Histogram"),
        *_first_arguments(delivery, "Gauge"),
        *_first_arguments(server, "app.router.add_get"),
    }
