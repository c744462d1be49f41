"""`kring backup` and `kring restore`: a copy of one moment while others write, and the same rows back."""

import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kring.__main__ import main
from storage import migrating
from storage.database import transaction
from tests.databases import opened
from tests.kring.copies import Said, both, fill_up, on_sqlite, refused, rows
from tests.storage.samples import add_person


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Somebody who adds two people in each transaction, for as long as the block lasts."""
    stop, started = threading.Event(), threading.Event()
    errors: list[Exception] = []

    def write() -> None:
        try:
            with opened(url) as engine:
                for chat in range(0, 100_000, 2):
                    with transaction(engine) as session:
                        add_person(session, chat_id=chat)
                        add_person(session, chat_id=chat + 1)
                    started.set()
                    if stop.is_set():
                        break
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            errors.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(timeout=30)
        yield
    finally:
        stop.set()
        writer.join(timeout=30)
    assert errors == []


@both
def test_a_restored_copy_has_the_same_rows(
    urls: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, empty = urls
    fill_up(full)
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy"]
    monkeypatch.setenv("KRING_DATABASE_URL", empty)
    assert main(["restore", "--without-forgotten", str(copy)]) == 0
    assert rows(empty) == rows(full)
    with opened(empty) as engine:
        assert migrating.is_current(engine)


@both
def test_a_copy_is_of_one_moment_while_others_write(
    urls: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rows are written at a time: a copy with an odd number of them would be half of something."""
    full, empty = urls
    with writing(full):
        before = len(rows(full)["person"])
        copies = [tmp_path / f"copy-{number}" for number in range(3)]
        assert [main(["backup", str(copy)]) for copy in copies] == [0, 0, 0]
        after = len(rows(full)["person"])
    assert after > before
    monkeypatch.setenv("KRING_DATABASE_URL", empty)
    for copy in copies:
        assert main(["restore", "--without-forgotten", str(copy), "--force"]) == 0
        restored = len(rows(empty)["person"])
        assert restored % 2 == 0
        assert before <= restored <= after


@both
def test_a_database_with_rows_is_overwritten_only_by_force(
    urls: tuple[str, str], tmp_path: Path, capsys: Said
) -> None:
    full, _empty = urls
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    fill_up(full)
    before = rows(full)
    assert "--force" in refused(["restore", "--without-forgotten", str(copy)], capsys)
    assert rows(full) == before
    assert main(["restore", "--without-forgotten", str(copy), "--force"]) == 0
    assert {name: found for name, found in rows(full).items() if found} == {}


@both
def test_a_database_with_tables_and_no_row_counts_as_empty(urls: tuple[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    assert main(["restore", "--without-forgotten", str(copy)]) == 0


@on_sqlite
def test_a_restored_file_is_its_owners_only(
    urls: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    monkeypatch.setenv("KRING_DATABASE_URL", urls[1])
    assert main(["restore", "--without-forgotten", str(copy)]) == 0
    (made,) = (tmp_path / "new").glob("*.sqlite")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
