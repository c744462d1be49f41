"""The danger flag: raised at once, told to people, holding the clock of the request, taken back, and forgotten."""

from datetime import timedelta

import pytest

from casework import clock, danger, escalations, forms, jobs, leases, messages, outbox, requests
from casework.danger import Flag, Heard
from casework.letters import LetterKind
from domain.people import Role
from domain.policy import Policy
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.escalations import Escalation
from storage.outbox import DROPPED, WAITING, Letter
from tests.office import HERE, Case, Office

_TOLD_NOBODY = Flag(Heard.NOBODY_TOLD)
_DAY = timedelta(days=1)


def _cards(office: Office, who: Caller) -> list[Letter]:
    return office.letters(LetterKind.ESCALATION, who)


def _flag(office: Office) -> Escalation:
    return office.row(Escalation, kind=danger.DANGER)


# -------------------------------------------------------------------------------- who raises, and who hears


def test_words_raise_the_flag_of_a_running_request_at_once_for_region_and_helpdesk(both: Office) -> None:
    helpdesk = both.helpdesk()
    case = both.preparing()
    assert both.do(danger.said, caller=case.requester) == Flag(Heard.TOLD, case.ref)
    flag = _flag(both)
    assert (flag.kind, flag.region, flag.raised_at, flag.done_at) == ("danger", HERE, both.now, None)
    told = {
        who: [letter.urgent for letter in _cards(both, who)]
        for who in (case.manager, helpdesk, case.requester, case.coordinator)
    }
    assert list(told.values()) == [[True], [True], [], []]
    seen = both.do(escalations.view, reader=case.manager, ref=flag.ref)
    assert (seen.kind, seen.code, seen.request_ref, seen.urgent) == ("danger", "E-1", case.ref, True)


def test_a_coordinator_raises_it_for_the_job_that_runs(both: Office) -> None:
    case = both.preparing()
    assert both.do(danger.said, caller=case.coordinator) == Flag(Heard.TOLD, case.ref)
    assert both.the_request(case).danger == _flag(both).ref


def test_without_a_request_words_raise_nothing_and_the_tap_does(both: Office) -> None:
    helpdesk, someone = both.helpdesk(), both.newcomer()
    assert both.do(danger.said, caller=someone) == _TOLD_NOBODY
    assert both.rows(Escalation) == []
    assert both.do(danger.call_for, caller=someone) == Flag(Heard.TOLD)
    assert (_flag(both).request_id, len(_cards(both, helpdesk))) == (None, 1)
    assert both.do(danger.standing, caller=someone) == Flag(Heard.TOLD)


def test_where_nobody_is_there_the_person_is_told_so(office: Office) -> None:
    assert office.do(danger.call_for, caller=office.newcomer()) == Flag(Heard.NOBODY_THERE)


def test_said_again_it_is_the_same_flag_until_it_is_done(both: Office) -> None:
    case = both.submitted()
    for _ in range(3):
        both.do(danger.said, caller=case.requester)
        both.do(danger.call_for, caller=case.requester)
    assert (len(both.rows(Escalation)), len(_cards(both, case.manager))) == (1, 1)
    _finish(both, case)
    both.advance(minutes=1)
    both.do(danger.said, caller=case.requester)
    assert len(both.rows(Escalation)) == 2


def test_every_running_request_of_the_person_is_held_and_no_one_elses(both: Office) -> None:
    case = both.submitted()
    second = both.submit(case.requester, case.manager)
    other = both.submit(both.citizen(), case.manager)
    assert both.do(danger.said, caller=case.requester) == Flag(Heard.TOLD, second.ref)
    held = [both.the_request(one).danger for one in (case, second, other)]
    assert held == [_flag(both).ref, _flag(both).ref, None]


@pytest.mark.parametrize("role", [Role.REGIONAL_MANAGER, Role.HELPDESK, Role.ADMIN])
def test_staff_who_write_to_somebody_may_write_such_words(office: Office, role: Role) -> None:
    case = office.submitted()
    writer = case.manager if role is Role.REGIONAL_MANAGER else office.staff(role)
    assert office.do(danger.said, caller=writer) == _TOLD_NOBODY
    if role is Role.REGIONAL_MANAGER:
        office.do(messages.begin, caller=writer, receipt=case.ref)
    else:
        office.do(forms.begin, caller=writer, form="message", subject=case.ref)
    assert office.do(danger.said, caller=writer) is None


def test_a_family_that_writes_a_message_is_answered_with_the_numbers(office: Office) -> None:
    case = office.preparing()
    office.do(messages.begin, caller=case.requester, receipt=case.ref)
    assert office.do(danger.said, caller=case.requester) == Flag(Heard.TOLD, case.ref)


def test_whoever_took_it_can_write_to_the_person(office: Office) -> None:
    case = office.preparing()
    office.do(danger.said, caller=case.coordinator)
    ref = _flag(office).ref
    office.do(escalations.take, caller=case.manager, ref=ref)
    assert office.do(escalations.asker, caller=case.manager, ref=ref) == case.coordinator.id


# ------------------------------------------------------------------------------ what stops meanwhile


def _finish(office: Office, case: Case) -> None:
    ref = office.rows(Escalation, kind=danger.DANGER, done_at=None)[0].ref
    office.do(escalations.take, caller=case.manager, ref=ref)
    office.do(escalations.done, caller=case.manager, ref=ref)
    office.do(clock.sweep)


def test_while_it_is_open_nothing_about_the_request_falls_due(both: Office) -> None:
    case = both.preparing()
    promised = both.the_request(case).due_at
    both.do(danger.said, caller=case.requester)
    assert both.the_request(case).due_at is None
    both.advance(days=30)
    both.do(clock.sweep)
    assert both.letters(LetterKind.NUDGE) == []
    assert both.letters(LetterKind.PACE) == []
    assert {row.kind for row in both.rows(Escalation)} == {danger.DANGER}
    assert promised is not None


def test_when_it_is_done_the_promises_have_as_much_time_left_as_before(both: Office) -> None:
    case = both.preparing()
    promised = both.the_request(case).due_at
    assert promised is not None
    both.do(danger.said, caller=case.requester)
    begun = both.now
    both.advance(days=3)
    _finish(both, case)
    request = both.the_request(case)
    assert (request.danger, request.due_at) == (None, promised + (both.now - begun))


def test_an_hour_of_pause_and_danger_is_given_back_once(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    both.advance(days=1)
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    both.advance(days=1)
    both.do(requests.go_on, caller=case.requester, ref=case.ref)
    assert both.the_request(case).due_at is None
    both.advance(days=1)
    _finish(both, case)
    (span,) = both.the_request(case).pauses or []
    assert span == [(both.now - _DAY * (3)).isoformat(), both.now.isoformat()]


def test_a_pause_that_is_still_on_holds_the_request_after_the_flag(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    both.advance(days=1)
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    _finish(both, case)
    request = both.the_request(case)
    assert (request.danger, request.due_at) == (None, None)
    assert request.paused_at is not None


def test_a_nudge_that_waits_is_not_sent_and_what_a_person_writes_is(both: Office) -> None:
    case = both.preparing()
    both.advance(days=8)
    both.do(clock.sweep)
    assert [letter.state for letter in both.letters(LetterKind.NUDGE)] == [WAITING]
    both.do(danger.said, caller=case.requester)
    both.do(messages.begin, caller=case.manager, receipt=case.ref)
    page = both.say(case.manager, "I call you at four.")
    both.do(messages.send, caller=case.manager, revision=page.revision)
    sent = _take_everything_out(both)
    assert LetterKind.MESSAGE in sent
    assert LetterKind.NUDGE not in sent
    assert [letter.state for letter in both.letters(LetterKind.NUDGE)] == [DROPPED]


def test_nobody_else_is_asked_by_the_clock_meanwhile(both: Office) -> None:
    case = both.asked(1)
    spare = both.coordinator()
    both.do(danger.said, caller=case.requester)
    both.advance(days=2)
    both.do(clock.sweep)
    assert both.letters(LetterKind.OFFER_CARD, spare) == []


def test_the_request_itself_goes_on(both: Office) -> None:
    case = both.accepted()
    both.do(danger.said, caller=case.requester)
    both.do(jobs.first_contact, caller=case.coordinator, ref=case.job)
    assert both.state(case).value == "preparing"
    assert both.the_request(case).due_at is None


def test_of_two_flags_on_a_request_the_second_still_holds_it(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    both.do(danger.said, caller=case.coordinator)
    both.do(danger.take_back, caller=case.requester)
    left = both.row(Escalation, kind=danger.DANGER, done_at=None)
    assert both.the_request(case).danger == left.ref
    assert both.the_request(case).due_at is None
    both.do(danger.take_back, caller=case.coordinator)
    assert both.the_request(case).danger is None


# ------------------------------------------------------------------------------ over, and forgotten


def test_taken_back_it_is_over_and_the_audit_says_so_without_who(both: Office) -> None:
    case = both.preparing()
    promised = both.the_request(case).due_at
    both.do(danger.said, caller=case.requester)
    assert both.do(danger.take_back, caller=case.requester) == _TOLD_NOBODY
    assert both.do(danger.standing, caller=case.requester) == _TOLD_NOBODY
    flag = _flag(both)
    assert (flag.done_at, flag.person_id) == (both.now, None)
    assert (both.the_request(case).danger, both.the_request(case).due_at) == (None, promised)
    (line,) = both.rows(AuditLine, what="danger_taken_back")
    assert (line.who, line.subject) == (None, flag.ref)
    assert len(_cards(both, case.manager)) == 2, "the manager's card changes"


def test_there_is_nothing_to_take_back_where_nothing_is_open(office: Office) -> None:
    assert office.do(danger.take_back, caller=office.newcomer()) == _TOLD_NOBODY
    assert office.rows(AuditLine, what="danger_taken_back") == []


def test_nobody_takes_back_the_flag_of_another(office: Office) -> None:
    case = office.preparing()
    office.do(danger.said, caller=case.requester)
    office.do(danger.take_back, caller=case.coordinator)
    assert _flag(office).done_at is None


def test_whose_it_was_is_forgotten_when_it_is_done(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    _finish(both, case)
    flag = _flag(both)
    assert (flag.person_id, flag.request_id, case.requester.ref in flag.key) == (None, None, False)


def test_so_it_is_where_there_was_no_request(both: Office) -> None:
    helpdesk, someone = both.helpdesk(), both.newcomer()
    both.do(danger.call_for, caller=someone)
    ref = _flag(both).ref
    both.do(escalations.take, caller=helpdesk, ref=ref)
    both.do(escalations.done, caller=helpdesk, ref=ref)
    both.do(clock.tidy)
    assert (_flag(both).person_id, someone.ref in _flag(both).key) == (None, False)


def test_after_90_days_the_day_and_that_it_was_handled_go_too(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    _finish(both, case)
    ref = _flag(both).ref
    both.now = _flag(both).raised_at + Policy().flags_kept - _DAY * (1)
    both.do(clock.tidy)
    assert len(both.rows(Escalation, ref=ref)) == 1
    both.advance(days=1)
    both.do(clock.tidy)
    assert both.rows(Escalation, ref=ref) == []
    assert both.rows(Letter, subject=ref) == []


def test_one_that_nobody_handled_is_not_forgotten(both: Office) -> None:
    case = both.preparing()
    both.do(danger.said, caller=case.requester)
    both.advance(days=100)
    both.do(clock.tidy)
    assert _flag(both).done_at is None


def _take_everything_out(office: Office) -> set[str]:
    office.do(leases.take, outbox.COURIER, "test", timedelta(hours=1))
    found: set[str] = set()
    while envelopes := office.do(outbox.claim, holder="test", limit=50):
        for envelope in envelopes:
            found.add(envelope.kind)
            office.do(outbox.sent, letter_id=envelope.letter_id, message_id=envelope.letter_id)
    return found
