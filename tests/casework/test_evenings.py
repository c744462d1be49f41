"""The evening before the meeting: who hears of it, when, and what it does not say any more."""

from datetime import UTC, datetime, timedelta

import pytest

from casework import clock, evenings, leases, outbox, requests
from casework.letters import LetterKind
from domain.circle import Reply, Standing
from domain.errors import NotFoundError
from storage.arrivals import Caller
from storage.circle import Guest
from storage.outbox import Letter
from tests.casework.post import all_arrived
from tests.circles import joins
from tests.office import AMSTERDAM, Case, Office

KIND = LetterKind.EVENING_BEFORE


def _evening(office: Office, case: Case) -> datetime:
    """Six o'clock on the day before."""
    meeting_at = office.the_job(case).meeting_at
    assert meeting_at is not None
    day = meeting_at.astimezone(AMSTERDAM).date() - timedelta(days=1)
    return datetime(day.year, day.month, day.day, 18, tzinfo=AMSTERDAM).astimezone(UTC)


def _says(office: Office, letter: Letter, reader: Caller) -> evenings.Tomorrow | None:
    """What the letter says now; None when there is nothing to say."""
    try:
        return office.do(evenings.look, reader=reader, ref=str(letter.subject), facts=letter.facts)
    except NotFoundError:
        return None


def _the_day_before(office: Office, **answers: str) -> Case:
    case = office.scheduled(**answers)
    office.advance(days=6)
    return case


def test_who_said_yes_or_maybe_hears_it_at_six_and_so_does_whoever_asked(both: Office) -> None:
    case = _the_day_before(both)
    coming = {reply: both.newcomer() for reply in (Reply.YES, Reply.MAYBE)}
    for reply, who in coming.items():
        joins(both, case, who, answer=reply.value)
    for more in ({"answer": "no"}, {}, {"answer": "yes", "state": Standing.AWAY.value}):
        joins(both, case, both.newcomer(), **more)
    joins(both, case, None, answer="yes", on_paper=True)
    for _ in range(3):
        both.do(clock.tidy)
        both.advance(hours=1)
    found = both.letters(KIND)
    assert {letter.person_id for letter in found} == {case.requester.id, *(who.id for who in coming.values())}
    assert len(found) == 3
    assert {letter.not_before for letter in found} == {_evening(both, case)}


def test_nothing_is_written_days_ahead_and_nothing_late(both: Office) -> None:
    case = both.scheduled()
    both.do(evenings.remind)
    assert both.letters(KIND) == []
    both.now = _evening(both, case) + timedelta(hours=3)
    assert both.do(evenings.remind) == 0
    assert both.letters(KIND) == []


def test_it_is_brought_at_six_and_not_before(both: Office) -> None:
    case = _the_day_before(both)
    all_arrived(both)
    guest = both.newcomer()
    joins(both, case, guest, answer="yes")
    both.do(evenings.remind)
    both.now = _evening(both, case) - timedelta(seconds=1)
    assert _claimed(both) == set()
    both.advance(seconds=1)
    assert _claimed(both) == {guest.id, case.requester.id}


def test_who_says_yes_in_the_evening_hears_it_too(office: Office) -> None:
    case = _the_day_before(office)
    office.do(evenings.remind)
    guest = office.newcomer()
    office.now = _evening(office, case) + timedelta(hours=2)
    joins(office, case, guest, answer="yes")
    office.do(evenings.remind)
    assert len(office.letters(KIND, guest)) == 1


@pytest.mark.parametrize(
    ("hours", "clocks"),
    [("any", "18:00"), ("evening", "18:00"), ("morning", "11:00"), ("afternoon", "16:00")],
)
def test_whoever_asked_hears_it_at_a_safe_hour(office: Office, hours: str, clocks: str) -> None:
    case = _the_day_before(office, hours=hours)  # it is ten in the morning
    office.do(evenings.remind)
    [letter] = office.letters(KIND, case.requester)
    assert f"{letter.not_before.astimezone(AMSTERDAM):%H:%M}" == clocks


@pytest.mark.parametrize(("hours", "late"), [("morning", 2), ("weekend", 0)])
def test_where_no_hour_is_safe_any_more_whoever_asked_hears_nothing(
    office: Office, hours: str, late: int
) -> None:
    case = _the_day_before(office, hours=hours)  # the meeting is on a Tuesday
    office.advance(hours=late)
    office.do(evenings.remind)
    assert office.letters(KIND, case.requester) == []


def test_a_meeting_that_moves_is_not_told_of_and_the_new_day_is(both: Office) -> None:
    case = _the_day_before(both)
    guest = both.newcomer()
    joins(both, case, guest, answer="yes")
    both.do(evenings.remind)
    [old] = both.letters(KIND, guest)
    assert _says(both, old, guest) is not None
    both.finish(case, "meeting", day="7")
    assert _says(both, old, guest) is None
    both.advance(days=6)
    both.do(evenings.remind)
    new = both.letters(KIND, guest)[-1]
    assert new.id != old.id
    told = _says(both, new, guest)
    assert told is not None
    assert told.meeting_at == both.the_job(case).meeting_at


def test_a_meeting_that_moves_and_moves_back_is_told_of_once(office: Office) -> None:
    case = _the_day_before(office)
    office.do(evenings.remind)
    before = office.the_job(case).meeting_at
    office.finish(case, "meeting", day="14")
    office.finish(case, "meeting", day="10-3-2026")
    assert office.the_job(case).meeting_at == before
    office.do(evenings.remind)
    [letter] = office.letters(KIND, case.requester)
    assert _says(office, letter, case.requester) is not None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"answer": "no"}, id="not coming any more"),
        pytest.param({"state": Standing.AWAY.value}, id="not to come"),
        pytest.param({"person_id": None}, id="a new link"),
    ],
)
def test_a_guest_who_does_not_come_any_more_hears_nothing(
    office: Office, change: dict[str, str | None]
) -> None:
    case = _the_day_before(office)
    guest = office.newcomer()
    ref = joins(office, case, guest, answer="yes")
    office.do(evenings.remind)
    [letter] = office.letters(KIND, guest)
    row = office.row(Guest, ref=ref)
    row.sqlmodel_update(change)
    with office.writing() as session:
        session.add(row)
    assert _says(office, letter, guest) is None


def test_nobody_else_reads_it_and_after_the_meeting_began_nobody_does(office: Office) -> None:
    case = _the_day_before(office)
    guest = office.newcomer()
    joins(office, case, guest, answer="maybe")
    office.do(evenings.remind)
    mine, theirs = office.letters(KIND, guest) + office.letters(KIND, case.requester)
    assert _says(office, mine, case.requester) is None
    assert _says(office, theirs, guest) is None
    office.advance(hours=30)
    assert _says(office, mine, guest) is None
    assert _says(office, theirs, case.requester) is None


def test_in_a_pause_it_is_not_sent(both: Office) -> None:
    case = _the_day_before(both)
    all_arrived(both)
    both.do(evenings.remind)
    both.do(requests.pause, caller=case.coordinator, ref=case.ref)
    both.now = _evening(both, case)
    _claimed(both)
    assert [letter.state for letter in both.letters(KIND)] == ["dropped"]


@pytest.mark.parametrize(
    ("day", "evening"),
    [
        pytest.param("29-3-2026", datetime(2026, 3, 28, 17, tzinfo=UTC), id="the day of summer time"),
        pytest.param("30-3-2026", datetime(2026, 3, 29, 16, tzinfo=UTC), id="the day after it"),
        pytest.param("25-10-2026", datetime(2026, 10, 24, 16, tzinfo=UTC), id="the day of winter time"),
        pytest.param("26-10-2026", datetime(2026, 10, 25, 17, tzinfo=UTC), id="the day after that"),
    ],
)
def test_six_is_six_in_amsterdam_where_the_clocks_change(office: Office, day: str, evening: datetime) -> None:
    case = office.prepared()
    office.finish(case, "meeting", day=day, time="16:00")
    office.now = evening - timedelta(hours=9)
    office.do(evenings.remind)
    [letter] = office.letters(KIND)
    assert letter.not_before == evening


def _claimed(office: Office) -> set[int]:
    office.do(leases.take, name=outbox.COURIER, holder="me", for_=timedelta(minutes=1))
    return {one.person.id for one in office.do(outbox.claim, holder="me", limit=50)}
