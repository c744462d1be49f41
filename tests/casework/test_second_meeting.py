"""A second meeting, where the first one did not end with a plan: set, held and recorded once more."""

from datetime import timedelta

import pytest

from casework import evenings, guests, inviting, jobs, meetings, private_time
from casework.letters import LetterKind
from domain.circle import Apart, Reply
from domain.errors import DateOutOfRangeError, InvitationUsedError, WrongMoveError
from domain.requests import State
from storage.circle import Guest
from tests.casework.invited import invited
from tests.office import Case, Office


def _pending(office: Office) -> Case:
    """A meeting was held, and its plan is not finished."""
    return office.held(outcome="plan_pending", agreements="3", by_circle="2")


def test_the_day_of_a_second_meeting_empties_when_the_first_was_held(both: Office) -> None:
    case = _pending(both)
    first = both.the_job(case).held_at
    assert first is not None
    card = both.finish(case, "meeting", day="14")
    assert isinstance(card, jobs.JobCard)
    job = both.the_job(case)
    assert (card.state, job.held_at, job.outcome) == (State.SCHEDULED, None, "plan_pending")
    assert job.meeting_at is not None
    assert job.meeting_at - first > timedelta(days=14)
    assert both.letters(LetterKind.MEETING_SET, case.requester)[-1].facts == {"first": False}


def test_a_second_meeting_in_the_past_changes_nothing_of_the_first(office: Office) -> None:
    case = _pending(office)
    caller, ref = invited(office, case)
    office.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    before = office.the_job(case)
    with pytest.raises(DateOutOfRangeError):
        office.finish(case, "meeting", day=f"{office.now:%d-%m-%Y}", time="10:00")
    after = office.the_job(case)
    assert (office.state(case), after.held_at, after.meeting_at) == (
        State.PLAN_PENDING,
        before.held_at,
        before.meeting_at,
    )
    assert office.row(Guest, ref=ref).answer == Reply.YES


@pytest.mark.parametrize("outcome", ["plan_accepted", "plan_pending", "no_plan"])
def test_a_second_meeting_is_held_and_recorded_once_more(both: Office, outcome: str) -> None:
    case = _pending(both)
    first = both.the_job(case).held_at
    both.finish(case, "meeting", day="14")
    caller, ref = invited(both, case)
    both.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    both.advance(days=15)
    both.finish(case, "held", outcome=outcome, attended="6")
    job = both.the_job(case)
    assert (both.state(case), job.outcome, job.attended) == (State(outcome), outcome, 6)
    assert job.held_at == job.meeting_at
    assert job.held_at != first
    assert both.row(Guest, ref=ref).private is None


def test_a_second_meeting_begins_from_the_beginning(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=7)
    office.do(private_time.begin, caller=case.coordinator, ref=case.job)
    office.advance(hours=8)
    office.finish(case, "held", outcome="plan_pending")
    assert office.the_job(case).private_until is not None
    office.finish(case, "meeting")
    assert (office.the_job(case).private_from, office.the_job(case).private_until) == (None, None)
    office.advance(days=7)
    assert office.do(private_time.begin, caller=case.coordinator, ref=case.job).job == case.job


def test_before_a_second_meeting_there_is_an_evening_before_and_the_links_work(both: Office) -> None:
    case = _pending(both)
    both.finish(case, "meeting")
    caller, ref = invited(both, case)
    both.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    both.advance(days=6)
    both.do(evenings.remind)
    told = {letter.person_id for letter in both.letters(LetterKind.EVENING_BEFORE)}
    assert told == {caller.id, case.requester.id}
    anew = both.do(inviting.new_link, caller=case.coordinator, ref=ref)
    with pytest.raises(InvitationUsedError):
        both.do(inviting.open_link, caller=both.newcomer(), secret="g" * 44)
    shown = both.do(inviting.open_link, caller=both.newcomer(), secret=anew.secret)
    assert shown is not None
    assert shown.meeting_at == both.the_job(case).meeting_at


@pytest.mark.parametrize("outcome", ["plan_accepted", "no_plan"])
def test_after_a_plan_or_without_one_there_is_no_second_meeting(office: Office, outcome: str) -> None:
    case = office.held(outcome=outcome)
    with pytest.raises(WrongMoveError):
        office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="meeting")
