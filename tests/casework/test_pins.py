"""The pin of the place: shared by the coordinator, seen by who is invited and by who asked, gone with the place."""

import math

import pytest

from casework import guests, jobs, pins, places, requests, retention
from casework.letters import LetterKind
from casework.place_rows import Pin
from domain.circle import Standing
from domain.requests import Ending
from tests.arranging import HALL, PARIS, agrees, named, pinned
from tests.casework.invited import invited
from tests.circles import joins
from tests.office import VENUE, Case, Office

ELSEWHERE = (52.37020, 4.89520)


def _share(office: Office, case: Case, spot: tuple[float, float] = HALL) -> object:
    return office.do(pins.share, caller=case.coordinator, latitude=spot[0], longitude=spot[1])


def test_a_shared_location_is_sealed_and_shown_to_who_is_invited(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    place = pinned(both, case)
    assert (place.job, place.has_pin, place.is_far) == (case.job, True, False)
    kept = both.the_job(case).pin or b""
    assert not any(f"{degrees:.2f}".encode() in kept for degrees in HALL)
    assert both.do(guests.look, caller=caller, ref=ref).has_pin
    found = both.do(pins.for_guest, caller=caller, ref=ref)
    assert (found.guest, found.receipt, found.venue, found.pin) == (ref, "", VENUE, Pin(*HALL, sure=True))
    own = both.do(pins.for_requester, caller=case.requester, receipt=case.ref)
    assert (own.guest, own.receipt, own.pin) == ("", case.ref, Pin(*HALL, sure=True))


def test_before_the_yes_only_the_main_person_sees_where_it_is(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    pinned(both, case)
    assert not both.do(guests.look, caller=caller, ref=ref).has_pin
    assert both.refusal(pins.for_guest, caller=caller, ref=ref) == "not_found"
    assert both.do(pins.for_requester, caller=case.requester, receipt=case.ref).pin is not None
    assert both.do(requests.look, caller=case.requester, ref=case.ref).where is False


def test_who_asked_for_somebody_else_sees_it_after_the_yes(both: Office) -> None:
    case = both.scheduled(who="relative")
    pinned(both, case)
    asked = named(caller=case.requester, receipt=case.ref)
    assert both.refusal(pins.for_requester, **asked) == "not_found"
    mark = both.do(places.look, caller=case.coordinator, ref=case.job).mark
    both.do(places.log_yes, caller=case.coordinator, ref=case.job, mark=mark)
    assert both.do(pins.for_requester, **asked).pin == Pin(*HALL, sure=True)
    assert both.do(requests.look, caller=case.requester, ref=case.ref).where


def test_a_second_location_takes_the_place_of_the_first_without_a_letter(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    both.advance(minutes=1)
    pinned(both, case)
    told = len(both.letters(LetterKind.INVITATION))
    both.advance(minutes=1)
    pinned(both, case, ELSEWHERE)
    assert both.do(pins.for_guest, caller=caller, ref=ref).pin == Pin(*ELSEWHERE, sure=True)
    assert len(both.letters(LetterKind.INVITATION)) == told


def test_a_location_far_away_is_asked_about_once_and_seen_by_nobody_before(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    assert pinned(both, case, PARIS).is_far
    assert not both.do(guests.look, caller=caller, ref=ref).has_pin
    assert both.do(pins.for_guest, caller=caller, ref=ref).pin is None
    both.advance(minutes=1)
    right = both.do(pins.is_right, caller=case.coordinator, ref=case.job)
    assert (right.has_pin, right.is_far) == (True, False)
    assert both.do(pins.for_guest, caller=caller, ref=ref).pin == Pin(*PARIS, sure=True)


def test_a_pin_can_be_taken_away(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    pinned(both, case)
    asked = named(caller=case.coordinator, ref=case.job)
    both.advance(minutes=1)
    assert not both.do(pins.remove, **asked).has_pin
    assert not both.do(guests.look, caller=caller, ref=ref).has_pin
    assert both.the_job(case).pin is None
    assert both.refusal(pins.is_right, **asked) == "outdated"


@pytest.mark.parametrize("how", ["ended", "handed back", "held", "forgotten"])
def test_the_pin_goes_with_the_meeting(both: Office, how: str) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    pinned(both, case)
    if how == "ended":
        both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    elif how == "handed back":
        both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    elif how == "held":
        both.advance(days=8)
        both.finish(case, "held")
    else:
        both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
        job = both.the_job(case)
        with both.writing() as session:
            job.pin = b"left by an older program"
            session.merge(job)
        both.advance(days=90)
        both.do(retention.forget_closed)
    assert both.the_job(case).pin is None
    assert both.refusal(pins.for_guest, caller=caller, ref=ref) != ""
    assert both.refusal(pins.for_requester, caller=case.requester, receipt=case.ref) == "not_found"


@pytest.mark.parametrize(
    "spot", [(91.0, 5.0), (math.nan, 5.0), (52.0, 181.0)], ids=["no latitude", "no number", "no longitude"]
)
def test_what_is_no_place_on_earth_is_not_kept(office: Office, spot: tuple[float, float]) -> None:
    case = office.scheduled()
    assert _share(office, case, spot) is None
    assert office.the_job(case).pin is None


def test_without_a_meeting_to_come_a_location_is_not_kept(both: Office) -> None:
    preparing, held = both.preparing(), both.held()
    for case in (preparing, held):
        assert _share(both, case) is None
        assert both.the_job(case).pin is None
    idle, citizen = both.coordinator(), both.citizen()
    for who in (idle, citizen, preparing.requester):
        assert both.do(pins.share, caller=who, latitude=HALL[0], longitude=HALL[1]) is None


def test_while_the_family_takes_a_pause_no_location_is_taken(both: Office) -> None:
    case = both.scheduled()
    both.do(requests.pause, caller=case.requester, ref=case.ref)
    asked = named(caller=case.coordinator, latitude=HALL[0], longitude=HALL[1])
    assert both.refusal(pins.share, **asked) == "paused"


def test_where_it_is_another_is_not_told(both: Office) -> None:
    case, other = both.scheduled(), both.scheduled()
    caller, ref = invited(both, case)
    away, gone = both.newcomer(), joins(both, case, both.newcomer())
    kept_away = joins(both, case, away, state=Standing.AWAY.value)
    agrees(both, case)
    pinned(both, case)
    for who, guest, code in (
        (other.requester, ref, "not_found"),
        (away, kept_away, "circle_invitation_closed"),
        (caller, gone, "not_found"),
    ):
        assert both.refusal(pins.for_guest, caller=who, ref=guest) == code
    assert both.refusal(pins.for_requester, caller=other.requester, receipt=case.ref) == "not_found"
    for action in (pins.is_right, pins.remove):
        assert both.refusal(action, caller=other.coordinator, ref=case.job) == "not_found"
    assert both.the_job(case).pin is not None


def test_a_coordinator_of_another_meeting_pins_only_their_own(both: Office) -> None:
    case, other = both.scheduled(), both.scheduled()
    pinned(both, other)
    assert both.the_job(case).pin is None
    assert both.the_job(other).pin is not None
