"""The laws of the house that no linter knows, read from the source itself."""

import ast
import re
import socket
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "casework", "domain", "kring", "scheduler", "simulator", "storage")
MADE_BY_MACHINES = {"__pycache__", "build", "dist", "htmlcov", "kring.egg-info", "node_modules", "var"}
KEPT_HIDDEN = {".ci", ".editorconfig", ".gitignore"}

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in KEPT_HIDDEN
        if hidden or path.is_symlink() or path.name in MADE_BY_MACHINES:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def _sources() -> list[Path]:
    return [path for path in _files(ROOT) if path.suffix == ".py"]


def _of_product(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] in PACKAGES


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, Function):
            yield node


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import; `from a import b` gives `a.b`, relative ones are spelled out."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            near = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join((*near, node.module) if node.module else near)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def _calls(node: ast.AST) -> Iterator[tuple[int, str]]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield inner.lineno, ast.unparse(inner.func)


def test_no_file_holds_more_than_it_should() -> None:
    long = {
        _name(path): lines
        for path in _sources()
        if not _is_migration(path) and (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{_name(path)}:{function.lineno} {function.name}: {size} lines"
        for path in _sources()
        if not _is_migration(path)
        for function in _functions(path)
        if (size := (function.end_lineno or function.lineno) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_is_named_for_what_it_holds() -> None:
    nameless = [
        _name(path)
        for path in _sources()
        if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING and path.is_relative_to(ROOT)
    ]
    assert nameless == []


# Spelled in pieces, so that this file does not find itself.
PLACES_OF_ONE_MACHINE = re.compile(
    r"(?<![\w.~*}$])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers")) + r")/\w"
)
REGISTRIES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "--" + "(?:extra-)?index-url "))
)


@pytest.mark.parametrize("pattern", [PLACES_OF_ONE_MACHINE, REGISTRIES], ids=["machine path", "registry"])
def test_no_file_names_a_place_that_only_one_machine_knows(pattern: re.Pattern[str]) -> None:
    found = []
    for path in _files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [
            f"{_name(path)}:{number} {line.strip()[:80]}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    assert found == []


def _pins(name: str) -> dict[str, int]:
    """How many hashes each pinned library has."""
    pins: dict[str, int] = {}
    library = ""
    for line in (ROOT / "constraints" / name).read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([a-z0-9.-]+)==", line):
            library = found[1]
            pins[library] = 0
        pins[library] = pins.get(library, 0) + line.count("--hash=sha256:")
    return {library: hashes for library, hashes in pins.items() if library}


@pytest.mark.parametrize(("name", "extras"), [("run.txt", []), ("test.txt", ["test"])])
def test_every_dependency_is_pinned_by_hash_and_without_an_address(name: str, extras: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    names = {re.split(r"[\[<>=]", requirement)[0] for requirement in wanted} | {"setuptools", "wheel"}
    pins = _pins(name)
    assert names - pins.keys() == set(), "run `make lock`"
    assert [library for library, hashes in pins.items() if not hashes] == []
    assert "://" not in (ROOT / "constraints" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("tools", ["semgrep", "supply"])
def test_the_tools_that_only_look_are_pinned_by_hash_too(tools: str) -> None:
    source = (ROOT / f"constraints/{tools}.in").read_text(encoding="utf-8")
    names = {line for line in source.splitlines() if line and not line.startswith("#")}
    pins = _pins(f"{tools}.txt")
    assert names - pins.keys() == set(), "run `make lock`"
    assert [library for library, hashes in pins.items() if not hashes] == []
    assert "://" not in (ROOT / f"constraints/{tools}.txt").read_text(encoding="utf-8")


def test_every_rule_for_semgrep_has_a_line_to_find_and_one_to_leave_alone() -> None:
    """Of a rule without samples `semgrep --test` says nothing: it would pass (docs/supply-chain.md)."""
    folder = ROOT / "constraints" / "semgrep"
    rules = set(
        re.findall(r"^  - id: (\S+)$", (folder / "rules.yml").read_text(encoding="utf-8"), re.MULTILINE)
    )
    marks = re.findall(
        r"^ *# (ruleid|ok): (\S+)$", (folder / "samples.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rules) >= 8
    assert {rule for kind, rule in marks if kind == "ruleid"} == rules
    assert {rule for kind, rule in marks if kind == "ok"} == rules


def test_running_and_testing_use_the_same_versions() -> None:
    lines = {
        name: set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / "constraints" / name).read_text(), re.MULTILINE))
        for name in ("run.txt", "test.txt")
    }
    assert lines["run.txt"] - lines["test.txt"] == set()


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[a-z-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


CLOCKS = re.compile(
    r"(?:^|\.)(?:(?:datetime|dt)\.(?:now|utcnow|today)|date\.today"
    r"|time\.(?:time|time_ns|localtime|gmtime)|utcnow)$"
)


def test_only_the_command_line_and_the_simulator_read_the_clock() -> None:
    """Everyone else is told what time it is (decision 10), so that a test, and the simulator, can choose it."""
    readers = [
        f"{_name(path)}:{line} {call}"
        for path in _sources()
        if _of_product(path) and path.relative_to(ROOT).parts[0] not in {"kring", "simulator"}
        for line, call in _calls(_tree(path))
        if CLOCKS.search(call)
    ]
    assert readers == []


def test_only_bot_and_kring_pay_for_aiogram() -> None:
    payers = [
        f"{_name(path)}:{line} {name}"
        for path in _sources()
        if _of_product(path)
        and (path.relative_to(ROOT).parts[0] not in {"bot", "kring"} or "bot/texts" in _name(path))
        for line, name in _imports(path)
        if name.partition(".")[0] == "aiogram"
    ]
    assert payers == []


def test_rules_need_the_standard_library_and_nothing_else() -> None:
    allowed = set(sys.stdlib_module_names) | {"domain"}
    guests = [
        f"{_name(path)}:{line} {name}"
        for path in _sources()
        if path.relative_to(ROOT).parts[0] == "domain"
        for line, name in _imports(path)
        if name.partition(".")[0] not in allowed | ({"rapidfuzz"} if "languages" in path.parts else set())
    ]
    assert guests == []


def test_rules_never_wait() -> None:
    waiting = [
        f"{_name(path)}:{node.lineno}"
        for path in _sources()
        if path.relative_to(ROOT).parts[0] == "domain"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]
    assert waiting == []


ASSERTING = re.compile(r"(?:^|[._])(?:assert|expect|raises|warns|fail|check|verify)")


def _asserts(function: Function) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        ASSERTING.search(call) for _, call in _calls(function)
    )


def test_every_test_asserts() -> None:
    idle = [
        f"{_name(path)}:{function.lineno} {function.name}"
        for path in _sources()
        if path.name.startswith("test_")
        for function in _functions(path)
        if function.name.startswith("test_") and not _asserts(function)
    ]
    assert idle == []


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "telegram.invalid"])
def test_no_test_reaches_another_machine(address: str) -> None:
    with pytest.raises(RuntimeError, match="loopback"):
        socket.create_connection((address, 443), timeout=1)


def test_a_server_of_a_test_is_reached_over_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()[:2]
        with socket.create_connection((host, port), timeout=1) as client:
            assert client.getpeername()[1] == port


def test_no_server_listens_to_the_world() -> None:
    with socket.socket() as server, pytest.raises(RuntimeError, match="loopback"):
        server.bind(("0.0.0.0", 0))  # noqa: S104 -- just what must be refused
