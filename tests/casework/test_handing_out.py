"""Handing the plan out: after the main person's yes, to everybody once a version, and then the words are deleted."""

from datetime import timedelta

import pytest

from casework import handing_out, plan_readers, returning
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.circle_errors import MainPersonDecidesError, MainPersonElsewhereError
from domain.errors import (
    NotFoundError,
    OutdatedError,
    PlanEmptyError,
    PlanGoneError,
    PlanNotAgreedError,
    WrongMoveError,
)
from domain.plans import TIME_TO_LOOK
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.outbox import Letter
from storage.plans import PlanCopy
from tests.casework.plan_cases import (
    WORDS,
    agree,
    fetch,
    guest,
    hand_out,
    handed_out,
    look,
    put_beside,
    tidy_after,
    write,
)
from tests.office import Case, Office

HOUR = timedelta(hours=1)


def _with_a_line(office: Office, **held: str) -> Case:
    case = office.held(**held)
    write(office, case)
    return case


def _ready(office: Office) -> set[int]:
    return {letter.person_id for letter in office.letters(LetterKind.PLAN_READY)}


def _said(office: Office, reader: Caller, letter: Letter) -> bool:
    """Whether the letter still says something to its reader now."""
    envelope = Envelope(1, reader, letter.kind, letter.subject, letter.facts)
    return office.do(render, envelope) is not None


def test_everybody_who_opened_their_invitation_gets_it_after_the_yes(both: Office) -> None:
    case = _with_a_line(both)
    person = both.newcomer()
    own = guest(both, case, person=person, language="ar")
    guest(both, case)
    agree(both, case)
    [told] = both.letters(LetterKind.PLAN_ANSWERED, case.coordinator)
    assert _said(both, case.coordinator, told)
    plan = hand_out(both, case)
    assert (plan.handed, plan.readers, plan.fetched) == (True, 2, 0)
    assert _ready(both) == {person.id, case.requester.id}
    job = both.the_job(case)
    assert (job.plan_sent_at, job.agreements, job.by_circle) == (both.now, 1, 1)
    assert fetch(both, person, own).lines[0].what == WORDS[0]
    assert look(both, case).fetched == 1


def test_nothing_is_handed_out_before_the_yes(office: Office) -> None:
    case = _with_a_line(office)
    with pytest.raises(PlanNotAgreedError):
        hand_out(office, case)
    office.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    with pytest.raises(PlanNotAgreedError):
        hand_out(office, case)
    assert _ready(office) == set()
    with pytest.raises(PlanGoneError):
        fetch(office, case.requester, case.ref)


def test_a_plan_without_a_line_is_not_asked_about(office: Office) -> None:
    case = office.held()
    for action in (handing_out.ask, handing_out.hand_out):
        with pytest.raises(PlanEmptyError):
            office.do(action, caller=case.coordinator, ref=case.job)
    with pytest.raises(PlanGoneError):
        office.do(handing_out.to_judge, caller=case.requester, ref=case.ref)


def test_the_meeting_is_recorded_before_the_plan_is_handed_out(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=8)
    write(office, case)
    agree(office, case)
    with pytest.raises(WrongMoveError):
        hand_out(office, case)
    office.finish(case, "held")
    assert hand_out(office, case).handed


def test_handing_out_twice_is_harmless(both: Office) -> None:
    case = _with_a_line(both)
    first = handed_out(both, case)
    both.advance(hours=1)
    assert hand_out(both, case) == first
    assert len(both.letters(LetterKind.PLAN_READY)) == 1


def test_asking_and_answering_twice_is_harmless(both: Office) -> None:
    case = _with_a_line(both)
    both.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    asked = both.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    assert len(both.letters(LetterKind.PLAN_ASKED)) == 1
    for yes in (True, True, False):
        both.do(handing_out.answer, caller=case.requester, ref=case.ref, revision=asked.revision, yes=yes)
    assert look(both, case).agreed
    assert len(both.letters(LetterKind.PLAN_ANSWERED)) == 1


def test_something_is_not_right_yet(office: Office) -> None:
    case = _with_a_line(office)
    asked = office.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    office.do(handing_out.answer, caller=case.requester, ref=case.ref, revision=asked.revision, yes=False)
    [told] = office.letters(LetterKind.PLAN_ANSWERED, case.coordinator)
    assert told.facts["yes"] is False
    assert not look(office, case).asked
    with pytest.raises(PlanGoneError):
        office.do(handing_out.to_judge, caller=case.requester, ref=case.ref)
    office.advance(hours=1)
    agree(office, case)
    assert len(office.letters(LetterKind.PLAN_ASKED)) == 2


def test_after_a_changed_line_the_yes_is_asked_again(both: Office) -> None:
    case = _with_a_line(both)
    read = agree(both, case)
    write(both, case, "and cooks on Fridays")
    plan = look(both, case)
    assert (plan.agreed, plan.asked, plan.again) == (False, False, True)
    with pytest.raises(PlanNotAgreedError):
        hand_out(both, case)
    both.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    with pytest.raises(OutdatedError):  # the yes under the words from before
        both.do(handing_out.answer, caller=case.requester, ref=case.ref, revision=read.revision, yes=True)
    agree(both, case)
    assert hand_out(both, case).handed


def test_a_letter_about_words_from_before_is_not_said(office: Office) -> None:
    case = _with_a_line(office)
    agree(office, case)
    [asked] = office.letters(LetterKind.PLAN_ASKED)
    [answered] = office.letters(LetterKind.PLAN_ANSWERED)
    assert not _said(office, case.requester, asked)
    assert _said(office, case.coordinator, answered)
    write(office, case, "and cooks on Fridays")
    assert not _said(office, case.coordinator, answered)


def test_a_plan_that_was_not_accepted_is_changed_and_handed_out_again(both: Office) -> None:
    case = _with_a_line(both, outcome="plan_pending", acceptance="not_accepted")
    person = both.newcomer()
    own = guest(both, case, person=person)
    handed_out(both, case)
    for caller, ref in ((person, own), (case.requester, case.ref)):
        fetch(both, caller, ref)
    assert tidy_after(both, 2 * TIME_TO_LOOK) == 0  # it is still talked about
    first = both.the_job(case).plan_sent_at
    write(both, case, "and the help that the law asks for")
    with pytest.raises(PlanGoneError):  # nobody gets half of it
        fetch(both, person, own)
    both.finish(case, "held", acceptance="after_revision")
    plan = handed_out(both, case)
    assert (plan.handed, plan.fetched) == (True, 0)
    assert both.the_job(case).plan_sent_at == first
    assert len(both.letters(LetterKind.PLAN_READY, person)) == 2
    assert len(fetch(both, person, own).lines) == 2


def test_the_yes_of_a_main_person_outside_the_chat_is_logged(office: Office) -> None:
    case = _with_a_line_of(office, who="relative")
    with pytest.raises(MainPersonElsewhereError):
        office.do(handing_out.ask, caller=case.coordinator, ref=case.job)
    with pytest.raises(NotFoundError):
        office.do(handing_out.to_judge, caller=case.requester, ref=case.ref)
    revision = look(office, case).revision
    with pytest.raises(OutdatedError):
        office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision - 1)
    office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision)
    plan = office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision)
    assert plan.agreed
    assert hand_out(office, case).handed


def _with_a_line_of(office: Office, **answers: str) -> Case:
    """As it is when somebody else asked for the conference."""
    case = office.prepared(**answers)
    office.finish(case, "meeting")
    office.advance(days=8)
    office.finish(case, "held")
    write(office, case)
    return case


def test_a_main_person_in_the_chat_says_it_there(office: Office) -> None:
    case = _with_a_line(office)
    revision = look(office, case).revision
    with pytest.raises(MainPersonDecidesError):
        office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision)
    office.do(returning.set_reachable, caller=case.requester, reachable=False)
    assert office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision).agreed


@pytest.mark.parametrize("who", ["stranger", "other requester", "manager", "coordinator", "guest of another"])
def test_nobody_else_reads_the_plan(office: Office, who: str) -> None:
    case, other = _with_a_line(office), office.held()
    person, stranger = office.newcomer(), office.newcomer()
    own = guest(office, case, person=person)
    guest(office, other, person=stranger)
    handed_out(office, case)
    reader = {
        "stranger": office.newcomer(),
        "other requester": other.requester,
        "manager": case.manager,
        "coordinator": case.coordinator,
        "guest of another": stranger,
    }[who]
    [line] = look(office, case).lines
    for action, ref in (
        (plan_readers.fetch, own),
        (plan_readers.fetch, case.ref),
        (plan_readers.waiting, own),
        (plan_readers.of_line, line.ref),
        (handing_out.to_judge, case.ref),
    ):
        with pytest.raises(NotFoundError):
            office.do(action, caller=reader, ref=ref)
    assert office.rows(PlanCopy) == []


def test_a_guest_reads_what_stands_beside_in_their_language(office: Office) -> None:
    case = _with_a_line(office)
    [line] = look(office, case).lines
    put_beside(office, case, line.ref)
    person = office.newcomer()
    own = guest(office, case, person=person, language="ar")
    handed_out(office, case)
    reading = fetch(office, person, own)
    assert reading.languages == ("ar",)
    assert reading.lines[0].beside.keys() == {"ar"}
    assert reading.held_on is not None
