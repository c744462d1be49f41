"""A receipt that somebody types, and a second request about the same situation: noticed, shown, never merged."""

import pytest

from bot.texts import receipts as texts
from bot.texts.translating import speaking
from casework import forms, managing, messages, receipts, requests
from casework.jobs import JobCard
from casework.letters import LetterKind
from casework.managing import RequestCard
from casework.outbox import Envelope
from casework.requests import Standing
from domain.errors import ConsentMissingError, OutdatedError
from domain.people import Role
from domain.requests import Ending
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.references import receipt
from storage.requests import Request
from tests.office import FAR, HERE, Case, Office

NOWHERE = "K-2222-2222"


def _second(office: Office, ref: str, *, place: str = "Hardenberg", who: Caller | None = None) -> Case:
    """Somebody else sends a request that was begun with this receipt."""
    requester = who or office.citizen()
    page = office.do(receipts.ask_about, caller=requester, ref=ref)
    page = office.go_on(requester, page, place=place)
    sent = office.do(requests.submit, caller=requester, revision=page.revision)
    return Case(sent.ref, requester, requester)


def _card(office: Office, manager: Caller, ref: str) -> RequestCard:
    return office.do(managing.open_card, caller=manager, ref=ref)


def _told(office: Office, reader: Caller, ref: str) -> str:
    """What the letter about a second request says to this reader."""
    envelope = Envelope(1, reader, LetterKind.ASKED_AGAIN.value, ref)
    with speaking("en"):
        screen = office.do(render, envelope)
    assert screen is not None
    return screen.text


def test_their_own_receipt_says_where_it_stands(office: Office) -> None:
    case = office.submitted()
    found = office.do(receipts.look_up, caller=case.requester, ref=case.ref)
    assert isinstance(found, Standing)
    assert found.ref == case.ref


def test_a_manager_of_the_region_sees_the_card_and_the_coordinator_their_conference(both: Office) -> None:
    case = both.accepted()
    card = both.do(receipts.look_up, caller=case.manager, ref=case.ref)
    assert isinstance(card, RequestCard)
    job = both.do(receipts.look_up, caller=case.coordinator, ref=case.ref)
    assert isinstance(job, JobCard)
    assert (card.ref, job.receipt) == (case.ref, case.ref)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_else_sees_the_same_as_where_there_is_nothing(
    office: Office, role: Role
) -> None:  # trust.md 8
    case = office.accepted()
    stranger = office.citizen() if role is Role.CITIZEN else office.staff(role, FAR)
    seen = [office.do(receipts.look_up, caller=stranger, ref=ref) for ref in (case.ref, NOWHERE)]
    assert seen == [None, None]


def test_the_words_differ_only_in_the_number_that_was_typed(office: Office) -> None:
    case = office.submitted()
    with speaking("en"):
        here, nowhere = texts.nothing_to_show(case.ref), texts.nothing_to_show(NOWHERE)
    assert repr(here).replace(case.ref, NOWHERE) == repr(nowhere)


def test_both_cards_say_that_somebody_else_asked_and_nothing_is_merged(both: Office) -> None:
    first = both.submitted()
    second = _second(both, first.ref)
    assert _card(both, first.manager, first.ref).also == (second.ref,)
    assert _card(both, first.manager, second.ref).also == (first.ref,)
    assert _card(both, first.manager, first.ref).others == ()
    rows = {row.ref: row for row in both.rows(Request)}
    assert rows[second.ref].about_id == rows[first.ref].id
    assert rows[first.ref].requester_id != rows[second.ref].requester_id
    assert len(both.do(managing.inbox, caller=first.manager)) == 2


def test_a_manager_of_another_region_sees_that_there_is_one_and_not_which(both: Office) -> None:
    first = both.submitted()
    elsewhere = both.manager(FAR)
    second = _second(both, first.ref, place="Middelburg")
    assert _card(both, elsewhere, second.ref).also == (None,)
    assert _card(both, first.manager, first.ref).also == (None,)
    with speaking("en"):
        told = texts.also(_card(both, elsewhere, second.ref))
        assert (told, texts.links(_card(both, elsewhere, second.ref))) == (
            "Also asked about: another request",
            (),
        )


def test_the_manager_of_the_first_request_gets_one_letter_and_nothing_stalls(both: Office) -> None:
    first = both.submitted()
    second = _second(both, first.ref)
    (letter,) = both.letters(LetterKind.ASKED_AGAIN)
    assert (letter.person_id, letter.subject, letter.facts) == (first.manager.id, first.ref, {})
    assert both.rows(Escalation) == []
    assert second.ref in _told(both, first.manager, first.ref)


def test_the_letter_to_another_region_names_only_its_own_request(office: Office) -> None:
    first = office.submitted()
    office.manager(FAR)
    second = _second(office, first.ref, place="Middelburg")
    told = _told(office, first.manager, first.ref)
    assert first.ref in told
    assert second.ref not in told


def test_whoever_sends_it_learns_nothing_of_the_first(office: Office) -> None:
    first = office.submitted()
    about_something, about_nothing = _second(office, first.ref), _second(office, NOWHERE)
    one, other = (
        repr(office.do(requests.look, caller=case.requester, ref=case.ref)).replace(case.ref, "")
        for case in (about_something, about_nothing)
    )
    assert one == other
    assert office.letters(LetterKind.ASKED_AGAIN, about_something.requester) == []
    assert office.row(Request, ref=about_nothing.ref).about_id is None


def test_a_third_request_is_shown_on_the_first_card_too_newest_first(office: Office) -> None:
    first = office.submitted()
    refs = []
    for _ in range(2):
        office.advance(hours=1)
        refs.append(_second(office, first.ref).ref)
    assert _card(office, first.manager, first.ref).also == tuple(reversed(refs))
    assert _card(office, first.manager, refs[0]).also == (first.ref,)
    assert len(office.letters(LetterKind.ASKED_AGAIN)) == 2


def test_a_request_that_is_over_is_still_noticed(office: Office) -> None:
    first = office.submitted()
    office.do(requests.withdraw, caller=first.requester, ref=first.ref, ending=Ending.OTHER)
    second = _second(office, first.ref)
    assert _card(office, first.manager, second.ref).also == (first.ref,)
    assert len(office.letters(LetterKind.ASKED_AGAIN, first.manager)) == 1


def test_a_request_without_a_number_is_about_nobody_elses(office: Office) -> None:
    first, other = office.submitted(), office.submitted()
    assert _card(office, first.manager, first.ref).also == ()
    assert office.the_request(other).about_id is None


def test_a_half_filled_request_goes_on_and_is_now_about_the_number_too(both: Office) -> None:
    someone = both.citizen()
    page = both.tap(someone, both.do(forms.begin, caller=someone, form="request"), "ar")
    about = both.do(receipts.ask_about, caller=someone, ref=NOWHERE)
    assert (about.field, about.answers, about.subject) == (page.field, page.answers, NOWHERE)
    again = both.do(forms.begin, caller=someone, form="request")
    assert (again.answers, again.subject) == (page.answers, NOWHERE)
    afresh = both.do(forms.begin_again, caller=someone, form="request")
    assert (afresh.answers, afresh.subject) == ({}, NOWHERE)


def test_consent_comes_first_and_keeps_the_number(office: Office) -> None:
    newcomer = office.newcomer()
    with pytest.raises(ConsentMissingError):
        office.do(receipts.ask_about, caller=newcomer, ref=NOWHERE)
    page = office.do(receipts.agree_and_ask_about, caller=newcomer, ref=NOWHERE)
    assert (page.field, page.subject) == ("language", NOWHERE)


@pytest.mark.parametrize("junk", ["", "K-", "k-2222-2222", "K-2222-22222", HERE, "K-2222-2222 "])
def test_a_button_with_something_else_in_it_is_out_of_date(office: Office, junk: str) -> None:
    with pytest.raises(OutdatedError):
        office.do(receipts.ask_about, caller=office.citizen(), ref=junk)
    with pytest.raises(OutdatedError):
        office.do(receipts.agree_and_ask_about, caller=office.newcomer(), ref=junk)


def test_a_number_in_a_message_is_passed_on_and_not_looked_up(office: Office) -> None:
    case = office.submitted()
    assert office.do(receipts.is_looked_up, caller=case.requester)
    office.do(messages.begin, caller=case.requester, receipt=case.ref)
    assert not office.do(receipts.is_looked_up, caller=case.requester)
    office.say(case.requester, receipt())
    assert office.do(receipts.is_looked_up, caller=case.requester)
