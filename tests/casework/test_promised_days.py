"""The follow-up window, the family's own pace, and the end of the coordinator's access: each on its day."""

from datetime import datetime, timedelta

import pytest

from casework import clock, jobs, pace, requests
from casework.letters import LetterKind
from domain.preparation import Step
from domain.requests import State
from domain.timers import Due
from storage.escalations import Escalation
from storage.jobs import Registration
from tests.casework.promised import DAY, after_meeting, nothing_before, nudges, raised
from tests.office import Case, Office


@pytest.mark.parametrize("outcome", ["plan_accepted", "plan_pending", "no_plan"])
def test_the_follow_up_window_says_each_thing_on_its_day_and_to_whom_it_concerns(
    both: Office, outcome: str
) -> None:
    case = both.held(outcome=outcome)
    if outcome != "no_plan":
        both.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    said = [Due.FOLLOW_UP_SOON, Due.FOLLOW_UP, Due.FOLLOW_UP_AGAIN]
    for day, said_by_then, raised_by_then in [
        (26, 1, []),
        (28, 2, []),
        (31, 3, []),
        (35, 3, [Due.FOLLOW_UP_LATE]),
        (42, 3, [Due.FOLLOW_UP_LATE, Due.FOLLOW_UP_OVERDUE]),
        (60, 3, [Due.FOLLOW_UP_LATE, Due.FOLLOW_UP_OVERDUE, Due.ACCESS_CLOSES]),
    ]:
        nothing_before(both, after_meeting(both, case, day * DAY))
        assert (nudges(both), raised(both)) == (said[:said_by_then], raised_by_then)
    assert both.state(case) is State.FOLLOW_UP_DUE
    both.advance(days=300)
    before = len(both.rows(Escalation))
    both.do(clock.sweep)
    assert len(both.rows(Escalation)) == before


def test_a_plan_that_was_not_sent_is_asked_for_once(office: Office) -> None:
    case = office.held()
    nothing_before(office, after_meeting(office, case, 2 * DAY))
    assert (nudges(office), raised(office)) == ([Due.PLAN_UNSENT], [])


def test_on_day_sixty_the_coordinators_access_ends_and_the_manager_hears_it(office: Office) -> None:
    case = office.follow_up_due()
    office.now = after_meeting(office, case, 60 * DAY)
    office.do(clock.sweep)
    assert office.refusal(jobs.view, caller=case.coordinator, ref=case.job) == "not_found"
    assert raised(office)[-1] == Due.ACCESS_CLOSES
    assert len(office.letters(LetterKind.JOB_ENDED, case.coordinator)) == 1
    assert office.state(case) is State.FOLLOW_UP_DUE
    assert nudges(office)[-1:] != [Due.FOLLOW_UP_AGAIN]


def test_on_day_sixty_a_follow_up_without_registration_is_closed_with_what_is_known(office: Office) -> None:
    case = office.followed_up()
    office.now = after_meeting(office, case, 60 * DAY)
    office.do(clock.sweep)
    assert (office.state(case), raised(office)) == (
        State.CLOSED,
        [Due.REGISTRATION_LATE, Due.ACCESS_CLOSES],
    )
    facts = office.row(Registration, request_ref=case.ref).facts
    assert (facts["attended"], facts["band"], "score_by" in facts) == (9, "mostly", False)
    assert office.refusal(jobs.view, caller=case.coordinator, ref=case.job) == "not_found"


def test_whoever_reached_nobody_is_reminded_after_three_days_and_not_by_the_whole_list(
    office: Office,
) -> None:
    case = office.follow_up_due()
    office.advance(days=1)
    office.do(pace.reached_nobody, caller=case.coordinator, ref=case.job)
    tried = office.now
    nothing_before(office, tried + 3 * DAY)
    assert nudges(office)[-1] == Due.FOLLOW_UP_RETRY
    assert Due.FOLLOW_UP_AGAIN not in nudges(office)
    office.do(pace.reached_nobody, caller=case.coordinator, ref=case.job)
    office.advance(days=3)
    office.do(clock.sweep)
    assert nudges(office)[-2:] == [Due.FOLLOW_UP_RETRY, Due.FOLLOW_UP_RETRY]
    assert raised(office) == [Due.FOLLOW_UP_LATE]


def test_nobody_can_be_reached_only_while_the_follow_up_is_due(office: Office) -> None:
    case = office.held()
    assert office.refusal(pace.reached_nobody, caller=case.coordinator, ref=case.job) == "wrong_move"
    later = office.follow_up_due()
    office.do(requests.pause, caller=later.requester, ref=later.ref)
    assert office.refusal(pace.reached_nobody, caller=later.coordinator, ref=later.job) == "paused"


def _logging_steps(office: Office, case: Case, until: datetime) -> None:
    """A coordinator who goes on: a step every six days, the last one near the moment."""
    while office.now + 6 * DAY < until:
        office.advance(days=6)
        office.log(case, Step.CIRCLE_MAPPED)
    office.log(case, Step.CIRCLE_MAPPED)


@pytest.mark.parametrize("weeks", [6, 10])
def test_a_preparation_without_a_date_asks_the_family_whether_it_goes_at_their_pace(
    both: Office, weeks: int
) -> None:
    case = both.preparing()
    start = both.the_job(case).accepted_at
    for week in (6, 10)[: 1 if weeks == 6 else 2]:
        _logging_steps(both, case, start + 7 * week * DAY)
        both.now = start + 7 * week * DAY - timedelta(minutes=1)
        both.log(case, Step.CIRCLE_MAPPED)
        both.now = start + 7 * week * DAY
        both.do(clock.sweep)
    asked = both.letters(LetterKind.PACE, case.requester)
    said = [letter.key.split(":")[3] for letter in asked]
    assert said == [Due.PACE_CHECK, Due.NO_DATE][: 1 if weeks == 6 else 2]
    assert all(letter.nudge for letter in asked)
    assert raised(both) == ([] if weeks == 6 else [Due.NO_DATE])


def test_saying_that_the_pace_is_fine_changes_nothing_else(office: Office) -> None:
    case = office.preparing()
    before = office.the_request(case).due_at
    standing = office.do(pace.is_fine, caller=case.requester, ref=case.ref)
    assert (standing.state, office.the_request(case).due_at) == (State.PREPARING, before)
    assert office.refusal(pace.is_fine, caller=office.citizen(), ref=case.ref) == "not_found"


def test_with_a_date_the_family_is_not_asked_about_its_pace(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=43)
    office.do(clock.sweep)
    assert office.letters(LetterKind.PACE) == []
    assert office.state(case) is State.SCHEDULED


def test_a_first_offer_that_nobody_sends_is_raised_after_a_working_day(office: Office) -> None:
    office.opened()
    nothing_before(office, office.now + DAY)
    assert raised(office) == [Due.FIRST_OFFER_LATE]


def test_after_a_job_was_given_back_the_search_has_its_three_days_again(office: Office) -> None:
    case = office.preparing()
    office.advance(days=20)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    request = office.the_request(case)
    assert (request.due, request.due_at) == (Due.NO_COORDINATOR, office.now + 3 * DAY)
