"""The best division over all open requests: who is scarce is kept for whom nobody else can serve."""

from bot.texts import joint as texts
from bot.texts import managing as managing_texts
from bot.texts.translating import speaking
from casework import choosing, joint, managing, offering, requests
from domain.offers import OfferState
from storage.arrivals import Caller
from storage.offers import Offer
from tests.office import FAR, Case, Office


def _propose(office: Office, manager: Caller) -> dict[str, joint.JointLine]:
    return {line.request: line for line in office.do(joint.propose, caller=manager)}


def _cases(office: Office, *languages: str) -> list[Case]:
    manager = office.manager()
    return [office.submit(office.citizen(), manager, language=language) for language in languages]


def _who(line: joint.JointLine) -> str | None:
    return line.ranked.ref if line.ranked else None


def test_the_only_tigrinya_speaker_is_kept_for_the_tigrinya_family(both: Office) -> None:
    scarce = both.coordinator(languages="Tigrinya, Arabisch")
    plain = both.coordinator(languages="ar")
    arabic, tigrinya = _cases(both, "ar", "ti")
    found = _propose(both, arabic.manager)
    assert list(found) == [arabic.ref, tigrinya.ref]
    assert (_who(found[arabic.ref]), _who(found[tigrinya.ref])) == (plain.ref, scarce.ref)
    assert (found[arabic.ref].options, found[tigrinya.ref].options) == (2, 1)


def test_a_line_says_who_was_kept_free_for_whom(office: Office) -> None:
    plain = office.coordinator(languages="ar")
    seen = office.submit(office.citizen(), office.manager(), language="ar")
    office.ask(seen, plain)  # whoever was asked lately stands lower
    office.advance(days=1)
    office.do(offering.expire)
    office.coordinator(languages="Tigrinya, Arabisch")
    tigrinya = office.submit(office.citizen(), seen.manager, language="ti")
    line = _propose(office, seen.manager)[seen.ref]
    assert _who(line) == plain.ref
    assert line.place == 2
    assert line.kept == (joint.KeptFree(("ti", "ar"), tigrinya.ref, 1),)


def test_everyone_who_fits_being_needed_elsewhere_is_not_the_same_as_nobody_fitting(office: Office) -> None:
    office.coordinator(languages="ar")
    first, second, other = _cases(office, "ar", "ar", "ti")
    found = _propose(office, first.manager)
    assert sorted(_who(found[case.ref]) is None for case in (first, second)) == [False, True]
    assert (found[second.ref].options, found[other.ref].options, _who(found[other.ref])) == (1, 0, None)


def test_whoever_was_asked_and_is_silent_is_not_proposed_elsewhere(office: Office) -> None:
    scarce = office.coordinator(languages="Tigrinya, Arabisch")
    arabic, tigrinya = _cases(office, "ar", "ti")
    office.ask(tigrinya, scarce)
    found = _propose(office, arabic.manager)
    assert list(found) == [arabic.ref]
    assert found[arabic.ref].ranked is None


def test_requests_in_a_pause_elsewhere_or_served_are_left_out(office: Office) -> None:
    paused, waiting = _cases(office, "ar", "ar")
    office.do(requests.pause, caller=paused.requester, ref=paused.ref)
    office.submit(office.citizen(), office.manager(FAR), language="ar", place="Middelburg")
    served = office.accepted()
    assert served.ref
    assert list(_propose(office, waiting.manager)) == [waiting.ref]
    assert list(_propose(office, office.manager("drenthe"))) == []


def test_a_tap_prepares_the_choice_and_asks_nobody(both: Office) -> None:
    person = both.coordinator(languages="ar")
    case, _other = _cases(both, "ar", "ti")
    for _ in range(2):
        choice = both.do(choosing.prepare, caller=case.manager, ref=case.ref, candidate=person.ref)
        assert (choice.chosen, choice.lines[0].chosen) == (1, True)
    assert both.do(offering.mine, caller=person) == []
    assert _propose(both, case.manager)[case.ref].chosen
    both.do(managing.ask, caller=case.manager, ref=case.ref)
    assert both.row(Offer).state == OfferState.SENT


def test_who_does_not_fit_or_is_not_of_this_region_cannot_be_prepared(office: Office) -> None:
    wrong, right = office.coordinator(languages="nl"), office.coordinator(languages="ar")
    [case] = _cases(office, "ar")
    for manager, person in ((case.manager, wrong), (office.manager(FAR), right)):
        refused = office.refusal(choosing.prepare, caller=manager, ref=case.ref, candidate=person.ref)
        assert refused == "not_found"
    assert office.refusal(joint.propose, caller=case.requester) == "not_allowed"
    assert office.rows(Offer) == []


def test_the_screen_names_the_reasons_and_what_was_kept_free_and_one_button_a_line(office: Office) -> None:
    office.coordinator(languages="Tigrinya, Arabisch")
    plain = office.coordinator(languages="ar")
    arabic, tigrinya = _cases(office, "ar", "ti")
    with speaking("en"):
        found = office.do(joint.propose, caller=arabic.manager)
        screen = texts.proposal(found)
        empty = texts.proposal([])
        inbox = managing_texts.inbox(office.do(managing.inbox, caller=arabic.manager))
    data = [button.data for row in screen.rows for button in row]
    assert f"mp:{arabic.ref}:{plain.ref}" in data
    assert screen.text.index(arabic.ref) < screen.text.index(tigrinya.ref)
    assert "Nobody is asked yet" in screen.text
    assert "No request waits" in empty.text
    assert "mj" in [button.data for row in inbox.rows for button in row]
