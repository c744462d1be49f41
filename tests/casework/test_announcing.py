"""What a circle hears: that the meeting does not go on, that its day is open again, and that there is one more."""

from collections.abc import Callable

import pytest

from bot.texts import invitations as invitation_texts
from bot.texts.translating import speaking
from casework import clock, guests, jobs, managing, requests, undoing
from casework.circle_rows import Told
from casework.letters import LetterKind
from domain.circle import Apart, Reply, Standing
from domain.invitations import REMINDER
from domain.requests import Ending, State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.outbox import WAITING
from tests.casework.invited import counts, invited, sent
from tests.circles import joins
from tests.office import Case, Office


def _end(office: Office, case: Case) -> None:
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)


def _heard(office: Office) -> list[int]:
    return [letter.person_id for letter in office.letters(LetterKind.CIRCLE_OVER)]


def _circle(office: Office, case: Case) -> tuple[Caller, ...]:
    """Who said yes, maybe and nothing yet; besides them who said no, is kept away, did not open it, or is on paper."""
    expecting = tuple(office.newcomer() for _ in range(3))
    for who, answer in zip(expecting, ("yes", "maybe", None), strict=True):
        joins(office, case, who, answer=answer)
    joins(office, case, office.newcomer(), answer=Reply.NO.value)
    joins(office, case, office.newcomer(), state=Standing.AWAY.value, answer="yes")
    joins(office, case, None)
    joins(office, case, None, on_paper=True, answer="yes")
    return expecting


@pytest.mark.parametrize("how_far", ["preparing", "scheduled"])
def test_who_expects_a_meeting_hears_that_it_is_off(both: Office, how_far: str) -> None:
    case: Case = getattr(both, how_far)()
    expecting = _circle(both, case)
    _end(both, case)
    assert _heard(both) == [who.id for who in expecting]
    assert {letter.facts == {} for letter in both.letters(LetterKind.CIRCLE_OVER)} == {True}
    assert both.rows(Guest) == []
    for who in expecting:
        with speaking("nl"):
            assert sent(both, LetterKind.CIRCLE_OVER, who) == invitation_texts.off()


def test_a_withdrawal_is_heard_also_when_nobody_coordinates_it_any_more(office: Office) -> None:
    case = office.scheduled()
    expecting = _circle(office, case)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert _heard(office) == []
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.WITHDRAWN_BY_MAIN_PERSON)
    assert _heard(office) == [who.id for who in expecting]


def test_a_circle_that_made_its_plan_without_a_meeting_hears_that_there_is_none(office: Office) -> None:
    case = office.scheduled()
    expecting = _circle(office, case)
    ending = Ending.PLAN_WITHOUT_MEETING
    office.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=ending)
    assert _heard(office) == [who.id for who in expecting]


@pytest.mark.parametrize("outcome", ["plan_accepted", "plan_pending", "no_plan"])
def test_after_the_meeting_nobody_hears_that_it_is_off(both: Office, outcome: str) -> None:
    case = both.held(outcome=outcome)
    _circle(both, case)
    _end(both, case)
    assert (both.state(case), _heard(both)) == (State.ENDED, [])


def test_a_second_meeting_that_is_off_is_told_too(office: Office) -> None:
    case = office.held(outcome="plan_pending")
    expecting = _circle(office, case)
    office.finish(case, "meeting")
    no = office.newcomer()
    ref = joins(office, case, no)
    office.do(guests.reply, caller=no, ref=ref, said=Reply.NO)
    _end(office, case)
    heard = _heard(office)
    assert {who.id for who in expecting} < set(heard)
    assert no.id not in heard


def test_for_one_more_meeting_everybody_is_asked_anew(both: Office) -> None:
    case = both.scheduled()
    (coming, ref), (no, refused) = (invited(both, case) for _ in range(2))
    both.do(guests.reply, caller=coming, ref=ref, said=Reply.YES)
    both.do(guests.reply, caller=no, ref=refused, said=Reply.NO)
    paper = joins(both, case, None, on_paper=True, answer=Reply.MAYBE.value, answered_at=both.now)
    unopened = joins(both, case, None)
    both.advance(days=8)
    both.finish(case, "held", outcome="plan_pending")
    before = both.letters(LetterKind.INVITATION)
    both.finish(case, "meeting")
    assert {(guest.answer, guest.answered_at, guest.reminded_at) for guest in both.rows(Guest)} == {
        (None, None, None)
    }
    assert (counts(both, case).yes, counts(both, case).no) == (0, 0)
    told = both.letters(LetterKind.INVITATION)[len(before) :]
    assert [letter.person_id for letter in told] == [coming.id, no.id]
    assert both.do(guests.look, caller=no, ref=refused).meeting_at == both.the_job(case).meeting_at
    opened = {guest.ref: guest.opened_at for guest in both.rows(Guest)}
    assert opened == {ref: both.now, refused: both.now, paper: None, unopened: None}


def test_who_is_asked_anew_is_reminded_anew_and_not_before_its_time(both: Office) -> None:
    case = both.scheduled()
    caller, _ = invited(both, case)
    both.advance(days=4)
    assert both.do(guests.remind) == 1
    both.advance(days=4)
    both.finish(case, "held", outcome="plan_pending")
    both.finish(case, "meeting", day="14")
    assert both.do(guests.remind) == 0
    both.now += REMINDER
    both.do(clock.tidy)
    reminders = [one for one in both.letters(LetterKind.INVITATION, caller) if one.nudge]
    assert len(reminders) == 2
    assert sent(both, LetterKind.INVITATION, caller) is not None


def _hand_back(office: Office, case: Case) -> object:
    return office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)


def _someone_else(office: Office, case: Case) -> object:
    return office.do(undoing.someone_else, caller=case.requester, ref=case.ref)


@pytest.mark.parametrize("take", [_hand_back, _someone_else])
def test_with_another_coordinator_the_day_is_open_again_and_what_was_told_in_private_is_gone(
    both: Office, take: Callable[[Office, Case], object]
) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    no = both.newcomer()
    joins(both, case, no, answer=Reply.NO.value)
    both.do(guests.reply, caller=caller, ref=ref, said=Reply.YES)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    both.do(guests.toggle_signal, caller=caller, ref=ref, wanted=True)
    assert both.row(Guest, ref=ref).private is not None
    take(both, case)
    (letter,) = both.letters(LetterKind.INVITATION)
    assert (letter.person_id, letter.subject, letter.state) == (caller.id, ref, WAITING)
    shown = both.do(guests.look, caller=caller, ref=ref)
    assert (shown.meeting_at, shown.venue, shown.reply, shown.told) == (None, None, Reply.YES, Told())
    assert both.row(Guest, ref=ref).private is None
    assert sent(both, LetterKind.PRIVATE_TOLD, case.coordinator) is None
    with speaking("nl"):
        assert sent(both, LetterKind.INVITATION, caller) == invitation_texts.changed(shown)


def test_without_a_day_nobody_hears_that_a_coordinator_gave_it_back(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    office.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    _hand_back(office, case)
    assert office.letters(LetterKind.INVITATION) == []
    assert office.row(Guest, ref=ref).private is None
