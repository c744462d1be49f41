"""Whose conditions are not set, not shown, or gone."""

import pytest

from casework import (
    circle,
    consent_rows,
    guests,
    inviting,
    jobs,
    must_be_in,
    own_circle,
    requests,
    setting_conditions,
)
from domain.circle import Part, Standing
from domain.errors import (
    ConsentMissingError,
    InvitationUsedError,
    PausedError,
    WrongMoveError,
)
from domain.preparation import StepStatus
from domain.requests import Ending
from storage.circle import Guest
from storage.compulsory import Conditions
from tests import scanning
from tests.casework.compelled import (
    OTHER,
    SENTENCE,
    compelled,
    professional,
    says_all,
    scheduled,
    writes,
)
from tests.casework.invited import invited
from tests.casework.test_setting_conditions import _step
from tests.circles import joins
from tests.office import Office


def test_nobody_else_reads_or_writes(both: Office) -> None:
    case, person, ref = scheduled(both)
    other = both.preparing()
    stranger, (aunt, own) = both.newcomer(), invited(both, case)
    for who in (stranger, aunt, other.requester, other.coordinator, case.manager, case.requester):
        for action in (must_be_in.look, must_be_in.of_professional, setting_conditions.begin):
            assert both.refusal(action, caller=who, ref=ref) == "not_found"
        assert both.refusal(setting_conditions.say_all, caller=who, ref=ref) == "not_found"
        assert both.refusal(setting_conditions.remove, caller=who, ref=ref, line="x") == "not_found"
    for who in (person, aunt, other.requester):
        assert both.refusal(must_be_in.for_main_person, caller=who, receipt=case.ref) == "not_found"
    assert both.refusal(must_be_in.for_coordinator, caller=other.coordinator, ref=case.job) == "not_found"
    assert both.refusal(must_be_in.for_coordinator, caller=other.coordinator, ref=other.job) == "not_found"
    assert both.refusal(setting_conditions.begin, caller=aunt, ref=own) == "not_found"


def test_who_is_no_professional_or_where_help_is_not_compulsory_nobody_sets_any(office: Office) -> None:
    case = office.preparing()
    person, ref = professional(office, case)
    assert office.refusal(setting_conditions.begin, caller=person, ref=ref) == "not_found"
    assert office.refusal(must_be_in.look, caller=person, ref=ref) == "not_found"
    assert not office.do(circle.look, caller=case.coordinator, ref=case.job).must_be_in
    child = joins(office, compelled(office), office.newcomer(), part=Part.CHILD.value)
    assert office.refusal(setting_conditions.begin, caller=person, ref=child) == "not_found"


def test_their_own_yes_to_what_is_kept_comes_first(office: Office) -> None:
    case = compelled(office)
    person, ref = professional(office, case)
    with office.writing() as session:
        consent_rows.withdraw(office.desk(session), person.id, ref)
    with pytest.raises(ConsentMissingError):
        office.do(setting_conditions.begin, caller=person, ref=ref)


def test_a_professional_who_is_kept_away_sets_none_and_theirs_are_not_shown(both: Office) -> None:
    case, person, ref = scheduled(both)
    aunt, own = invited(both, case)
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert _step(both, case) is StepStatus.OPEN
    assert both.refusal(must_be_in.look, caller=person, ref=ref) == InvitationUsedError.code
    for action in (setting_conditions.begin, setting_conditions.say_all, must_be_in.of_professional):
        assert both.refusal(action, caller=person, ref=ref) == "not_found"
    assert both.refusal(must_be_in.look, caller=aunt, ref=own) == "not_found"
    both.do(circle.bring_back, caller=case.coordinator, ref=ref)
    both.do(own_circle.agree, caller=case.requester, ref=ref)
    assert both.row(Guest, ref=ref).state == Standing.AGREED
    assert _step(both, case) is StepStatus.DONE
    assert len(both.do(must_be_in.look, caller=aunt, ref=own).known) == 1


@pytest.mark.parametrize("how", ["a new link", "leaves"])
def test_what_they_wrote_goes_with_the_link(both: Office, how: str) -> None:
    case, person, ref = scheduled(both)
    if how == "leaves":
        both.do(guests.leave, caller=person, ref=ref)
    else:
        both.do(inviting.new_link, caller=case.coordinator, ref=ref)
    assert both.rows(Conditions) == []
    assert _step(both, case) is StepStatus.OPEN


def test_with_who_leaves_goes_what_is_half_typed(office: Office) -> None:
    case = compelled(office)
    person, ref = professional(office, case)
    vault = scanning.Recording()
    office.vault = vault
    office.do(setting_conditions.begin, caller=person, ref=ref)
    office.say(person, SENTENCE)
    assert scanning.found_in(office.engine, vault, (SENTENCE,))
    office.do(guests.leave, caller=person, ref=ref)
    assert scanning.found_in(office.engine, vault, (SENTENCE,)) == set()


def test_after_the_coordinator_gave_it_back_they_are_there_for_the_next(both: Office) -> None:
    case, person, ref = scheduled(both)
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert len(both.rows(Conditions)) == 1
    assert both.refusal(must_be_in.for_coordinator, caller=case.coordinator, ref=case.job) == "not_found"
    assert both.refusal(setting_conditions.begin, caller=person, ref=ref) == WrongMoveError.code
    assert len(both.do(must_be_in.look, caller=person, ref=ref).own.lines) == 1  # type: ignore[union-attr]


def test_in_a_pause_nothing_is_changed(office: Office) -> None:
    case, person, ref = scheduled(office)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert office.refusal(setting_conditions.begin, caller=person, ref=ref) == PausedError.code
    assert office.refusal(setting_conditions.remove, caller=person, ref=ref, line="x") == PausedError.code


@pytest.mark.parametrize("how", ["over", "recorded"])
def test_no_word_of_them_is_left_when_they_are_of_no_use(both: Office, how: str) -> None:
    vault = scanning.Recording()
    both.vault = vault
    case, person, ref = scheduled(both)
    writes(both, person, ref, OTHER)
    both.do(setting_conditions.begin, caller=person, ref=ref)
    both.say(person, "half typed")
    says_all(both, person, ref)
    told = (SENTENCE, OTHER, "half typed")
    assert {word for _, word in scanning.found_in(both.engine, vault, told)} == set(told)
    if how == "over":
        both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.SITUATION_CHANGED)
        assert scanning.found_in(both.engine, vault, told) == set()
        return
    both.advance(days=14, hours=8)
    both.finish(case, "held")
    assert both.rows(Conditions) == []
