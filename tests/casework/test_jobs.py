"""A coordinator's job: what they see, the steps they log, and that all of it is gone at the end."""

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta

import pytest

from casework import jobs, managing, meetings, messages, offering, requests
from casework.letters import LetterKind
from domain.errors import GatesClosedError, NotFoundError, StepNeededError, WrongMoveError
from domain.preparation import COMPULSORY_GATES, GATES, STEPS, Step, StepStatus
from domain.requests import Ending, State
from storage.audit import AuditLine
from storage.jobs import Job, PreparationStep
from storage.people import Profile
from tests.office import NAME, PHONE, PLACE, VENUE, Case, Office

_DONE, _LATER, _OPEN = StepStatus.DONE, StepStatus.LATER, StepStatus.OPEN


def test_the_card_holds_what_is_needed_to_organise_and_nothing_else(office: Office) -> None:  # trust.md 9
    case = office.scheduled(wishes="yes", wish_religion="muslim", wish_religion_weight="prefer")
    card = office.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert {field.name for field in fields(card)} == {
        "ref", "receipt", "state", "paused", "compulsory", "language", "variant", "who", "hours", "details",
        "first_contact_at", "statuses", "missing", "meeting_at", "venue", "invited", "outcome", "plan_sent_at",
        "follow_up_at", "may_undo", "may_ask", "contact_hidden", "unasked",
    }  # fmt: skip
    known = {"name", "place", "channel", "phone", "may_say", "access", "wish_other"}
    assert set(card.details) == known
    assert (card.details["name"], card.details["phone"], card.details["place"]) == (NAME, PHONE, PLACE)
    assert (card.venue, card.invited, card.settled, card.missing) == (VENUE, 10, len(STEPS), ())
    assert "muslim" not in repr(card)


def test_every_look_at_the_family_is_in_the_audit(office: Office) -> None:  # trust.md 26
    case = office.accepted()
    office.do(jobs.view, caller=case.coordinator, ref=case.job)
    lines = office.rows(AuditLine, what="open_details", who=case.coordinator.id)
    assert [(line.subject, line.why) for line in lines] == [(case.ref, "job")]


def test_the_first_contact_moves_the_preparation_on_and_is_logged_once(both: Office) -> None:
    case = both.accepted()
    both.advance(hours=3)
    card = both.do(jobs.first_contact, caller=case.coordinator, ref=case.job)
    assert (card.state, card.first_contact_at) == (State.PREPARING, both.now)
    assert card.statuses[Step.FIRST_CONTACT] is _DONE
    both.advance(hours=3)
    assert both.do(jobs.first_contact, caller=case.coordinator, ref=case.job) == card


def test_accepting_is_the_first_step(office: Office) -> None:
    case = office.accepted()
    page = office.do(jobs.step_page, caller=case.coordinator, ref=case.job, step=None)
    assert (page.step, page.status, page.settled) == (Step.FIRST_CONTACT, _OPEN, 1)
    first = office.do(jobs.step_page, caller=case.coordinator, ref=case.job, step=STEPS[0])
    assert (first.step, first.status) == (STEPS[0], _DONE)


def test_one_tap_logs_a_step_and_brings_the_next(both: Office) -> None:
    case = both.preparing()
    who = case.coordinator
    page = both.do(jobs.log_step, caller=who, ref=case.job, step=Step.PROCESS_EXPLAINED, status=_DONE)
    assert (page.step, page.status, page.settled) == (Step.AGREEMENT_CONFIRMED, _OPEN, 3)
    page = both.do(
        jobs.log_step, caller=who, ref=case.job, step=Step.CHILD_PREPARED, status=StepStatus.NOT_APPLICABLE
    )
    assert (page.step, page.settled) == (Step.SUPPORTER_CHOSEN, 4)


def test_a_step_for_later_comes_round_again(office: Office) -> None:
    case = office.prepared()
    office.log(case, Step.CUSTOMS_ARRANGED, status=_LATER)
    page = office.do(jobs.step_page, caller=case.coordinator, ref=case.job, step=None)
    assert (page.step, page.status, page.settled) == (Step.CUSTOMS_ARRANGED, _LATER, len(STEPS) - 1)
    office.log(case, Step.CUSTOMS_ARRANGED)
    page = office.do(jobs.step_page, caller=case.coordinator, ref=case.job, step=None)
    assert (page.step, page.status, page.settled) == (None, _DONE, len(STEPS))


def test_the_last_open_step_leaves_nothing_to_log(office: Office) -> None:
    case = office.prepared()
    page = office.do(jobs.log_step, caller=case.coordinator, ref=case.job, step=STEPS[3], status=_DONE)
    assert (page.step, page.status) == (None, _DONE)


def test_first_contact_logged_as_a_step_counts_as_first_contact(office: Office) -> None:
    case = office.accepted()
    office.log(case, Step.FIRST_CONTACT, status=_LATER)
    assert office.state(case) is State.ACCEPTED
    office.log(case, Step.FIRST_CONTACT)
    assert (office.state(case), office.the_job(case).first_contact_at) == (State.PREPARING, office.now)
    for status in (_LATER, _DONE):
        office.log(case, Step.FIRST_CONTACT, status=status)
        page = office.do(jobs.step_page, caller=case.coordinator, ref=case.job, step=Step.FIRST_CONTACT)
        assert page.status is status


def test_a_step_that_always_applies_cannot_be_skipped(office: Office) -> None:
    case = office.preparing()
    with pytest.raises(StepNeededError) as refused:
        office.log(case, Step.SAFETY_CHECKED, status=StepStatus.NOT_APPLICABLE)
    assert refused.value.facts == {"step": "safety_checked"}
    assert office.rows(PreparationStep, step="safety_checked") == []


def test_every_step_gives_the_preparation_new_time(office: Office) -> None:
    case = office.preparing()
    office.advance(days=5)
    office.log(case, Step.CIRCLE_MAPPED)
    assert office.the_request(case).due_at == office.now + timedelta(days=7)


def test_the_gates_are_what_is_missing(office: Office) -> None:
    case = office.preparing()
    card = office.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert card.missing == GATES[1:]
    office.log(case, *GATES)
    assert office.do(jobs.view, caller=case.coordinator, ref=case.job).missing == ()
    office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    card = office.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert (card.compulsory, card.missing) == (True, COMPULSORY_GATES)


def test_compulsory_help_holds_the_meeting_back_until_its_gates_are_done(office: Office) -> None:
    case = office.preparing()
    office.log(case, *GATES)
    office.finish(case, "meeting")
    office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    office.log(case, Step.CONDITIONS_KNOWN, status=StepStatus.NOT_APPLICABLE)
    with pytest.raises(GatesClosedError) as refused:
        office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="held")
    assert refused.value.facts == {"steps": COMPULSORY_GATES}


def test_the_plan_is_sent_once_and_whoever_asked_hears_it(office: Office) -> None:
    case = office.held()
    for _ in range(2):
        card = office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
        assert card.plan_sent_at == office.the_job(case).plan_sent_at
    assert [letter.person_id for letter in office.letters(LetterKind.PLAN_SENT)] == [case.requester.id]
    assert len(office.rows(AuditLine, what="plan_sent")) == 1


@pytest.mark.parametrize(
    "case_of",
    [
        pytest.param(lambda office: office.scheduled(), id="before the meeting"),
        pytest.param(lambda office: office.held(outcome="no_plan"), id="without a plan"),
    ],
)
def test_there_is_no_plan_to_send(office: Office, case_of: Callable[[Office], Case]) -> None:
    case = case_of(office)
    with pytest.raises(WrongMoveError):
        office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    assert office.letters(LetterKind.PLAN_SENT) == []


@pytest.mark.parametrize("how_far", ["accepted", "preparing", "scheduled"])
def test_a_job_that_is_handed_back_leaves_only_the_request(both: Office, how_far: str) -> None:
    case: Case = getattr(both, how_far)()
    both.advance(minutes=2)
    assert both.do(jobs.hand_back, caller=case.coordinator, ref=case.job) == case.ref
    assert both.state(case) is State.MATCHING
    assert [letter.person_id for letter in both.letters(LetterKind.HANDED_BACK)] == [case.manager.id]
    told = both.letters(LetterKind.COORDINATOR_CHANGES)
    assert [letter.person_id for letter in told] == [case.requester.id]
    job = both.the_job(case)
    assert (job.ended_at, job.venue) == (both.now, None)
    successor = both.coordinator()
    both.ask(case, successor)
    both.read_through(successor, case.offers[-1])
    new = both.do(offering.accept, caller=successor, ref=case.offers[-1])
    card = both.do(jobs.view, caller=successor, ref=new.ref)
    assert (card.state, card.meeting_at, card.venue) == (State.ACCEPTED, None, None)
    assert len(both.rows(Job)) == 2


def test_what_the_family_settled_goes_along_but_nobody_else_met_them(office: Office) -> None:
    case = office.prepared()
    office.log(case, Step.CUSTOMS_ARRANGED, status=_LATER)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    successor = office.coordinator()
    office.ask(case, successor)
    office.read_through(successor, case.offers[-1])
    new = office.do(offering.accept, caller=successor, ref=case.offers[-1])
    card = office.do(jobs.view, caller=successor, ref=new.ref)
    own = {Step.FIRST_CONTACT, Step.READY_CONFIRMED}
    assert set(card.statuses) == set(STEPS) - own
    assert card.statuses[Step.CUSTOMS_ARRANGED] is _LATER
    assert (card.settled, card.first_contact_at) == (len(STEPS) - len(own) - 1, None)


def test_who_handed_back_counts_as_having_worked_lately(office: Office) -> None:
    case = office.preparing()
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert office.row(Profile, person_id=case.coordinator.id).last_job_ended_on == office.now.date()


def test_after_the_meeting_a_job_is_not_handed_back(office: Office) -> None:
    case = office.held()
    assert office.refusal(jobs.hand_back, caller=case.coordinator, ref=case.job) == "wrong_move"
    assert office.the_job(case).ended_at is None


def _closed(office: Office) -> Case:
    return office.closed()


def _handed_back(office: Office) -> Case:
    case = office.prepared()
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    return case


def _withdrawn(office: Office) -> Case:
    case = office.scheduled()
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    return case


@pytest.mark.parametrize("ended", [_closed, _handed_back, _withdrawn])
def test_after_the_end_the_coordinator_finds_nothing_any_more(  # trust.md 9; feature 48
    office: Office, ended: Callable[[Office], Case]
) -> None:
    case = ended(office)
    who, ref = case.coordinator, case.job
    before = len(office.rows(AuditLine, what="open_details"))
    for act in (
        lambda: office.do(jobs.view, caller=who, ref=ref),
        lambda: office.do(jobs.first_contact, caller=who, ref=ref),
        lambda: office.do(jobs.step_page, caller=who, ref=ref, step=None),
        lambda: office.do(jobs.log_step, caller=who, ref=ref, step=STEPS[0], status=_DONE),
        lambda: office.do(jobs.send_plan, caller=who, ref=ref),
        lambda: office.do(jobs.hand_back, caller=who, ref=ref),
        lambda: office.do(jobs.end_early, caller=who, ref=ref, ending=Ending.OTHER),
        lambda: office.do(meetings.open_form, caller=who, ref=ref, form="meeting"),
        lambda: office.do(requests.for_reader, reader=who, ref=case.ref),
        lambda: office.do(requests.pause, caller=who, ref=case.ref),
        lambda: office.do(requests.go_on, caller=who, ref=case.ref),
        lambda: office.do(messages.begin, caller=who, receipt=case.ref),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert office.do(jobs.mine, caller=who) == []
    assert len(office.rows(AuditLine, what="open_details")) == before


def test_a_job_is_nobody_elses(office: Office) -> None:
    case = office.preparing()
    other = office.coordinator()
    assert office.refusal(jobs.view, caller=other, ref=case.job) == "not_found"
    assert office.refusal(jobs.hand_back, caller=other, ref=case.job) == "not_found"
    assert office.refusal(jobs.view, caller=case.coordinator, ref="AAAABBBBCCCC") == "not_found"
    assert [card.ref for card in office.do(jobs.mine, caller=case.coordinator)] == [case.job]
    assert office.do(jobs.mine, caller=other) == []
