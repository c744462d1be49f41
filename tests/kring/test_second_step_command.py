"""`kring second-step reset`: another phone, from the command line."""

from pathlib import Path

import pytest
from sqlmodel import select

from kring.__main__ import main
from kring.settings import read_settings
from storage.audit import AuditLine
from storage.database import open_database, transaction
from storage.outbox import Letter
from storage.people import Person
from storage.second_steps import SecondStep
from tests.office import MORNING


@pytest.mark.usefixtures("installed")
def test_it_is_taken_away_once_and_the_person_is_told(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_database(sqlite_url)
    key = read_settings().vault().make_key()
    with transaction(engine) as session:
        session.add(Person(id=1, ref="ABCDEFGHJKLM", chat_id=7, role="admin", key=key, created_at=MORNING))
        session.flush()
        session.add(SecondStep(person_id=1, secret=b"sealed", confirmed_at=MORNING))
    assert main(["second-step", "reset", "--person", "ABCDEFGHJKLM"]) == 0
    assert "the person is told" in capsys.readouterr().out
    with transaction(engine) as session:
        assert session.exec(select(SecondStep)).all() == []
        assert session.exec(select(Letter.kind)).all() == ["second_step_reset"]
        assert (
            session.exec(select(AuditLine.why).where(AuditLine.what == "second_step_reset")).one()
            == "command_line"
        )
    engine.dispose()
    assert main(["second-step", "reset", "--person", "ABCDEFGHJKLM"]) == 2
    assert "has a second step" in capsys.readouterr().err


def test_without_settings_it_says_what_is_missing(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["second-step", "reset", "--person", "ABCDEFGHJKLM"]) == 2
    assert "KRING_MASTER_KEY" in capsys.readouterr().err
    assert list(bare.iterdir()) == []
