"""Somebody is not safe: the manager hears it at once, and of whom it is said nobody hears but the coordinator."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from casework import clock, escalations, guests, jobs, requests, safety
from casework.escalations import Raised
from casework.letters import LetterKind
from domain.circle import Apart
from domain.errors import NotAllowedError, NotFoundError
from storage.escalations import Escalation
from storage.outbox import Letter
from tests.circles import joins
from tests.domain.policies import POLICY
from tests.office import Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


def _raised(office: Office) -> list[Escalation]:
    return office.rows(Escalation, kind=safety.KIND)


def _open(office: Office, case: Case) -> list[Raised]:
    return office.do(escalations.open_ones, caller=case.manager)


def test_who_may_not_meet_somebody_makes_the_manager_call_the_coordinator(both: Office) -> None:
    case = both.scheduled()
    guest = both.newcomer()
    ref = joins(both, case, guest)
    for apart in (Apart.RATHER_NOT, Apart.NOBODY):
        both.do(guests.tell_apart, caller=guest, ref=ref, apart=apart)
    assert _raised(both) == []
    for _ in range(2):
        both.do(guests.tell_apart, caller=guest, ref=ref, apart=Apart.MAY_NOT)
    [found] = _open(both, case)
    assert (found.kind, found.code, found.request_ref) == (safety.KIND, "E-8", case.ref)
    assert both.letters(LetterKind.ESCALATION, case.manager)


def test_it_says_nothing_of_who_told_it_and_no_one_else_hears_it(office: Office) -> None:
    case = office.scheduled()
    guest, other = office.newcomer(), office.newcomer()
    ref = joins(office, case, guest)
    joins(office, case, other)
    office.advance(minutes=1)
    office.do(guests.tell_apart, caller=guest, ref=ref, apart=Apart.MAY_NOT)
    [letter] = office.letters(LetterKind.ESCALATION)
    assert letter.person_id == case.manager.id
    assert ref not in f"{letter.subject} {letter.facts}"
    heard = {letter.person_id for letter in office.rows(Letter) if letter.created_at >= office.now}
    assert not heard & {other.id, case.requester.id}


def test_a_word_taken_back_does_not_end_it_and_once_a_day_is_enough(office: Office) -> None:
    case = office.scheduled()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    for apart in (Apart.MAY_NOT, Apart.NOBODY, Apart.MAY_NOT, Apart.NOBODY):
        office.do(guests.tell_apart, caller=guest, ref=ref, apart=apart)
    office.do(clock.tidy)
    assert len(_open(office, case)) == 1
    office.advance(days=1)
    office.do(guests.tell_apart, caller=guest, ref=ref, apart=Apart.MAY_NOT)
    assert len(_open(office, case)) == 2


def test_the_coordinator_asks_the_manager_to_call_also_during_a_pause(office: Office) -> None:
    case = office.preparing()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert office.do(safety.may_report, caller=case.coordinator, ref=case.job) == case.job
    for _ in range(2):
        assert office.do(safety.report, caller=case.coordinator, ref=case.job) == case.ref
    assert len(_open(office, case)) == 1


@pytest.mark.parametrize("action", [safety.report, safety.may_report])
def test_only_the_coordinator_of_the_job_can_say_so(office: Office, action: Callable[..., str]) -> None:
    case = office.preparing()
    with pytest.raises(NotFoundError):
        office.do(action, caller=office.coordinator(), ref=case.job)
    for who in (case.requester, case.manager):
        with pytest.raises(NotAllowedError):
            office.do(action, caller=who, ref=case.job)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    with pytest.raises(NotFoundError):
        office.do(action, caller=case.coordinator, ref=case.job)
    assert _raised(office) == []


def test_the_policy_sends_it_at_any_hour() -> None:
    assert POLICY.ladder(safety.KIND).urgent
