"""A tie with an organisation that plays a part in a request: nobody who has one is asked, nobody hears which."""

import pytest

from casework import bodies, choosing, joint, managing, offering, undoing, waves
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.offers import QUESTIONS, OfferState
from domain.requests import State
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Profile
from tests.office import BODY, OTHER_BODY, SAME_BODY, Case, Office


def _tied(office: Office, body: str = SAME_BODY) -> Caller:
    coordinator = office.coordinator()
    office.tie(coordinator, body)
    return coordinator


def _choice(office: Office, case: Case) -> choosing.Choice:
    return office.do(choosing.choose_from, caller=case.manager, ref=case.ref)


def _states(office: Office, case: Case) -> list[OfferState]:
    return [OfferState(office.row(Offer, ref=ref).state) for ref in case.offers]


def test_nobody_with_a_tie_is_on_the_list_and_how_many_are_left_out_is_said(both: Office) -> None:
    tied, free = _tied(both), both.coordinator()
    case = both.opened()
    assert {line.ref for line in _choice(both, case).lines} == {tied.ref, free.ref}
    both.involve(case)
    choice = _choice(both, case)
    assert [line.ref for line in choice.lines] == [free.ref]
    assert (choice.fitting, choice.tied) == (1, 1)
    with pytest.raises(NotFoundError):
        both.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=tied.ref, relaxed="")
    with pytest.raises(NotFoundError):
        both.do(choosing.prepare, caller=case.manager, ref=case.ref, candidate=tied.ref)


def test_nobody_with_a_tie_is_in_the_best_division(office: Office) -> None:
    _tied(office)
    case = office.opened()
    office.involve(case)
    (line,) = office.do(joint.propose, caller=case.manager)
    assert (line.options, line.ranked) == (0, None)


def test_trying_names_before_sending_tells_nobodys_ties(office: Office) -> None:
    _tied(office)
    counts = [
        office.fill(office.citizen(), "request", who="professional", organisation=body).supply
        for body in (BODY, OTHER_BODY)
    ]
    assert counts[0] == counts[1] is not None


def test_a_tie_with_another_organisation_blocks_nobody(office: Office) -> None:
    tied = _tied(office, OTHER_BODY)
    case = office.opened()
    office.involve(case)
    assert ([line.ref for line in _choice(office, case).lines], _choice(office, case).tied) == ([tied.ref], 0)


def test_the_next_wave_passes_over_whoever_has_a_tie(both: Office) -> None:
    case = both.asked(1)
    tied, free = _tied(both), both.coordinator()
    both.involve(case)
    both.advance(days=1)
    both.do(waves.sweep)
    assert both.rows(Offer, coordinator_id=tied.id) == []
    assert len(both.rows(Offer, coordinator_id=free.id)) == 1


def test_what_was_offered_to_somebody_with_a_tie_is_withdrawn_with_thanks(both: Office) -> None:
    case = both.opened()
    tied, free = _tied(both), both.coordinator()
    case.coordinators = [tied, free]
    both.ask(case, tied, free)
    both.read_through(tied, case.offer)
    before = len(both.letters(LetterKind.OFFER_CARD, tied))
    both.advance(minutes=5)
    both.involve(case)
    assert _states(both, case) == [OfferState.WITHDRAWN, OfferState.SENT]
    letters = both.letters(LetterKind.OFFER_CARD, tied)
    assert len(letters) == before + 1
    assert (letters[-1].subject, letters[-1].facts) == (case.offer, {})
    assert both.refusal(offering.accept, caller=tied, ref=case.offer) == "offer_closed"
    assert both.state(case) is State.OFFERED


def test_when_that_was_the_only_one_the_next_is_asked_at_once(office: Office) -> None:
    case = office.opened()
    tied = _tied(office)
    office.ask(case, tied)
    free = office.coordinator()
    office.involve(case)
    assert office.row(Offer, coordinator_id=free.id).state == OfferState.SENT


def test_when_nobody_is_left_the_manager_hears_it(office: Office) -> None:
    case = office.opened()
    office.ask(case, _tied(office))
    office.involve(case)
    assert office.state(case) is State.MATCHING
    assert len(office.letters(LetterKind.NOBODY_LEFT, case.manager)) == 1


def test_who_was_only_chosen_is_chosen_no_more(office: Office) -> None:
    case = office.opened()
    tied = _tied(office)
    office.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=tied.ref, relaxed="")
    office.involve(case)
    assert _choice(office, case).chosen == 0
    assert office.letters(LetterKind.OFFER_CARD, tied) == []
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "nobody_chosen"


def test_a_tie_told_later_withdraws_what_was_offered(both: Office) -> None:
    case = both.asked(2)
    both.involve(case)
    both.tie(case.coordinator)
    assert _states(both, case) == [OfferState.WITHDRAWN, OfferState.SENT]
    both.tie(case.coordinators[1], OTHER_BODY)
    assert _states(both, case)[1] is OfferState.SENT


def test_a_tie_that_slipped_in_otherwise_is_found_when_accepting_and_when_asking(office: Office) -> None:
    case = office.asked(1)
    office.involve(case)
    office.read_through(case.coordinator, case.offer)
    chosen = office.coordinator()
    office.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=chosen.ref, relaxed="")
    with office.writing() as session:
        for one in (case.coordinator, chosen):
            profile = session.get_one(Profile, one.id)
            profile.tie_marks = [office.vault.mark("body", "wijkteamnoord")]
            session.add(profile)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "not_independent"
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "nobody_chosen"


def test_who_takes_a_yes_back_is_not_asked_again_when_a_tie_was_found_meanwhile(office: Office) -> None:
    case = office.accepted(2)
    office.involve(case)
    for coordinator in case.coordinators:
        office.tie(coordinator)
    office.advance(seconds=30)
    assert office.do(bodies.look, caller=case.manager, ref=case.ref).coordinator_tied
    card = office.do(undoing.undo, caller=case.coordinator, ref=case.job)
    assert card.state is OfferState.WITHDRAWN
    assert set(_states(office, case)) == {OfferState.WITHDRAWN}
    assert office.state(case) is State.MATCHING


def test_a_removed_organisation_blocks_nobody_any_more(office: Office) -> None:
    tied = _tied(office)
    case = office.opened()
    ((token, _),) = office.involve(case).named
    office.do(bodies.remove, caller=case.manager, ref=case.ref, token=token)
    assert [line.ref for line in _choice(office, case).lines] == [tied.ref]
    assert office.the_request(case).bodies is None


def test_the_five_questions_are_still_asked(office: Office) -> None:
    case = office.asked(1)
    office.involve(case)
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offer) == "questions_open"
    office.read_through(case.coordinator, case.offer)
    assert office.row(Offer, ref=case.offer).answered_questions == len(QUESTIONS)
    assert office.do(offering.accept, caller=case.coordinator, ref=case.offer).coordinator_id
