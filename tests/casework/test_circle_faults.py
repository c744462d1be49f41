"""What a review of the circle found: who hears what, when somebody is not safe, when somebody is away, and at the end."""

from datetime import timedelta

import pytest

from bot.texts.invitations import need_words
from bot.texts.translating import speaking
from casework import (
    circle,
    clock,
    danger,
    day_finding,
    guests,
    interpreting,
    jobs,
    leases,
    meeting_days,
    outbox,
    places,
    safety,
    suggesting,
    unreached,
)
from casework.danger import Flag, Heard
from casework.envelopes import Envelope
from casework.letters import LetterKind
from domain.circle import Apart, Need, Part, Reply, Standing
from domain.invitations import REMINDER
from domain.requests import Ending
from scheduler.rendering import render
from storage.audit import AuditLine
from storage.circle import Guest
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.outbox import DROPPED, WAITING
from tests.casework.invited import invited
from tests.casework.post import all_arrived, blocks, tasks
from tests.circles import joins
from tests.gathering import proposes
from tests.office import HERE, VENUE, Case, Office
from tests.proposing import propose


def _courier(office: Office) -> None:
    """The courier looks, and drops what is not to be said now."""
    office.do(leases.take, name=outbox.COURIER, holder="test", for_=timedelta(minutes=1))
    office.do(outbox.claim, holder="test", limit=50)


def _flagged(office: Office, case: Case, *, flag: str | None) -> None:
    request = office.the_request(case)
    request.danger = flag
    with office.writing() as session:
        session.add(request)


# ----------------------------------------------------------------------------------------- somebody is not safe


def test_the_danger_of_a_guest_holds_the_request_whose_circle_they_are_in(both: Office) -> None:
    case = both.scheduled()
    caller, _ = invited(both, case)
    assert both.do(danger.said, caller=caller) == Flag(Heard.TOLD)  # no receipt: it is not theirs
    flag = both.row(Escalation, kind=danger.DANGER)
    assert (flag.region, flag.request_id) == (HERE, both.the_request(case).id)
    assert both.the_request(case).danger == flag.ref
    assert both.do(danger.standing, caller=caller) == Flag(Heard.TOLD)
    both.do(danger.take_back, caller=caller)
    assert both.the_request(case).danger is None


@pytest.mark.parametrize("state", [Standing.AWAY, Standing.REFUSED, Standing.PROPOSED])
def test_the_danger_of_who_is_not_in_the_circle_holds_nothing_of_it(office: Office, state: Standing) -> None:
    office.helpdesk()
    case = office.scheduled()
    caller = office.newcomer()
    joins(office, case, caller, state=state.value)
    office.do(danger.call_for, caller=caller)
    assert office.the_request(case).danger is None


def test_while_somebody_is_not_safe_nobody_is_reminded_of_the_invitation(both: Office) -> None:
    case = both.preparing()
    invited(both, case)
    both.advance(days=4)
    both.do(safety.report, caller=case.coordinator, ref=case.job)
    assert both.do(guests.remind) == 0
    task = both.row(Escalation, kind=safety.KIND)
    with both.writing() as session:
        task.done_at = both.now
        session.add(task)
    assert both.do(guests.remind) == 1


def test_who_could_not_be_asked_for_days_while_there_was_danger_is_asked_afterwards(both: Office) -> None:
    case = both.prepared()
    caller, _ = invited(both, case)
    propose(both, case)
    _flagged(both, case, flag="AAAABBBBCCCC")
    both.do(day_finding.ask, caller=case.requester, ref=case.ref)
    _courier(both)
    assert [one.state for one in both.letters(LetterKind.DAYS_ASKED, caller)] == [DROPPED]
    _flagged(both, case, flag=None)
    both.do(day_finding.ask, caller=case.requester, ref=case.ref)
    assert [one.state for one in both.letters(LetterKind.DAYS_ASKED, caller)] == [WAITING]


def test_a_main_person_whom_the_question_did_not_reach_can_be_asked_on_the_same_day(both: Office) -> None:
    case = both.preparing()
    proposes(both, case)
    _flagged(both, case, flag="AAAABBBBCCCC")
    assert both.do(circle.ask_main_person, caller=case.coordinator, ref=case.job).is_asked
    (letter,) = both.letters(LetterKind.CIRCLE_ASKED)
    both.now = max(both.now, letter.not_before)
    _courier(both)
    _flagged(both, case, flag=None)
    assert not both.do(circle.look, caller=case.coordinator, ref=case.job).is_asked
    both.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    assert [one.state for one in both.letters(LetterKind.CIRCLE_ASKED)] == [WAITING]


# ------------------------------------------------------------------------------------- reminders of an invitation


def test_after_the_meeting_nobody_is_reminded_of_it_while_the_plan_is_not_finished(both: Office) -> None:
    case = both.scheduled()
    both.advance(days=6)
    invited(both, case)
    both.advance(days=2)
    both.finish(case, "held", outcome="plan_pending")
    both.advance(days=5)
    assert both.do(guests.remind) == 0


def test_who_is_invited_to_a_second_meeting_has_time_to_answer(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    both.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    both.advance(days=8)
    both.finish(case, "held", outcome="plan_pending")
    both.finish(case, "meeting", day="14")
    assert both.row(Guest, ref=ref).answer is None
    assert both.do(guests.remind) == 0
    both.now += REMINDER
    assert both.do(guests.remind) == 1


# ------------------------------------------------------------------------------------------- somebody is away


def test_where_the_main_person_blocked_the_bot_the_coordinator_finds_the_day_for_them(both: Office) -> None:
    case = both.prepared()
    blocks(both, case.requester)
    days = propose(both, case, by=case.coordinator)
    assert days.decides
    assert both.do(meeting_days.of_job, caller=case.coordinator, ref=case.job).decides


def test_a_manager_who_reads_out_letters_reads_no_answer_and_no_word_of_a_circle(both: Office) -> None:
    case = both.scheduled(who="relative")
    ref = joins(both, case, case.requester)
    both.do(guests.reply, caller=case.requester, ref=ref, said=Reply.MAYBE)
    both.do(guests.toggle_need, caller=case.requester, ref=ref, need=Need.APART, wanted=True)
    place = both.do(places.look, caller=case.coordinator, ref=case.job)
    both.do(places.log_yes, caller=case.coordinator, ref=case.job, mark=place.mark)
    all_arrived(both)
    caller, own = invited(both, case)
    for away in (case.requester, case.coordinator):
        blocks(both, away)
    page = both.do(suggesting.begin, caller=caller, ref=own)
    page = both.go_on(caller, page, word="neighbour with the dog", language="ti")
    both.do(suggesting.suggest, caller=caller, revision=page.revision)
    both.finish(case, "meeting", day="14")
    both.advance(minutes=1)
    both.do(clock.sweep)
    said = [
        screen.text
        for task in tasks(both)
        for screen in both.do(unreached.words, caller=case.manager, ref=task.ref, render=render).said
    ]
    with speaking("nl"):
        needed = need_words()[Need.APART]
    assert [text for text in said if "dog" in text or needed in text] == []
    assert any(VENUE in text for text in said)  # where the meeting is now, they do hear
    with_needs = both.do(render, Envelope(1, both.again(case.requester), "invitation", ref, {}))
    assert with_needs is not None
    assert needed in with_needs.text


# --------------------------------------------------------------------------------------------------- the end


def test_nobody_is_sent_to_phone_a_guest_of_a_request_that_ended(both: Office) -> None:
    case = both.scheduled()
    caller, _ = invited(both, case)
    all_arrived(both)
    blocks(both, caller)
    both.finish(case, "meeting", day="14")
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    both.advance(minutes=1)
    both.do(clock.sweep)
    assert tasks(both) == []
    assert {one.state for one in both.letters(LetterKind.INVITATION, caller)} == {DROPPED}


def test_half_typed_words_for_people_go_with_the_circle(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    for who, subject in ((case.coordinator, case.job), (case.requester, case.ref)):
        both.do(circle.begin, caller=who, ref=subject)
        both.say(who, "aunt with the red car")
    both.do(suggesting.begin, caller=caller, ref=ref)
    both.say(caller, "neighbour with the dog")
    assert len(both.rows(Draft)) == 3
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    assert both.rows(Draft) == []


# -------------------------------------------------------------------------------------------------- the audit


def test_every_opening_of_a_word_by_the_coordinator_is_in_the_audit(office: Office) -> None:
    case = office.preparing(who="relative")
    joins(office, case, None, part=Part.INTERPRETER.value, language="ti")
    before = len(office.rows(AuditLine, what="open_circle"))
    office.do(interpreting.look, caller=case.coordinator, ref=case.job)
    assert len(office.rows(AuditLine, what="open_circle")) == before + 1
    thought_of = joins(office, case, None, state=Standing.PROPOSED.value)
    office.do(suggesting.look, reader=case.coordinator, ref=thought_of)
    assert len(office.rows(AuditLine, what="open_circle")) == before + 2


def test_what_is_told_in_private_still_reaches_the_coordinator_while_there_is_danger(both: Office) -> None:
    """What a person does by hand goes on and is told as always."""
    case = both.preparing()
    caller, ref = invited(both, case)
    _flagged(both, case, flag="AAAABBBBCCCC")
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    both.advance(minutes=6)
    _courier(both)
    assert [one.state for one in both.letters(LetterKind.PRIVATE_TOLD)] == [WAITING]
