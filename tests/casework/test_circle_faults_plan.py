"""What a review of the plan found: lines that went too early, and words that reached who is not in the circle any more."""

from datetime import timedelta

import pytest

from casework import circle, clock, jobs, own_reminders, plan_readers, plans
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.plans import KEPT, TIME_TO_LOOK
from storage.drafts import Draft
from storage.plans import OwnReminder, PlanLine
from tests.casework.meeting_day import begin, on_the_day, plan_is_there
from tests.casework.plan_cases import (
    agree,
    fetch,
    guest,
    hand_out,
    handed_out,
    look,
    remember,
    tidy_after,
    write,
)
from tests.office import Office


def test_a_plan_that_is_written_anew_after_two_weeks_is_not_deleted_under_the_hand(both: Office) -> None:
    case = both.held(outcome="plan_pending")
    write(both, case)
    handed_out(both, case)
    assert tidy_after(both, KEPT) == 1
    both.advance(days=2)
    write(both, case, "they revised it at the kitchen table")
    assert tidy_after(both, timedelta(hours=1)) == 0
    agree(both, case)
    hand_out(both, case)
    assert [line.what for line in look(both, case).lines] == ["they revised it at the kitchen table"]
    assert tidy_after(both, KEPT) == 1


def test_a_plan_that_is_changed_on_the_last_day_waits_for_the_new_yes(both: Office) -> None:
    case = both.held(outcome="plan_pending")
    write(both, case)
    handed_out(both, case)
    both.now += KEPT - timedelta(hours=1)
    write(both, case, "one more")
    assert tidy_after(both, timedelta(hours=2)) == 0
    assert tidy_after(both, KEPT) == 1  # and not for ever, when nobody hands it out


def test_a_plan_of_a_second_meeting_is_kept_where_the_first_one_went_on_paper(both: Office) -> None:
    case = both.held(outcome="plan_pending")
    both.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    both.now += KEPT
    write(both, case)
    assert tidy_after(both, timedelta(hours=1)) == 0
    assert tidy_after(both, KEPT) == 1


def test_lines_wait_until_the_page_of_every_language_on_paper_was_made(both: Office) -> None:
    case = both.held()
    write(both, case)
    for language in ("ar", "ti"):
        guest(both, case, language=language, on_paper=True)
    handed_out(both, case)
    fetch(both, case.requester, case.ref)
    both.do(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="ar")
    assert tidy_after(both, TIME_TO_LOOK) == 0
    both.do(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="ti")
    assert tidy_after(both, KEPT) == 1


def test_who_is_kept_away_does_not_hear_what_a_line_says_now(both: Office) -> None:
    case = both.held(outcome="plan_pending")
    line = write(both, case)
    person = both.newcomer()
    ref = guest(both, case, person=person)
    handed_out(both, case)
    remember(both, person, line)
    remember(both, case.requester, line)
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    write(both, case, "the children are at the new address on Mondays")
    agree(both, case)
    hand_out(both, case)
    assert [row.person_id for row in both.rows(OwnReminder)] == [case.requester.id]


def test_nobody_is_reminded_of_a_promise_while_there_is_danger(both: Office) -> None:
    case = both.held()
    line = write(both, case)
    person = both.newcomer()
    guest(both, case, person=person)
    handed_out(both, case)
    remember(both, person, line)
    request = both.the_request(case)
    request.danger = "AAAABBBBCCCC"
    with both.writing() as session:
        session.add(request)
    both.now = both.row(OwnReminder).due_at
    both.do(clock.tidy)
    assert both.letters(LetterKind.OWN_REMINDER) == []
    with pytest.raises(NotFoundError):
        both.do(own_reminders.say, caller=person, ref=line)
    request = both.the_request(case)
    request.danger = None
    with both.writing() as session:
        session.add(request)
    both.do(clock.tidy)
    assert len(both.letters(LetterKind.OWN_REMINDER, person)) == 1
    assert both.do(own_reminders.say, caller=person, ref=line).what


def test_lines_that_nobody_got_are_not_handed_over_to_another_coordinator(both: Office) -> None:
    case = on_the_day(both)
    begin(both, case)
    plan_is_there(both, case)
    write(both, case)
    both.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    both.say(case.coordinator, "half a line")
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert both.rows(PlanLine) == []
    assert both.rows(Draft) == []


def test_a_plan_that_was_handed_out_waits_for_its_readers_when_the_coordinator_stops(both: Office) -> None:
    case = both.held(outcome="plan_pending")
    write(both, case)
    handed_out(both, case)
    both.finish(case, "meeting", day="14")
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert len(fetch(both, case.requester, case.ref).lines) == 1
