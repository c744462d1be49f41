"""The letter of the morning: on the first working day of the week what there is, else one line, and silence for nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.texts import digests as texts
from bot.texts.translating import speaking
from casework import clock, danger, digests, leases, outbox, requests
from casework.desk import Desk
from casework.letters import LetterKind
from domain.calendars import Calendar
from domain.errors import NotFoundError
from domain.people import Role
from domain.policy import Policy
from domain.requests import State
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.outbox import Letter
from storage.people import Profile
from tests.office import AMSTERDAM, FAR, PERSONAL, Office

MONDAY = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
"""Half past eight in Amsterdam."""

_DAY = timedelta(days=1)
_SUNDAY = MONDAY - _DAY


def _written(office: Office, to: Caller) -> list[Letter]:
    return office.letters(LetterKind.DIGEST, to)


def _week(office: Office, reader: Caller) -> digests.Digest:
    return office.do(digests.look, caller=reader, week=True)


def test_on_monday_morning_each_manager_gets_one_letter(both: Office) -> None:
    both.now = _SUNDAY
    colleague, elsewhere = both.manager(), both.manager(FAR)
    case = both.submitted()
    both.now = MONDAY
    assert both.do(digests.write_due) == 2
    assert [len(_written(both, who)) for who in (case.manager, colleague, elsewhere, case.requester)] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert _written(both, case.manager)[0].facts == {"week": True}
    for _ in range(3):
        both.advance(minutes=20)
        both.do(clock.sweep)
    assert len(_written(both, case.manager)) == 1


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        pytest.param(MONDAY - timedelta(minutes=1), False, id="before half past eight"),
        pytest.param(MONDAY, True, id="at half past eight"),
        pytest.param(MONDAY + timedelta(hours=3), True, id="late, after an outage"),
        pytest.param(MONDAY + timedelta(hours=9), False, id="when the office is closed"),
        pytest.param(MONDAY - 2 * _DAY + timedelta(hours=1), False, id="on Saturday"),
        pytest.param(datetime(2026, 7, 6, 6, 30, tzinfo=UTC), True, id="in summer time"),
        pytest.param(datetime(2026, 7, 6, 6, 29, tzinfo=UTC), False, id="in summer time, too early"),
    ],
)
def test_when_it_is_written(office: Office, moment: datetime, written: bool) -> None:
    case = office.submitted()
    office.now = moment
    assert office.do(digests.write_due) == int(written)
    assert bool(_written(office, case.manager)) is written


def test_on_other_days_it_is_one_line(office: Office) -> None:
    office.now = _SUNDAY
    case = office.submitted()
    for _ in range(2):
        office.advance(days=1)
        office.do(digests.write_due)
    assert [letter.facts["week"] for letter in _written(office, case.manager)] == [True, False]


def test_a_day_without_work_has_no_line(office: Office) -> None:
    office.now = _SUNDAY
    case = office.scheduled()
    office.now = MONDAY
    assert office.do(digests.write_due) == 1
    office.advance(days=1)
    assert office.do(digests.write_due) == 0
    assert len(_written(office, case.manager)) == 1


def test_nothing_is_written_where_nothing_is(office: Office) -> None:
    manager = office.manager()
    office.now = MONDAY
    assert office.do(digests.write_due) == 0
    with pytest.raises(NotFoundError):
        _week(office, manager)


def test_a_week_that_begins_with_a_free_day_begins_on_the_next(office: Office) -> None:
    case = office.submitted()
    free = Policy(calendar=Calendar(AMSTERDAM, is_free=lambda day: day == date(2026, 3, 9)))

    def write(desk: Desk) -> int:
        return digests.write_due(
            Desk(desk.session, desk.now, desk.vault, free, desk.regions, desk.zone),
        )

    office.now = MONDAY
    assert office.do(write) == 0
    office.advance(days=1)
    assert office.do(write) == 1
    assert _written(office, case.manager)[0].facts == {"week": True}
    office.advance(days=1)
    office.do(write)
    assert _written(office, case.manager)[1].facts == {"week": False}


def test_it_counts_requests_by_state_and_says_who_waits_longest(both: Office) -> None:
    both.now = _SUNDAY - 5 * _DAY
    case = both.submitted()
    both.advance(days=2)
    second = both.submit(both.citizen(), case.manager)
    third = both.submit(both.citizen(), case.manager)
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    both.now = MONDAY
    found = _week(both, case.manager)
    assert (found.states, found.paused, found.seeking) == ({State.SUBMITTED: 3}, 1, 3)
    assert found.longest == digests.Longest(second.ref, 4)
    assert third.ref != second.ref


def test_it_names_what_needs_the_reader_by_receipt(office: Office) -> None:
    office.now = _SUNDAY - 3 * _DAY
    case = office.submitted()
    office.now = MONDAY + timedelta(hours=8)
    office.do(clock.sweep)
    office.do(danger.said, caller=case.requester)
    found = _week(office, case.manager)
    assert found.needs[0].kind == "danger"
    assert {raised.request_ref for raised in found.needs} == {case.ref}
    assert found.stalls == len(found.needs) - 1 > 0


@pytest.mark.parametrize(
    ("until", "counted"), [(10, 1), (400, 0), (-1, 0), (None, 0)], ids=["soon", "far", "over", "none"]
)
def test_it_counts_certificates_that_run_out_soon(office: Office, until: int | None, counted: int) -> None:
    case = office.submitted()
    coordinator = office.coordinator()
    with office.writing() as session:
        profile = session.get_one(Profile, coordinator.id)
        profile.certificate_until = None if until is None else office.now.date() + until * _DAY
        session.add(profile)
    assert _week(office, case.manager).papers == counted


def test_the_helpdesk_reads_of_regions_without_a_manager(office: Office) -> None:
    helpdesk, someone = office.helpdesk(), office.citizen()
    page = office.fill(someone, "request", place="Middelburg")
    office.do(requests.submit, caller=someone, revision=page.revision)
    case = office.submitted()
    assert _week(office, helpdesk).states == {State.SUBMITTED: 1}
    assert _week(office, case.manager).states == {State.SUBMITTED: 1}


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COORDINATOR, Role.TRAINER])
def test_nobody_else_reads_it(office: Office, role: Role) -> None:
    office.submitted()
    someone = office.citizen() if role is Role.CITIZEN else office.staff(role)
    with pytest.raises(NotFoundError):
        _week(office, someone)


@pytest.mark.parametrize("week", [True, False], ids=["week", "day"])
def test_it_holds_numbers_and_receipts_only_and_what_is_true_when_it_is_sent(
    office: Office, week: bool
) -> None:
    office.now = (MONDAY if week else MONDAY + _DAY) - 5 * _DAY
    case = office.submitted()
    office.now = MONDAY if week else MONDAY + _DAY
    office.do(digests.write_due)
    envelope = next(
        one for one in _claimed(office) if one.kind == LetterKind.DIGEST and one.person.id == case.manager.id
    )
    screen = office.do(render, envelope)
    assert screen is not None
    assert case.ref in screen.text
    assert [one for one in PERSONAL if one in screen.text] == []
    with speaking("en"):
        assert len(texts.day(_week(office, case.manager)).text.splitlines()) == 1


def _claimed(office: Office) -> list[outbox.Envelope]:
    office.do(leases.take, outbox.COURIER, "test", timedelta(hours=1))
    found: list[outbox.Envelope] = []
    while envelopes := office.do(outbox.claim, holder="test", limit=50):
        found += envelopes
        for envelope in envelopes:
            office.do(outbox.sent, letter_id=envelope.letter_id, message_id=envelope.letter_id)
    return found
