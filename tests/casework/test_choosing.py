"""The shortlist: who fits and why, what relaxing would gain, and choosing without asking yet."""

from collections.abc import Callable

import pytest

from casework import choosing, managing, offering, profiles, requests
from domain.errors import NotFoundError
from domain.matching import ReasonCode
from domain.offers import DeclineReason, OfferState
from domain.requests import Ending
from storage.offers import Offer
from storage.people import Person
from tests.office import FAR, NEXT_DOOR, Case, Office


def _choice(office: Office, case: Case, relaxed: str = "") -> choosing.Choice:
    return office.do(choosing.choose_from, caller=case.manager, ref=case.ref, relaxed=relaxed)


def _toggle(office: Office, case: Case, candidate: str, relaxed: str = "") -> choosing.Choice:
    return office.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=candidate, relaxed=relaxed)


def test_the_shortlist_gives_numbers_languages_and_reasons(both: Office) -> None:
    woman, man = both.coordinator(languages="Arabisch en Turks"), both.coordinator(gender="man")
    case = both.opened(wishes="yes", wish_gender="woman", wish_gender_weight="prefer")
    choice = _choice(both, case)
    assert [(line.ref, line.number) for line in choice.lines] == [(woman.ref, 1), (man.ref, 2)]
    assert choice.lines[0].languages == ("ar", "tr")
    assert (choice.request, choice.fitting, choice.chosen, choice.relaxed) == (case.ref, 2, 0, "")
    met = {reason.code for reason in choice.lines[0].ranked.reasons}
    unmet = {reason.code for reason in choice.lines[1].ranked.reasons}
    assert {ReasonCode.WISH_MET, ReasonCode.SPEAKS, ReasonCode.OWN_REGION, ReasonCode.NO_JOB_YET} <= met
    assert ReasonCode.WISH_UNMET in unmet


def test_the_list_is_as_long_as_the_promise_says(office: Office) -> None:
    for _ in range(10):
        office.coordinator()
    choice = _choice(office, office.opened())
    assert (len(choice.lines), choice.fitting) == (8, 10)


def _without_offers(office: Office) -> str:
    coordinator = office.coordinator()
    office.do(profiles.set_available, caller=coordinator, available=False)
    return coordinator.ref


def _unreachable(office: Office) -> str:
    coordinator = office.coordinator()
    with office.writing() as session:
        person = session.get_one(Person, coordinator.id)
        person.reachable = False
        session.add(person)
    return coordinator.ref


def _busy(office: Office) -> str:
    return office.accepted().coordinator.ref


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(_without_offers, id="turned offers off"),
        pytest.param(_unreachable, id="blocked the bot"),
        pytest.param(_busy, id="has a conference running"),
        pytest.param(lambda office: office.coordinator(languages="nl").ref, id="speaks another language"),
        pytest.param(lambda office: office.coordinator(region=FAR).ref, id="works elsewhere"),
        pytest.param(lambda office: office.manager().ref, id="is no coordinator"),
        pytest.param(lambda _office: "AAAABBBBCCCC", id="does not exist"),
    ],
)
def test_who_cannot_do_it_is_not_on_the_list_and_cannot_be_chosen(
    office: Office, who: Callable[[Office], str]
) -> None:
    ref = who(office)
    case = office.opened()
    assert ref not in {line.ref for line in _choice(office, case).lines}
    with pytest.raises(NotFoundError):
        _toggle(office, case, ref)


def test_relaxing_a_wish_brings_in_who_misses_it(office: Office) -> None:
    man = office.coordinator(gender="man")
    case = office.opened(wishes="yes", wish_gender="woman", wish_gender_weight="must")
    strict = _choice(office, case)
    assert (strict.lines, [(code, relax.gains) for code, relax in strict.relax]) == ((), [("0", 1)])
    relaxed = _choice(office, case, "0")
    assert [line.ref for line in relaxed.lines] == [man.ref]
    assert relaxed.relaxed == "0"


def test_relaxing_the_region_brings_in_the_neighbours(office: Office) -> None:
    neighbour = office.coordinator(region=NEXT_DOOR)
    office.coordinator(region=FAR)
    case = office.opened()
    assert [code for code, _ in _choice(office, case).relax] == [choosing.NEIGHBOURS]
    assert [line.ref for line in _choice(office, case, choosing.NEIGHBOURS).lines] == [neighbour.ref]


def test_an_interpreter_brings_in_who_speaks_something_else(office: Office) -> None:
    dutch = office.coordinator(languages="nl")
    case = office.opened()
    assert [code for code, _ in _choice(office, case).relax] == [choosing.INTERPRETER]
    assert [line.ref for line in _choice(office, case, choosing.INTERPRETER).lines] == [dutch.ref]


def test_what_has_no_button_is_not_offered_to_relax(office: Office) -> None:
    near = office.coordinator(languages="arz")
    case = office.opened(
        wishes="yes",
        wish_language="ar",
        wish_language_weight="must",
        wish_gender="man",
        wish_gender_weight="must",
    )
    assert _choice(office, case).relax == ()
    assert [line.ref for line in _choice(office, case, "01").lines] == [near.ref]
    assert [line.ref for line in _choice(office, case, "1" + choosing.INTERPRETER).lines] == [near.ref]


def test_a_choice_can_be_taken_back_and_asks_nobody(both: Office) -> None:
    coordinator = both.coordinator()
    case = both.opened()
    chosen = _toggle(both, case, coordinator.ref)
    assert (chosen.chosen, chosen.lines[0].chosen, chosen.lines[0].asked) == (1, True, None)
    assert both.do(offering.mine, caller=coordinator) == []
    prepared = both.row(Offer)
    assert both.refusal(offering.look, caller=coordinator, ref=prepared.ref) == "not_found"
    back = _toggle(both, case, coordinator.ref)
    assert (back.chosen, back.lines[0].chosen) == (0, False)
    assert both.rows(Offer) == []


def test_the_choice_holds_also_when_the_list_is_drawn_again(office: Office) -> None:
    coordinators = [office.coordinator() for _ in range(2)]
    case = office.opened()
    for person in coordinators:
        _toggle(office, case, person.ref)
    office.ask(case)
    assert len(office.do(managing.peek, reader=case.manager, ref=case.ref).offers) == 2
    assert {line.asked for line in _choice(office, case).lines} == {OfferState.SENT}


def test_who_was_asked_is_not_asked_twice(office: Office) -> None:
    case = office.asked(1)
    choice = _toggle(office, case, case.coordinator.ref)
    assert (choice.chosen, choice.lines[0].asked) == (0, OfferState.SENT)
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "nobody_chosen"


def test_who_declined_is_not_asked_again(office: Office) -> None:
    case = office.asked(1)
    office.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=DeclineReason.NO_TIME)
    assert _choice(office, case).lines == ()
    assert _toggle(office, case, case.coordinator.ref).chosen == 0


def test_who_let_it_expire_may_be_asked_again(both: Office) -> None:
    case = both.asked(1)
    both.advance(hours=24)
    both.do(offering.expire)
    assert _choice(both, case).lines[0].asked is None
    both.ask(case, case.coordinator)
    assert case.offers[1] != case.offers[0]
    assert both.refusal(offering.look, caller=case.coordinator, ref=case.offers[0]) == "not_found"
    assert both.do(offering.look, caller=case.coordinator, ref=case.offers[1]).state is OfferState.SEEN


def test_who_was_asked_often_lately_stands_lower(office: Office) -> None:
    case = office.asked(1)
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.SITUATION_CHANGED)
    rested = office.coordinator()
    next_case = office.opened()
    assert [line.ref for line in _choice(office, next_case).lines] == [rested.ref, case.coordinator.ref]


def test_a_request_that_is_unsure_of_its_kind_is_matched_as_a_family(office: Office) -> None:
    coordinator = office.coordinator(scope="family")
    assert [line.ref for line in _choice(office, office.opened(variant="unsure")).lines] == [coordinator.ref]
    assert _choice(office, office.opened(variant="community")).lines == ()
