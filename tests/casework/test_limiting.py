"""What may be done only so often is counted in the database: for every process, and after a restart (trust.md 22)."""

from datetime import timedelta

import pytest

from casework import clock, forms, limiting, messages, people, receipts, requests, voices
from domain.limits import Limit
from domain.people import Role
from domain.policy import Policy
from domain.requests import Ending
from storage.arrivals import Caller
from storage.requests import Request
from storage.spent import Spent
from tests.circles import joins
from tests.office import FAR, Office

USUAL = Policy()
NOWHERE = "K-2222-2222"


def sends_and_stops(office: Office, who: Caller) -> str:
    """The code with which a request is refused; one that is sent is stopped at once."""
    page = office.fill(who, "request")
    refused = office.refusal(requests.submit, caller=who, revision=page.revision)
    if not refused:
        newest = office.rows(Request, requester_id=who.id)[-1]
        office.do(requests.withdraw, caller=who, ref=newest.ref, ending=Ending.OTHER)
    return refused


def opens(office: Office, who: Caller, secret: str) -> str:
    return office.refusal(limiting.count_opening, caller=who, secret=secret)


def test_so_many_requests_a_day_also_when_each_is_stopped(office: Office) -> None:
    family = office.citizen()
    found = [sends_and_stops(office, family) for _ in range(USUAL.requests_a_day + 1)]
    assert found == [""] * USUAL.requests_a_day + ["too_often"]
    assert len(office.rows(Request)) == USUAL.requests_a_day


def test_what_was_filled_in_is_there_when_the_day_is_over(office: Office) -> None:
    family = office.citizen()
    for _ in range(USUAL.requests_a_day):
        sends_and_stops(office, family)
    page = office.fill(family, "request")
    assert office.refusal(requests.submit, caller=family, revision=page.revision) == "too_often"
    assert office.do(forms.resume, caller=family) == page
    office.advance(days=1)
    assert office.refusal(requests.submit, caller=family, revision=page.revision) == ""


def test_somebody_of_the_service_may_send_more(office: Office) -> None:
    colleague = office.staff(Role.TRAINER)
    office.do(people.agree, caller=colleague)
    colleague = office.again(colleague)
    found = [sends_and_stops(office, colleague) for _ in range(USUAL.requests_a_day + 1)]
    assert set(found) == {""}


def test_a_person_opens_so_many_links_an_hour(both: Office) -> None:
    guesser = both.citizen()
    found = [opens(both, guesser, f"guess {number}") for number in range(USUAL.links_an_hour + 1)]
    assert found == [""] * USUAL.links_an_hour + ["too_often"]
    assert opens(both, both.citizen(), "another") == ""
    both.advance(hours=1)
    assert opens(both, guesser, "later") == ""


def test_a_link_is_opened_so_often_an_hour_by_whomever(both: Office) -> None:
    found = [opens(both, both.citizen(), "a link") for _ in range(USUAL.openings_an_hour + 1)]
    assert found == [""] * USUAL.openings_an_hour + ["too_often"]
    assert opens(both, both.staff(Role.ADMIN), "a link") == "too_often"
    both.advance(minutes=6)
    assert opens(both, both.citizen(), "a link") == ""


def test_what_a_link_holds_is_not_kept(office: Office) -> None:
    opens(office, office.citizen(), "the secret itself")
    assert [row.mark for row in office.rows(Spent) if "secret" in row.mark] == []
    assert len(office.rows(Spent)) == 2


def test_receipts_that_are_not_ones_own_are_counted_and_ones_own_are_not(both: Office) -> None:
    case = both.submitted()
    guesser = both.citizen()

    def types(who: Caller, ref: str) -> str:
        return both.refusal(receipts.look_up, caller=who, ref=ref)

    found = [types(guesser, ref) for ref in (case.ref, NOWHERE) * USUAL.receipts_an_hour]
    assert found == [""] * USUAL.receipts_an_hour + ["too_often"] * USUAL.receipts_an_hour
    assert [types(case.requester, case.ref) for _ in range(50)] == [""] * 50
    assert [types(case.manager, case.ref) for _ in range(50)] == [""] * 50


def test_so_many_messages_are_passed_on_a_day_and_the_next_stays_in_its_form(office: Office) -> None:
    case = office.preparing()
    for _ in range(USUAL.passed_on_a_day):
        office.do(limiting.count, caller=case.requester, limit=Limit.PASSED_ON)
    office.do(messages.begin, caller=case.requester, receipt=case.ref)
    page = office.say(case.requester, "a few lines")
    assert office.refusal(messages.send, caller=case.requester, revision=page.revision) == "too_often"
    assert office.do(forms.resume, caller=case.requester) == page
    office.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    answer = office.say(case.coordinator, "an answer")
    assert office.refusal(messages.send, caller=case.coordinator, revision=answer.revision) == ""
    office.advance(hours=1)
    assert office.refusal(messages.send, caller=case.requester, revision=page.revision) == ""


def test_a_message_for_the_meeting_is_one_that_is_passed_on(office: Office) -> None:
    case = office.preparing()
    guest = office.citizen()
    ref = joins(office, case, guest)
    for _ in range(USUAL.passed_on_a_day):
        office.do(limiting.count, caller=guest, limit=Limit.PASSED_ON)
    office.do(voices.begin, caller=guest, ref=ref)
    assert office.refusal(voices.take, caller=guest) == "too_often"
    office.advance(hours=1)
    assert office.do(voices.take, caller=guest).guest == ref


def test_what_is_refused_counts_for_nothing(office: Office) -> None:
    guesser = office.citizen()
    for _ in range(USUAL.links_an_hour * 3):
        opens(office, guesser, "x")
    office.advance(minutes=60 / USUAL.links_an_hour)
    assert opens(office, guesser, "y") == ""


@pytest.mark.parametrize(("later", "left"), [(timedelta(0), 2), (timedelta(hours=2), 0)])
def test_what_came_back_is_no_row_any_more(office: Office, later: timedelta, left: int) -> None:
    opens(office, office.citizen(), "a link")
    office.now += later
    office.do(clock.tidy)
    assert len(office.rows(Spent)) == left


def test_a_manager_of_elsewhere_guesses_as_little(office: Office) -> None:
    case = office.submitted()
    manager = office.manager(FAR)
    most = USUAL.receipts_an_hour * USUAL.staff_times
    found = [office.refusal(receipts.look_up, caller=manager, ref=case.ref) for _ in range(most + 1)]
    assert found == [""] * most + ["too_often"]
