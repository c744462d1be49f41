"""Early endings: one tap with a code, from every state that the table allows, and everyone concerned hears it."""

import pytest
from sqlmodel import select

from casework import clock, jobs, managing, offering
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import WrongMoveError
from domain.offers import OfferState
from domain.requests import MOVES, Ending, Event, State, ending_event
from storage.jobs import Job, Registration
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request
from tests.office import Case, Office


class _Tried(Exception):  # noqa: N818 - not an error: it takes back what was only tried
    """What came of an attempt; raising it rolls everything back."""


def _try(desk: Desk, case: Case, state: State, ending: Ending) -> None:
    """End the request as if it stood at `state`, and take that back."""
    request = desk.session.exec(select(Request).where(Request.ref == case.ref)).one()
    request.state = state.value
    desk.session.add(request)
    desk.session.flush()
    try:
        managing.end_early(desk, caller=case.manager, ref=case.ref, ending=ending)
    except WrongMoveError as refused:
        raise _Tried(None) from refused
    raise _Tried(State(request.state))


@pytest.mark.parametrize("how_far", ["asked", "held"])
def test_an_ending_is_possible_exactly_where_the_table_says_so(office: Office, how_far: str) -> None:
    case: Case = getattr(office, how_far)()  # trust.md 27
    for state in State:
        for ending in Ending:
            with pytest.raises(_Tried) as tried:
                office.do(_try, case, state, ending)
            # After a first meeting a plan without one is none, wherever the request stands.
            refused = how_far == "held" and ending is Ending.PLAN_WITHOUT_MEETING
            expected = None if refused else MOVES.get((state, ending_event(ending)))
            assert tried.value.args == (expected,), (state, ending)


def test_what_is_over_is_not_ended_again(both: Office) -> None:
    case = both.preparing()
    both.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.UNSAFE_NOW)
    again = both.refusal(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)
    assert (again, both.the_request(case).ending) == ("wrong_move", Ending.UNSAFE_NOW)
    assert len(both.rows(Registration)) == 1


@pytest.mark.parametrize("ending", list(Ending))
def test_every_reason_is_kept_as_a_code(office: Office, ending: Ending) -> None:
    case = office.preparing()
    office.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=ending)
    facts = office.row(Registration, request_ref=case.ref).facts
    success = ending is Ending.PLAN_WITHOUT_MEETING
    assert office.state(case) is (State.CLOSED if success else State.ENDED)
    assert facts["ending"] == ending.value


def test_a_plan_without_a_meeting_closes_the_request_as_a_success(both: Office) -> None:  # feature 113
    case = both.preparing()
    both.advance(days=2)
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.PLAN_WITHOUT_MEETING)
    request = both.the_request(case)
    assert (request.state, request.ending) == (State.CLOSED, Ending.PLAN_WITHOUT_MEETING)
    assert (request.closed_at, request.due_at, request.wishes) == (both.now, None, None)
    assert MOVES[State.PREPARING, Event.FINISH_WITHOUT_MEETING] is State.CLOSED
    both.advance(days=60)
    assert both.do(clock.sweep) == 0


def test_after_the_meeting_there_is_no_plan_without_a_meeting(office: Office) -> None:
    case = office.held()
    early = office.refusal(
        jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.PLAN_WITHOUT_MEETING
    )
    assert early == "wrong_move"
    assert office.the_job(case).ended_at is None


@pytest.mark.parametrize("handed_back", [False, True])
def test_after_a_first_meeting_there_is_no_plan_without_a_meeting_on_the_way_to_a_second(
    both: Office, *, handed_back: bool
) -> None:
    case = both.held(outcome="plan_pending")
    both.finish(case, "meeting")
    if handed_back:
        both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    before = both.state(case)
    assert MOVES[before, Event.FINISH_WITHOUT_MEETING] is State.CLOSED
    ending = Ending.PLAN_WITHOUT_MEETING
    early = both.refusal(managing.end_early, caller=case.manager, ref=case.ref, ending=ending)
    assert (early, both.state(case)) == ("wrong_move", before)
    both.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)
    assert both.state(case) is State.ENDED


def test_the_family_and_the_manager_hear_that_the_coordinator_ended_it(office: Office) -> None:
    case = office.preparing()
    office.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.CIRCLE_TOO_SMALL)
    told = [letter.person_id for letter in office.letters(LetterKind.REQUEST_ENDED)]
    assert told == [case.requester.id, case.manager.id]
    assert office.letters(LetterKind.JOB_ENDED) == []


def test_the_family_the_coordinator_and_the_other_manager_hear_that_a_manager_ended_it(
    office: Office,
) -> None:
    colleague = office.manager()
    case = office.preparing()
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.UNSAFE_NOW)
    told = [letter.person_id for letter in office.letters(LetterKind.REQUEST_ENDED)]
    assert told == [case.requester.id, colleague.id]
    assert [letter.person_id for letter in office.letters(LetterKind.JOB_ENDED)] == [case.coordinator.id]


def test_offers_that_were_open_are_taken_back(both: Office) -> None:
    case = both.asked(3)
    both.do(offering.look, caller=case.coordinator, ref=case.offer)
    both.advance(minutes=5)
    both.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.NO_COORDINATOR)
    assert {offer.state for offer in both.rows(Offer)} == {OfferState.WITHDRAWN}
    assert len(both.letters(LetterKind.OFFER_CARD)) == 6


def test_the_coordinator_is_free_again_and_has_rested_since_today(office: Office) -> None:
    case = office.scheduled()
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)
    job = office.row(Job)
    assert (job.ended_at, job.venue) == (office.now, None)
    assert office.row(Profile, person_id=case.coordinator.id).last_job_ended_on == office.now.date()


def test_a_job_whose_coordinator_has_no_profile_any_more_ends_too(office: Office) -> None:
    case = office.preparing()
    with office.writing() as session:
        session.delete(session.get_one(Profile, case.coordinator.id))
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)
    assert office.row(Job).ended_at == office.now


@pytest.mark.parametrize(("how_far", "had_coordinator"), [("asked", False), ("preparing", True)])
def test_the_registration_of_an_early_ending_writes_itself(
    office: Office, how_far: str, had_coordinator: bool
) -> None:
    case: Case = getattr(office, how_far)()
    office.advance(days=2)
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.SITUATION_CHANGED)
    facts = office.row(Registration, request_ref=case.ref).facts
    expected = {
        "region": "overijssel",
        "variant": "family",
        "who": "main_person",
        "language": "ar",
        "urgent": False,
        "ending": "situation_changed",
        "submitted_on": "2026-03-03",
        "closed_on": "2026-03-05",
        "had_coordinator": had_coordinator,
        "safety_flag": False,
        "offers": len(case.offers),
        "steps_settled": 2 if had_coordinator else 0,
    }
    assert facts | expected == facts
    assert (facts["accepted_on"] is not None) is had_coordinator


def test_an_unsafe_ending_leaves_a_flag_and_no_word(office: Office) -> None:
    case = office.preparing()
    office.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.UNSAFE_NOW)
    assert office.row(Registration, request_ref=case.ref).facts["safety_flag"] is True
