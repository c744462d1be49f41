"""When the words of a plan are deleted: everybody has them, two weeks are over, or nobody hands it out any more."""

from datetime import timedelta

import pytest

from casework import jobs, plan_readers, plan_rows, plans, returning, unreached
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.circle import Standing
from domain.errors import (
    NotFoundError,
    OutdatedError,
    PlanGoneError,
)
from domain.forms.fields import SKIP
from domain.plans import KEPT, TIME_TO_LOOK, LineKind
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.circle import Guest
from storage.outbox import UNREACHABLE, Letter
from storage.plans import Plan, PlanCopy, PlanLine
from tests.casework.plan_cases import (
    fetch,
    guest,
    hand_out,
    handed_out,
    look,
    send,
    tidy_after,
    write,
)
from tests.office import Case, Office

HOUR = timedelta(hours=1)


def _with_a_line(office: Office, **held: str) -> Case:
    case = office.held(**held)
    write(office, case)
    return case


def _said(office: Office, reader: Caller, letter: Letter) -> bool:
    """Whether the letter still says something to its reader now."""
    envelope = Envelope(1, reader, letter.kind, letter.subject, letter.facts)
    return office.do(render, envelope) is not None


def test_a_guest_who_left_reads_nothing_and_is_not_waited_for(both: Office) -> None:
    case = _with_a_line(both)
    person = both.newcomer()
    own = guest(both, case, person=person)
    handed_out(both, case)
    [letter] = both.letters(LetterKind.PLAN_READY, person)
    fetch(both, case.requester, case.ref)
    row = both.row(Guest, ref=own)
    row.state, row.person_id = Standing.AWAY.value, None
    with both.writing() as session:
        session.add(row)
    with pytest.raises(NotFoundError):
        fetch(both, person, own)
    assert not _said(both, person, letter)
    assert tidy_after(both, 2 * TIME_TO_LOOK) == 1
    assert look(both, case).missed == 0


def test_who_leaves_is_forgotten_as_a_reader_too(office: Office) -> None:
    case = _with_a_line(office)
    person = office.newcomer()
    own = guest(office, case, person=person)
    handed_out(office, case)
    fetch(office, person, own)
    office.do(plan_rows.forget_reader, office.the_request(case), person.id)
    assert office.rows(PlanCopy) == []
    assert look(office, case).fetched == 0


def test_a_guest_who_blocked_the_bot_is_a_number_after_two_weeks(both: Office) -> None:
    case = _with_a_line(both)
    away, there = both.newcomer(), both.newcomer()
    guest(both, case, person=away)
    own = guest(both, case, person=there)
    both.do(returning.set_reachable, caller=away, reachable=False)
    handed_out(both, case)
    both.do(unreached.sweep)
    [waits] = both.letters(LetterKind.PLAN_READY, away)
    [arrives] = both.letters(LetterKind.PLAN_READY, there)
    assert (waits.state, arrives.state) == (UNREACHABLE, "waiting")
    fetch(both, there, own)
    fetch(both, case.requester, case.ref)
    assert tidy_after(both, KEPT - HOUR) == 0
    assert tidy_after(both, HOUR) == 1
    plan = look(both, case)
    assert (plan.lines, plan.missed, plan.forgotten_at) == ((), 1, both.now)
    both.do(returning.heard, caller=both.again(away))
    [back] = both.letters(LetterKind.PLAN_READY, away)
    assert not _said(both, away, back)


def test_when_everybody_has_it_the_words_go_a_day_later(both: Office) -> None:
    case = _with_a_line(both)
    handed_out(both, case)
    fetch(both, case.requester, case.ref)
    assert tidy_after(both, TIME_TO_LOOK - HOUR) == 0
    assert fetch(both, case.requester, case.ref).lines
    assert tidy_after(both, HOUR) == 1
    assert both.rows(PlanLine) + both.rows(PlanCopy) == []
    with pytest.raises(PlanGoneError):
        fetch(both, case.requester, case.ref)
    assert tidy_after(both, KEPT) == 0
    assert both.the_job(case).agreements == 1


def test_who_is_on_paper_gets_a_page_before_the_words_go(office: Office) -> None:
    case = _with_a_line(office)
    for _ in range(2):
        guest(office, case, language="ti", on_paper=True)
    assert (
        office.refusal(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="ti")
        == "plan_gone"
    )
    assert handed_out(office, case).paper == ("ti",)
    fetch(office, case.requester, case.ref)
    assert tidy_after(office, 2 * TIME_TO_LOOK) == 0
    printed = office.do(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="ti")
    assert printed.languages == ("ti",)
    with pytest.raises(OutdatedError):
        office.do(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="pl")
    assert look(office, case).missed is None
    assert tidy_after(office, TIME_TO_LOOK) == 1


def test_a_plan_that_goes_by_hand_is_deleted_too(office: Office) -> None:
    case = _with_a_line(office)
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    assert look(office, case).by_hand
    assert len(office.letters(LetterKind.PLAN_SENT)) == 1
    assert tidy_after(office, KEPT - HOUR) == 0
    assert tidy_after(office, HOUR) == 1
    assert office.row(Plan).missed is None


def test_a_plan_that_turned_out_to_be_none_is_deleted(office: Office) -> None:
    case = _with_a_line(office, outcome="plan_pending")
    office.finish(case, "held", outcome="no_plan")
    assert tidy_after(office, HOUR) == 1
    assert office.rows(PlanLine) == []


def test_after_it_was_deleted_a_new_version_can_be_written_and_handed_out(office: Office) -> None:
    case = _with_a_line(office)
    handed_out(office, case)
    fetch(office, case.requester, case.ref)
    tidy_after(office, TIME_TO_LOOK)
    assert hand_out(office, case).lines == ()  # tapped again by an old button: harmless
    write(office, case, "another beginning")
    assert handed_out(office, case).handed
    assert [line.what for line in fetch(office, case.requester, case.ref).lines] == ["another beginning"]


def test_only_agreements_are_counted(office: Office) -> None:
    case = _with_a_line(office)
    helped = write(office, case, "help with the letters", by=SKIP)
    office.do(plans.set_kind, caller=case.coordinator, ref=helped, kind=LineKind.HELP)
    handed_out(office, case)
    assert office.the_job(case).agreements == 1


def test_a_form_that_is_still_open_goes_with_the_words(office: Office) -> None:
    case = _with_a_line(office)
    [line] = look(office, case).lines
    office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    office.say(case.coordinator, "half a line")
    handed_out(office, case)
    fetch(office, case.requester, case.ref)
    page = office.do(plans.begin_change, caller=case.coordinator, ref=line.ref)
    tidy_after(office, TIME_TO_LOOK)
    with pytest.raises(OutdatedError):
        send(office, case, page)
