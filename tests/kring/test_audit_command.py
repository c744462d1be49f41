"""`kring audit`: what an officer sees of the chain, and of one reference."""

import json
from pathlib import Path

import pytest

from kring.__main__ import main
from storage.database import open_database
from tests.storage.audits import entry, sql, write


@pytest.fixture
def written(installed: Path, sqlite_url: str) -> str:
    """An installation with three lines in its audit."""
    from kring.databases import settings_without_token

    engine = open_database(sqlite_url)
    for number in (1, 2, 3):
        write(engine, entry(number), vault=settings_without_token().vault())
    engine.dispose()
    return sqlite_url


def spoil(url: str, statement: str) -> None:
    """Write to the database behind the service's back."""
    engine = open_database(url)
    sql(engine, statement)
    engine.dispose()


def test_a_whole_audit_is_told_with_its_count_its_last_day_and_what_to_note(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("ok   3 lines, the last of 2026-11-22\n")
    noted = said.split()[-1]
    assert main(["audit", "verify", "--json", "--noted", noted]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["lines"], found["last"], found["fault"]) == (True, 3, 3, None)
    assert noted == f"3:{found['mark']}"


@pytest.mark.parametrize(
    ("statement", "fault", "number", "said"),
    [
        (
            "UPDATE audit_line SET why = 'x' WHERE number = 2",
            "changed",
            2,
            "line 2: it is not what was written",
        ),
        ("DELETE FROM audit_line WHERE number = 3", "missing", 3, "line 3: it was removed"),
        ("DELETE FROM seal", "key", None, "the key of the chain is gone"),
    ],
)
def test_what_is_wrong_is_said_with_its_number_and_exit_1(
    written: str,
    capsys: pytest.CaptureFixture[str],
    statement: str,
    fault: str,
    number: int | None,
    said: str,
) -> None:
    spoil(written, statement)
    assert main(["audit", "verify"]) == 1
    assert capsys.readouterr().out.startswith(f"BAD  {said}")
    assert main(["audit", "verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["fault"], found["number"]) == (False, fault, number)


def test_an_empty_audit_is_whole(
    installed: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "ok   no lines yet\n"


def test_a_list_holds_numbers_and_codes_about_one_reference(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KRING_MASTER_KEY")
    assert main(["audit", "list", "--about", "K-2"]) == 0
    assert capsys.readouterr().out == ("2 2026-11-22T11:30:00+00:00 3 coordinator open_details K-2 job\n")
    assert main(["audit", "list", "--about", "K-2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["number"], found["who"], found["about"], found["why"]) == (2, 3, "K-2", "job")
    assert main(["audit", "list", "--about", "K-9"]) == 0
    assert capsys.readouterr().out == ""


def test_without_the_right_master_key_nothing_is_told(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kring.databases import settings_without_token
    from storage.database import transaction
    from storage.keycheck import check_master_key

    engine = open_database(written)
    with transaction(engine) as session:
        check_master_key(session, settings_without_token().vault())
    engine.dispose()
    monkeypatch.setenv("KRING_MASTER_KEY", bytes(range(32)).hex())
    assert main(["audit", "verify"]) == 2
    assert "not the one that this database was sealed with" in capsys.readouterr().err
    monkeypatch.delenv("KRING_MASTER_KEY")
    assert main(["audit", "verify"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_noted_line_that_was_removed_after_its_time_tells_nothing(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from kring.databases import settings_without_token
    from storage import audit_chain
    from storage.database import transaction
    from tests.storage.samples import NOW

    engine = open_database(written)
    with transaction(engine) as session:
        audit_chain.trim(session, settings_without_token().vault(), NOW.replace(year=2027))
    engine.dispose()
    assert main(["audit", "verify", "--noted", "2:0123456789abcdef"]) == 2
    assert "was removed after its time" in capsys.readouterr().err
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "ok   every line up to 3 was removed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"],
        ["audit", "list"],
        ["audit", "verify", "--noted", "3"],
        ["audit", "verify", "--noted", "0:0123456789abcdef"],
        ["audit", "verify", "--about", "K-1"],
    ],
)
def test_bad_use_is_one_line_and_exit_2(
    arguments: list[str], installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["verify"], ["list", "--about", "K-1"]], ids=["verify", "list"])
def test_a_database_that_is_not_there_is_named_and_not_made(
    arguments: list[str], bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRING_MASTER_KEY", "00" * 32)
    assert main(["audit", *arguments]) == 2
    assert "there is no database there" in capsys.readouterr().err
    assert list(bare.iterdir()) == []
