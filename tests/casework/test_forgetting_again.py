"""What was forgotten is forgotten again in a restored copy: in silence, and once (trust.md 18)."""

from sqlmodel import select

from casework import forgetting, letters
from casework.forgetting import Kind
from casework.letters import LetterKind
from domain.requests import State
from storage.forgotten import Forgotten
from storage.outbox import WAITING, Letter
from storage.people import Person
from tests.office import Office


def test_a_restored_copy_forgets_again_in_silence_and_once(both: Office) -> None:
    case = both.preparing()
    before = len(both.rows(Letter))
    assert both.do(forgetting.reapply, kind=Kind.PERSON, ref=case.requester.ref)
    assert both.state(case) is State.ENDED
    assert both.the_request(case).key is None
    assert [letter for letter in both.rows(Letter) if letter.kind == LetterKind.JOB_ENDED] == []
    assert len(both.rows(Letter)) < before
    assert not both.do(forgetting.reapply, kind=Kind.PERSON, ref=case.requester.ref)
    assert not both.do(forgetting.reapply, kind=Kind.REQUEST, ref=case.ref)
    assert not both.do(forgetting.reapply, kind=Kind.PERSON, ref="NOBODYKNOWSIT")
    assert {row.kind for row in both.rows(Forgotten)} == {Kind.PERSON, Kind.REQUEST}


def test_a_request_alone_is_forgotten_again_also_of_somebody_without_a_chat(office: Office) -> None:
    case = office.opened()
    with office.writing() as session:
        session.exec(select(Person).where(Person.id == case.requester.id)).one().chat_id = None
    assert office.do(forgetting.reapply, kind=Kind.REQUEST, ref=case.ref)
    assert (office.the_request(case).key, office.state(case)) == (None, State.ENDED)
    assert office.row(Person, id=case.requester.id).key != b""


def test_the_wires_of_the_courier_stay_as_they_were(office: Office) -> None:
    """Whether there is something to fetch is what it was before a reference was forgotten again."""
    case = office.opened()
    with office.writing() as session:
        desk = office.desk(session)
        session.info[letters.WRITTEN] = True
        forgetting.reapply(desk, kind=Kind.REQUEST, ref=case.ref)
        assert session.info[letters.WRITTEN] is True
    assert [letter.state for letter in office.letters(LetterKind.REQUEST_CARD)] == [WAITING]
