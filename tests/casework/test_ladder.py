"""An escalation climbs until somebody takes it, comes back when they do not finish, and never ends in silence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from casework import escalations, managing, returning
from casework.letters import LetterKind
from domain.ladder import TOLD_WHEN_DONE, Later, Note, Reason, Receiver
from storage.audit import AuditLine
from storage.escalations import Escalation
from storage.requests import Request
from tests.casework.ladders import climbs, raised, seen_by, told
from tests.office import AMSTERDAM, FAR, NEXT_DOOR, Office


def test_what_nobody_takes_goes_from_the_manager_to_the_deputy_to_the_helpdesk(both: Office) -> None:
    deputy, helpdesk, elsewhere = both.manager(NEXT_DOOR), both.helpdesk(), both.manager(FAR)
    case, _ = raised(both)
    everyone = (case.manager, deputy, helpdesk, elsewhere)
    assert [told(both, who) for who in everyone] == [1, 0, 0, 0]
    both.advance(hours=23, minutes=59)
    assert climbs(both) == 0
    both.advance(minutes=1)
    assert (climbs(both), climbs(both)) == (1, 0)
    assert [told(both, who) for who in everyone] == [2, 1, 0, 0]
    both.advance(days=1)
    assert climbs(both) == 1
    assert [told(both, who) for who in everyone] == [3, 2, 1, 0]
    assert both.row(Escalation).rung == 2


def test_the_earlier_people_see_who_has_it_now(both: Office) -> None:
    both.manager(NEXT_DOOR)
    case, ref = raised(both)
    first = both.do(escalations.view, reader=case.manager, ref=ref)
    assert (first.yours, first.waits_for, first.moved_on) == (True, Receiver.REGIONAL_MANAGER, False)
    both.advance(days=1)
    climbs(both)
    later = both.do(escalations.view, reader=case.manager, ref=ref)
    assert (later.yours, later.waits_for, later.deputy) == (False, Receiver.DEPUTY, NEXT_DOOR)
    assert both.do(escalations.take, caller=case.manager, ref=ref).taken_by_reader


def test_a_weekend_is_no_time_to_answer(office: Office) -> None:
    office.manager(NEXT_DOOR)
    office.now = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)  # a Friday, an hour before the office closes
    raised(office)
    assert office.row(Escalation).rung_due_at == datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
    office.advance(days=2)
    assert climbs(office) == 0


def test_the_last_rung_is_asked_again_with_a_new_message_each_time(both: Office) -> None:
    helpdesk = both.helpdesk()
    raised(both)
    for number in range(1, 5):
        both.advance(days=1)
        if both.now.astimezone(AMSTERDAM).weekday() < 5:
            assert climbs(both) == 1
            assert told(both, helpdesk) == number
    assert both.row(Escalation).rung == 2
    facts = [letter.facts for letter in both.letters(LetterKind.ESCALATION, helpdesk)]
    assert [bool(one) for one in facts] == [False] + [True] * (len(facts) - 1)


def test_empty_rungs_are_skipped_at_once(both: Office) -> None:
    helpdesk = both.helpdesk()
    region = both.manager()
    both.do(returning.set_reachable, caller=region, reachable=False)
    request = both.the_request(both.submit(both.citizen(), region))
    both.do(escalations.raise_, kind="unreachable", request=request, occasion="")
    assert (told(both, region), told(both, helpdesk), both.row(Escalation).rung) == (0, 1, 2)


def test_who_blocks_the_bot_leaves_it_to_the_next(both: Office) -> None:
    helpdesk = both.helpdesk()
    case, ref = raised(both)
    both.do(returning.set_reachable, caller=case.manager, reachable=False)
    assert (told(both, helpdesk), both.row(Escalation).rung) == (1, 2)
    both.do(escalations.take, caller=helpdesk, ref=ref)
    both.do(returning.set_reachable, caller=helpdesk, reachable=False)
    assert both.row(Escalation).taken_by is None


def test_where_nobody_is_everyone_is_asked_who_comes(office: Office) -> None:
    case, ref = raised(office)
    office.do(returning.set_reachable, caller=case.manager, reachable=False)
    assert office.row(Escalation).rung == 3
    elsewhere = office.manager(FAR)
    office.advance(days=1)
    assert climbs(office) == 1
    assert told(office, elsewhere) == 1
    assert office.do(escalations.take, caller=elsewhere, ref=ref).taken_by_reader


# ------------------------------------------------------------------------------------------------ danger


@pytest.mark.parametrize("hour", [3, 12, 23])
def test_danger_reaches_the_region_and_the_helpdesk_at_any_hour(both: Office, hour: int) -> None:
    both.now = datetime(2026, 3, 8, hour, 0, tzinfo=AMSTERDAM).astimezone(UTC)  # a Sunday
    deputy, helpdesk, elsewhere = both.manager(NEXT_DOOR), both.helpdesk(), both.manager(FAR)
    case, ref = raised(both, "danger")
    everyone = (case.manager, helpdesk, deputy, elsewhere)
    assert [told(both, who) for who in everyone] == [1, 1, 0, 0]
    assert {letter.urgent for letter in both.letters(LetterKind.ESCALATION)} == {True}
    both.advance(minutes=59)
    assert climbs(both) == 0
    both.advance(minutes=1)
    assert climbs(both) == 1
    assert [told(both, who) for who in everyone] == [2, 2, 1, 0]
    both.advance(hours=1)
    assert climbs(both) == 1
    assert [told(both, who) for who in everyone] == [3, 3, 2, 1]
    assert both.do(escalations.view, reader=elsewhere, ref=ref).code == "E-1"


def test_danger_does_not_wait(office: Office) -> None:
    case, ref = raised(office, "danger")
    refused = office.refusal(
        escalations.later, caller=case.manager, ref=ref, reason=Reason.BUSY, how=Later.MORNING
    )
    assert refused == "wrong_move"
    assert office.row(Escalation).taken_by is None


def test_danger_stands_above_what_is_older(office: Office) -> None:
    case, first = raised(office)
    office.advance(minutes=5)
    office.do(escalations.raise_, kind="danger", request=office.the_request(case), occasion="")
    danger = office.row(Escalation, kind="danger").ref
    assert seen_by(office, case.manager) == [danger, first]


# ----------------------------------------------------------------------------------------- taken, and done


def test_who_takes_it_is_asked_once_and_then_it_returns(both: Office) -> None:
    colleague = both.manager()
    case, ref = raised(both)
    both.do(escalations.take, caller=case.manager, ref=ref)
    both.now = both.row(Escalation).rung_due_at or both.now
    assert climbs(both) == 1
    seen = both.do(escalations.view, reader=case.manager, ref=ref)
    assert (seen.taken_by_reader, seen.asked) == (True, True)
    assert both.letters(LetterKind.ESCALATION, case.manager)[-1].facts == {"anew": True}
    both.now = both.row(Escalation).rung_due_at or both.now
    assert climbs(both) == 1
    back = both.row(Escalation)
    assert (back.taken_by, back.taken_at, back.asked_at, back.rung) == (None, None, None, 0)
    assert both.do(escalations.view, reader=colleague, ref=ref).yours
    assert both.row(AuditLine, what="escalation_given_back").subject == ref


@pytest.mark.parametrize("note", TOLD_WHEN_DONE)
def test_done_says_how_in_a_code(office: Office, note: Note) -> None:
    case, ref = raised(office)
    office.do(escalations.take, caller=case.manager, ref=ref)
    assert office.do(escalations.done, caller=case.manager, ref=ref, note=note).note is note
    kept = office.row(Escalation)
    assert (kept.note, kept.rung_due_at) == (note.value, None)
    assert office.row(AuditLine, what="escalation_done").why == note.value


@pytest.mark.parametrize("act", [escalations.done, escalations.not_mine])
def test_what_a_colleague_has_taken_is_theirs(office: Office, act: Callable[..., object]) -> None:
    colleague = office.manager()
    case, ref = raised(office)
    office.do(escalations.take, caller=colleague, ref=ref)
    assert office.refusal(act, caller=case.manager, ref=ref) == "outdated"
    assert office.row(Escalation).taken_by == colleague.id


def test_what_no_longer_stalls_ends_by_itself(both: Office) -> None:
    case, ref = raised(both, "intake_late")
    both.do(managing.open_card, caller=case.manager, ref=case.ref)
    both.advance(days=1)
    climbs(both)
    kept = both.row(Escalation, ref=ref)
    assert (kept.note, kept.done_at) == (Note.OVER.value, both.now)
    assert ref not in seen_by(both, case.manager)


def test_a_pause_of_the_family_holds_a_promise_but_no_danger(office: Office) -> None:
    deputy = office.manager(NEXT_DOOR)
    case, ref = raised(office, "intake_late")
    with office.writing() as session:
        request = session.exec(select(Request).where(Request.ref == case.ref)).one()
        request.paused_at = office.now
        session.add(request)
    office.do(escalations.raise_, kind="danger", request=office.the_request(case), occasion="")
    office.advance(days=1)
    climbs(office)
    assert (office.row(Escalation, ref=ref).rung, office.row(Escalation, kind="danger").rung) == (0, 1)
    assert {letter.subject for letter in office.letters(LetterKind.ESCALATION, deputy)} == {
        office.row(Escalation, kind="danger").ref
    }


# ------------------------------------------------------------------------------------------ not mine, later


def test_not_mine_goes_to_the_next_at_once_and_the_audit_knows_who_said_so(both: Office) -> None:
    deputy = both.manager(NEXT_DOOR)
    case, ref = raised(both)
    both.advance(minutes=1)
    seen = both.do(escalations.not_mine, caller=case.manager, ref=ref)
    assert (seen.waits_for, seen.yours) == (Receiver.DEPUTY, False)
    assert told(both, deputy) == 1
    line = both.row(AuditLine, what="escalation_not_mine")
    assert (line.who, line.subject) == (case.manager.id, ref)
    assert both.refusal(escalations.not_mine, caller=case.manager, ref=ref) == "outdated"
    assert both.row(Escalation).rung == 1


def test_who_has_taken_it_can_still_say_that_it_is_not_theirs(office: Office) -> None:
    deputy = office.manager(NEXT_DOOR)
    case, ref = raised(office)
    office.do(escalations.take, caller=case.manager, ref=ref)
    assert not office.do(escalations.not_mine, caller=case.manager, ref=ref).taken
    assert told(office, deputy) == 1


def test_where_nobody_else_is_not_mine_leaves_it_and_it_is_asked_again(office: Office) -> None:
    case, ref = raised(office)
    assert office.do(escalations.not_mine, caller=case.manager, ref=ref).yours
    office.advance(days=1)
    assert climbs(office) == 1
    assert told(office, case.manager) == 2


@pytest.mark.parametrize(
    ("how", "back"),
    [
        pytest.param(Later.MORNING, datetime(2026, 3, 4, 8, 0, tzinfo=UTC), id="tomorrow at nine"),
        pytest.param(Later.THREE_DAYS, datetime(2026, 3, 6, 8, 0, tzinfo=UTC), id="in three days at nine"),
    ],
)
def test_later_comes_back_by_itself(both: Office, how: Later, back: datetime) -> None:
    colleague = both.manager()
    case, ref = raised(both)
    seen = both.do(escalations.later, caller=case.manager, ref=ref, reason=Reason.FAMILY, how=how)
    assert (seen.taken_by_reader, seen.back_at) == (True, back)
    assert both.do(escalations.view, reader=colleague, ref=ref).taken
    both.now = back - timedelta(seconds=1)
    assert climbs(both) == 0
    both.now = back
    assert (climbs(both), climbs(both)) == (1, 0)
    again = both.do(escalations.view, reader=case.manager, ref=ref)
    assert (again.back_at, again.asked, again.taken_by_reader) == (None, True, True)
    assert both.letters(LetterKind.ESCALATION, case.manager)[-1].facts == {"anew": True}
    assert both.row(AuditLine, what="escalation_later").why == f"family:{how}"


def test_tomorrow_morning_on_a_friday_is_monday(office: Office) -> None:
    office.now = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    case, ref = raised(office)
    seen = office.do(escalations.later, caller=case.manager, ref=ref, reason=Reason.OTHERS, how=Later.MORNING)
    assert seen.back_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
