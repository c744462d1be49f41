from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import GatesClosedError, StepNeededError
from domain.preparation import (
    COMPULSORY_GATES,
    CONDITIONS_BEFORE,
    GATES,
    MAY_NOT_APPLY,
    STEPS,
    Step,
    StepStatus,
    check_gates,
    check_status,
    conditions_missing,
    missing_gates,
    next_open,
    settled,
)

ALL_DONE = dict.fromkeys(STEPS, StepStatus.DONE)


def test_there_are_twenty_five_steps() -> None:
    assert len(STEPS) == len(set(STEPS)) == 25


@pytest.mark.parametrize("step", STEPS)
def test_only_some_steps_may_not_apply(step: Step) -> None:
    for status in (StepStatus.OPEN, StepStatus.DONE, StepStatus.LATER):
        check_status(step, status)
    if step in MAY_NOT_APPLY:
        check_status(step, StepStatus.NOT_APPLICABLE)
        return
    with pytest.raises(StepNeededError) as refusal:
        check_status(step, StepStatus.NOT_APPLICABLE)
    assert refusal.value.facts == {"step": step.value}


def test_no_gate_of_an_ordinary_conference_can_be_set_aside() -> None:
    assert MAY_NOT_APPLY & set(GATES) == set()


@pytest.mark.parametrize(
    ("compulsory", "needed"),
    [(False, GATES), (True, (*GATES, *COMPULSORY_GATES))],
    ids=["voluntary", "compulsory"],
)
class TestGates:
    def test_at_first_every_gate_is_closed(self, compulsory: bool, needed: tuple[Step, ...]) -> None:
        assert missing_gates({}, compulsory=compulsory) == needed

    def test_with_all_done_the_meeting_may_be_held(self, compulsory: bool, needed: tuple[Step, ...]) -> None:
        assert missing_gates(ALL_DONE, compulsory=compulsory) == ()
        check_gates(ALL_DONE, compulsory=compulsory)

    def test_the_gates_alone_are_enough(self, compulsory: bool, needed: tuple[Step, ...]) -> None:
        check_gates(dict.fromkeys(needed, StepStatus.DONE), compulsory=compulsory)

    @pytest.mark.parametrize("status", [StepStatus.OPEN, StepStatus.LATER, StepStatus.NOT_APPLICABLE])
    def test_each_gate_that_is_not_done_holds_the_meeting_back(
        self, compulsory: bool, needed: tuple[Step, ...], status: StepStatus
    ) -> None:
        for gate in needed:
            with pytest.raises(GatesClosedError) as refusal:
                check_gates({**ALL_DONE, gate: status}, compulsory=compulsory)
            assert refusal.value.facts == {"steps": (gate,)}


def test_a_gate_of_a_compulsory_conference_does_not_hold_a_voluntary_one_back() -> None:
    for gate in COMPULSORY_GATES:
        check_gates({**ALL_DONE, gate: StepStatus.OPEN}, compulsory=False)


def test_the_first_open_step_comes_first() -> None:
    assert next_open({}) is STEPS[0]
    assert next_open({STEPS[0]: StepStatus.DONE}) is STEPS[1]


def test_the_next_open_step_is_the_one_after_and_the_round_goes_on_from_the_start() -> None:
    assert next_open({}, after=STEPS[4]) is STEPS[5]
    assert next_open({}, after=STEPS[-1]) is STEPS[0]
    only_first_left = {**ALL_DONE, STEPS[0]: StepStatus.OPEN}
    assert next_open(only_first_left, after=STEPS[10]) is STEPS[0]


def test_a_step_for_later_comes_round_again_but_never_right_after_itself() -> None:
    statuses = {**ALL_DONE, STEPS[3]: StepStatus.LATER}
    assert next_open(statuses) is STEPS[3]
    assert next_open(statuses, after=STEPS[3]) is None


def test_a_step_that_does_not_apply_is_passed_over() -> None:
    assert next_open({STEPS[0]: StepStatus.NOT_APPLICABLE}) is STEPS[1]


def test_when_all_is_settled_nothing_is_open() -> None:
    assert next_open(ALL_DONE) is None
    assert next_open(ALL_DONE, after=STEPS[7]) is None


def test_settled_counts_what_is_done_and_what_does_not_apply() -> None:
    statuses = {
        STEPS[0]: StepStatus.DONE,
        STEPS[1]: StepStatus.LATER,
        STEPS[2]: StepStatus.OPEN,
        Step.CHILD_PREPARED: StepStatus.NOT_APPLICABLE,
    }
    assert settled(statuses) == 2
    assert settled({}) == 0
    assert settled(ALL_DONE) == 25


@pytest.mark.parametrize(
    ("left", "status", "missing"),
    [
        pytest.param(None, None, False, id="no day is set"),
        pytest.param(CONDITIONS_BEFORE + timedelta(seconds=1), None, False, id="there is time"),
        pytest.param(CONDITIONS_BEFORE, None, True, id="now they should be known"),
        pytest.param(timedelta(days=-1), StepStatus.LATER, True, id="put off"),
        pytest.param(timedelta(days=1), StepStatus.DONE, False, id="known"),
    ],
)
def test_conditions_are_known_some_days_before_the_meeting(
    left: timedelta | None, status: StepStatus | None, *, missing: bool
) -> None:
    now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    meeting_at = None if left is None else now + left
    statuses = {} if status is None else {Step.CONDITIONS_KNOWN: status}
    assert conditions_missing(statuses, meeting_at=meeting_at, now=now) is missing
