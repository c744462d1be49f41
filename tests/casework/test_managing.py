"""What a regional manager sees and does, in their own region and in no other."""

import pytest

from casework import choosing, managing, requests
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.offers import OfferState
from domain.requests import Ending, State
from storage.audit import AuditLine
from tests.office import FAR, HERE, NAME, NEXT_DOOR, PHONE, PLACE, Case, Office


def test_opening_a_request_begins_the_intake_once(both: Office) -> None:
    case = both.submitted()
    card = both.do(managing.open_card, caller=case.manager, ref=case.ref)
    assert card.state is State.INTAKE
    first = both.the_request(case).opened_at
    both.advance(hours=1)
    both.do(managing.open_card, caller=case.manager, ref=case.ref)
    assert both.the_request(case).opened_at == first
    assert len(both.rows(AuditLine, what="opened")) == 1


def test_the_announced_card_tells_nothing_of_who_it_is_about(office: Office) -> None:
    case = office.submitted()
    card = office.do(managing.peek, reader=case.manager, ref=case.ref)
    assert card.details == {}
    assert [value for value in (NAME, PHONE, PLACE) if value in repr(card)] == []
    assert (card.region, card.language, card.variant, card.who) == (HERE, "ar", "family", "main_person")


def test_an_opened_card_says_how_to_reach_the_family_and_the_audit_knows(
    office: Office,
) -> None:  # trust.md 26
    case = office.submitted()
    details = office.do(managing.open_card, caller=case.manager, ref=case.ref).details
    assert details == {
        "name": NAME,
        "place": PLACE,
        "channel": "phone",
        "phone": PHONE,
        "may_say": "no",
        "access": ["wheelchair"],
    }
    line = office.row(AuditLine, what="open_details")
    assert (line.who, line.subject, line.why) == (case.manager.id, case.ref, "intake")


def test_a_forgotten_request_opens_empty(office: Office) -> None:
    case = office.submitted()
    request = office.the_request(case)
    with office.writing() as session:
        request.key = None
        session.add(request)
    card = office.do(managing.open_card, caller=case.manager, ref=case.ref)
    assert (card.details, card.wishes) == ({}, ())
    assert office.rows(AuditLine, what="open_details") == []


def test_the_card_of_what_is_over_says_nothing_of_the_family(office: Office) -> None:
    case = office.closed()
    card = office.do(managing.open_card, caller=case.manager, ref=case.ref)
    assert (card.state, card.details, card.wishes) == (State.CLOSED, {}, ())


def test_the_inbox_holds_what_runs_in_the_region_oldest_first(office: Office) -> None:
    manager, elsewhere = office.manager(), office.manager(FAR)
    refs = []
    for _ in range(3):
        refs.append(office.submit(office.citizen(), manager).ref)
        office.advance(hours=1)
    office.do(managing.end_early, caller=manager, ref=refs[1], ending=Ending.REFERRED_ELSEWHERE)
    inbox = office.do(managing.inbox, caller=manager)
    assert [card.ref for card in inbox] == [refs[0], refs[2]]
    assert {str(card.details) for card in inbox} == {"{}"}
    assert office.do(managing.inbox, caller=elsewhere) == []


def test_a_request_of_another_region_is_not_there_for_any_action(office: Office) -> None:  # trust.md 8
    case = office.asked()
    other, friend = office.manager(NEXT_DOOR), case.coordinators[0].ref
    for ref in (case.ref, "K-0000-0000"):
        for act in (
            lambda ref=ref: office.do(managing.open_card, caller=other, ref=ref),
            lambda ref=ref: office.do(managing.peek, reader=other, ref=ref),
            lambda ref=ref: office.do(managing.set_compulsory, caller=other, ref=ref),
            lambda ref=ref: office.do(choosing.choose_from, caller=other, ref=ref),
            lambda ref=ref: office.do(choosing.toggle, caller=other, ref=ref, candidate=friend, relaxed=""),
            lambda ref=ref: office.do(managing.ask, caller=other, ref=ref),
            lambda ref=ref: office.do(managing.end_early, caller=other, ref=ref, ending=Ending.OTHER),
        ):
            with pytest.raises(NotFoundError):
                act()
    assert office.rows(AuditLine, who=other.id, what="open_details") == []
    assert office.state(case) is State.OFFERED


def test_asking_without_a_choice_is_refused(office: Office) -> None:
    case = office.opened()
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "nobody_chosen"
    assert office.state(case) is State.INTAKE


@pytest.mark.parametrize("how_many", [1, 3])
def test_one_or_several_are_asked_at_once(both: Office, how_many: int) -> None:
    case = both.asked(how_many)
    card = both.do(managing.peek, reader=case.manager, ref=case.ref)
    assert card.state is State.OFFERED
    assert [line.number for line in card.offers] == list(range(1, how_many + 1))
    assert {(line.state, line.reason) for line in card.offers} == {(OfferState.SENT, None)}
    assert both.the_request(case).offered_at == both.now


def test_more_can_be_asked_while_others_think(office: Office) -> None:
    case = office.asked(1)
    first = office.the_request(case).offered_at
    office.advance(hours=3)
    office.ask(case, office.coordinator())
    assert len(office.do(managing.peek, reader=case.manager, ref=case.ref).offers) == 2
    assert office.the_request(case).offered_at == first


def test_nobody_is_asked_once_somebody_has_accepted(office: Office) -> None:
    case = office.accepted()
    other = office.coordinator()
    office.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=other.ref, relaxed="")
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "wrong_move"


def test_compulsory_help_is_turned_on_and_off(office: Office) -> None:
    case = office.preparing()
    switched = [
        office.do(managing.set_compulsory, caller=case.manager, ref=case.ref).compulsory for _ in range(2)
    ]
    assert switched == [True, False]
    assert [line.why for line in office.rows(AuditLine, what="compulsory")] == ["on", "off"]


@pytest.mark.parametrize("how_far", ["opened", "asked", "preparing", "held"])
def test_a_manager_can_end_a_request_with_a_reason(office: Office, how_far: str) -> None:
    case: Case = getattr(office, how_far)()
    card = office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.REFERRED_ELSEWHERE)
    assert (card.state, card.ending, card.details) == (State.ENDED, Ending.REFERRED_ELSEWHERE, {})
    assert all(line.state is not OfferState.SENT for line in card.offers)


def test_the_card_says_when_the_meeting_is(office: Office) -> None:
    case = office.scheduled()
    card = office.do(managing.peek, reader=case.manager, ref=case.ref)
    assert card.meeting_at == office.the_job(case).meeting_at


def test_a_region_without_a_manager_is_looked_after_by_the_helpdesk(both: Office) -> None:
    helpdesk, elsewhere = both.helpdesk(), both.manager(NEXT_DOOR)
    someone = both.citizen()
    page = both.fill(someone, "request", place="Middelburg")
    ref = both.do(requests.submit, caller=someone, revision=page.revision).ref
    assert [letter.person_id for letter in both.letters(LetterKind.REQUEST_CARD)] == [helpdesk.id]
    assert [card.ref for card in both.do(managing.inbox, caller=helpdesk)] == [ref]
    assert both.do(managing.open_card, caller=helpdesk, ref=ref).state is State.INTAKE
    assert both.do(managing.inbox, caller=elsewhere) == []
    assert both.refusal(managing.open_card, caller=elsewhere, ref=ref) == "not_found"
    manager = both.manager(FAR)
    assert both.refusal(managing.open_card, caller=helpdesk, ref=ref) == "not_found"
    assert both.do(managing.open_card, caller=manager, ref=ref).region == FAR


def test_without_a_helpdesk_another_manager_looks_after_it(office: Office) -> None:
    neighbour = office.manager(NEXT_DOOR)
    someone = office.citizen()
    page = office.fill(someone, "request", place="Middelburg")
    ref = office.do(requests.submit, caller=someone, revision=page.revision).ref
    assert [letter.person_id for letter in office.letters(LetterKind.REQUEST_CARD)] == [neighbour.id]
    assert office.do(managing.open_card, caller=neighbour, ref=ref).region == FAR
