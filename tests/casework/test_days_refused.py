"""Days that cannot be: passed, proposed before, one too many, taken off the list, or of another circle."""

from datetime import UTC, datetime

import pytest

from casework import (
    day_finding,
    forms,
    requests,
    ticking,
)
from casework.letters import LetterKind
from domain.errors import DateUnreadableError
from domain.meeting_days import MOST
from storage.circle import MeetingDay, TickedDay
from storage.outbox import Letter
from tests.circles import joins
from tests.office import Case, Office
from tests.proposing import look, propose, propose_six, refused


def test_a_seventh_moment_is_refused(both: Office) -> None:
    case = both.prepared()
    assert propose_six(both, case).is_full
    assert both.refusal(day_finding.propose, caller=case.requester, ref=case.ref) == "too_many_moments"


def test_a_seventh_that_was_begun_before_the_sixth_was_there_is_refused(office: Office) -> None:
    case = office.prepared()
    for number in range(1, MOST):
        propose(office, case, day=f"{number}-4-2026")
    page = office.go_on(
        case.requester,
        office.do(day_finding.propose, caller=case.requester, ref=case.ref),
        day="28-4-2026",
        time="10:00",
    )
    request = office.the_request(case)
    with office.writing() as session:
        at = datetime(2026, 4, 20, 14, tzinfo=UTC)
        session.add(MeetingDay(ref="ANOTHERTAP22", request_id=request.id or 0, at=at))
    refused = office.refusal(day_finding.add, caller=case.requester, revision=page.revision)
    assert (refused, len(office.rows(MeetingDay))) == ("too_many_moments", MOST)


def test_the_same_moment_twice_is_refused_and_the_form_stays(both: Office) -> None:
    case = both.prepared()
    propose(both, case)
    assert refused(both, case.requester, case, "14", "16:00") == "moment_repeated"
    page = both.do(forms.resume, caller=case.requester)
    assert page is not None
    assert page.answers == {"day": "2026-03-17", "time": "16:00"}


def test_an_hour_that_the_clocks_skip_is_the_same_moment_as_the_one_after_it(office: Office) -> None:
    case = office.prepared()
    propose(office, case, day="29-3-2026", time="2:30")
    assert refused(office, case.requester, case, "29-3-2026", "3:30") == "moment_repeated"


def test_a_moment_in_the_past_is_refused(office: Office) -> None:
    case = office.prepared()  # it is 10:00 in Amsterdam
    assert refused(office, case.requester, case, "3-3-2026", "10:00") == "moment_past"
    assert propose(office, case, day="3-3-2026", time="10:01").proposed[0].at > office.now


@pytest.mark.parametrize("day", ["29-2-2027", "30-2-2028", "31-4-2026", "0-3", "32-1"])
def test_a_day_that_does_not_exist_cannot_be_read(office: Office, day: str) -> None:
    case = office.prepared()
    page = office.do(day_finding.propose, caller=case.requester, ref=case.ref)
    with pytest.raises(DateUnreadableError):
        office.answer(case.requester, page, day)


def test_the_leap_day_can_be_proposed(office: Office) -> None:
    office.now = datetime(2028, 2, 1, 9, tzinfo=UTC)
    case = office.prepared()
    assert propose(office, case, day="29-2").proposed[0].at == datetime(2028, 2, 29, 15, tzinfo=UTC)


def test_a_moment_that_passed_is_on_no_list_and_takes_nobodys_place(office: Office) -> None:
    case = office.prepared()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    passed = propose_six(office, case).proposed[0].ref
    office.do(ticking.tick, caller=guest, ref=ref, day=passed)
    office.advance(days=30)
    assert len(look(office, case).proposed) == MOST - 1
    assert office.refusal(ticking.tick, caller=guest, ref=ref, day=passed) == "moment_gone"
    assert office.refusal(day_finding.choose, caller=case.requester, ref=passed) == "moment_gone"
    assert propose(office, case, day="20-4-2026").is_full
    assert (len(office.rows(MeetingDay)), office.rows(TickedDay)) == (MOST, [])


def test_ticking_a_removed_moment_is_refused(both: Office) -> None:
    case = both.prepared()
    guest = both.newcomer()
    ref = joins(both, case, guest)
    day = propose(both, case).proposed[0].ref
    both.do(ticking.tick, caller=guest, ref=ref, day=day)
    assert both.do(day_finding.remove, caller=case.requester, ref=day).proposed == ()
    assert both.rows(TickedDay) == []
    assert both.refusal(ticking.tick, caller=guest, ref=ref, day=day) == "moment_gone"
    assert both.refusal(day_finding.remove, caller=case.requester, ref=day) == "not_found"


def test_a_guest_of_another_circle_ticks_nothing_here(both: Office) -> None:
    case, other = both.prepared(), both.prepared()
    guest = both.newcomer()
    ref = joins(both, other, guest)
    here = joins(both, case, both.newcomer())
    day = propose(both, case).proposed[0].ref
    assert both.refusal(ticking.tick, caller=guest, ref=ref, day=day) == "moment_gone"
    assert both.refusal(ticking.tick, caller=guest, ref=here, day=day) == "not_found"
    assert both.refusal(ticking.look, caller=guest, ref=here) == "not_found"
    assert both.refusal(ticking.look, caller=case.requester, ref=here) == "not_found"
    assert both.rows(TickedDay) == []


def test_nobody_is_asked_about_no_moment(office: Office) -> None:
    case = office.prepared()
    assert office.refusal(day_finding.ask, caller=case.requester, ref=case.ref) == "moment_gone"
    assert office.rows(Letter, kind=LetterKind.DAYS_ASKED.value) == []


def test_in_a_pause_nothing_is_decided(office: Office) -> None:
    case = office.prepared()
    day = propose(office, case).proposed[0].ref
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert office.refusal(day_finding.choose, caller=case.requester, ref=day) == "paused"
    assert office.refusal(day_finding.propose, caller=case.requester, ref=case.ref) == "paused"
    assert not look(office, case).decides


@pytest.mark.parametrize("how_far", ["accepted", "held"])
def test_days_are_found_between_the_first_contact_and_the_meeting(office: Office, how_far: str) -> None:
    case: Case = getattr(office, how_far)()
    assert office.refusal(day_finding.propose, caller=case.requester, ref=case.ref) == "wrong_move"
    assert not look(office, case).decides
