"""Who opened what somebody told: by the one door, in the audit, and for that person to read (trust.md 26)."""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import audit_trail, choosing, circle_views, jobs, managing, offering, openings, progress
from casework.desk import Desk
from casework.openings import Opening
from domain.openings import Why
from domain.people import Role
from domain.requests import Event
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.audit_check import verify
from storage.circle import Guest
from storage.database import snapshot
from storage.jobs import Job
from storage.requests import Request
from tests.office import MORNING, Case, Office


def _twice(desk: Desk, *, caller: Caller, ref: str) -> None:
    request = desk.session.exec(select(Request).where(Request.ref == ref)).one()
    for _ in range(2):
        desk.open_details(request, who=caller, why=Why.JOB)
    desk.open_details(request, who=caller, why=Why.INTAKE)


def _lines(office: Office, **by: object) -> list[tuple[int | None, str | None, str, str]]:
    return [(line.who, line.role, line.subject, line.why) for line in office.rows(AuditLine, **by)]


def test_a_card_that_is_read_twice_makes_two_lines_and_one_that_is_opened_twice_at_once_makes_one(
    both: Office,
) -> None:
    case = both.preparing()
    before = len(_lines(both, what="open_details", why="job"))
    for _ in range(2):
        both.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert len(_lines(both, what="open_details", why="job")) == before + 2
    both.do(_twice, caller=case.coordinator, ref=case.ref)
    assert len(_lines(both, what="open_details", why="job")) == before + 3
    assert _lines(both, what="open_details", why="job")[-1] == (
        case.coordinator.id,
        "coordinator",
        case.ref,
        "job",
    )


def test_what_somebody_reads_of_their_own_makes_no_line(office: Office) -> None:
    case = office.preparing()
    before = len(office.rows(AuditLine))
    office.do(_twice, caller=case.requester, ref=case.ref)
    assert len(office.rows(AuditLine)) == before


def test_a_manager_who_sees_wishes_or_organisations_is_written_down(office: Office) -> None:
    case = office.opened(wishes="yes", wish_gender="woman", wish_gender_weight="prefer")
    office.involve(case)
    office.do(managing.open_card, caller=case.manager, ref=case.ref)
    opened = [line.what for line in office.rows(AuditLine, who=case.manager.id)]
    assert {"open_wishes", "open_bodies", "open_details"} <= set(opened)
    before = len(office.rows(AuditLine))
    office.do(managing.inbox, caller=case.manager)
    assert len(office.rows(AuditLine)) == before


def test_matching_opens_wishes_for_nobody_and_writes_nothing(office: Office) -> None:
    case = office.opened(wishes="yes", wish_gender="woman", wish_gender_weight="prefer")
    office.coordinator()
    before = len(office.rows(AuditLine, what="open_wishes"))
    office.do(choosing.choose_from, caller=case.manager, ref=case.ref)
    assert len(office.rows(AuditLine, what="open_wishes")) == before


def test_a_coordinator_who_is_asked_reads_wished_languages_and_only_then_is_written_down(
    office: Office,
) -> None:
    without, with_one = (
        office.asked(1),
        office.asked(1, wishes="yes", wish_language="so", wish_language_weight="prefer"),
    )
    for case in (without, with_one):
        office.do(offering.look, caller=case.coordinator, ref=case.offer)
    lines = [line for line in office.rows(AuditLine, what="open_wishes") if line.why == Why.OFFER]
    assert {line.subject for line in lines} == {with_one.ref}
    assert {line.who for line in lines} == {with_one.coordinator.id}


def test_every_move_of_a_request_says_who_made_it(office: Office) -> None:
    case = office.closed()
    moves = {event.value for event in Event}
    lines = [line for line in office.rows(AuditLine, subject=case.ref) if line.what in moves]
    by = {line.what: line.who for line in lines}
    manager, coordinator = case.manager.id, case.coordinator.id
    assert by[Event.OPEN] == by[Event.ASK] == manager
    assert {by[event] for event in (Event.ACCEPT, Event.CONTACT, Event.SCHEDULE, Event.HOLD)} == {coordinator}
    assert by[Event.REGISTER] == by[Event.CLOSE] == by[Event.FOLLOW_UP] == coordinator
    assert by[Event.FOLLOW_UP_FALLS_DUE] is None


def test_a_step_and_a_no_are_written_down_with_who(office: Office) -> None:
    case = office.prepared()
    steps = office.rows(AuditLine, what="step", subject=case.ref)
    assert {line.who for line in steps} == {case.coordinator.id}
    assert "venue_set done" in {line.why for line in steps}


def test_the_requester_reads_who_opened_what_and_why_the_newest_first(both: Office) -> None:
    case = both.preparing()
    both.advance(days=1)
    for _ in range(3):
        both.do(jobs.view, caller=case.coordinator, ref=case.job)
    found = both.do(openings.openings, caller=case.requester)
    tomorrow = (MORNING + timedelta(days=1)).date()
    assert found[0] == Opening(tomorrow, Role.COORDINATOR, "details", "job", 3)
    assert found[-1].role is Role.REGIONAL_MANAGER
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)


def test_nobody_reads_of_another_and_staff_does_not_read_of_themselves(office: Office) -> None:
    case = office.preparing()
    assert office.do(openings.openings, caller=office.citizen()) == ()
    assert office.do(openings.openings, caller=case.coordinator) == ()


def _confide(desk: Desk, *, case: Case, caller: Caller, reader: Caller) -> str:
    """Somebody of the circle told something in private, and the coordinator reads it."""
    request = progress.request_by_ref(desk, case.ref)
    job = desk.session.exec(select(Job).where(Job.ref == case.job)).one()
    key = request.key or b""
    guest = Guest(
        ref="told",
        request_id=request.id or 0,
        part="circle",
        language="nl",
        word=desk.vault.seal(key, "word", "aunt with the blue car"),
        private=desk.vault.seal(key, "private", {"apart": "rather_not", "signal": True}),
        state="agreed",
        person_id=caller.id,
        added_at=desk.now,
    )
    desk.session.add(guest)
    desk.session.flush()
    circle_views.for_coordinator(desk, reader, job, request, chosen=guest)
    return guest.ref


def test_what_a_guest_told_in_private_is_their_own_to_know_of_and_not_the_requesters(office: Office) -> None:
    case, guest = office.preparing(), office.citizen()
    office.do(_confide, case=case, caller=guest, reader=case.coordinator)
    own = office.do(openings.openings, caller=guest)
    assert [(one.what, one.why, one.role) for one in own] == [("private", "job", Role.COORDINATOR)]
    told = {one.what for one in office.do(openings.openings, caller=case.requester)}
    assert "circle" in told
    assert "private" not in told


def test_a_long_history_is_told_from_its_newest_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.preparing()
    monkeypatch.setattr(openings, "MOST_LINES", 2)
    office.do(_twice, caller=case.coordinator, ref=case.ref)
    found = office.do(openings.openings, caller=case.requester)
    assert [one.why for one in found] == ["intake", "job"]


def test_the_oldest_lines_go_and_the_chain_still_holds(both: Office) -> None:
    case = both.preparing()
    both.advance(days=400)
    both.do(jobs.view, caller=case.coordinator, ref=case.job)
    count = len(both.rows(AuditLine))
    taken = both.do(audit_trail.trim, both.now - timedelta(days=365))
    assert taken == count - 1
    left = sorted(both.rows(AuditLine), key=lambda line: line.number)
    assert [line.what for line in left] == ["open_details", "audit_trimmed"]
    assert left[-1].why == str(taken)
    assert both.do(audit_trail.trim, both.now - timedelta(days=365)) == 0
    assert len(both.rows(AuditLine)) == 2
    with snapshot(both.engine) as connection:
        assert verify(connection, both.vault, told=lambda _done: None).fault is None
