"""Exactly one acceptance ever wins (trust.md 28)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import delete, update

from casework import choosing, clock, jobs, managing, offering, winning
from casework.letters import LetterKind
from domain.errors import OfferClosedError
from domain.offers import DeclineReason, OfferState
from domain.requests import State
from storage.arrivals import Caller
from storage.jobs import Job, PreparationStep
from storage.offers import Offer
from storage.requests import Request
from tests.office import Case, Office


def test_who_accepts_has_the_job_and_everyone_hears_it(both: Office) -> None:
    case = both.asked(3)
    both.read_through(case.coordinator, case.offer)
    job = both.do(offering.accept, caller=case.coordinator, ref=case.offer)
    assert both.state(case) is State.ACCEPTED
    assert both.do(offering.view, reader=case.coordinator, ref=case.offer).job == job.ref
    assert [letter.person_id for letter in both.letters(LetterKind.COORDINATOR_FOUND)] == [case.requester.id]
    assert [letter.person_id for letter in both.letters(LetterKind.MATCHED)] == [case.manager.id]


def test_the_cards_of_the_others_change_at_once_and_tell_nothing(office: Office) -> None:  # trust.md 10
    case = office.asked(3)
    office.read_through(case.coordinator, case.offer)
    office.advance(minutes=1)
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)
    for person, offer in zip(case.coordinators[1:], case.offers[1:], strict=True):
        card = office.do(offering.look, caller=person, ref=offer)
        assert (card.state, card.job, card.question) == (OfferState.WITHDRAWN, None, None)
        first, second = office.letters(LetterKind.OFFER_CARD, person)
        assert (second.card, second.urgent, second.facts) == (first.card, True, {})
    assert len(office.letters(LetterKind.OFFER_CARD, case.coordinator)) == 1


def test_an_offer_that_was_only_prepared_vanishes_without_a_word(office: Office) -> None:
    case = office.asked(1)
    other = office.coordinator()
    office.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=other.ref, relaxed="")
    office.read_through(case.coordinator, case.offer)
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)
    assert office.row(Offer, coordinator_id=other.id).state == OfferState.WITHDRAWN
    assert office.letters(LetterKind.OFFER_CARD, other) == []


def test_the_same_person_accepting_twice_has_the_same_job(both: Office) -> None:  # trust.md 29
    case = both.asked(2)
    both.read_through(case.coordinator, case.offer)
    first, second = (both.do(offering.accept, caller=case.coordinator, ref=case.offer) for _ in range(2))
    assert first.ref == second.ref
    assert len(both.rows(Job)) == 1
    assert len(both.letters(LetterKind.COORDINATOR_FOUND)) == 1


def test_a_coordinator_prepares_one_conference_at_a_time(both: Office) -> None:
    coordinator = both.coordinator()
    cases = [both.opened(), both.opened()]
    for case in cases:
        both.ask(case, coordinator)
        both.read_through(coordinator, case.offer)
    both.do(offering.accept, caller=coordinator, ref=cases[0].offer)
    assert both.refusal(offering.accept, caller=coordinator, ref=cases[1].offer) == "busy"
    assert both.state(cases[1]) is State.OFFERED


def test_the_wishes_are_gone_after_the_match(office: Office) -> None:  # domain.md 1.6; trust.md 15
    case = office.asked(2, wishes="yes", wish_religion="muslim", wish_religion_weight="prefer")
    assert office.the_request(case).wishes is not None
    office.read_through(case.coordinator, case.offer)
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)
    office.advance(minutes=2)
    office.do(clock.sweep)
    assert office.the_request(case).wishes is None
    assert office.do(managing.open_card, caller=case.manager, ref=case.ref).wishes == ()


def test_who_is_second_hears_that_it_is_given(office: Office) -> None:
    case = office.asked(2)
    for person, offer in zip(case.coordinators, case.offers, strict=True):
        office.read_through(person, offer)
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)
    second = case.coordinators[1]
    assert office.refusal(offering.accept, caller=second, ref=case.offers[1]) == "offer_closed"
    assert office.do(jobs.mine, caller=second) == []


def test_a_job_that_somebody_else_has_already_is_refused_by_the_database_too(both: Office) -> None:
    case = both.asked(2)
    for person, offer in zip(case.coordinators, case.offers, strict=True):
        both.read_through(person, offer)
    other = Job(
        ref="AAAABBBBCCCC",
        request_id=both.the_request(case).id or 0,
        coordinator_id=case.coordinators[1].id,
        accepted_at=both.now,
    )
    with both.writing() as session:
        session.add(other)
    assert both.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "offer_closed"
    assert both.row(Offer, ref=case.offer).state == OfferState.SEEN


def test_an_offer_that_was_answered_meanwhile_is_not_won(both: Office) -> None:
    case = both.asked(1)
    offer = both.row(Offer)
    both.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=DeclineReason.NO_TIME)
    with pytest.raises(OfferClosedError):
        both.do(winning.win, offer)


def _accept(office: Office, start: Barrier, who: Caller, offer: str) -> str:
    start.wait()
    try:
        return office.do(offering.accept, caller=who, ref=offer).ref
    except OfferClosedError:
        return ""


def _all_at_once(office: Office, threads: ThreadPoolExecutor, case: Case) -> list[str]:
    """Everyone who was asked accepts at the same moment; the jobs that were given, empty where none was."""
    start = Barrier(len(case.offers))
    asked = zip(case.coordinators, case.offers, strict=True)
    tasks = [threads.submit(_accept, office, start, person, offer) for person, offer in asked]
    return [task.result() for task in tasks]


def _as_before(office: Office) -> None:
    """Everyone has read their offer and nobody has accepted: what is tested here comes after it."""
    with office.writing() as session:
        for table in (PreparationStep, Job):
            session.exec(delete(table))
        session.exec(update(Offer).values(state=OfferState.SEEN.value, answered_questions=5))
        session.exec(update(Request).values(state=State.OFFERED.value))


def test_of_eight_who_accept_at_once_one_wins(both: Office) -> None:
    case = both.asked(8)
    with ThreadPoolExecutor(len(case.offers)) as threads:
        for _ in range(20):
            _as_before(both)
            won = _all_at_once(both, threads, case)
            assert len([ref for ref in won if ref]) == 1
            states = [offer.state for offer in both.rows(Offer)]
            assert sorted(states) == [OfferState.ACCEPTED, *[OfferState.WITHDRAWN] * 7]
            assert [job.ref for job in both.rows(Job)] == [ref for ref in won if ref]
            assert both.state(case) is State.ACCEPTED
            both.advance(minutes=1)
