"""Conditions under compulsory help: at most five, by the professional, read by everybody, and gone with the circle."""

import pytest

from casework import (
    clock,
    conditions,
    escalations,
    guests,
    managing,
    must_be_in,
    own_circle,
    setting_conditions,
)
from casework.letters import LetterKind
from domain.circle import Reply
from domain.circle_errors import AnswersThemselvesError
from domain.compulsory_errors import ConditionsFixedError, TooManyConditionsError
from domain.errors import (
    NotFoundError,
    OutdatedError,
    TooLongError,
)
from domain.preparation import Step, StepStatus
from storage.circle import Guest
from storage.compulsory import Conditions
from storage.jobs import PreparationStep
from tests.casework.compelled import (
    OTHER,
    SENTENCE,
    compelled,
    professional,
    says_all,
    scheduled,
    writes,
)
from tests.casework.invited import invited, sent
from tests.office import Case, Office


def _step(office: Office, case: Case) -> StepStatus:
    found = office.rows(PreparationStep, job_id=office.the_job(case).id, step=Step.CONDITIONS_KNOWN.value)
    return StepStatus(found[0].status) if found else StepStatus.OPEN


def _open(office: Office, case: Case) -> list[str]:
    return [found.kind for found in office.do(escalations.open_ones, caller=case.manager)]


def test_what_a_professional_writes_is_sealed_and_read_by_everybody_when_it_is_complete(both: Office) -> None:
    case = compelled(both)
    person, ref = professional(both, case)
    aunt, own = invited(both, case)
    writes(both, person, ref)
    shown = writes(both, person, ref, OTHER)
    assert shown.own is not None
    assert [one.words for one in shown.own.lines] == [SENTENCE, OTHER]
    assert SENTENCE.encode() not in both.row(Conditions).words
    with pytest.raises(NotFoundError):
        both.do(must_be_in.look, caller=aunt, ref=own)
    assert not both.do(guests.look, caller=aunt, ref=own).must_be_in
    says_all(both, person, ref)
    for found in (
        both.do(must_be_in.look, caller=aunt, ref=own),
        both.do(must_be_in.for_main_person, caller=case.requester, receipt=case.ref),
    ):
        assert [[one.words for one in given] for given in found.known] == [[SENTENCE, OTHER]]
    assert both.do(guests.look, caller=aunt, ref=own).must_be_in
    assert both.do(own_circle.people, caller=case.requester, receipt=case.ref).must_be_in
    job = both.do(must_be_in.for_coordinator, caller=case.coordinator, ref=case.job)
    assert [(one.guest, one.count, one.complete) for one in job.setters] == [(ref, 2, True)]
    opened = both.do(must_be_in.of_professional, caller=case.coordinator, ref=ref)
    assert opened.own is not None
    assert len(opened.own.lines) == 2


def test_the_step_is_done_by_itself_and_what_was_raised_about_it_is_over(both: Office) -> None:
    case = compelled(both)
    person, ref = professional(both, case)
    both.finish(case, "meeting", day="7")
    both.advance(hours=12)
    both.do(clock.tidy)
    assert conditions.KIND in _open(both, case)
    writes(both, person, ref)  # late, but nobody knew them yet
    assert _step(both, case) is StepStatus.OPEN
    says_all(both, person, ref)
    assert _step(both, case) is StepStatus.DONE
    assert conditions.KIND not in _open(both, case)


def test_everybody_hears_it_once_and_no_letter_says_what_they_are(both: Office) -> None:
    case = compelled(both)
    person, ref = professional(both, case)
    aunt, _ = invited(both, case)
    away, stays_away = invited(both, case)
    both.do(guests.look, caller=away, ref=stays_away)
    row = both.row(Guest, ref=stays_away)
    row.answer = Reply.NO.value
    with both.writing() as session:
        session.add(row)
    writes(both, person, ref)
    for _ in range(2):
        says_all(both, person, ref)
    written = both.letters(LetterKind.CONDITIONS_KNOWN)
    assert {letter.person_id for letter in written} == {aunt.id, case.requester.id, case.coordinator.id}
    assert len(written) == 3
    for who, verb in ((aunt, "qc:"), (case.requester, "qm:"), (case.coordinator, "qj:")):
        screen = sent(both, LetterKind.CONDITIONS_KNOWN, who)
        assert verb in repr(screen)
        assert SENTENCE not in repr(screen)
    both.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    assert sent(both, LetterKind.CONDITIONS_KNOWN, aunt) is None


def test_a_new_one_makes_them_incomplete_until_they_say_again_that_these_are_all(both: Office) -> None:
    case, person, ref = scheduled(both)
    aunt, own = invited(both, case)
    writes(both, person, ref, OTHER)
    assert _step(both, case) is StepStatus.OPEN
    with pytest.raises(NotFoundError):
        both.do(must_be_in.look, caller=aunt, ref=own)
    says_all(both, person, ref)
    assert _step(both, case) is StepStatus.DONE
    assert len(both.letters(LetterKind.CONDITIONS_KNOWN, aunt)) == 1


def test_less_than_a_week_before_only_the_coordinator_takes_one_away(both: Office) -> None:
    case, person, ref = scheduled(both)
    both.advance(days=8)
    found = both.do(must_be_in.look, caller=person, ref=ref)
    assert (found.may_write, found.may_remove, found.fixed) == (False, False, True)
    assert found.own is not None
    [one] = found.own.lines
    with pytest.raises(ConditionsFixedError):
        both.do(setting_conditions.begin, caller=person, ref=ref)
    with pytest.raises(ConditionsFixedError):
        both.do(setting_conditions.remove, caller=person, ref=ref, line=one.ref)
    left = both.do(setting_conditions.remove, caller=case.coordinator, ref=ref, line=one.ref)
    assert left.own is not None
    assert (left.own.lines, left.own.complete) == ((), True)
    assert _step(both, case) is StepStatus.DONE
    with pytest.raises(OutdatedError):
        both.do(setting_conditions.remove, caller=case.coordinator, ref=ref, line=one.ref)


def test_who_was_half_way_when_the_last_week_began_may_not_add_to_what_is_known(office: Office) -> None:
    _, person, ref = scheduled(office, day="7")
    page = office.do(setting_conditions.begin, caller=person, ref=ref)
    page = office.go_on(person, page, words=OTHER)
    office.advance(hours=12)
    assert (
        office.refusal(setting_conditions.add, caller=person, revision=page.revision)
        == ConditionsFixedError.code
    )


def test_there_are_five_at_most_and_each_is_one_sentence(both: Office) -> None:
    case = compelled(both)
    person, ref = professional(both, case)
    for number in range(4):
        assert not writes(both, person, ref, f"{SENTENCE} {number}").is_full
    shown = writes(both, person, ref, f"{SENTENCE} 4")
    assert shown.is_full
    with pytest.raises(TooManyConditionsError):
        both.do(setting_conditions.begin, caller=person, ref=ref)
    assert shown.own is not None
    shown = both.do(setting_conditions.remove, caller=person, ref=ref, line=shown.own.lines[2].ref)
    assert not shown.is_full
    page = both.do(setting_conditions.begin, caller=person, ref=ref)
    with pytest.raises(TooLongError):
        both.go_on(person, page, words="x" * 121)


def test_a_professional_may_have_none(office: Office) -> None:
    case = compelled(office)
    person, ref = professional(office, case)
    says_all(office, person, ref)
    assert _step(office, case) is StepStatus.DONE
    aunt, own = invited(office, case)
    assert office.do(must_be_in.look, caller=aunt, ref=own).known == ((),)


def test_for_one_without_telegram_the_coordinator_writes_them_down(both: Office) -> None:
    case = compelled(both)
    _, paper = professional(both, case, on_paper=True)
    writes(both, case.coordinator, paper)
    shown = says_all(both, case.coordinator, paper)
    assert (shown.word, shown.job) == ("aunt with the blue car", case.job)
    assert _step(both, case) is StepStatus.DONE
    assert both.letters(LetterKind.CONDITIONS_KNOWN, case.coordinator) == []
    _, here = professional(both, case)
    for action in (setting_conditions.begin, setting_conditions.say_all):
        with pytest.raises(AnswersThemselvesError):
            both.do(action, caller=case.coordinator, ref=here)


def test_two_professionals_are_known_when_both_are_complete(office: Office) -> None:
    case = compelled(office)
    first, one = professional(office, case)
    second, two = professional(office, case)
    writes(office, first, one)
    writes(office, second, two, OTHER)
    says_all(office, first, one)
    assert (_step(office, case), office.letters(LetterKind.CONDITIONS_KNOWN)) == (StepStatus.OPEN, [])
    seen = office.do(must_be_in.look, caller=second, ref=two)
    assert [[line.words for line in given] for given in seen.known] == [[SENTENCE]]
    says_all(office, second, two)
    assert _step(office, case) is StepStatus.DONE
    assert office.letters(LetterKind.CONDITIONS_KNOWN, first) != []
