"""Offers that go on by themselves: wave after wave, until somebody says yes or the list ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from casework import choosing, clock, managing, offering, requests
from casework.letters import LetterKind
from domain.offers import DeclineReason, OfferState
from domain.policy import Policy
from domain.requests import State
from storage.arrivals import Caller
from storage.offers import Offer
from tests.office import Case, Office

_POLICY = Policy()


def _one_asked(office: Office, others: int, /, **answers: str) -> Case:
    """One coordinator was tapped by the manager; so many others fit as well."""
    case = office.asked(1, **answers)
    case.coordinators += [office.coordinator() for _ in range(others)]
    return case


def _open_offers(office: Office) -> int:
    return sum(offer.state in {OfferState.SENT, OfferState.SEEN} for offer in office.rows(Offer))


def _decline(office: Office, who: Caller) -> None:
    (card,) = office.do(offering.mine, caller=who)
    office.do(offering.decline, caller=who, ref=card.ref, reason=DeclineReason.NO_TIME)


def _has_an_offer(office: Office, who: Caller) -> bool:
    return bool(office.do(offering.mine, caller=who))


@pytest.mark.parametrize(
    ("deadline", "wait"),
    [
        pytest.param("-", timedelta(hours=24), id="a day"),
        pytest.param("10-3-2026", timedelta(hours=4), id="four hours when it is urgent"),
    ],
)
def test_while_nobody_says_yes_the_next_of_the_shortlist_are_asked_after(
    both: Office, deadline: str, wait: timedelta
) -> None:
    case = _one_asked(both, 4, deadline=deadline)
    assert both.the_request(case).next_wave_at == both.now + wait
    both.now += wait - timedelta(seconds=1)
    both.do(clock.sweep)
    assert len(both.rows(Offer)) == 1
    both.advance(seconds=1)
    both.do(clock.sweep)
    assert _open_offers(both) == _POLICY.wave_size
    assert both.do(clock.sweep) == 0
    assert both.the_request(case).next_wave_at == both.now + wait


def test_of_several_clocks_one_sends_the_wave(both: Office) -> None:
    _one_asked(both, 4)
    both.advance(hours=24)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: both.do(clock.sweep), range(3)))
    assert _open_offers(both) == _POLICY.wave_size


def test_the_waves_follow_the_manager_s_own_shortlist(office: Office) -> None:
    case = _one_asked(office, 5)
    lines = office.do(choosing.choose_from, caller=case.manager, ref=case.ref).lines
    ranked = [line.ref for line in lines if line.ref != case.coordinator.ref]
    office.advance(hours=24)
    office.do(clock.sweep)
    asked = {person.ref for person in case.coordinators[1:] if _has_an_offer(office, person)}
    assert asked == set(ranked[: _POLICY.wave_size])


def test_each_is_asked_once_and_when_the_list_ends_the_manager_hears_it(both: Office) -> None:
    case = _one_asked(both, 4)
    for _ in range(4):
        both.advance(hours=24)
        both.do(clock.sweep)
    assert [offer.state for offer in both.rows(Offer)] == [OfferState.EXPIRED] * 5
    assert both.state(case) is State.MATCHING
    assert both.the_request(case).next_wave_at is None
    assert len(both.letters(LetterKind.NOBODY_LEFT, case.manager)) == 1


def test_when_everybody_has_said_no_the_next_are_asked_at_once(office: Office) -> None:
    case = _one_asked(office, 1)
    _decline(office, case.coordinator)
    assert _has_an_offer(office, case.coordinators[1])
    assert office.state(case) is State.OFFERED
    assert office.letters(LetterKind.NOBODY_LEFT) == []
    _decline(office, case.coordinators[1])
    assert office.state(case) is State.MATCHING
    assert len(office.letters(LetterKind.NOBODY_LEFT, case.manager)) == 1


def test_a_yes_ends_the_waves(office: Office) -> None:
    case = _one_asked(office, 3)
    office.read_through(case.coordinator, case.offer)
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)
    assert office.the_request(case).next_wave_at is None
    office.advance(days=1)
    office.do(clock.sweep)
    assert len(office.rows(Offer)) == 1


def test_a_pause_of_the_family_holds_the_waves_and_they_start_again_with_the_whole_wait(
    office: Office,
) -> None:
    case = _one_asked(office, 3)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.advance(days=3)
    office.do(clock.sweep)
    assert len(office.rows(Offer)) == 1
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    office.do(clock.sweep)
    assert len(office.rows(Offer)) == 1
    office.advance(hours=24)
    office.do(clock.sweep)
    assert _open_offers(office) == 3


def test_the_manager_stops_the_waves_and_lets_them_go_on(office: Office) -> None:
    case = _one_asked(office, 3)
    card = office.do(managing.set_by_hand, caller=case.manager, ref=case.ref)
    assert (card.by_hand, card.next_wave_at) == (True, None)
    office.advance(hours=2)
    card = office.do(managing.set_by_hand, caller=case.manager, ref=case.ref)
    assert (card.by_hand, card.next_wave_at) == (False, office.now + timedelta(hours=24))
    office.do(managing.set_by_hand, caller=case.manager, ref=case.ref)
    office.advance(days=2)
    office.do(clock.sweep)
    assert len(office.rows(Offer)) == 1
    assert office.state(case) is State.MATCHING
    assert len(office.letters(LetterKind.NOBODY_LEFT, case.manager)) == 1


def test_nobody_is_asked_for_whom_a_wish_would_have_to_give_way(office: Office) -> None:
    case = _one_asked(
        office, 0, wishes="yes", wish_gender="woman", wish_gender_weight="must", deadline="10-3-2026"
    )
    man = office.coordinator(gender="man")
    office.advance(hours=4)
    office.do(clock.sweep)
    assert not _has_an_offer(office, man)
    assert office.state(case) is State.MATCHING


def test_only_a_manager_of_the_region_stops_the_waves(office: Office) -> None:
    case = _one_asked(office, 0)
    elsewhere = office.manager("zeeland")
    assert office.refusal(managing.set_by_hand, caller=elsewhere, ref=case.ref) == "not_found"
    assert office.refusal(managing.set_by_hand, caller=case.requester, ref=case.ref) == "not_allowed"
