"""The day of the meeting, as its coordinator taps it: in its order, on its day, and each thing once."""

from collections.abc import Callable

from casework import private_time, requests
from domain.preparation import Step, StepStatus
from domain.private_time import Phase
from domain.requests import State
from tests.casework.meeting_day import begin, on_the_day, plan_is_there
from tests.office import Office


def test_told_twice_it_began_the_first_time(both: Office) -> None:
    case = on_the_day(both)
    began = begin(both, case)
    both.advance(minutes=5)
    again = begin(both, case)
    assert (began.phase, again) == (Phase.PRIVATE, began)


def test_it_does_not_begin_before_the_day_of_the_meeting(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=6)
    for _ in range(2):
        assert office.refusal(private_time.begin, caller=case.coordinator, ref=case.job) == "not_the_day"
    assert office.do(private_time.look, caller=case.coordinator, ref=case.job).phase is Phase.BEFORE
    assert office.the_job(case).private_from is None
    office.advance(hours=15)  # five past midnight in Amsterdam
    assert begin(office, case).phase is Phase.PRIVATE


def test_without_a_meeting_there_is_no_day(office: Office) -> None:
    case = office.prepared()
    assert office.refusal(private_time.begin, caller=case.coordinator, ref=case.job) == "not_the_day"


def test_the_plan_is_not_there_before_private_time(office: Office) -> None:
    case = on_the_day(office)
    refused = office.refusal(private_time.plan_is_there, caller=case.coordinator, ref=case.job)
    assert (refused, office.the_job(case).private_until) == ("no_private_time", None)


def test_the_plan_is_there_once_and_they_may_go_among_themselves_again(office: Office) -> None:
    case = on_the_day(office)
    begin(office, case)
    office.advance(hours=2)
    first = plan_is_there(office, case)
    until = office.the_job(case).private_until
    office.advance(minutes=5)
    assert plan_is_there(office, case) == first
    assert office.the_job(case).private_until == until
    assert begin(office, case).phase is Phase.PRIVATE
    job = office.the_job(case)
    assert (job.private_from, job.private_until) == (office.now, None)


def test_a_plan_that_was_not_accepted_may_be_made_better_among_themselves(office: Office) -> None:
    case = office.held(outcome="plan_pending")
    assert begin(office, case).phase is Phase.PRIVATE
    assert plan_is_there(office, case).phase is Phase.PRESENTATION


def test_after_an_accepted_plan_the_day_is_over(office: Office) -> None:
    case = office.held()
    assert office.do(private_time.look, caller=case.coordinator, ref=case.job).phase is Phase.OVER
    assert office.refusal(private_time.begin, caller=case.coordinator, ref=case.job) == "not_the_day"


def test_recording_the_meeting_ends_what_nobody_ended(office: Office) -> None:
    case = on_the_day(office)
    begin(office, case)
    office.advance(hours=3)
    office.finish(case, "held")
    assert office.the_job(case).private_until == office.now
    assert office.state(case) is State.PLAN_ACCEPTED


def test_another_day_for_the_meeting_begins_from_the_beginning(office: Office) -> None:
    case = on_the_day(office)
    begin(office, case)
    plan_is_there(office, case)
    office.finish(case, "meeting")
    day = office.do(private_time.look, caller=case.coordinator, ref=case.job)
    assert (day.phase, day.private_from) == (Phase.BEFORE, None)


def test_in_a_pause_it_does_not_begin_but_it_ends(office: Office) -> None:
    case = on_the_day(office)
    begin(office, case)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert plan_is_there(office, case).phase is Phase.PRESENTATION
    assert office.refusal(private_time.begin, caller=case.coordinator, ref=case.job) == "paused"


def test_nobody_but_its_coordinator_taps_the_day(office: Office) -> None:
    case = on_the_day(office)
    acts: list[Callable[..., private_time.TheDay]] = [
        private_time.look,
        private_time.begin,
        private_time.plan_is_there,
    ]
    for act in acts:
        assert office.refusal(act, caller=office.coordinator(), ref=case.job) == "not_found"
        assert office.refusal(act, caller=case.requester, ref=case.job) == "not_allowed"
        assert office.refusal(act, caller=case.manager, ref=case.job) == "not_allowed"


def test_what_holds_the_recording_back_is_told_on_the_day(office: Office) -> None:
    case = on_the_day(office)
    assert office.do(private_time.look, caller=case.coordinator, ref=case.job).missing == ()
    office.log(case, Step.SAFETY_CHECKED, status=StepStatus.LATER)
    day = office.do(private_time.look, caller=case.coordinator, ref=case.job)
    assert day.missing == (Step.SAFETY_CHECKED,)
