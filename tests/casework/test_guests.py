"""Whoever was invited: answers and changes them, says what they need, tells the coordinator alone, and leaves."""

from collections.abc import Callable

import pytest

from casework import circle, guests, suggesting
from casework.circle_rows import Told
from casework.letters import LetterKind
from domain.circle import Apart, Need, Reply, Tally
from domain.errors import InvitationUsedError, NotFoundError, OutdatedError
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.circle import Guest, MeetingDay, TickedDay
from storage.drafts import Draft
from storage.outbox import Letter
from storage.references import reference
from tests.casework.invited import counts, invited
from tests.circles import joins
from tests.office import Case, Office


def _pause(office: Office, case: Case) -> None:
    request = office.the_request(case)
    with office.writing() as session:
        request.paused_at = office.now
        session.add(request)


def test_an_answer_can_be_changed(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    for said in (Reply.MAYBE, Reply.YES, Reply.NO, Reply.YES):
        both.advance(hours=1)
        assert both.do(guests.reply, caller=caller, ref=ref, said=said).reply is said
        guest = both.row(Guest, ref=ref)
        assert (guest.answer, guest.answered_at) == (said, both.now)
    assert counts(both, case) == Tally(asked=1, yes=1)


def test_what_somebody_needs_is_kept_in_one_order_and_a_second_tap_changes_nothing(both: Office) -> None:
    caller, ref = invited(both, both.preparing())
    for need in (Need.VIDEO, Need.TRAVEL, Need.VIDEO):
        both.do(guests.toggle_need, caller=caller, ref=ref, need=need, wanted=True)
    assert both.do(guests.look, caller=caller, ref=ref).needs == (Need.TRAVEL, Need.VIDEO)
    shown = both.do(guests.look, caller=caller, ref=ref)
    for _ in range(2):
        shown = both.do(guests.toggle_need, caller=caller, ref=ref, need=Need.TRAVEL, wanted=False)
    assert shown.needs == (Need.VIDEO,)
    assert both.row(Guest, ref=ref).needs == ["video"]


def test_who_does_not_come_needs_nothing(office: Office) -> None:
    caller, ref = invited(office, office.preparing())
    office.do(guests.toggle_need, caller=caller, ref=ref, need=Need.COMPANY, wanted=True)
    assert office.do(guests.reply, caller=caller, ref=ref, said=Reply.NO).needs == ()
    with pytest.raises(OutdatedError):
        office.do(guests.toggle_need, caller=caller, ref=ref, need=Need.COMPANY, wanted=True)
    assert office.do(guests.reply, caller=caller, ref=ref, said=Reply.YES).needs == ()


def test_the_family_may_take_a_pause_while_somebody_answers(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    _pause(office, case)
    assert office.do(guests.reply, caller=caller, ref=ref, said=Reply.YES).reply is Reply.YES


def test_what_is_told_in_private_is_sealed_and_the_coordinator_hears_that_there_is_something(
    both: Office,
) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.MAY_NOT)
    shown = both.do(guests.toggle_signal, caller=caller, ref=ref, wanted=True)
    assert shown.told == Told(Apart.MAY_NOT, signal=True)
    guest = both.row(Guest, ref=ref)
    assert guest.private is not None
    assert b"may_not" not in guest.private
    (letter,) = both.letters(LetterKind.PRIVATE_TOLD)
    assert (letter.person_id, letter.subject, letter.facts) == (case.coordinator.id, ref, {})
    assert letter.not_before == both.now + guests.TELL_AFTER
    assert "may_not" not in "".join(f"{line.what} {line.why}" for line in both.rows(AuditLine))
    opened = both.do(circle.one, caller=case.coordinator, ref=ref)
    assert opened.chosen is not None
    assert opened.chosen.told == Told(Apart.MAY_NOT, signal=True)


def test_a_later_change_in_private_is_told_again_and_the_same_tap_is_not(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    both.advance(minutes=10)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    assert len(both.letters(LetterKind.PRIVATE_TOLD)) == 1
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.NOBODY)
    assert len(both.letters(LetterKind.PRIVATE_TOLD)) == 2
    assert both.row(Guest, ref=ref).private is None


def test_what_was_told_in_private_is_gone_after_the_meeting(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.MAY_NOT)
    both.advance(days=8)
    both.finish(case, "held")
    assert both.row(Guest, ref=ref).private is None


def test_nobody_sees_or_answers_what_is_somebody_elses(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    neighbour, _ = invited(office, case)
    office.do(guests.reply, caller=caller, ref=ref, said=Reply.MAYBE)
    actions: list[Callable[[Caller, str], object]] = [
        lambda who, of: office.do(guests.look, caller=who, ref=of),
        lambda who, of: office.do(guests.reply, caller=who, ref=of, said=Reply.NO),
        lambda who, of: office.do(guests.toggle_need, caller=who, ref=of, need=Need.VIDEO, wanted=True),
        lambda who, of: office.do(guests.tell_apart, caller=who, ref=of, apart=Apart.MAY_NOT),
        lambda who, of: office.do(guests.toggle_signal, caller=who, ref=of, wanted=True),
        lambda who, of: office.do(suggesting.begin, caller=who, ref=of),
        lambda who, of: office.do(guests.may_leave, caller=who, ref=of),
        lambda who, of: office.do(guests.leave, caller=who, ref=of),
    ]
    others = (neighbour, case.coordinator, case.requester, case.manager, office.newcomer())
    for action in actions:
        for who in others:
            with pytest.raises(NotFoundError):
                action(who, ref)
        with pytest.raises(NotFoundError):
            action(caller, "NOBODY")
    assert office.do(guests.look, caller=caller, ref=ref).reply is Reply.MAYBE


def test_who_leaves_the_evening_before_is_forgotten_and_the_number_changes(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    stays, _ = invited(both, case)
    for who, of in ((caller, ref), (stays, _)):
        both.do(guests.reply, caller=who, ref=of, said=Reply.YES)
    both.do(guests.toggle_need, caller=caller, ref=ref, need=Need.VIDEO, wanted=True)
    both.do(guests.tell_apart, caller=caller, ref=ref, apart=Apart.RATHER_NOT)
    both.finish(case, "meeting", day="14")
    _ticks(both, case, ref)
    both.do(suggesting.begin, caller=caller, ref=ref)
    both.advance(days=13)
    assert counts(both, case).yes == 2
    both.do(guests.leave, caller=caller, ref=ref)
    guest = both.row(Guest, ref=ref)
    assert (guest.person_id, guest.opened_at, guest.answer, guest.answered_at) == (None,) * 4
    assert (guest.needs, guest.private, guest.token_hash) == ([], None, None)
    assert both.rows(TickedDay) == []
    assert both.rows(Draft, person_id=caller.id) == []
    assert both.rows(Letter, person_id=caller.id) == []
    assert [line.who for line in both.rows(AuditLine, what="guest_left")] == [None]
    assert counts(both, case) == Tally(asked=1, yes=1)
    assert both.refusal(guests.look, caller=caller, ref=ref) == "not_found"
    assert both.refusal(guests.leave, caller=caller, ref=ref) == "not_found"


def _ticks(office: Office, case: Case, ref: str) -> None:
    """They can come on a day."""
    request, guest = office.the_request(case), office.row(Guest, ref=ref)
    with office.writing() as session:
        day = MeetingDay(ref=reference(), request_id=request.id or 0, at=office.now)
        session.add(day)
        session.flush()
        session.add(TickedDay(day_id=day.id or 0, guest_id=guest.id or 0))


def test_after_the_meeting_one_may_still_be_forgotten(office: Office) -> None:
    case = office.scheduled()
    caller, ref = invited(office, case)
    office.advance(days=8)
    office.finish(case, "held")
    with pytest.raises(InvitationUsedError):
        office.do(guests.look, caller=caller, ref=ref)
    assert office.do(guests.may_leave, caller=caller, ref=ref) == ref
    office.do(guests.leave, caller=caller, ref=ref)
    assert office.row(Guest, ref=ref).person_id is None


def test_who_leaves_keeps_what_they_were_told_as_the_one_who_asked(office: Office) -> None:
    case = office.scheduled(who="relative")
    ref = joins(office, case, case.requester)
    before = len(office.letters(LetterKind.MEETING_SET, case.requester))
    office.advance(minutes=1)
    office.finish(case, "meeting", day="14")
    office.do(guests.leave, caller=case.requester, ref=ref)
    assert len(office.letters(LetterKind.MEETING_SET, case.requester)) == before + 1
    assert office.letters(LetterKind.INVITATION, case.requester) == []
