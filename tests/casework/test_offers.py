"""An offer: looked at, asked five questions about, declined, expired; and nobody else's."""

from datetime import timedelta

import pytest

from casework import managing, offering, requests
from casework.letters import LetterKind
from domain.errors import NotFoundError, OfferClosedError
from domain.offers import QUESTIONS, DeclineReason, OfferState
from domain.policy import Policy
from domain.requests import Ending, State
from storage.offers import Offer
from tests.office import HERE, PERSONAL, Case, Office


def _state(office: Office, case: Case, number: int = 0) -> OfferState:
    return OfferState(office.row(Offer, ref=case.offers[number]).state)


def test_an_offer_tells_what_is_needed_to_decide_and_nothing_of_who_it_is(
    both: Office,
) -> None:  # trust.md 10
    case = both.asked(
        1,
        wishes="yes",
        wish_language="Turks",
        wish_language_weight="prefer",
        wish_religion="muslim",
        wish_religion_weight="prefer",
    )
    card = both.do(offering.look, caller=case.coordinator, ref=case.offer)
    assert (card.region, card.language, card.wished_languages) == (HERE, "ar", ("tr",))
    assert (card.variant, card.hours, card.urgent) == ("family", "evening", False)
    assert (card.state, card.reason, card.job) == (OfferState.SEEN, None, None)
    told = repr(card)
    assert [value for value in (*PERSONAL, "muslim", case.requester.ref) if value in told] == []


def test_everyone_who_is_asked_gets_one_card(office: Office) -> None:
    case = office.asked(3)
    cards = office.letters(LetterKind.OFFER_CARD)
    assert [(letter.person_id, letter.subject) for letter in cards] == [
        (person.id, offer) for person, offer in zip(case.coordinators, case.offers, strict=True)
    ]


@pytest.mark.parametrize(
    ("deadline", "wait"),
    [
        pytest.param("-", Policy().offer_expires, id="a day"),
        pytest.param("10-3-2026", Policy().offer_expires_urgent, id="four hours when it is urgent"),
    ],
)
def test_an_offer_stands_for(office: Office, deadline: str, wait: timedelta) -> None:
    case = office.asked(1, deadline=deadline)
    assert office.row(Offer).expires_at == office.now + wait
    assert [letter.urgent for letter in office.letters(LetterKind.OFFER_CARD)] == [deadline != "-"]
    office.now += wait - timedelta(seconds=1)
    assert office.do(offering.expire) == 0
    assert office.do(offering.look, caller=case.coordinator, ref=case.offer).question is QUESTIONS[0]
    office.now += timedelta(seconds=1)
    assert office.do(offering.expire) == 1


def test_looking_once_more_changes_nothing(office: Office) -> None:
    case = office.asked(1)
    first = office.do(offering.look, caller=case.coordinator, ref=case.offer)
    seen = office.row(Offer).seen_at
    office.advance(hours=1)
    assert office.do(offering.look, caller=case.coordinator, ref=case.offer) == first
    assert office.row(Offer).seen_at == seen


def test_the_five_questions_come_in_their_order(both: Office) -> None:
    case = both.asked(1)
    card = both.do(offering.look, caller=case.coordinator, ref=case.offer)
    asked = []
    for number in range(len(QUESTIONS)):
        asked.append(card.question)
        card = both.do(
            offering.answer_question, caller=case.coordinator, ref=case.offer, number=number, tie=False
        )
    assert (asked, card.question) == (list(QUESTIONS), None)


@pytest.mark.parametrize("tie", [True, False])
@pytest.mark.parametrize("number", [0, 2])
def test_a_question_that_does_not_stand_open_changes_nothing(office: Office, number: int, tie: bool) -> None:
    case = office.asked(1)
    office.do(offering.look, caller=case.coordinator, ref=case.offer)
    office.do(offering.answer_question, caller=case.coordinator, ref=case.offer, number=0, tie=False)
    card = office.do(
        offering.answer_question, caller=case.coordinator, ref=case.offer, number=number, tie=tie
    )
    assert (card.question, card.state) == (QUESTIONS[1], OfferState.SEEN)


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_a_tie_gives_the_offer_to_someone_else(office: Office, number: int) -> None:
    case = office.asked(2)
    office.do(offering.look, caller=case.coordinator, ref=case.offer)
    for before in range(number):
        office.do(offering.answer_question, caller=case.coordinator, ref=case.offer, number=before, tie=False)
    card = office.do(
        offering.answer_question, caller=case.coordinator, ref=case.offer, number=number, tie=True
    )
    assert (card.state, card.reason, card.question) == (OfferState.DECLINED, DeclineReason.CONFLICT, None)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "offer_closed"
    assert office.state(case) is State.OFFERED


@pytest.mark.parametrize("reason", list(DeclineReason))
def test_a_no_has_a_code_and_can_be_tapped_twice(office: Office, reason: DeclineReason) -> None:
    case = office.asked(2)
    for _ in range(2):
        card = office.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=reason)
        assert (card.state, card.reason) == (OfferState.DECLINED, reason)
    shown = office.do(managing.peek, reader=case.manager, ref=case.ref)
    assert [(line.state, line.reason) for line in shown.offers] == [
        (OfferState.DECLINED, reason),
        (OfferState.SENT, None),
    ]
    assert office.letters(LetterKind.NOBODY_LEFT) == []


def test_accepting_needs_the_five_answers(office: Office) -> None:
    case = office.asked(1)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "questions_open"
    office.do(offering.look, caller=case.coordinator, ref=case.offer)
    for number in range(4):
        office.do(offering.answer_question, caller=case.coordinator, ref=case.offer, number=number, tie=False)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "questions_open"


def test_when_the_last_one_says_no_the_manager_hears_it_at_once(both: Office) -> None:
    case = both.asked(2)
    for person, offer in zip(case.coordinators, case.offers, strict=True):
        assert both.letters(LetterKind.NOBODY_LEFT) == []
        both.do(offering.decline, caller=person, ref=offer, reason=DeclineReason.DISTANCE)
        both.advance(minutes=1)
    assert both.state(case) is State.MATCHING
    assert [letter.person_id for letter in both.letters(LetterKind.NOBODY_LEFT)] == [case.manager.id]


def test_when_the_last_one_stays_silent_the_manager_hears_it_too(both: Office) -> None:
    case = both.asked(2)
    both.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=DeclineReason.DISTANCE)
    both.advance(hours=30)
    assert both.do(offering.expire) == 1
    assert both.do(offering.expire) == 0
    assert _state(both, case, 1) is OfferState.EXPIRED
    assert both.state(case) is State.MATCHING
    assert len(both.letters(LetterKind.NOBODY_LEFT)) == 1
    assert len(both.letters(LetterKind.OFFER_CARD, case.coordinators[1])) == 2


def test_whoever_comes_late_sees_that_it_is_over_before_the_clock_has_noticed(office: Office) -> None:
    case = office.asked(1)
    office.advance(hours=25)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "offer_closed"
    late = office.do(offering.look, caller=case.coordinator, ref=case.offer)
    assert (late.state, late.question) == (OfferState.EXPIRED, None)
    assert office.do(offering.expire) == 0
    assert len(office.letters(LetterKind.NOBODY_LEFT)) == 1


def test_offers_that_wait_for_an_answer_are_listed_oldest_first(office: Office) -> None:
    coordinator = office.coordinator()
    refs = []
    for _ in range(3):
        case = office.opened()
        office.ask(case, coordinator)
        refs.append(case.offer)
        office.advance(minutes=5)
    office.do(offering.decline, caller=coordinator, ref=refs[1], reason=DeclineReason.NONE_GIVEN)
    assert [card.ref for card in office.do(offering.mine, caller=coordinator)] == [refs[0], refs[2]]
    assert office.do(offering.mine, caller=office.coordinator()) == []


def test_an_offer_is_nobody_elses(office: Office) -> None:
    case = office.asked(2)
    other = case.coordinators[1]
    for act in (
        lambda: office.do(offering.look, caller=other, ref=case.offer),
        lambda: office.do(offering.view, reader=other, ref=case.offer),
        lambda: office.do(offering.accept, caller=other, ref=case.offer),
        lambda: office.do(offering.decline, caller=other, ref=case.offer, reason=DeclineReason.NO_TIME),
        lambda: office.do(offering.answer_question, caller=other, ref=case.offer, number=0, tie=False),
        lambda: office.do(offering.look, caller=other, ref="AAAABBBBCCCC"),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_an_offer_of_a_request_that_ended_is_closed(office: Office) -> None:
    case = office.asked(2)
    office.advance(minutes=1)
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.SITUATION_CHANGED)
    for person, offer in zip(case.coordinators, case.offers, strict=True):
        with pytest.raises(OfferClosedError):
            office.do(offering.accept, caller=person, ref=offer)
        with pytest.raises(OfferClosedError):
            office.do(offering.decline, caller=person, ref=offer, reason=DeclineReason.NO_TIME)
        assert len(office.letters(LetterKind.OFFER_CARD, person)) == 2
    assert office.letters(LetterKind.NOBODY_LEFT) == []
