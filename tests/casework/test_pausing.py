"""A family that asks for a pause: everything waits, nobody is nudged, and their own tempo counts after it."""

from datetime import timedelta

import pytest

from casework import clock, jobs, leases, managing, meetings, offering, outbox, requests
from casework.letters import LetterKind
from domain.offers import DeclineReason
from domain.preparation import Step, StepStatus
from domain.requests import Ending, State
from domain.timers import Due
from storage.audit import AuditLine
from storage.escalations import Escalation
from tests.office import Office


@pytest.mark.parametrize("how_far", ["submitted", "asked", "accepted", "preparing", "scheduled", "held"])
def test_a_pause_stops_every_nudge_and_every_escalation(office: Office, how_far: str) -> None:
    case = getattr(office, how_far)()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    before = office.state(case)
    office.advance(days=200)
    office.do(clock.sweep)
    assert office.letters(LetterKind.NUDGE) == []
    assert office.rows(Escalation) == []
    assert office.the_request(case).due_at is None
    if how_far != "asked":  # offers that nobody answered expire, pause or not
        assert office.state(case) is before


def test_after_a_pause_the_time_counts_from_there(both: Office) -> None:
    case = both.preparing()
    both.advance(days=6)
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    both.advance(days=100)
    standing = both.do(requests.go_on, caller=case.requester, ref=case.ref)
    assert not standing.paused
    assert both.the_request(case).due_at == both.now + timedelta(days=7)
    both.now += timedelta(days=7)
    assert both.do(clock.sweep) == 1
    assert len(both.letters(LetterKind.NUDGE)) == 1


def test_a_request_without_a_coordinator_goes_on_too(office: Office) -> None:
    case = office.submitted()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.advance(hours=2)
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    request = office.the_request(case)
    assert request.due_at == request.submitted_at + timedelta(hours=26)


def test_the_coordinator_hears_of_the_pause_and_may_pause_for_the_family(office: Office) -> None:
    case = office.preparing()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.do(requests.go_on, caller=case.coordinator, ref=case.ref)
    assert len(office.letters(LetterKind.PAUSED, case.coordinator)) == 1
    assert len(office.letters(LetterKind.WENT_ON, case.requester)) == 1
    assert office.letters(LetterKind.PAUSED, case.requester) == []
    office.do(requests.pause, caller=case.coordinator, ref=case.ref)
    assert len(office.letters(LetterKind.PAUSED, case.requester)) == 1


def test_pausing_and_going_on_twice_changes_nothing(both: Office) -> None:  # trust.md 29
    case = both.preparing()
    for action in (requests.pause, requests.pause, requests.go_on, requests.go_on):
        both.do(action, caller=case.requester, ref=case.ref)
        both.advance(minutes=1)
    for what in ("paused", "went_on"):
        assert len(both.rows(AuditLine, what=what)) == 1


def test_what_is_over_cannot_be_paused(office: Office) -> None:
    case = office.closed()
    assert not office.do(requests.pause, caller=case.requester, ref=case.ref).paused
    assert office.rows(AuditLine, what="paused") == []


def test_a_paused_request_can_be_ended(office: Office) -> None:
    case = office.preparing()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    standing = office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert (standing.state, standing.paused) == (State.ENDED, False)


def test_nobody_works_on_a_request_that_is_paused(office: Office) -> None:
    case = office.prepared()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    who, job = case.coordinator, case.job
    assert office.refusal(jobs.first_contact, caller=who, ref=job) == "paused"
    assert (
        office.refusal(jobs.log_step, caller=who, ref=job, step=Step.CIRCLE_MAPPED, status=StepStatus.DONE)
        == "paused"
    )
    assert office.refusal(meetings.open_form, caller=who, ref=job, form="meeting") == "paused"
    assert office.do(jobs.view, caller=who, ref=job).paused


def test_a_form_that_was_open_when_the_pause_came_is_kept(office: Office) -> None:
    case = office.prepared()
    who = case.coordinator
    page = office.do(meetings.open_form, caller=who, ref=case.job, form="meeting")
    page = office.go_on(who, page)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    refused = office.refusal(meetings.finish_form, caller=who, form="meeting", revision=page.revision)
    assert refused == "paused"
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    card = office.do(meetings.finish_form, caller=who, form="meeting", revision=page.revision)
    assert isinstance(card, jobs.JobCard)
    assert card.state is State.SCHEDULED


def test_offers_wait_during_a_pause(office: Office) -> None:
    case = office.asked()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    who, offer = case.coordinator, case.offer
    assert office.refusal(offering.accept, caller=who, ref=offer) == "paused"
    assert office.refusal(offering.decline, caller=who, ref=offer, reason=DeclineReason.NO_TIME) == "paused"
    assert office.refusal(managing.ask, caller=case.manager, ref=case.ref) == "paused"


def test_a_nudge_that_waits_in_the_outbox_is_not_sent_during_a_pause(office: Office) -> None:
    case = office.preparing()
    office.advance(days=7)
    office.do(clock.sweep)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.do(leases.take, name=outbox.COURIER, holder="me", for_=timedelta(minutes=1))
    kinds = [envelope.kind for envelope in office.do(outbox.claim, holder="me", limit=50)]
    assert LetterKind.NUDGE not in kinds
    assert office.letters(LetterKind.NUDGE)[0].state == "dropped"


def test_during_a_pause_no_offer_expires_and_after_it_the_time_goes_on(office: Office) -> None:
    case = office.asked()
    office.advance(hours=20)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.advance(days=10)
    assert office.do(offering.expire) == 0
    assert office.refusal(offering.accept, caller=case.coordinator, ref=case.offers[0]) == "paused"
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    office.advance(hours=3)
    assert office.do(offering.expire) == 0
    office.advance(hours=2)
    assert office.do(offering.expire) == len(case.offers)


def test_a_promise_has_as_much_time_left_after_a_pause_as_before_it(both: Office) -> None:
    case = both.accepted()
    start = both.now
    both.advance(hours=30)
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    both.advance(days=10)
    both.do(requests.go_on, caller=case.requester, ref=case.ref)
    assert both.the_request(case).due_at == start + timedelta(hours=48, days=10)
    both.advance(hours=17)
    both.do(clock.sweep)
    assert both.rows(Escalation) == []
    both.advance(hours=1)
    both.do(clock.sweep)
    assert [one.kind for one in both.rows(Escalation)] == [Due.NO_FIRST_CONTACT]


def test_what_was_said_before_a_pause_is_not_said_again_after_it(office: Office) -> None:
    case = office.follow_up_due()
    office.advance(days=8)
    office.do(clock.sweep)
    before = [one.kind for one in office.rows(Escalation)]
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    office.advance(days=30)
    office.do(requests.go_on, caller=case.requester, ref=case.ref)
    letters = len(office.letters(LetterKind.NUDGE))
    office.do(clock.sweep)
    assert [one.kind for one in office.rows(Escalation)] == before == [Due.FOLLOW_UP_LATE]
    assert len(office.letters(LetterKind.NUDGE)) == letters


def test_two_pauses_are_both_counted_in(office: Office) -> None:
    case = office.held()
    job = office.the_job(case)
    for _ in range(2):
        office.do(requests.pause, caller=case.requester, ref=case.ref)
        office.advance(days=3)
        office.do(requests.go_on, caller=case.requester, ref=case.ref)
    assert len(office.the_request(case).pauses or []) == 2
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    assert job.meeting_at is not None
    assert office.the_request(case).due_at == job.meeting_at + timedelta(days=26 + 6)
