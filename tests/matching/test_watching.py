"""What a manager hears at once about a search, and what the card says about it."""

import pytest

from casework import choosing, managing, offering, requests
from domain.errors import OutdatedError
from domain.offers import DeclineReason, OfferState
from domain.requests import Ending
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.people import Profile
from tests.office import Case, Office


def _kinds(office: Office) -> list[str]:
    return [one.kind for one in office.rows(Escalation)]


def _decline(office: Office, case: Case, at: int) -> None:
    office.do(
        offering.decline,
        caller=case.coordinators[at],
        ref=case.offers[at],
        reason=DeclineReason.DISTANCE,
    )


def _card(office: Office, case: Case) -> managing.RequestCard:
    return office.do(managing.open_card, caller=case.manager, ref=case.ref)


def test_three_times_no_in_a_row_is_raised_once(both: Office) -> None:
    case = both.asked(5)
    for at, raised in enumerate([[], [], ["declined_thrice"], ["declined_thrice"]]):
        both.advance(minutes=1)
        _decline(both, case, at)
        assert _kinds(both) == raised


@pytest.mark.parametrize(
    ("wishes", "raised"),
    [
        pytest.param({"wish_gender": "man", "wish_gender_weight": "must"}, ["must_unmet"], id="a must"),
        pytest.param({"wish_gender": "man", "wish_gender_weight": "prefer"}, [], id="only preferred"),
        pytest.param({"wish_gender": "woman", "wish_gender_weight": "must"}, [], id="somebody is"),
    ],
)
def test_a_must_that_nobody_of_the_whole_pool_meets_is_raised_when_it_is_sent(
    office: Office, wishes: dict[str, str], raised: list[str]
) -> None:
    office.coordinator(gender="woman", region="zeeland")
    office.submitted(wishes="yes", **wishes)
    assert _kinds(office) == raised


def test_a_language_that_nobody_speaks_is_raised(office: Office) -> None:
    office.coordinator(languages="ar")
    office.submitted(language="so")
    assert _kinds(office) == ["must_unmet"]


def test_the_card_says_who_was_asked_reads_said_no_and_is_silent_and_when_the_next_are_asked(
    office: Office,
) -> None:
    case = office.asked(4)
    office.do(offering.look, caller=case.coordinators[1], ref=case.offers[1])
    _decline(office, case, 2)
    card = _card(office, case)
    assert [(line.state, line.reason) for line in card.offers] == [
        (OfferState.SENT, None),
        (OfferState.SEEN, None),
        (OfferState.DECLINED, "distance"),
        (OfferState.SENT, None),
    ]
    assert card.next_wave_at == office.the_request(case).next_wave_at
    assert card.next_wave_at is not None


def test_a_second_request_of_the_same_person_is_shown_and_stays_apart(office: Office) -> None:
    first = office.opened()
    second = office.submit(first.requester, first.manager)
    other = office.opened()
    assert _card(office, first).others == (second.ref,)
    assert _card(office, second).others == (first.ref,)
    assert _card(office, other).others == ()
    office.do(requests.withdraw, caller=first.requester, ref=first.ref, ending=Ending.WITHDRAWN_BY_REQUESTER)
    assert _card(office, second).others == ()


def test_no_more_of_these_for_a_while(office: Office) -> None:
    case = office.asked(2)
    who = case.coordinator
    assert office.refusal(offering.rest, caller=who, ref=case.offer) == OutdatedError.code
    _decline(office, case, 0)
    until = office.do(offering.rest, caller=who, ref=case.offer)
    assert (until - office.now.date()).days == 28
    assert office.do(offering.rest, caller=who, ref=case.offer) == until
    assert not _would_be_offered(office, who)
    office.advance(days=29)
    assert _would_be_offered(office, who)


def test_a_longer_pause_is_not_shortened(office: Office) -> None:
    case = office.asked(1)
    _decline(office, case, 0)
    longer = office.now.date().replace(year=2027)
    with office.writing() as session:
        profile = session.get_one(Profile, case.coordinator.id)
        profile.paused_until = longer
        session.add(profile)
    assert office.do(offering.rest, caller=case.coordinator, ref=case.offer) == longer


def _would_be_offered(office: Office, who: Caller) -> bool:
    later = office.opened()
    lines = office.do(choosing.choose_from, caller=later.manager, ref=later.ref).lines
    return who.ref in {line.ref for line in lines}
