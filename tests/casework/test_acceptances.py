"""Under compulsory help a professional answers to the plan on the same day; the yes is presumed, the room comes first."""

import pytest

from casework import (
    acceptances,
    answering_plans,
    handing_out,
    jobs,
    plans,
)
from casework.letters import LetterKind
from casework.written_plans import WrittenPlan
from domain.acceptance import Reason
from domain.circle_errors import AnswersThemselvesError
from domain.errors import OutdatedError, PlanEmptyError, PlanNotAgreedError, WrongMoveError
from domain.requests import Ending, State
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.compulsory import Acceptance, Conditions
from storage.jobs import Registration
from tests.casework.compelled import (
    SENTENCE,
    at_the_plan,
    chooses,
    professional,
    revision,
    says,
    scheduled,
)
from tests.casework.invited import sent
from tests.casework.plan_cases import agree, hand_out, look, write
from tests.casework.post import blocks
from tests.office import Case, Office

WHY = (Reason.CONDITION_MISSING, Reason.WHO_UNCLEAR)


def _pending(office: Office) -> tuple[Case, Caller, str]:
    """The meeting was recorded as one without a finished plan; the plan is agreed on, the professional was asked."""
    case, person, ref = at_the_plan(office)
    office.finish(case, "held", outcome="plan_pending")
    agree(office, case)
    return case, person, ref


def _view(office: Office, case: Case) -> WrittenPlan:
    return look(office, case)


def test_with_the_main_persons_yes_the_professional_is_asked_and_reads_the_plan(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    assert both.letters(LetterKind.PLAN_TO_ACCEPT) == []
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == PlanNotAgreedError.code
    agree(both, case)
    [letter] = both.letters(LetterKind.PLAN_TO_ACCEPT)
    assert (letter.person_id, letter.subject) == (person.id, ref)
    assert "school" not in repr(sent(both, LetterKind.PLAN_TO_ACCEPT, person))
    found = both.do(answering_plans.read, caller=person, ref=ref)
    assert [line.what for line in found.lines] == ["walks to school on Mondays"]
    assert found.known == (SENTENCE,)
    opened = both.rows(AuditLine, what="open_plan", who=person.id)
    assert [line.subject for line in opened] == [case.ref]


def test_a_yes_before_the_meeting_is_recorded_stands_in_its_form(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    for _ in range(2):
        assert says(both, case, person, ref).said.accepted
    assert len(both.letters(LetterKind.ACCEPTANCE_ANSWERED, case.coordinator)) == 1
    assert sent(both, LetterKind.ACCEPTANCE_ANSWERED, case.coordinator) is not None
    assert both.state(case) is State.SCHEDULED
    both.finish(case, "held")
    job = both.the_job(case)
    assert (job.outcome, job.acceptance, both.state(case)) == (
        "plan_accepted",
        "first_time",
        State.PLAN_ACCEPTED,
    )
    assert both.rows(Conditions) == []
    hand_out(both, case)


def test_not_yet_then_a_change_then_both_are_asked_again_and_the_request_goes_on(both: Office) -> None:
    case, person, ref = _pending(both)
    said = says(both, case, person, ref, *WHY, lines=(1,)).said
    assert (said.accepted, said.reasons, said.lines) == (False, WHY, (1,))
    assert sent(both, LetterKind.ACCEPTANCE_ANSWERED, case.coordinator) is not None
    assert both.letters(LetterKind.ACCEPTANCE_ANSWERED, case.requester) == []
    assert _view(both, case).acceptance == said
    write(both, case, "calls every Friday")
    view = _view(both, case)
    assert view.acceptance is not None
    assert (view.agreed, view.acceptance.again, view.acceptance.asked) == (False, True, False)
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == PlanNotAgreedError.code
    agree(both, case)
    assert len(both.letters(LetterKind.PLAN_TO_ACCEPT, person)) == 2
    says(both, case, person, ref)
    job = both.the_job(case)
    assert (job.outcome, job.acceptance) == ("plan_accepted", "after_revision")
    assert both.state(case) is State.PLAN_ACCEPTED
    assert both.rows(Conditions) == []
    for _ in range(2):
        assert says(both, case, person, ref).said.accepted  # a second tap is no refusal
    assert _view(both, case).acceptance is None
    assert both.refusal(answering_plans.read, caller=person, ref=ref) == WrongMoveError.code


def test_after_talking_in_the_room_the_same_words_can_be_accepted_and_a_yes_is_final(office: Office) -> None:
    case, person, ref = at_the_plan(office)
    agree(office, case)
    says(office, case, person, ref, Reason.TOLD_IN_THE_ROOM)
    says(office, case, person, ref, Reason.SAFETY_OPEN)
    row = office.row(Acceptance)
    assert (row.not_yet, row.reasons) == (1, ["safety_open"])
    says(office, case, person, ref)
    assert says(office, case, person, ref, Reason.SAFETY_OPEN).said.accepted
    office.finish(case, "held")
    assert office.the_job(case).acceptance == "after_revision"


def test_a_plan_that_was_not_accepted_is_registered_as_such(office: Office) -> None:
    case, person, ref = at_the_plan(office)
    agree(office, case)
    says(office, case, person, ref, Reason.COURT_ORDER)
    office.finish(case, "held", outcome="plan_pending")
    assert (office.the_job(case).acceptance, office.state(case)) == ("not_accepted", State.PLAN_PENDING)
    office.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    facts = office.row(Registration).facts
    assert facts["acceptance"] == "not_accepted"
    assert "court_order" not in repr(facts)
    assert office.rows(Acceptance) == []


def test_no_answer_that_day_is_told_to_the_coordinator_and_to_nobody_else(both: Office) -> None:
    case, person, ref = at_the_plan(both)
    agree(both, case)
    [letter] = both.letters(LetterKind.ACCEPTANCE_SILENT)
    assert (letter.person_id, letter.nudge) == (case.coordinator.id, True)
    assert letter.not_before > both.now
    assert sent(both, LetterKind.ACCEPTANCE_SILENT, case.coordinator) is not None
    says(both, case, person, ref)
    assert sent(both, LetterKind.ACCEPTANCE_SILENT, case.coordinator) is None
    assert sent(both, LetterKind.PLAN_TO_ACCEPT, person) is None


def test_a_change_makes_every_letter_about_the_old_words_silent(office: Office) -> None:
    case, person, ref = at_the_plan(office)
    agree(office, case)
    says(office, case, person, ref, Reason.WHO_UNCLEAR)
    old = revision(office, case)
    write(office, case, "calls every Friday")
    assert sent(office, LetterKind.PLAN_TO_ACCEPT, person) is None
    assert sent(office, LetterKind.ACCEPTANCE_ANSWERED, case.coordinator) is None
    agree(office, case)
    with pytest.raises(OutdatedError):
        office.do(answering_plans.answer, caller=person, ref=ref, revision=old, accepted=True)
    with pytest.raises(OutdatedError):
        office.do(answering_plans.look, caller=person, ref=ref, revision=old)


@pytest.mark.parametrize(
    ("reasons", "lines"), [((), ()), (tuple(Reason)[:4], ()), ((Reason.SAFETY_OPEN,), (2,))]
)
def test_a_forged_not_yet_is_an_old_button(
    office: Office, reasons: tuple[Reason, ...], lines: tuple[int, ...]
) -> None:
    case, person, ref = at_the_plan(office)
    agree(office, case)
    with pytest.raises(OutdatedError):
        office.do(
            answering_plans.answer,
            caller=person,
            ref=ref,
            revision=revision(office, case),
            accepted=False,
            reasons=reasons,
            lines=lines,
        )


@pytest.mark.parametrize("who", ["a guest on paper", "nobody in the circle", "one who blocked the bot"])
def test_on_paper_the_coordinator_logs_what_was_said(both: Office, who: str) -> None:
    case, person, ref = at_the_plan(both, choose=False)
    if who == "a guest on paper":
        _, ref = professional(both, case, on_paper=True)
        chosen = chooses(both, case, ref)
        assert (chosen.chosen, chosen.on_paper) == (ref, False)
    elif who == "nobody in the circle":
        chosen = chooses(both, case, None)
        assert (chosen.chosen, chosen.on_paper) == (None, True)
    else:
        chooses(both, case, ref)
        blocks(both, person)
    agree(both, case)
    assert both.letters(LetterKind.PLAN_TO_ACCEPT) == []
    found = both.do(answering_plans.look, caller=case.coordinator, ref=case.job)
    assert (found.is_guest, found.count, found.lines) == (False, 1, ())
    says(both, case, case.coordinator, case.job, Reason.SAFETY_OPEN, lines=(1,))
    says(both, case, case.coordinator, case.job)
    assert both.letters(LetterKind.ACCEPTANCE_ANSWERED) == []
    with pytest.raises(OutdatedError):
        both.do(answering_plans.look, caller=case.coordinator, ref=case.job)
    both.finish(case, "held")
    assert both.the_job(case).acceptance == "after_revision"


def test_without_anybody_chosen_the_coordinator_can_log_it_too(office: Office) -> None:
    case, _, _ = at_the_plan(office, choose=False)
    view = _view(office, case).acceptance
    assert view is not None
    assert (view.chosen, view.in_chat) == (False, False)
    agree(office, case)
    assert says(office, case, case.coordinator, case.job).said.accepted


def test_chosen_after_the_yes_they_are_asked_at_once_and_once(office: Office) -> None:
    case, person, ref = at_the_plan(office, choose=False)
    agree(office, case)
    for _ in range(2):
        chooses(office, case, ref)
        office.do(acceptances.ask, caller=case.coordinator, ref=case.job)
    assert len(office.letters(LetterKind.PLAN_TO_ACCEPT, person)) == 1
    with pytest.raises(AnswersThemselvesError):
        office.do(answering_plans.look, caller=case.coordinator, ref=case.job)


def test_without_lines_or_before_the_meeting_there_is_nothing_to_answer_to(office: Office) -> None:
    case, person, ref = scheduled(office)
    chooses(office, case, ref)
    assert office.refusal(acceptances.ask, caller=case.coordinator, ref=case.job) == PlanEmptyError.code
    assert office.refusal(answering_plans.read, caller=person, ref=ref) == PlanEmptyError.code
    office.advance(days=14, hours=8)
    line = write(office, case)
    agree(office, case)
    office.do(plans.remove, caller=case.coordinator, ref=line)
    assert office.refusal(answering_plans.read, caller=person, ref=ref) == PlanEmptyError.code


def test_a_main_person_outside_the_chat_says_yes_on_paper_and_the_professional_is_asked(
    office: Office,
) -> None:
    case, person, _ = at_the_plan(office)
    blocks(office, case.requester)
    office.do(handing_out.log_yes, caller=case.coordinator, ref=case.job, revision=revision(office, case))
    assert len(office.letters(LetterKind.PLAN_TO_ACCEPT, person)) == 1
