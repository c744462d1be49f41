"""Who reads the plan to answer to it, and who answers: the professional who was chosen, and nobody else."""

import pytest

from casework import acceptances, answering_plans, circle, guests, inviting, jobs, managing, requests
from casework.letters import LetterKind
from domain.acceptance import Reason
from storage.compulsory import Acceptance
from tests.casework.compelled import at_the_plan, chooses, professional, revision, says
from tests.casework.invited import invited, sent
from tests.casework.plan_cases import agree
from tests.office import Office


def test_another_professional_who_is_chosen_makes_the_first_a_stranger_to_the_plan(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    says(both, case, person, ref, Reason.SAFETY_OPEN)
    other, second = professional(both, case)
    assert both.refusal(answering_plans.read, caller=other, ref=second) == "not_found"
    chooses(both, case, second)
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == "not_found"
    assert sent(both, LetterKind.PLAN_TO_ACCEPT, person) is None
    assert both.row(Acceptance).accepted is None
    assert both.do(answering_plans.read, caller=other, ref=second).lines


def test_the_link_is_of_one_person_and_whoever_opens_it_anew_is_asked_anew(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    both.finish(case, "held", outcome="plan_pending")
    card = both.do(inviting.new_link, caller=case.coordinator, ref=ref)
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == "not_found"
    newcomer = both.newcomer()
    both.do(inviting.open_link, caller=newcomer, secret=card.secret)
    assert both.letters(LetterKind.PLAN_TO_ACCEPT, newcomer) == []
    both.do(acceptances.ask, caller=case.coordinator, ref=case.job)
    assert len(both.letters(LetterKind.PLAN_TO_ACCEPT, newcomer)) == 1


@pytest.mark.parametrize(
    "why", ["kept away", "left", "the job ended", "the help is not compulsory", "paused"]
)
def test_who_has_nothing_to_do_with_it_any_more_reads_nothing(both: Office, why: str) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    match why:
        case "kept away":
            both.do(circle.keep_away, caller=case.coordinator, ref=ref)
        case "left":
            both.do(guests.leave, caller=person, ref=ref)
        case "the job ended":
            both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
        case "paused":
            both.do(requests.pause, caller=case.requester, ref=case.ref)
        case _:
            both.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    expected = "paused" if why == "paused" else "not_found"
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == expected
    if why != "paused":
        now = revision(both, case)
        refused = both.refusal(answering_plans.answer, caller=person, ref=ref, revision=now, accepted=True)
        assert refused == "not_found"


def test_nobody_else_answers_chooses_or_asks(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    other, (aunt, own) = both.preparing(), invited(both, case)
    now = revision(both, case)
    for who in (aunt, other.requester, other.coordinator, case.requester, case.manager):
        for behind in (ref, own, case.job):
            refused = both.refusal(
                answering_plans.answer, caller=who, ref=behind, revision=now, accepted=True
            )
            assert refused == "not_found"
            assert both.refusal(answering_plans.read, caller=who, ref=behind) == "not_found"
        for action in (acceptances.choosing, acceptances.ask):
            assert both.refusal(action, caller=who, ref=case.job) in {"not_found", "not_allowed"}
    for wrong in (own, "AAAABBBBCCCC"):
        assert (
            both.refusal(acceptances.choose, caller=case.coordinator, ref=case.job, guest=wrong)
            == "not_found"
        )
    assert both.refusal(acceptances.choosing, caller=other.coordinator, ref=other.job) == "not_found"
    assert person.id == both.letters(LetterKind.PLAN_TO_ACCEPT)[0].person_id
