"""What is written to guests and about them: a reminder, a change, and to the coordinator that there is something."""

from datetime import timedelta

import pytest

from bot.texts import invitations as invitation_texts
from bot.texts.translating import speaking
from casework import announcing, circle, clock, guests, jobs, suggesting, unreached
from casework.envelopes import Envelope
from casework.letters import ANEW, LetterKind
from casework.unreached import Words
from domain.circle import Apart, Reply, Standing
from domain.errors import NotFoundError
from domain.invitations import REMINDER
from scheduler.rendering import render
from storage.circle import Guest
from tests.casework.invited import invited, sent
from tests.casework.post import all_arrived, blocks, comes_back, tasks, told
from tests.circles import joins
from tests.office import Office


def test_who_does_not_answer_is_reminded_once(both: Office) -> None:
    case = both.preparing()
    caller, _ref = invited(both, case)
    answered, other = invited(both, case)
    both.do(guests.reply, caller=answered, ref=other, said=Reply.MAYBE)
    joins(both, case, None)
    both.now += REMINDER - timedelta(minutes=1)
    both.do(clock.tidy)
    assert both.letters(LetterKind.INVITATION) == []
    both.advance(minutes=1)
    assert [both.do(guests.remind) for _ in range(2)] == [1, 0]
    both.advance(days=9)
    both.do(clock.tidy)
    (letter,) = both.letters(LetterKind.INVITATION)
    assert (letter.person_id, letter.nudge) == (caller.id, True)
    assert letter.facts == {ANEW: True, guests.REMINDER: True}


def test_a_reminder_that_was_overtaken_by_an_answer_is_not_said(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    office.advance(days=4)
    office.do(guests.remind)
    assert sent(office, LetterKind.INVITATION, caller) is not None
    office.do(guests.reply, caller=caller, ref=ref, said=Reply.NO)
    assert sent(office, LetterKind.INVITATION, caller) is None


def test_an_answer_at_the_same_moment_comes_before_the_reminder(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    office.advance(days=4)
    silent = office.row(Guest, ref=ref)
    office.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    assert not office.do(guests._remind, silent, office.the_request(case))
    assert office.letters(LetterKind.INVITATION) == []


@pytest.mark.parametrize("why", ["a pause", "danger", "kept away", "the meeting has begun", "it was held"])
def test_nobody_is_reminded_of_what_does_not_need_them(office: Office, why: str) -> None:
    case = office.scheduled()
    _, ref = invited(office, case)
    request, guest = office.the_request(case), office.row(Guest, ref=ref)
    if why in {"the meeting has begun", "it was held"}:
        office.advance(days=8)
    if why == "it was held":
        office.finish(case, "held")
    else:
        office.advance(days=4)
        request.paused_at = office.now if why == "a pause" else None
        request.danger = "FLAG" if why == "danger" else None
        guest.state = Standing.AWAY.value if why == "kept away" else guest.state
        with office.writing() as session:
            session.add(request)
            session.add(guest)
    assert office.do(guests.remind) == 0
    assert office.row(Guest, ref=ref).reminded_at is None


def test_of_a_guest_who_blocked_the_bot_the_coordinator_hears_once_and_no_manager(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    all_arrived(both)
    blocks(both, caller)
    for day in ("14", "21"):
        both.finish(case, "meeting", day=day)
        both.advance(minutes=1)
        both.do(clock.sweep)
    assert tasks(both) == []
    (letter,) = both.letters(LetterKind.GUEST_UNREACHED)
    assert (letter.person_id, letter.subject) == (case.coordinator.id, ref)
    assert sent(both, LetterKind.GUEST_UNREACHED, case.coordinator) is not None
    assert {one.state for one in both.letters(LetterKind.INVITATION, caller)} == {"unreachable"}
    comes_back(both, caller)
    assert [one.state for one in both.letters(LetterKind.INVITATION, caller)] == ["dropped", "waiting"]
    assert sent(both, LetterKind.GUEST_UNREACHED, case.coordinator) is None


def test_a_relative_who_asked_and_is_in_the_circle_is_phoned_with_the_words(both: Office) -> None:
    case = both.scheduled(who="relative")
    joins(both, case, case.requester)
    all_arrived(both)
    blocks(both, case.requester)
    both.finish(case, "meeting", day="14")
    both.do(clock.sweep)
    (task,) = tasks(both)
    words: Words = both.do(unreached.words, caller=case.manager, ref=task.ref, render=render)
    assert words.is_family
    assert len(words.said) == 2


def test_the_card_of_who_is_kept_away_is_emptied_and_a_first_one_is_notsent(office: Office) -> None:
    case = office.scheduled()
    caller, ref = invited(office, case)
    guest, request = office.row(Guest, ref=ref), office.the_request(case)
    guest.state = Standing.AWAY.value
    with office.writing() as session:
        session.add(guest)
    office.do(announcing.draw_anew, guest, request)
    assert sent(office, LetterKind.INVITATION, caller) is None
    envelope = Envelope(1, caller, LetterKind.INVITATION.value, ref, {}, replaces_message_id=7)
    screen = office.do(render, envelope)
    with speaking("nl"):
        assert screen == invitation_texts.over()


def test_a_letter_about_the_private_is_only_said_to_who_has_the_conference_now(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    office.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.MAY_NOT)
    assert sent(office, LetterKind.PRIVATE_TOLD, case.coordinator) is not None
    for who in (case.requester, case.manager, caller):
        with pytest.raises(NotFoundError):
            office.do(guests.for_coordinator, reader=who, ref=ref)
    job = office.the_job(case)
    with office.writing() as session:
        job.ended_at = office.now
        session.add(job)
    assert sent(office, LetterKind.PRIVATE_TOLD, case.coordinator) is None


def test_without_a_coordinator_nobody_is_written_to_about_a_guest(both: Office) -> None:
    case = both.scheduled(who="relative")
    caller, ref = invited(both, case)
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.MAY_NOT)
    page = both.do(suggesting.begin, caller=caller, ref=ref)
    page = both.go_on(caller, page, word="cousin", language="ti")
    both.do(suggesting.suggest, caller=caller, revision=page.revision)
    all_arrived(both)
    blocks(both, caller)
    told(both, caller, LetterKind.INVITATION, subject=ref, request_id=both.the_request(case).id)
    both.do(clock.sweep)
    kinds = (LetterKind.PRIVATE_TOLD, LetterKind.SUGGESTED, LetterKind.GUEST_UNREACHED)
    assert [letter for kind in kinds for letter in both.letters(kind)] == []
    assert tasks(both) == []
    assert len(both.rows(Guest, state=Standing.PROPOSED.value)) == 1


def test_a_letter_about_who_is_kept_away_is_not_said_any_more(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    office.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.MAY_NOT)
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert sent(office, LetterKind.PRIVATE_TOLD, case.coordinator) is None
