"""Somebody was forgotten, then an older copy is put back: they stay forgotten (trust.md 18)."""

import json
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlmodel import col, select

from casework import forgetting, shredding
from kring import backups
from kring.__main__ import main
from kring.backups import postgres_dump, sqlite_copy
from storage import migrating
from storage.database import transaction
from storage.forgotten import Forgotten
from storage.keycheck import check_master_key
from storage.keystore import KeyStore
from storage.migrating import NewerDatabaseError
from storage.people import Person
from storage.requests import Request
from storage.vault import Vault, VaultError
from tests.databases import opened
from tests.kring.copies import Said, both, on_postgres, refused
from tests.office import NAME, Case, Office
from tests.scanning import Recording, found_in
from tests.sealed import sealed_values

MASTER = bytes(32)
KEYS = "sqlite:///var/keys.sqlite"
"""Where the commands look for it by themselves, in the folder of the test."""
Urls = tuple[str, str]


def _office(engine: Engine) -> Office:
    office = Office(engine)
    office.vault = Recording(MASTER, keys=KeyStore(KEYS))
    return office


@pytest.fixture
def told(urls: Urls, tmp_path: Path) -> tuple[Case, Path]:
    """A family that told what it tells, and a copy of that day."""
    with opened(urls[0]) as engine:
        office = _office(engine)
        with transaction(engine) as session:
            check_master_key(session, office.vault)
        case = office.accepted(name=NAME)
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    return case, copy


def _forget(url: str, case: Case) -> None:
    with opened(url) as engine:
        office = _office(engine)
        office.do(forgetting.forget, caller=office.again(case.requester))
        assert office.do(shredding.sweep) > 0


def _knows(url: str, case: Case) -> bool:
    """Whether anything of the family can still be opened, with the master key at hand."""
    with opened(url) as engine:
        office = _office(engine)
        names = Recording(MASTER, keys=KeyStore(KEYS))
        names.names = {"details", "wishes", "answers", "profile", "word", "bodies", "venue"}
        with transaction(engine) as session:
            key = session.exec(select(Request.key).where(Request.ref == case.ref)).one()
            chat = session.exec(select(Person.chat_id).where(Person.ref == case.requester.ref)).one()
        assert (key is None) == (chat is None or chat < 0)
        assert (found_in(engine, names, [NAME]) != set()) == (key is not None)
        assert all(_opens(office.vault, one.key) for one in sealed_values(engine) if key is not None)
        return key is not None


def _opens(vault: Vault, key: bytes) -> bool:
    try:
        vault.is_older(key)
    except VaultError:
        return False
    return True


@both
def test_who_was_forgotten_stays_so_when_an_older_copy_is_put_back(
    urls: Urls, told: tuple[Case, Path], capsys: Said
) -> None:
    case, copy = told
    assert _knows(urls[0], case)
    _forget(urls[0], case)
    assert not _knows(urls[0], case)
    capsys.readouterr()
    assert main(["restore", str(copy), "--force"]) == 0
    assert " are forgotten again." in capsys.readouterr().out
    assert not _knows(urls[0], case)
    with opened(urls[0]) as engine:
        assert migrating.is_current(engine)
        with transaction(engine) as session:
            assert {case.ref, case.requester.ref} <= set(session.exec(select(Forgotten.ref)).all())
    assert [path.name for path in copy.parent.glob("copy*")] == ["copy"]
    assert list(copy.parent.glob("*.restoring*")) == []


@both
def test_the_list_that_was_kept_is_enough_where_the_database_is_lost(
    urls: Urls, told: tuple[Case, Path], capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, copy = told
    _forget(urls[0], case)
    capsys.readouterr()
    assert main(["forgotten"]) == 0
    said = capsys.readouterr().out
    entries = [json.loads(line) for line in said.splitlines()]
    assert {(entry["kind"], entry["ref"]) for entry in entries} == {
        ("person", case.requester.ref),
        ("request", case.ref),
    }
    kept = copy.with_name("list.jsonl")
    kept.write_text(said, encoding="utf-8")
    monkeypatch.setenv("KRING_DATABASE_URL", urls[1])
    assert "--without-forgotten" in refused(["restore", str(copy)], capsys)
    assert main(["restore", str(copy), "--forgotten", str(kept)]) == 0
    assert not _knows(urls[1], case)


@both
def test_only_when_told_so_a_copy_is_put_back_as_it_is(
    urls: Urls, told: tuple[Case, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, copy = told
    monkeypatch.setenv("KRING_DATABASE_URL", urls[1])
    assert main(["restore", str(copy), "--without-forgotten"]) == 0
    assert _knows(urls[1], case)


@both
def test_the_list_of_another_database_says_nothing(
    urls: Urls, told: tuple[Case, Path], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """A new installation with people in it knows nothing of who was forgotten in the old one."""
    _case, copy = told
    monkeypatch.setenv("KRING_DATABASE_URL", urls[1])
    with opened(urls[1]) as engine:
        migrating.upgrade(engine)
        office = _office(engine)
        with transaction(engine) as session:
            check_master_key(session, office.vault)
        office.citizen()
    assert "nothing says who was forgotten" in refused(["restore", str(copy), "--force"], capsys)


@both
def test_a_request_whose_time_was_over_does_not_come_back(urls: Urls, told: tuple[Case, Path]) -> None:
    """Retention destroyed its key and wrote no more than that."""
    case, copy = told
    with opened(urls[0]) as engine, transaction(engine) as session:
        request = session.exec(select(Request).where(Request.ref == case.ref)).one()
        request.key = request.details = request.wishes = request.bodies = None
        session.add(request)
    assert main(["restore", str(copy), "--force"]) == 0
    with opened(urls[0]) as engine, transaction(engine) as session:
        kept = session.exec(select(Request.key, Request.details).where(Request.ref == case.ref)).one()
    assert tuple(kept) == (None, None)


@both
def test_what_became_overdue_since_the_copy_is_forgotten_before_anybody_looks(
    urls: Urls, told: tuple[Case, Path], tmp_path: Path
) -> None:
    """Closed in the copy, years ago by now: the same sweep runs, and nobody had to remember it."""
    case, _copy = told
    with opened(urls[0]) as engine, transaction(engine) as session:
        request = session.exec(select(Request).where(Request.ref == case.ref)).one()
        request.state, request.closed_at = "closed", request.submitted_at
        session.add(request)
    late = tmp_path / "late"
    assert main(["backup", str(late)]) == 0
    assert main(["restore", str(late), "--force"]) == 0
    with opened(urls[0]) as engine, transaction(engine) as session:
        assert session.exec(select(Request.key).where(Request.ref == case.ref)).one() is None


@both
def test_a_restore_that_was_interrupted_starts_nowhere_and_is_finished_by_the_next(
    urls: Urls, told: tuple[Case, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, copy = told
    _forget(urls[0], case)

    def killed(*_arguments: object, **_named: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "reapply", killed)
        assert main(["restore", str(copy), "--force"]) == 130
    if make_url(urls[0]).get_backend_name() == "sqlite":
        assert not _knows(urls[0], case), "the database is the one before"
    else:
        with opened(urls[0]) as engine, pytest.raises(NewerDatabaseError):
            migrating.upgrade(engine)
    assert main(["restore", str(copy), "--force"]) == 0
    assert not _knows(urls[0], case)
    assert not copy.with_name("copy.forgotten").exists()


@both
def test_a_master_key_of_another_database_is_one_line(
    urls: Urls, told: tuple[Case, Path], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    case, copy = told
    _forget(urls[0], case)
    monkeypatch.setenv("KRING_MASTER_KEY", "ab" * 32)
    assert "KRING_MASTER_KEY: the master keys are not those of this copy" in refused(
        ["restore", str(copy), "--force"], capsys
    )


@both
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 1: not a JSON object"),
        ('{"ref": "x", "kind": "house", "at": "2026-01-01T00:00:00+00:00"}', '"kind" must be one of'),
        ('{"ref": "x", "at": "2026-01-01T00:00:00+00:00"}', '"kind" is missing'),
        ('{"ref": "x", "kind": "person", "at": "yesterday"}', '"at" must be a moment'),
        ('{"ref": "x", "kind": "person", "at": "2026-01-01T00:00:00"}', '"at" needs its zone'),
    ],
    ids=["no json", "another kind", "no kind", "no moment", "no zone"],
)
def test_a_wrong_list_is_refused_and_the_database_stays(
    urls: Urls, told: tuple[Case, Path], line: str, said: str, capsys: Said
) -> None:
    case, copy = told
    wrong = copy.with_name("list")
    wrong.write_text(line, encoding="utf-8")
    assert said in refused(["restore", str(copy), "--force", "--forgotten", str(wrong)], capsys)
    assert _knows(urls[0], case)


@both
def test_a_refusal_keeps_the_list_of_an_interrupted_attempt_only(
    urls: Urls, told: tuple[Case, Path], monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    _case, copy = told
    pending = copy.with_name("copy.forgotten")

    def in_use(*_arguments: object) -> None:
        raise backups.BackupError("somebody is using it")

    for module in (sqlite_copy, postgres_dump):
        monkeypatch.setattr(module, "load", in_use)
    assert "somebody" in refused(["restore", str(copy), "--force"], capsys)
    assert not pending.exists()
    entry = '{"ref": "somebody", "kind": "person", "at": "2026-01-01T00:00:00+00:00"}\n'
    pending.write_text(entry, encoding="utf-8")
    assert "somebody" in refused(["restore", str(copy), "--force"], capsys)
    assert pending.read_text(encoding="utf-8") == entry


@both
def test_whom_the_copy_never_knew_is_kept_on_the_list(urls: Urls, told: tuple[Case, Path]) -> None:
    """Somebody came after the copy and was forgotten: a newer copy may be put back one day."""
    _case, copy = told
    with opened(urls[0]) as engine:
        office = _office(engine)
        office._chats = count(9_000_001)
        late = office.citizen()
        office.do(forgetting.forget, caller=late)
    assert main(["restore", str(copy), "--force"]) == 0
    with opened(urls[0]) as engine, transaction(engine) as session:
        assert session.exec(select(Forgotten.kind).where(Forgotten.ref == late.ref)).one() == "person"
        assert session.exec(select(Person).where(col(Person.ref) == late.ref)).first() is None


@on_postgres
def test_no_seal_in_a_dump_is_no_identity(urls: Urls, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    assert postgres_dump.identity(copy) is None
    with opened(urls[0]) as engine, engine.begin() as connection:
        connection.execute(text("INSERT INTO seal VALUES ('audit', 'key', 'same')"))
    later = tmp_path / "later"
    assert main(["backup", str(later)]) == 0
    assert postgres_dump.identity(later) == b"same"


def test_the_list_of_no_database_is_one_line(bare: Path, capsys: Said) -> None:
    assert "there is no database there" in refused(["forgotten"], capsys)
