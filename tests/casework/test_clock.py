"""What the clock does: each promise once, late or not, and nothing twice."""

from datetime import timedelta

import pytest

from casework import clock, escalations, jobs, offering, progress
from casework.letters import LetterKind
from domain.preparation import Step
from domain.requests import Event, State
from domain.timers import Due
from storage.escalations import Escalation
from storage.outbox import WAITING
from storage.requests import Request
from tests.casework.promised import DAY, after_meeting, nothing_before, nudges, raised
from tests.office import Office


def test_a_request_that_nobody_opens_is_raised_after_a_day_and_again_after_three(both: Office) -> None:
    both.submitted()
    start = both.now
    nothing_before(both, start + DAY)
    assert raised(both) == [Due.INTAKE_LATE]
    nothing_before(both, start + 3 * DAY)
    assert raised(both) == [Due.INTAKE_LATE, Due.NO_COORDINATOR]
    both.advance(days=300)
    both.do(clock.sweep)
    assert raised(both) == [Due.INTAKE_LATE, Due.NO_COORDINATOR]


@pytest.mark.parametrize(
    ("deadline", "wait"),
    [
        pytest.param("-", 3 * DAY, id="three days"),
        pytest.param("10-3-2026", DAY, id="one day when it is urgent"),
    ],
)
def test_a_request_without_a_coordinator_is_raised_after(
    office: Office, deadline: str, wait: timedelta
) -> None:
    office.opened(deadline=deadline)
    start = office.now
    for moment, count in ((start + wait - timedelta(seconds=1), 0), (start + wait, 1), (start + wait, 1)):
        office.now = moment
        office.do(clock.sweep)
        assert raised(office).count(Due.NO_COORDINATOR) == count


def test_a_family_that_is_not_contacted_is_raised_after_two_days(office: Office) -> None:
    office.accepted()
    nothing_before(office, office.now + 2 * DAY)
    assert (raised(office), nudges(office)) == ([Due.NO_FIRST_CONTACT], [])


def test_a_quiet_preparation_nudges_the_coordinator_and_then_reaches_the_manager(both: Office) -> None:
    case = both.preparing()
    start = both.now
    nothing_before(both, start + 7 * DAY)
    assert (nudges(both), raised(both)) == ([Due.PREPARATION_QUIET], [])
    (nudge,) = both.letters(LetterKind.NUDGE, case.coordinator)
    assert (nudge.subject, nudge.nudge) == (case.job, True)
    nothing_before(both, start + 14 * DAY)
    assert (len(nudges(both)), raised(both)) == (1, [Due.PREPARATION_STALLED])


def test_a_step_after_the_nudge_starts_the_week_again(office: Office) -> None:
    case = office.preparing()
    office.advance(days=8)
    office.do(clock.sweep)
    office.log(case, Step.CIRCLE_MAPPED)
    nothing_before(office, office.now + 7 * DAY)
    assert nudges(office) == [Due.PREPARATION_QUIET, Due.PREPARATION_QUIET]


def test_a_meeting_that_is_not_recorded_nudges_and_then_reaches_the_manager(office: Office) -> None:
    case = office.scheduled()
    nothing_before(office, after_meeting(office, case, 2 * DAY))
    assert nudges(office) == [Due.MEETING_UNRECORDED]
    nothing_before(office, after_meeting(office, case, 14 * DAY))
    assert raised(office) == [Due.PREPARATION_STALLED]


def test_a_follow_up_in_time_reaches_no_manager(office: Office) -> None:
    case = office.followed_up()
    office.now = after_meeting(office, case, timedelta(days=35, hours=1))
    assert (office.do(clock.sweep), raised(office)) == (0, [])


def test_a_registration_that_is_not_completed_is_raised_after_a_week(office: Office) -> None:
    office.followed_up()
    nothing_before(office, office.now + 7 * DAY)
    assert raised(office) == [Due.REGISTRATION_LATE]


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


def test_what_was_missed_for_long_is_said_once_with_the_newest_word(office: Office) -> None:
    case = office.held()
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    office.now = after_meeting(office, case, 36 * DAY)
    assert [office.do(clock.sweep) for _ in range(3)] == [1, 0, 0]
    assert (nudges(office), raised(office)) == ([Due.FOLLOW_UP_AGAIN], [Due.FOLLOW_UP_LATE])
    assert office.state(case) is State.FOLLOW_UP_DUE


def test_a_word_that_waits_is_dropped_for_a_newer_one(office: Office) -> None:
    case = office.held()
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    for day in (26, 28, 31):
        office.now = after_meeting(office, case, day * DAY)
        office.do(clock.sweep)
    waiting = [letter.state == WAITING for letter in office.letters(LetterKind.NUDGE)]
    assert waiting == [False, False, True]


def test_late_offers_are_part_of_the_sweep(office: Office) -> None:
    case = office.asked(2)
    office.advance(hours=24)
    assert office.do(clock.sweep) >= 2
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
        progress.advance(office.desk(session), request, Event.HOLD, by=None)
    office.now = after_meeting(office, case, 2 * DAY)
    office.do(clock.sweep)
    office.now = after_meeting(office, case, 14 * DAY)
    office.do(clock.sweep)
    assert (nudges(office), raised(office)) == ([Due.PLAN_UNRECORDED], [Due.PREPARATION_STALLED])
