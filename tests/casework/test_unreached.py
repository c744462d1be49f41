"""Who cannot be reached: sending stops, and a human gets the words."""

import pytest

from bot.texts.screens import Screen
from casework import clock, escalations, jobs, messages, requests, unreached
from casework.letters import LetterKind
from domain.people import Role
from scheduler.rendering import render
from storage.audit import AuditLine
from storage.escalations import Escalation
from tests.casework.post import blocks, comes_back, states, tasks, told
from tests.office import NAME, PHONE, Case, Office


def test_a_letter_to_who_blocked_the_bot_becomes_one_task_for_the_manager(away: tuple[Office, Case]) -> None:
    office, case = away
    told(office, case.requester, LetterKind.MEETING_SET, request_id=office.the_request(case).id)
    told(office, case.requester, LetterKind.PLAN_SENT, request_id=office.the_request(case).id)
    office.do(clock.sweep)
    office.do(clock.sweep)
    (task,) = tasks(office)
    assert task.request_id == office.the_request(case).id
    assert set(states(office, case.requester, LetterKind.MEETING_SET, LetterKind.PLAN_SENT)) == {
        "unreachable"
    }
    assert len(office.letters(LetterKind.ESCALATION, case.manager)) == 1


def test_what_comes_after_the_task_is_done_is_a_new_task(away: tuple[Office, Case]) -> None:
    office, case = away
    request_id = office.the_request(case).id
    told(office, case.requester, LetterKind.MEETING_SET, request_id=request_id)
    office.do(clock.sweep)
    (first,) = tasks(office)
    office.do(escalations.done, caller=case.manager, ref=first.ref)
    told(office, case.requester, LetterKind.PLAN_SENT, request_id=request_id)
    office.do(clock.sweep)
    assert len(tasks(office)) == 2


@pytest.mark.parametrize("count", [1, 5], ids=["one letter", "gathered letters"])
def test_who_was_back_for_a_moment_only_is_a_new_task(away: tuple[Office, Case], count: int) -> None:
    office, case = away
    for number in range(count):
        about = {"subject": f"S{number}", "request_id": office.the_request(case).id}
        told(office, case.requester, LetterKind.PAUSED, **about)
    office.do(unreached.sweep)
    comes_back(office, case.requester)
    office.advance(seconds=2)
    blocks(office, case.requester)
    office.do(unreached.sweep)
    assert states(office, case.requester, LetterKind.PAUSED) == ["unreachable"] * count
    first, again = tasks(office)
    assert (first.done_at is None, again.done_at) == (False, None)
    words = office.do(unreached.words, caller=case.manager, ref=again.ref, render=render)
    assert words.receipt == case.ref


def test_the_words_are_in_the_persons_language_with_the_safe_way_and_the_opening_is_audited(
    away: tuple[Office, Case],
) -> None:
    office, case = away
    request_id = office.the_request(case).id
    told(office, case.requester, LetterKind.PAUSED, subject=case.ref, request_id=request_id)
    office.do(clock.sweep)
    (task,) = tasks(office)
    words = office.do(unreached.words, caller=case.manager, ref=task.ref, render=render)
    (screen,) = words.said
    assert isinstance(screen, Screen)
    assert (words.locale, words.hint) == (None, "nl")
    assert (words.details["name"], words.details["phone"], words.hours) == (NAME, PHONE, "evening")
    opened = office.rows(AuditLine, what="open_details", why="unreachable")
    assert [line.who for line in opened] == [case.manager.id]


def test_only_who_looks_after_the_region_gets_the_words_and_not_when_it_is_done(
    away: tuple[Office, Case],
) -> None:
    office, case = away
    told(office, case.requester, LetterKind.PAUSED, request_id=office.the_request(case).id)
    office.do(clock.sweep)
    (task,) = tasks(office)
    others = [case.coordinator, case.requester, office.manager("zeeland"), office.staff(Role.TRAINER)]
    refusals = {office.refusal(unreached.words, caller=one, ref=task.ref, render=render) for one in others}
    assert refusals <= {"not_found", "not_allowed"}
    office.do(escalations.done, caller=case.manager, ref=task.ref)
    assert office.refusal(unreached.words, caller=case.manager, ref=task.ref, render=render) == "not_found"


def test_of_a_coordinator_no_way_is_shown_and_nothing_of_the_family_is_opened(both: Office) -> None:
    case = both.asked(1)
    blocks(both, case.coordinator)
    both.do(clock.sweep)
    (task,) = tasks(both)
    words = both.do(unreached.words, caller=case.manager, ref=task.ref, render=render)
    assert (words.is_family, words.details, len(words.said)) == (False, {}, 1)
    assert both.rows(AuditLine, what="open_details", why="unreachable") == []


def test_another_kind_of_escalation_has_no_words(office: Office) -> None:
    case = office.submitted()
    office.do(requests.ask_for_human, caller=case.requester)
    ref = office.row(Escalation).ref
    assert office.refusal(unreached.words, caller=case.manager, ref=ref, render=render) == "not_found"


def test_lines_that_were_passed_on_are_wiped_and_the_manager_hears_that_there_were_some(
    away: tuple[Office, Case],
) -> None:
    office, case = away
    office.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    page = office.say(case.coordinator, "I come at four.")
    office.do(messages.send, caller=case.coordinator, revision=page.revision)
    office.do(clock.sweep)
    (task,) = tasks(office)
    words = office.do(unreached.words, caller=case.manager, ref=task.ref, render=render)
    assert (words.said, words.passed_on) == ((), 1)
    (letter,) = office.letters(LetterKind.MESSAGE, case.requester)
    assert (letter.state, letter.facts) == ("unreachable", {})
    comes_back(office, case.requester)
    assert states(office, case.requester, LetterKind.MESSAGE) == ["unreachable"]


def test_a_job_goes_on_meanwhile(office: Office) -> None:
    case = office.preparing()
    blocks(office, case.requester)
    office.do(clock.sweep)
    assert office.do(jobs.view, caller=case.coordinator, ref=case.job).ref == case.job
