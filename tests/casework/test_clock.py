"""What the clock does: each promise once, late or not, and nothing twice."""

from datetime import datetime, timedelta

import pytest

from casework import clock, escalations, offering, progress
from casework.letters import LetterKind
from domain.policy import Policy
from domain.preparation import Step
from domain.requests import Event, State
from domain.timers import Due
from storage.escalations import Escalation
from storage.requests import Request
from tests.office import Case, Office

_POLICY = Policy()


def _raised(office: Office) -> list[str]:
    return [one.kind for one in sorted(office.rows(Escalation), key=lambda one: one.id or 0)]


def _nudges(office: Office) -> list[str]:
    return [letter.facts["due"] for letter in office.letters(LetterKind.NUDGE)]


def _after_meeting(office: Office, case: Case, wait: timedelta) -> datetime:
    job = office.the_job(case)
    assert job.meeting_at is not None
    return job.meeting_at + wait


def _nothing_before(office: Office, moment: datetime) -> None:
    """Go to the moment; right before it there is nothing to do, and on it there is one thing, once."""
    office.now = moment - timedelta(seconds=1)
    assert office.do(clock.sweep) == 0
    office.now = moment
    assert office.do(clock.sweep) == 1
    assert office.do(clock.sweep) == 0


def test_a_request_that_nobody_opens_is_raised_after_a_day_and_again_after_three(both: Office) -> None:
    both.submitted()
    start = both.now
    _nothing_before(both, start + _POLICY.human_contact)
    assert _raised(both) == [Due.INTAKE_LATE]
    _nothing_before(both, start + _POLICY.no_coordinator)
    assert _raised(both) == [Due.INTAKE_LATE, Due.NO_COORDINATOR]
    both.advance(days=300)
    assert both.do(clock.sweep) == 0


@pytest.mark.parametrize(
    ("deadline", "wait"),
    [
        pytest.param("-", _POLICY.no_coordinator, id="three days"),
        pytest.param("10-3-2026", _POLICY.no_coordinator_urgent, id="one day when it is urgent"),
    ],
)
def test_a_request_without_a_coordinator_is_raised_after(
    office: Office, deadline: str, wait: timedelta
) -> None:
    office.opened(deadline=deadline)
    _nothing_before(office, office.now + wait)
    assert _raised(office) == [Due.NO_COORDINATOR]


def test_a_family_that_is_not_contacted_is_raised_after_two_days(office: Office) -> None:
    office.accepted()
    _nothing_before(office, office.now + _POLICY.first_contact)
    assert (_raised(office), _nudges(office)) == ([Due.NO_FIRST_CONTACT], [])


def test_a_quiet_preparation_nudges_the_coordinator_and_then_reaches_the_manager(both: Office) -> None:
    case = both.preparing()
    start = both.now
    _nothing_before(both, start + _POLICY.stall_warning)
    assert (_nudges(both), _raised(both)) == ([Due.PREPARATION_QUIET], [])
    (nudge,) = both.letters(LetterKind.NUDGE, case.coordinator)
    assert (nudge.subject, nudge.nudge) == (case.job, True)
    _nothing_before(both, start + _POLICY.stall_escalation)
    assert (len(_nudges(both)), _raised(both)) == (1, [Due.PREPARATION_STALLED])


def test_a_step_after_the_nudge_starts_the_week_again(office: Office) -> None:
    case = office.preparing()
    office.advance(days=8)
    office.do(clock.sweep)
    office.log(case, Step.CIRCLE_MAPPED)
    _nothing_before(office, office.now + _POLICY.stall_warning)
    assert _nudges(office) == [Due.PREPARATION_QUIET, Due.PREPARATION_QUIET]


def test_a_meeting_that_is_not_recorded_nudges_and_then_reaches_the_manager(office: Office) -> None:
    case = office.scheduled()
    _nothing_before(office, _after_meeting(office, case, _POLICY.plan_sent))
    assert _nudges(office) == [Due.MEETING_UNRECORDED]
    _nothing_before(office, _after_meeting(office, case, _POLICY.stall_escalation))
    assert _raised(office) == [Due.PREPARATION_STALLED]


@pytest.mark.parametrize("outcome", ["plan_accepted", "plan_pending", "no_plan"])
def test_the_follow_up_comes_on_day_28_once_and_on_day_35_the_manager_hears_it(
    both: Office, outcome: str
) -> None:
    case = both.held(outcome=outcome)
    _nothing_before(both, _after_meeting(both, case, timedelta(days=28)))
    assert (both.state(case), _nudges(both), _raised(both)) == (State.FOLLOW_UP_DUE, [Due.FOLLOW_UP], [])
    _nothing_before(both, _after_meeting(both, case, timedelta(days=35)))
    assert (_nudges(both), _raised(both)) == ([Due.FOLLOW_UP], [Due.FOLLOW_UP_LATE])
    both.advance(days=300)
    assert both.do(clock.sweep) == 0


def test_a_follow_up_in_time_reaches_no_manager(office: Office) -> None:
    case = office.followed_up()
    office.now = _after_meeting(office, case, timedelta(days=35, hours=1))
    assert (office.do(clock.sweep), _raised(office)) == (0, [])


def test_a_registration_that_is_not_completed_is_raised_after_a_week(office: Office) -> None:
    office.followed_up()
    _nothing_before(office, office.now + _POLICY.registration)
    assert _raised(office) == [Due.REGISTRATION_LATE]


def test_nothing_is_due_after_the_end(office: Office) -> None:
    office.closed()
    office.advance(days=400)
    assert office.do(clock.sweep) == 0


def test_after_thirty_hours_of_silence_everything_is_done_once_oldest_first(
    both: Office,
) -> None:  # trust.md 35
    manager = both.manager()
    cases = []
    for _ in range(3):
        cases.append(both.submit(both.citizen(), manager))
        both.advance(hours=2)
    both.advance(hours=30)
    assert both.do(clock.sweep) == 3
    assert both.do(clock.sweep) == 0
    told = both.letters(LetterKind.ESCALATION, manager)
    raised = [both.row(Escalation, ref=letter.subject).request_id for letter in told]
    assert raised == [both.the_request(case).id for case in cases]


def test_what_was_missed_for_long_is_made_up_for_step_by_step(office: Office) -> None:
    case = office.held()
    office.advance(days=60)
    swept = [office.do(clock.sweep) for _ in range(4)]
    assert swept == [1, 1, 0, 0]
    assert (_nudges(office), _raised(office)) == ([Due.FOLLOW_UP], [Due.FOLLOW_UP_LATE])
    assert office.state(case) is State.FOLLOW_UP_DUE


def test_late_offers_are_part_of_the_sweep(office: Office) -> None:
    case = office.asked(2)
    office.advance(hours=24)
    assert office.do(clock.sweep) == 2
    assert office.state(case) is State.MATCHING
    assert office.do(offering.mine, caller=case.coordinator) == []


def test_a_nudge_without_a_coordinator_is_written_to_nobody(office: Office) -> None:
    case = office.preparing()
    job = office.the_job(case)
    with office.writing() as session:
        job.ended_at = office.now
        session.add(job)
    office.advance(days=7)
    assert office.do(clock.sweep) == 1
    assert office.letters(LetterKind.NUDGE) == []


def test_the_same_promise_is_raised_once_per_occasion(office: Office) -> None:
    case = office.submitted()
    for occasion in ("first", "first", "second"):
        request = office.the_request(case)
        office.do(escalations.raise_, kind=Due.INTAKE_LATE.value, request=request, occasion=occasion)
        office.advance(minutes=1)
    assert len(office.rows(Escalation)) == 2
    assert len(office.letters(LetterKind.ESCALATION)) == 2


def test_a_meeting_whose_outcome_was_never_recorded_nudges_and_then_reaches_the_manager(
    office: Office,
) -> None:
    case = office.scheduled()
    office.advance(days=8)
    request_id = office.the_request(case).id
    with office.writing() as session:
        request = session.get_one(Request, request_id)
        progress.advance(office.desk(session), request, Event.HOLD)
    office.now = _after_meeting(office, case, _POLICY.plan_sent)
    office.do(clock.sweep)
    office.now = _after_meeting(office, case, _POLICY.stall_escalation)
    office.do(clock.sweep)
    assert (_nudges(office), _raised(office)) == ([Due.PLAN_UNRECORDED], [Due.PREPARATION_STALLED])
