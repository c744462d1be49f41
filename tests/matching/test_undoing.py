"""Two minutes to take a yes back, and a family that asks for someone else."""

import pytest

from casework import choosing, clock, jobs, offering, requests, undoing
from casework.letters import LetterKind
from domain.offers import OfferState
from domain.policy import Policy
from domain.preparation import Step, StepStatus
from domain.requests import Ending, State
from storage.escalations import Escalation
from storage.jobs import Job, PreparationStep
from storage.offers import Offer
from storage.outbox import DROPPED, WAITING
from tests.office import Case, Office


def _someone_else(office: Office, case: Case) -> requests.Standing:
    return office.do(undoing.someone_else, caller=case.requester, ref=case.ref)


def _accept_by_another(office: Office, case: Case) -> None:
    """A new coordinator is found, asked, and says yes; the two minutes pass."""
    person = office.coordinator()
    office.ask(case, person)
    case.coordinators, case.offers = [person], case.offers[-1:]
    office.read_through(person, case.offer)
    case.job = office.do(offering.accept, caller=person, ref=case.offer).ref
    office.advance(minutes=2)


def test_a_yes_taken_back_leaves_everything_as_it_was(both: Office) -> None:
    case = both.asked(3, wishes="yes", wish_gender="woman", wish_gender_weight="prefer")
    both.do(offering.look, caller=case.coordinators[1], ref=case.offers[1])
    before = sorted((offer.ref, offer.state) for offer in both.rows(Offer))
    both.read_through(case.coordinator, case.offer)
    job = both.do(offering.accept, caller=case.coordinator, ref=case.offer)
    both.advance(seconds=119)
    card = both.do(undoing.undo, caller=case.coordinator, ref=job.ref)
    assert (card.ref, card.state, card.question) == (case.offer, OfferState.SEEN, None)
    after = dict(sorted((offer.ref, offer.state) for offer in both.rows(Offer)))
    assert after == dict(before) | {case.offer: OfferState.SEEN}
    assert both.state(case) is State.OFFERED
    assert (both.rows(Job), both.rows(PreparationStep)) == ([], [])
    assert both.the_request(case).wishes is not None
    assert both.the_request(case).next_wave_at is not None
    assert len(both.letters(LetterKind.UNDONE, case.manager)) == 1
    again = both.do(offering.accept, caller=case.coordinator, ref=case.offer)
    assert both.do(jobs.view, caller=case.coordinator, ref=again.ref).may_undo


@pytest.mark.parametrize(
    ("seconds", "contact"),
    [pytest.param(120, False, id="later"), pytest.param(10, True, id="once something was done")],
)
def test_a_yes_is_not_undone(office: Office, seconds: int, contact: bool) -> None:
    case = office.accepted()
    office.advance(seconds=seconds)
    if contact:
        office.do(
            jobs.log_step,
            caller=case.coordinator,
            ref=case.job,
            step=list(Step)[3],
            status=StepStatus.DONE,
        )
    assert not office.do(jobs.view, caller=case.coordinator, ref=case.job).may_undo
    assert office.refusal(undoing.undo, caller=case.coordinator, ref=case.job) == "outdated"


def test_the_requester_is_never_told_and_untold(office: Office) -> None:
    case = office.accepted()
    (told,) = office.letters(LetterKind.COORDINATOR_FOUND)
    assert (told.state, told.not_before - office.now) == (WAITING, Policy().undo)
    assert office.do(requests.look, caller=case.requester, ref=case.ref).state is State.OFFERED
    office.do(undoing.undo, caller=case.coordinator, ref=case.job)
    (told,) = office.letters(LetterKind.COORDINATOR_FOUND)
    assert told.state == DROPPED


def test_after_two_minutes_the_requester_sees_it_and_the_wishes_are_gone(both: Office) -> None:
    case = both.asked(1, wishes="yes", wish_gender="woman", wish_gender_weight="prefer")
    both.read_through(case.coordinator, case.offer)
    both.do(offering.accept, caller=case.coordinator, ref=case.offer)
    both.do(clock.sweep)
    assert both.the_request(case).wishes is not None
    both.advance(minutes=2)
    both.do(clock.sweep)
    assert both.the_request(case).wishes is None
    assert both.do(requests.look, caller=case.requester, ref=case.ref).state is State.ACCEPTED


def test_nobody_undoes_what_is_not_theirs(office: Office) -> None:
    case = office.accepted(2)
    assert office.refusal(undoing.undo, caller=case.coordinators[1], ref=case.job) == "not_found"


def test_a_family_gets_someone_else_and_only_the_steps_go_along(both: Office) -> None:
    case = both.preparing()
    first = case.coordinator
    both.log(case, *list(Step)[3:6])
    assert _someone_else(both, case).state is State.MATCHING
    assert both.do(jobs.mine, caller=first) == []
    assert len(both.letters(LetterKind.JOB_ENDED, first)) == 1
    assert len(both.letters(LetterKind.SOMEONE_ELSE, case.manager)) == 1
    assert both.letters(LetterKind.COORDINATOR_CHANGES) == []
    _accept_by_another(both, case)
    card = both.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert card.first_contact_at is None
    assert all(card.statuses[step] is StepStatus.DONE for step in list(Step)[3:6])


def test_that_coordinator_is_not_asked_again_for_this_family(office: Office) -> None:
    case = office.preparing()
    first, other = case.coordinator, office.coordinator()
    _someone_else(office, case)
    shown = office.do(choosing.choose_from, caller=case.manager, ref=case.ref)
    assert [line.ref for line in shown.lines] == [other.ref]
    refused = office.refusal(
        choosing.toggle, caller=case.manager, ref=case.ref, candidate=first.ref, relaxed=""
    )
    assert refused in {"", "not_found"}
    assert [offer.state for offer in office.rows(Offer, coordinator_id=first.id)] == [OfferState.EXCLUDED]


def test_the_third_time_it_goes_to_the_manager_once(office: Office) -> None:
    case = office.accepted()
    office.advance(minutes=2)
    for _ in range(2):
        assert _someone_else(office, case).state is State.MATCHING
        _accept_by_another(office, case)
    for _ in range(2):
        assert _someone_else(office, case).state is State.ACCEPTED
    assert [one.kind for one in office.rows(Escalation)] == ["someone_else"]
    assert office.do(jobs.view, caller=case.coordinator, ref=case.job).ref == case.job


def test_without_a_coordinator_or_after_the_meeting_there_is_nobody_to_change(office: Office) -> None:
    seeking = office.asked(1)
    assert office.refusal(undoing.someone_else, caller=seeking.requester, ref=seeking.ref) == "wrong_move"
    held = office.held()
    assert office.refusal(undoing.someone_else, caller=held.requester, ref=held.ref) == "wrong_move"


def test_only_the_requester_asks_for_someone_else(office: Office) -> None:
    case = office.accepted()
    stranger = office.citizen()
    assert office.refusal(undoing.someone_else, caller=stranger, ref=case.ref) == "not_found"


def test_of_a_coordinator_who_is_gone_before_they_heard_of_one_the_family_hears_nothing(both: Office) -> None:
    back, stopped = both.accepted(), both.accepted()
    both.do(jobs.hand_back, caller=back.coordinator, ref=back.job)
    both.do(requests.withdraw, caller=stopped.requester, ref=stopped.ref, ending=Ending.SITUATION_CHANGED)
    found = both.letters(LetterKind.COORDINATOR_FOUND)
    assert [letter.state for letter in found] == [DROPPED, DROPPED]
    assert both.letters(LetterKind.COORDINATOR_CHANGES) == []
