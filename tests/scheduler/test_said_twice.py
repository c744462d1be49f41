"""At least once: an answer that is lost brings a message twice, so that saying one twice must change nothing."""

from sqlalchemy import Engine
from sqlmodel import col, select

from casework.envelopes import envelope
from casework.letters import LetterKind
from domain.openings import OPENED
from scheduler.rendering import _SAY, render
from storage.audit import AuditLine
from storage.outbox import Letter
from storage.people import Person
from tests.office import Case, Office


def said_twice(office: Office) -> dict[str, bool]:
    """Per kind of letter that was written: whether it says the same the second time."""
    found: dict[str, bool] = {}
    with office.writing() as session:
        rows = session.exec(
            select(Letter, Person).join(Person, col(Person.id) == Letter.person_id).order_by(col(Letter.id))
        ).all()
        desk = office.desk(session)
        for letter, person in rows:
            one = envelope(letter, person)
            first, second = render(desk, one), render(desk, one)
            found[letter.kind] = found.get(letter.kind, True) and first == second
    return found


def what_stands(office: Office) -> list[tuple[str, ...]]:
    """What saying something must leave alone: the states of requests and letters, and what was done."""
    return [(letter.kind, letter.state) for letter in office.rows(Letter)]


def test_saying_a_letter_twice_changes_nothing(sqlite: Engine) -> None:
    office = Office(sqlite)
    stories: list[Case] = [office.asked(2), office.held(), office.closed()]
    before = what_stands(office)
    deeds = len([line for line in office.rows(AuditLine) if not line.what.startswith(OPENED)])
    found = said_twice(office)
    assert set(found.values()) == {True}
    assert {LetterKind.OFFER_CARD, LetterKind.REQUEST_CARD, LetterKind.MEETING_SET} <= set(found)
    assert what_stands(office) == before
    assert len([line for line in office.rows(AuditLine) if not line.what.startswith(OPENED)]) == deeds
    assert len(stories) == 3


def test_every_kind_of_letter_has_its_words() -> None:
    assert set(_SAY) == set(LetterKind)
