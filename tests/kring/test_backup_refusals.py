"""What `kring backup` and `kring restore` refuse, each in one line and with nothing changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from kring.__main__ import main
from kring.backups import postgres_dump, sqlite_copy
from tests.databases import opened
from tests.kring.conftest import KEY
from tests.kring.copies import Said, both, fill_up, on_postgres, on_sqlite, refused, rows


@both
def test_an_existing_file_is_never_overwritten(urls: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    copy = tmp_path / "copy"
    copy.write_text("mine", encoding="utf-8")
    assert "exists already" in refused(["backup", str(copy)], capsys)
    assert copy.read_text(encoding="utf-8") == "mine"
    assert "cannot be written" in refused(["backup", str(tmp_path / "nowhere" / "copy")], capsys)


@both
@pytest.mark.parametrize("content", [b"", b"no copy at all", b"PGDMP", b"SQLite format 3\0"])
def test_a_wrong_file_is_refused_and_the_database_stays(
    urls: tuple[str, str], content: bytes, tmp_path: Path, capsys: Said
) -> None:
    full, _empty = urls
    fill_up(full)
    before = rows(full)
    wrong = tmp_path / "wrong"
    wrong.write_bytes(content)
    assert refused(["restore", "--without-forgotten", str(wrong), "--force"], capsys)
    assert "is no file" in refused(
        ["restore", "--without-forgotten", str(tmp_path / "nowhere"), "--force"], capsys
    )
    assert rows(full) == before


@both
def test_a_copy_of_a_later_version_is_refused(urls: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    full, _empty = urls
    with opened(full) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    assert "'9999'" in refused(["restore", "--without-forgotten", str(copy), "--force"], capsys)


@both
def test_an_empty_database_has_nothing_to_back_up(
    urls: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", urls[1])
    copy = tmp_path / "copy"
    assert refused(["backup", str(copy)], capsys)
    assert list(tmp_path.glob("copy*")) == []
    assert not (tmp_path / "new").exists()


@on_sqlite
def test_another_programs_sqlite_file_is_refused(urls: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    assert "no copy of a Kring database" in refused(["restore", "--without-forgotten", str(other)], capsys)


@on_sqlite
def test_half_a_copy_is_refused(urls: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    fill_up(urls[0])
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    assert refused(["restore", "--without-forgotten", str(copy), "--force"], capsys)


@on_sqlite
def test_a_damaged_copy_is_refused(urls: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    fill_up(urls[0])
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    with closing(sqlite3.connect(copy)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'uq_job_request'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    damaged = bytearray(copy.read_bytes())
    damaged[(page - 1) * size : page * size] = bytes(size)
    copy.write_bytes(damaged)
    assert "damaged" in refused(["restore", "--without-forgotten", str(copy), "--force"], capsys)


def test_a_database_where_nothing_can_be_made_is_one_line(
    bare: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", sqlite_url)
    assert main(["backup", "copy"]) == 0
    monkeypatch.setenv("KRING_MASTER_KEY", KEY)
    monkeypatch.setenv("KRING_DATABASE_URL", "sqlite:///copy/below-a-file.sqlite")
    assert "cannot be written" in refused(["restore", "--without-forgotten", "copy"], capsys)


@on_sqlite
def test_a_database_in_use_is_not_overwritten(
    urls: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setattr(sqlite_copy, "_BUSY_SECONDS", 0.1)
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    with opened(urls[0]) as engine, engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.commit()
        assert "stop Kring first" in refused(["restore", "--without-forgotten", str(copy)], capsys)


@pytest.mark.parametrize("disk", ["rename", "unlink"])
def test_a_full_or_broken_disk_is_one_line(
    disk: str, bare: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("KRING_DATABASE_URL", sqlite_url)
    monkeypatch.setattr(Path, disk, broken)
    assert "No space left" in refused(["backup", "copy"], capsys)


def test_a_file_that_may_not_be_read_is_one_line(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def closed(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    (bare / "copy").touch()
    monkeypatch.setenv("KRING_MASTER_KEY", KEY)
    monkeypatch.setenv("KRING_DATABASE_URL", "postgresql+psycopg://kring@127.0.0.1:9/kring")
    monkeypatch.setattr(Path, "open", closed)
    assert "Permission denied" in refused(["restore", "--without-forgotten", "copy"], capsys)


def test_a_database_in_memory_is_not_copied(
    bare: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str, capsys: Said
) -> None:
    monkeypatch.setenv("KRING_DATABASE_URL", sqlite_url)
    assert main(["backup", "copy"]) == 0
    monkeypatch.setenv("KRING_MASTER_KEY", KEY)
    monkeypatch.setenv("KRING_DATABASE_URL", "sqlite:///:memory:")
    assert "nothing" not in refused(["backup", "other"], capsys)
    assert "in memory" in refused(["restore", "--without-forgotten", "copy"], capsys)


def test_without_its_programs_postgresql_is_not_copied(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("PATH", str(bare))
    monkeypatch.setenv("KRING_DATABASE_URL", "postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/kring")
    assert "pg_dump is not installed" in refused(["backup", "copy"], capsys)
    assert list(bare.iterdir()) == []


@on_postgres
def test_a_server_that_does_not_answer_tells_no_password(
    urls: tuple[str, str], bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    assert main(["backup", "copy"]) == 0
    monkeypatch.setenv("KRING_DATABASE_URL", "postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/kring")
    for arguments in (["backup", "other"], ["restore", "--without-forgotten", "copy"]):
        assert "tell-nobody" not in refused(arguments, capsys)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("postgresql+psycopg://kring:tell-nobody@127.0.0.1:9/kring", "postgresql://kring@127.0.0.1:9/kring"),
        ("postgresql+psycopg://kring:@/kring?host=/run/x", "postgresql://kring@/kring?host=%2Frun%2Fx"),
        ("postgresql+psycopg:///kring", "postgresql:///kring"),
    ],
    ids=["a password", "a socket", "only a name"],
)
def test_the_password_goes_by_the_environment_where_nobody_sees_it(ours: str, theirs: str) -> None:
    assert postgres_dump._address(make_url(ours)) == theirs


@on_postgres
def test_tables_that_the_copy_does_not_know_stop_the_restoring(
    urls: tuple[str, str], tmp_path: Path, capsys: Said
) -> None:
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    with opened(urls[0]) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE later (id integer)"))
    assert "--force" in refused(["restore", "--without-forgotten", str(copy)], capsys)
    assert "later" in refused(["restore", "--without-forgotten", str(copy), "--force"], capsys)
