"""Conditions under compulsory help: raised a week before the meeting, once, and over as soon as they are known."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from casework import clock, conditions, escalations, jobs, managing, requests
from casework.escalations import Raised
from domain.ladder import Note
from domain.preparation import STEPS, Step, StepStatus, conditions_missing
from storage.escalations import Escalation
from tests.office import MORNING, Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


def _scheduled(office: Office, *, compulsory: bool = True, day: str = "14", hours: int = 0) -> Case:
    """A meeting so many days from now, less the hours, with every step done but the conditions."""
    case = office.preparing()
    office.log(case, *(step for step in STEPS if step is not Step.CONDITIONS_KNOWN))
    if compulsory:
        office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    office.finish(case, "meeting", day=day)
    office.advance(hours=hours)
    return case


def _raised(office: Office) -> list[Escalation]:
    return office.rows(Escalation, kind=conditions.KIND)


def _open(office: Office, case: Case) -> list[Raised]:
    return office.do(escalations.open_ones, caller=case.manager)


def test_a_week_before_the_meeting_the_manager_hears_it_once(both: Office) -> None:
    case = _scheduled(both)
    both.do(clock.tidy)
    assert _raised(both) == []
    both.advance(days=8)
    for _ in range(3):
        both.do(clock.tidy)
        both.advance(hours=1)
    [found] = _open(both, case)
    assert (found.kind, found.code, found.request_ref) == (conditions.KIND, "E-9", case.ref)
    assert len(_raised(both)) == 1


def test_it_is_over_by_itself_when_the_step_is_logged(both: Office) -> None:
    case = _scheduled(both, day="7", hours=12)
    both.do(clock.tidy)
    assert _open(both, case)
    both.log(case, Step.CONDITIONS_KNOWN, status=StepStatus.LATER)
    assert _open(both, case)
    both.log(case, Step.CONDITIONS_KNOWN)
    assert _open(both, case) == []
    assert both.row(Escalation, kind=conditions.KIND).note == Note.OVER
    both.do(clock.tidy)
    assert len(_raised(both)) == 1


def test_without_compulsory_help_nothing_is_asked(office: Office) -> None:
    case = _scheduled(office, compulsory=False, day="7", hours=12)
    assert office.do(conditions.notice) == 0
    office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    assert office.do(conditions.notice) == 1
    office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    assert office.do(conditions.notice) == 0
    assert _open(office, case) == []


def test_a_later_day_ends_it_and_the_new_week_is_another_occasion(office: Office) -> None:
    case = _scheduled(office, day="7", hours=12)
    office.do(conditions.notice)
    office.finish(case, "meeting", day="21")
    office.do(conditions.notice)
    assert _open(office, case) == []
    office.advance(days=15)
    office.do(conditions.notice)
    assert len(_open(office, case)) == 1
    assert len(_raised(office)) == 2


def test_what_the_manager_called_done_does_not_come_back_for_the_same_meeting(office: Office) -> None:
    case = _scheduled(office, day="7", hours=12)
    office.do(conditions.notice)
    [found] = _open(office, case)
    office.do(escalations.done, caller=case.manager, ref=found.ref, note=Note.SPOKE)
    assert office.do(conditions.notice) == 1
    assert _open(office, case) == []


def test_a_pause_of_the_family_raises_nothing_and_hurries_nobody(office: Office) -> None:
    case = _scheduled(office, day="7", hours=12)
    office.do(conditions.notice)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    rung = office.row(Escalation, kind=conditions.KIND).rung
    office.advance(days=3)
    office.do(clock.sweep)
    assert office.row(Escalation, kind=conditions.KIND).rung == rung
    other = _scheduled(office, day="7", hours=12)
    office.do(requests.pause, caller=other.requester, ref=other.ref)
    office.do(conditions.notice)
    assert len(_raised(office)) == 1


def test_when_the_job_is_given_back_there_is_no_meeting_to_know_them_for(office: Office) -> None:
    case = _scheduled(office, day="7", hours=12)
    office.do(conditions.notice)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    office.do(conditions.notice)
    assert [found for found in _open(office, case) if found.kind == conditions.KIND] == []


@pytest.mark.parametrize(
    ("days", "status", "missing"),
    [
        pytest.param(7, StepStatus.OPEN, True, id="exactly a week"),
        pytest.param(8, StepStatus.OPEN, False, id="more than a week"),
        pytest.param(1, StepStatus.LATER, True, id="later is not known"),
        pytest.param(1, StepStatus.NOT_APPLICABLE, True, id="under compulsory help they always apply"),
        pytest.param(1, StepStatus.DONE, False, id="known"),
    ],
)
def test_when_conditions_are_missing(days: int, status: StepStatus, missing: bool) -> None:
    statuses = {Step.CONDITIONS_KNOWN: status}
    meeting_at = MORNING + timedelta(days=days)
    assert conditions_missing(statuses, meeting_at=meeting_at, now=MORNING) is missing
    assert not conditions_missing(statuses, meeting_at=None, now=MORNING)
