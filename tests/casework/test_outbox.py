"""Letters on their way out: in order, in place of the card that stands there, and each with one outcome."""

from datetime import timedelta

import pytest

from casework import leases, offering, outbox, people, returning
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.offers import DeclineReason
from storage.arrivals import Caller
from storage.escalations import Escalation
from tests.office import Case, Office


def _claim(office: Office) -> list[Envelope]:
    office.do(leases.take, name=outbox.COURIER, holder="me", for_=timedelta(minutes=1))
    return office.do(outbox.claim, holder="me", limit=20)


def _for(office: Office, who: Caller) -> Envelope:
    (found,) = [envelope for envelope in _claim(office) if envelope.person.id == who.id]
    return found


@pytest.fixture
def asked(both: Office) -> tuple[Office, Case]:
    return both, both.asked(1)


def test_nothing_leaves_without_the_lease_or_without_room(asked: tuple[Office, Case]) -> None:
    office, _ = asked
    assert office.do(outbox.claim, holder="me", limit=20) == []
    assert len(_claim(office)) == 2
    assert office.do(outbox.claim, holder="me", limit=0) == []


def test_a_later_card_takes_the_place_of_the_one_on_the_screen(asked: tuple[Office, Case]) -> None:
    office, case = asked
    first = _for(office, case.coordinator)
    assert (first.kind, first.subject, first.replaces_message_id) == (LetterKind.OFFER_CARD, case.offer, None)
    office.do(outbox.sent, letter_id=first.letter_id, message_id=41)
    office.advance(hours=25)
    office.do(offering.expire)
    assert _for(office, case.coordinator).replaces_message_id == 41


def test_a_person_gets_one_letter_at_a_time_in_their_order(asked: tuple[Office, Case]) -> None:
    office, case = asked
    office.advance(minutes=1)
    office.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=DeclineReason.NO_TIME)
    kinds = []
    while envelopes := [one for one in _claim(office) if one.person.id == case.manager.id]:
        (envelope,) = envelopes
        kinds.append(envelope.kind)
        office.do(outbox.sent, letter_id=envelope.letter_id, message_id=1)
    assert kinds == [LetterKind.REQUEST_CARD, LetterKind.NOBODY_LEFT]


def test_a_letter_that_could_not_go_waits_longer_each_time(asked: tuple[Office, Case]) -> None:
    office, case = asked
    letter = _for(office, case.coordinator).letter_id
    for wait in (5, 10, 20):
        office.do(outbox.later, letter_id=letter)
        office.advance(seconds=wait - 1)
        assert letter not in {envelope.letter_id for envelope in _claim(office)}
        office.advance(seconds=1)
        assert _for(office, case.coordinator).letter_id == letter
    office.do(outbox.later, letter_id=letter, until=office.now + timedelta(hours=1))
    assert not office.do(outbox.nothing_waits)
    assert outbox.growing_wait(50) == outbox.LONGEST_WAIT


def test_every_letter_has_one_outcome(asked: tuple[Office, Case]) -> None:
    office, case = asked
    letter = _for(office, case.coordinator).letter_id
    assert office.do(outbox.waits, holder="me", letter_id=letter)
    office.do(outbox.sent, letter_id=letter, message_id=41)
    assert not office.do(outbox.waits, holder="me", letter_id=letter)
    for outcome in (outbox.refused, outbox.dropped, outbox.unreachable, outbox.later):
        office.do(outcome, letter_id=letter)
    assert [sent.state for sent in office.letters(LetterKind.OFFER_CARD)] == ["sent"]
    assert office.again(case.coordinator).reachable


def test_someone_who_cannot_be_reached_is_raised_once_and_gets_their_letters_later(
    asked: tuple[Office, Case],
) -> None:
    office, case = asked
    office.do(outbox.unreachable, letter_id=_for(office, case.coordinator).letter_id)
    raised = office.row(Escalation)
    assert (raised.kind, raised.request_id) == ("unreachable", office.the_request(case).id)
    assert not office.again(case.coordinator).reachable
    office.advance(hours=25)
    office.do(offering.expire)
    assert case.coordinator.id not in {envelope.person.id for envelope in _claim(office)}
    office.do(returning.set_reachable, caller=case.coordinator, reachable=True)
    assert _for(office, case.coordinator).kind == LetterKind.OFFER_CARD


def test_a_letter_about_no_request_that_does_not_arrive_raises_nothing(office: Office) -> None:
    case = office.submitted()
    letter = office.letters(LetterKind.REQUEST_CARD)[0]
    with office.writing() as session:
        letter.request_id = None
        session.add(letter)
    office.do(outbox.unreachable, letter_id=letter.id or 0)
    assert office.rows(Escalation) == []
    assert not office.again(case.manager).reachable


def test_a_chat_that_moved_keeps_its_person(both: Office) -> None:
    someone, other = both.newcomer(), both.newcomer()
    assert both.do(outbox.moved, person_id=someone.id, chat_id=-100_777)
    assert both.do(outbox.moved, person_id=someone.id, chat_id=-100_777)
    assert not both.do(outbox.moved, person_id=other.id, chat_id=-100_777)
    assert both.do(people.greet, chat_id=-100_777, hint=None).id == someone.id
