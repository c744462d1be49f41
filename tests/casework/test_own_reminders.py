"""One's own promise on its day and looking back after three months: for who asked alone, and then it is deleted."""

from datetime import datetime, time, timedelta
from typing import cast

import pytest

from bot.texts.screens import Screen
from casework import forms, outbox, own_reminders, plans, returning
from casework.letters import LetterKind
from casework.outbox import Envelope
from casework.plan_readers import Reading
from domain.errors import NotFoundError, OutdatedError, PlanGoneError
from domain.forms.fields import SKIP
from domain.plans import KEPT, REVIEW_AFTER, TIME_TO_LOOK
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.outbox import DROPPED, WAITING, Letter
from storage.plans import OwnReminder
from tests.casework.plan_cases import (
    BESIDE,
    WORDS,
    agree,
    fetch,
    guest,
    hand_out,
    handed_out,
    look,
    put_beside,
    remember,
    send,
    tidy_after,
    write,
)
from tests.front_desk import AMSTERDAM
from tests.office import Case, Office

MINUTE = timedelta(minutes=1)


def _handed(office: Office) -> tuple[Case, Caller, str]:
    """A plan with one line that was handed out, a guest, and the line."""
    case = office.held()
    line = write(office, case)
    put_beside(office, case, line)
    person = office.newcomer()
    guest(office, case, person=person, language="ar")
    handed_out(office, case)
    return case, person, line


def _said(office: Office, reader: Caller, letter: Letter) -> Screen | None:
    return office.do(render, Envelope(1, reader, letter.kind, letter.subject, letter.facts))


def _review(office: Office, case: Case, *, wanted: bool) -> Reading:
    return office.do(own_reminders.want_review, caller=case.requester, ref=case.ref, wanted=wanted)


def _due(office: Office) -> datetime:
    return office.row(OwnReminder).due_at


def test_somebody_is_reminded_of_their_own_promise_and_then_it_is_deleted(both: Office) -> None:
    _, person, line = _handed(both)
    remember(both, person, line)
    reading = remember(both, person, line)
    assert reading.reminded == {line}
    due = _due(both)
    assert due.astimezone(AMSTERDAM).time() == time(9)
    assert due.astimezone(AMSTERDAM).date() == reading.lines[0].by
    tidy_after(both, due - both.now - timedelta(hours=3))
    assert both.letters(LetterKind.OWN_REMINDER) == []
    for _ in range(2):
        tidy_after(both, timedelta(hours=1))
    [letter] = both.letters(LetterKind.OWN_REMINDER)
    assert (letter.person_id, letter.not_before, letter.facts, letter.request_id) == (
        person.id,
        due,
        {},
        None,
    )
    both.now = due
    screen = _said(both, person, letter)
    assert screen is not None
    assert WORDS[0] in screen.text
    assert screen.personal
    both.do(outbox.sent, letter_id=cast("int", letter.id), message_id=7)
    tidy_after(both, MINUTE)
    assert both.rows(OwnReminder) == []
    assert _said(both, person, letter) is None


def test_a_reminder_outlives_the_plan_and_can_still_be_let_go(office: Office) -> None:
    _, person, line = _handed(office)
    remember(office, person, line)
    tidy_after(office, KEPT - timedelta(days=1))
    office.now = _due(office) - timedelta(hours=1)
    tidy_after(office, timedelta())
    [letter] = office.letters(LetterKind.OWN_REMINDER)
    for _ in range(2):
        office.do(own_reminders.let_go, caller=person, ref=line)
    office.now += timedelta(hours=1)
    assert _said(office, person, letter) is None
    assert office.rows(OwnReminder) == []


def test_nobody_lets_go_or_reads_the_reminder_of_another(office: Office) -> None:
    case, person, line = _handed(office)
    remember(office, person, line)
    office.do(own_reminders.let_go, caller=case.requester, ref=line)
    office.now = _due(office)
    with pytest.raises(NotFoundError):
        office.do(own_reminders.say, caller=case.requester, ref=line)
    assert office.do(own_reminders.say, caller=person, ref=line).beside == {"ar": BESIDE}


def test_only_a_reader_of_the_plan_is_reminded(office: Office) -> None:
    case = office.held()
    line = write(office, case)
    with pytest.raises(PlanGoneError):
        remember(office, case.requester, line)
    handed_out(office, case)
    for caller in (office.newcomer(), case.coordinator, case.manager):
        with pytest.raises(NotFoundError):
            remember(office, caller, line)
    assert remember(office, case.requester, line).reminded == {line}


@pytest.mark.parametrize("by", [SKIP, "7"], ids=["no day", "its day has come"])
def test_without_a_day_ahead_there_is_nothing_to_be_reminded_of(office: Office, by: str) -> None:
    case = office.held()
    line = write(office, case, by=by)
    handed_out(office, case)
    office.advance(days=7)
    with pytest.raises(OutdatedError):
        remember(office, case.requester, line)


def test_a_changed_line_is_what_they_are_reminded_of(both: Office) -> None:
    case, person, line = _handed(both)
    remember(both, person, line)
    before = _due(both)
    page = both.do(plans.begin_change, caller=case.coordinator, ref=line)
    for field, said in (("what", "takes the bus"), ("by", "28")):
        page = both.do(
            forms.edit, caller=case.coordinator, form=page.form, revision=page.revision, field=field
        )
        page = both.answer(case.coordinator, page, said)
    send(both, case, page)
    agree(both, case)
    hand_out(both, case)
    assert _due(both) > before
    both.now = _due(both)
    assert both.do(own_reminders.say, caller=person, ref=line).what == "takes the bus"


def test_nobody_is_reminded_of_a_line_that_was_taken_out(office: Office) -> None:
    case, person, line = _handed(office)
    remember(office, person, line)
    office.do(plans.remove, caller=case.coordinator, ref=line)
    assert office.rows(OwnReminder) == []


def test_what_could_not_be_said_for_two_weeks_is_deleted(office: Office) -> None:
    _, person, line = _handed(office)
    remember(office, person, line)
    office.do(returning.set_reachable, caller=person, reachable=False)
    office.now = _due(office)
    tidy_after(office, KEPT - timedelta(hours=1))
    assert len(office.rows(OwnReminder)) == 1
    tidy_after(office, timedelta(hours=1))
    assert office.rows(OwnReminder) == []


def test_looking_back_after_three_months_for_who_asked_for_it(both: Office) -> None:
    case, person, _ = _handed(both)
    both.now += timedelta(minutes=1)
    _review(both, case, wanted=True)
    reading = _review(both, case, wanted=True)
    assert reading.review
    [letter] = both.letters(LetterKind.REVIEW)
    held_at = both.the_job(case).held_at
    assert held_at is not None
    assert (
        letter.not_before.astimezone(AMSTERDAM).date()
        == (held_at + REVIEW_AFTER).astimezone(AMSTERDAM).date()
    )
    assert letter.request_id is None  # the request is over by then, and nobody has to find another way
    screen = _said(both, case.requester, letter)
    assert screen is not None
    assert case.ref in screen.text
    _review(both, case, wanted=False)
    after = _review(both, case, wanted=False)
    assert not after.review
    assert both.letters(LetterKind.REVIEW)[0].state == DROPPED
    both.advance(minutes=1)
    _review(both, case, wanted=True)
    assert [one.state for one in both.letters(LetterKind.REVIEW)] == [DROPPED, WAITING]
    with pytest.raises(NotFoundError):
        both.do(own_reminders.want_review, caller=person, ref=case.ref, wanted=True)


def test_looking_back_is_not_said_where_somebody_said_that_it_is_not_safe(office: Office) -> None:
    case, _, _ = _handed(office)
    office.do(own_reminders.want_review, caller=case.requester, ref=case.ref, wanted=True)
    [letter] = office.letters(LetterKind.REVIEW)
    request = office.the_request(case)
    request.danger = "AAAABBBBCCCC"
    with office.writing() as session:
        session.add(request)
    assert _said(office, case.requester, letter) is None


def test_before_the_plan_is_there_nobody_asks_for_looking_back(office: Office) -> None:
    case = office.held()
    write(office, case)
    with pytest.raises(PlanGoneError):
        office.do(own_reminders.want_review, caller=case.requester, ref=case.ref, wanted=True)
    handed_out(office, case)
    fetch(office, case.requester, case.ref)
    tidy_after(office, TIME_TO_LOOK)
    assert look(office, case).lines == ()
    assert office.rows(Letter, kind=LetterKind.REVIEW.value) == []
