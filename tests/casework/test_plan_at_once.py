"""Taps on the plan at the same moment in two processes: one comes second, and nothing is written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from casework import handing_out, plan_readers, plans
from casework.letters import LetterKind
from domain.errors import DomainError
from storage.jobs import Job
from storage.plans import OwnReminder, PlanCopy, PlanLine
from tests.casework.plan_cases import agree, hand_out, handed_out, look, remember, tidy_after, write
from tests.office import Office


def _at_once(*actions: Callable[[], object]) -> list[str]:
    """Do all of them at the same moment; the code of each refusal, empty where there was none."""
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> str:
        start.wait()
        try:
            action()
        except DomainError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def test_handing_out_at_once_is_handing_out_once(both: Office) -> None:
    case = both.held()
    write(both, case)
    agree(both, case)
    assert _at_once(*[lambda: hand_out(both, case)] * 3) == ["", "", ""]
    assert len(both.letters(LetterKind.PLAN_READY)) == 1


def test_the_yes_and_a_change_at_once_never_hand_out_what_was_not_agreed(both: Office) -> None:
    """Either the yes came first and counts no more, or the line did and the yes is of words from before."""
    case = both.held()
    line = write(both, case)
    write(both, case, "cooks on Fridays")
    asked = both.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    said = _at_once(
        lambda: both.do(
            handing_out.answer, caller=case.requester, ref=case.ref, revision=asked.revision, yes=True
        ),
        lambda: both.do(plans.remove, caller=case.coordinator, ref=line),
    )
    assert said[0] in {"", "outdated", "plan_gone"}
    assert said[1] == ""
    assert not look(both, case).agreed
    assert both.refusal(handing_out.hand_out, caller=case.coordinator, ref=case.job) == "plan_not_agreed"


def test_fetching_and_asking_for_a_reminder_at_once_is_once(both: Office) -> None:
    case = both.held()
    line = write(both, case)
    handed_out(both, case)
    taps = [lambda: both.do(plan_readers.fetch, caller=case.requester, ref=case.ref)] * 2
    reminders = [lambda: remember(both, case.requester, line)] * 2
    assert _at_once(*taps, *reminders) == [""] * 4
    assert len(both.rows(PlanCopy)) == 1
    assert len(both.rows(OwnReminder)) == 1


def test_a_plan_whose_coordinator_is_gone_is_deleted(both: Office) -> None:
    case = both.held()
    write(both, case)
    job = both.row(Job, ref=case.job)
    job.ended_at = both.now
    with both.writing() as session:
        session.add(job)
    assert tidy_after(both, timedelta(hours=1)) == 1
    assert both.rows(PlanLine) == []
