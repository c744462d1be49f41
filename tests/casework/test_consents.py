"""Consent in layers: given together, taken back one by one, with what follows at once (domain.md 3.4, trust.md 14)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from casework import (
    consents,
    escalations,
    follow_ups,
    forms,
    jobs,
    managing,
    offering,
    people,
    retention,
    undoing,
    waves,
)
from casework.consents import OfRequest
from casework.envelopes import Envelope
from casework.letters import LetterKind
from domain.consents import OF_A_REQUEST, Layer
from domain.errors import ConsentMissingError
from domain.offers import OfferState
from domain.people import Role
from domain.requests import Ending, State
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.consents import Consent
from storage.drafts import Draft
from storage.follow_ups import Asking
from storage.jobs import Registration
from storage.offers import Offer
from storage.outbox import Letter
from tests.office import NAME, PHONE, PLACE, Case, Office


def _takes_back(office: Office, case: Case, layer: Layer) -> OfRequest:
    return office.do(consents.withdraw, caller=case.requester, ref=case.ref, layer=layer)


def _gives_again(office: Office, case: Case, layer: Layer) -> OfRequest:
    return office.do(consents.give_again, caller=case.requester, ref=case.ref, layer=layer)


def _stands(shown: OfRequest) -> set[Layer]:
    return {one.layer for one in shown.layers if one.given}


def _said(office: Office, to: Caller) -> str:
    letter = office.letters(LetterKind.CONSENT_CHANGED, to)[-1]
    reads_english = replace(office.again(to), locale="en")
    screen = office.do(render, Envelope(1, reads_english, letter.kind, letter.subject, letter.facts))
    return "" if screen is None else screen.text


def test_one_yes_gives_every_layer_and_a_request_carries_its_own(office: Office) -> None:
    case = office.submitted()
    rows = office.rows(Consent, person_id=case.requester.id)
    general = {row.layer for row in rows if not row.about}
    assert general == {row.layer for row in rows if row.about == case.ref} == set(OF_A_REQUEST)
    assert {(row.version, row.given_at) for row in rows} == {(people.CONSENT_VERSION, office.now)}
    shown = office.do(consents.look, caller=case.requester)
    assert (shown.agreed_at, [one.ref for one in shown.requests]) == (office.now, [case.ref])
    assert _stands(shown.requests[0]) == set(OF_A_REQUEST)
    assert all(one.can_change for one in shown.requests[0].layers)


def test_a_second_yes_takes_the_place_of_the_first(office: Office) -> None:
    someone = office.citizen()
    office.advance(days=1)
    office.do(people.agree, caller=someone)
    rows = office.rows(Consent, person_id=someone.id)
    assert [row.given_at for row in rows] == [office.now] * len(OF_A_REQUEST)


def test_nobody_else_sees_or_changes_the_layers_of_a_request(office: Office) -> None:
    case = office.submitted()
    for who in (case.manager, office.citizen()):
        for action in (consents.withdraw, consents.give_again):
            assert office.refusal(action, caller=who, ref=case.ref, layer=Layer.SHARE) == "not_found"
        assert office.refusal(consents.look_at, caller=who, ref=case.ref) == "not_found"


def test_a_request_without_its_rows_has_nothing_to_take_back(office: Office) -> None:
    case = office.submitted()
    rows = office.rows(Consent, about=case.ref)
    with office.writing() as session:
        for row in rows:
            session.delete(session.merge(row))
    assert (
        office.refusal(consents.withdraw, caller=case.requester, ref=case.ref, layer=Layer.SHARE)
        == "outdated"
    )


def test_without_the_first_layer_the_request_ends_and_its_details_go_after_the_term(office: Office) -> None:
    case = office.accepted()
    shown = _takes_back(office, case, Layer.PROCESS)
    assert (office.state(case), office.the_request(case).ending) == (
        State.ENDED,
        Ending.WITHDRAWN_BY_MAIN_PERSON,
    )
    assert shown.over
    assert Layer.PROCESS not in _stands(shown)
    assert _takes_back(office, case, Layer.PROCESS) == shown, "a second tap changes nothing"
    assert (
        office.refusal(consents.give_again, caller=case.requester, ref=case.ref, layer=Layer.PROCESS)
        == "outdated"
    )
    assert office.letters(LetterKind.JOB_ENDED, case.coordinator)
    office.advance(days=15)
    office.do(retention.forget_closed)
    assert office.the_request(case).key is None


def test_who_asked_for_somebody_else_takes_back_as_the_requester(office: Office) -> None:
    case = office.submitted(who="relative")
    _takes_back(office, case, Layer.PROCESS)
    assert office.the_request(case).ending == Ending.WITHDRAWN_BY_REQUESTER


def test_after_the_follow_up_the_request_is_closed_with_what_is_known(office: Office) -> None:
    case = office.followed_up()
    _takes_back(office, case, Layer.PROCESS)
    assert office.state(case) is State.CLOSED
    assert office.row(Registration, request_ref=case.ref).facts["outcome"] == "plan_accepted"


def test_without_sharing_offers_stop_and_the_manager_is_told_to_call(both: Office) -> None:
    case = both.asked()
    _takes_back(both, case, Layer.SHARE)
    assert {offer.state for offer in both.rows(Offer)} == {OfferState.WITHDRAWN}
    assert (both.state(case), both.the_request(case).next_wave_at) == (State.MATCHING, None)
    assert both.refusal(
        offering.answer_question, caller=case.coordinator, ref=case.offer, number=0, tie=False
    ) == ("offer_closed")
    assert both.refusal(managing.ask, caller=case.manager, ref=case.ref) == "not_shared"
    assert both.do(managing.peek, reader=case.manager, ref=case.ref).unshared
    assert "call the family" in _said(both, case.manager)
    both.advance(days=2)
    assert both.do(waves.sweep) == 0
    _gives_again(both, case, Layer.SHARE)
    assert "agrees again" in _said(both, case.manager)
    both.ask(case, both.coordinator())
    assert both.state(case) is State.OFFERED


def test_before_anybody_was_asked_no_wave_asks_without_sharing(office: Office) -> None:
    case = office.opened()
    office.coordinator()
    _takes_back(office, case, Layer.SHARE)
    assert office.state(case) is State.INTAKE
    assert office.do(waves.ask_next, office.the_request(case), by=None) is False
    assert office.rows(Offer) == []


def test_an_acceptance_that_is_undone_reopens_nothing_without_sharing(office: Office) -> None:
    case = office.accepted(2)
    _takes_back(office, case, Layer.SHARE)
    office.do(undoing.undo, caller=case.coordinator, ref=case.job)
    assert {offer.state for offer in office.rows(Offer)} == {OfferState.WITHDRAWN}
    assert office.state(case) is State.MATCHING


def test_without_contact_the_coordinator_sees_no_name_and_the_bot_passes_messages(both: Office) -> None:
    case = both.preparing()
    assert NAME in str(both.do(jobs.view, caller=case.coordinator, ref=case.job).details)
    _takes_back(both, case, Layer.CONTACT)
    card = both.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert card.contact_hidden
    assert card.details == {"channel": "here", "access": ["wheelchair"]}
    assert not any(word in str(card) for word in (NAME, PHONE, PLACE))
    assert "through the bot" in _said(both, case.coordinator)
    assert both.letters(LetterKind.CONSENT_CHANGED, case.manager) == []
    _gives_again(both, case, Layer.CONTACT)
    assert NAME in str(both.do(jobs.view, caller=case.coordinator, ref=case.job).details)
    assert "agrees again" in _said(both, case.coordinator)


def test_without_the_follow_up_the_family_is_not_asked_and_what_they_said_is_gone(both: Office) -> None:
    case = both.held()
    both.advance(days=27)
    both.do(follow_ups.ask_requester, caller=case.coordinator, ref=case.job)
    _takes_back(both, case, Layer.FOLLOW_UP)
    assert both.rows(Asking) == []
    (letter,) = both.letters(LetterKind.HOW_IT_GOES)
    assert letter.state == "dropped"
    shown = both.do(follow_ups.look, caller=case.coordinator, ref=case.job)
    assert (shown.unasked, shown.may_ask_requester) == (True, False)
    assert both.refusal(follow_ups.ask_requester, caller=case.coordinator, ref=case.job) == "asking_closed"
    assert both.do(jobs.view, caller=case.coordinator, ref=case.job).unasked
    assert "not want to be asked" in _said(both, case.coordinator)
    _gives_again(both, case, Layer.FOLLOW_UP)
    assert both.do(follow_ups.look, caller=case.coordinator, ref=case.job).may_ask_requester
    assert "agrees again" in _said(both, case.coordinator)


def test_what_changes_for_a_coordinator_who_is_not_there_yet_is_told_to_nobody(office: Office) -> None:
    case = office.opened()
    for layer in (Layer.CONTACT, Layer.FOLLOW_UP):
        _takes_back(office, case, layer)
    assert office.letters(LetterKind.CONSENT_CHANGED) == []


def test_who_has_nothing_to_do_with_a_request_reads_no_change_and_nobody_after_the_end(
    office: Office,
) -> None:
    case = office.preparing()
    _takes_back(office, case, Layer.CONTACT)
    other = office.coordinator()
    for reader in (other, case.requester):
        code = office.refusal(consents.changed, reader=reader, ref=case.ref, layer=Layer.CONTACT)
        assert code == "not_found"
    _takes_back(office, case, Layer.PROCESS)
    assert _said(office, case.coordinator) == ""


@pytest.mark.parametrize("when", ["before the end", "after the end"])
def test_without_statistics_nothing_of_the_request_is_counted(office: Office, when: str) -> None:
    case, other = office.followed_up(), office.submitted()
    if when == "before the end":
        _takes_back(office, case, Layer.STATISTICS)
    office.finish(case, "registration")
    _takes_back(office, case, Layer.STATISTICS)
    _takes_back(office, other, Layer.PROCESS)
    assert [row.request_ref for row in office.rows(Registration)] == [other.ref]
    shown = office.do(consents.look_at, caller=case.requester, ref=case.ref)
    assert shown.over
    assert not any(one.can_change for one in shown.layers)
    again = office.refusal(consents.give_again, caller=case.requester, ref=case.ref, layer=Layer.STATISTICS)
    assert again == "outdated"


def test_of_a_request_that_is_over_only_the_figures_can_be_taken_back(office: Office) -> None:
    case = office.closed()
    shown = office.do(consents.look_at, caller=case.requester, ref=case.ref)
    assert [one.layer for one in shown.layers if one.can_change] == [Layer.STATISTICS]
    assert (
        office.refusal(consents.withdraw, caller=case.requester, ref=case.ref, layer=Layer.SHARE)
        == "outdated"
    )


def test_a_yes_that_stands_is_not_given_twice(office: Office) -> None:
    case = office.submitted()
    office.advance(hours=1)
    shown = _gives_again(office, case, Layer.SHARE)
    assert {one.at for one in shown.layers} == {office.the_request(case).submitted_at}
    assert office.letters(LetterKind.CONSENT_CHANGED) == []


def test_taking_the_first_yes_back_deletes_the_form_and_asks_again(office: Office) -> None:
    someone = office.citizen()
    office.do(forms.begin, caller=someone, form="request")
    office.do(consents.take_back_text, caller=someone)
    assert office.rows(Draft) == []
    assert all(row.withdrawn_at == office.now for row in office.rows(Consent, person_id=someone.id))
    again = office.again(someone)
    assert office.refusal(forms.begin, caller=again, form="request") == "consent_missing"
    assert office.do(consents.look, caller=again).agreed_at is None


@pytest.mark.parametrize("step", ["tap", "type", "resume", "send"])
def test_a_new_text_is_asked_before_the_next_question(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Half-way in the form the text changes: no answer is kept before a yes to the new one."""
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    monkeypatch.setattr(people, "CONSENT_VERSION", people.CONSENT_VERSION + 1)
    monkeypatch.setattr(forms, "CONSENT_VERSION", people.CONSENT_VERSION)
    before = office.row(Draft).answers
    steps: dict[str, Callable[[], object]] = {
        "tap": lambda: office.tap(someone, page, "ar"),
        "type": lambda: office.say(someone, "Arabisch"),
        "resume": lambda: office.do(forms.resume_form, caller=someone, form="request"),
        "send": lambda: office.do(forms.take, caller=someone, form="request", revision=page.revision),
    }
    with pytest.raises(ConsentMissingError) as refused:
        steps[step]()
    assert refused.value.facts == {"text": "request"}
    assert office.row(Draft).answers == before
    office.do(forms.agree_and_begin, caller=someone)
    assert office.say(office.again(someone), "Arabisch").answers == {"language": "ar"}


def test_a_human_can_be_asked_for_without_any_yes(office: Office) -> None:
    manager, someone = office.manager(), office.newcomer()
    assert manager.role is Role.REGIONAL_MANAGER
    assert office.do(escalations.raise_for_person, caller=someone, request=None)
    assert office.rows(Consent, person_id=someone.id) == []
    assert [letter.person_id for letter in office.rows(Letter)] == [manager.id]
