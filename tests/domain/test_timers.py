from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from domain.policy import Policy
from domain.requests import FINAL, State
from domain.timers import NUDGES, TIMERS, Anchors, Due, next_due

POLICY = Policy()
SUBMITTED = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
ACCEPTED = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
LAST_STEP = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
MEETING = datetime(2026, 3, 1, 13, 0, tzinfo=UTC)
FOLLOW_UP = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
ANCHORS = Anchors(
    submitted_at=SUBMITTED,
    accepted_at=ACCEPTED,
    last_step_at=LAST_STEP,
    meeting_at=MEETING,
    follow_up_at=FOLLOW_UP,
)
URGENT = Anchors(submitted_at=SUBMITTED, urgent=True)


def _days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            State.SUBMITTED,
            [(SUBMITTED + _days(1), Due.INTAKE_LATE), (SUBMITTED + _days(3), Due.NO_COORDINATOR)],
        ),
        (State.INTAKE, [(SUBMITTED + _days(3), Due.NO_COORDINATOR)]),
        (State.MATCHING, [(SUBMITTED + _days(3), Due.NO_COORDINATOR)]),
        (State.OFFERED, [(SUBMITTED + _days(3), Due.NO_COORDINATOR)]),
        (State.ACCEPTED, [(ACCEPTED + _days(2), Due.NO_FIRST_CONTACT)]),
        (
            State.PREPARING,
            [
                (LAST_STEP + _days(7), Due.PREPARATION_QUIET),
                (LAST_STEP + _days(14), Due.PREPARATION_STALLED),
            ],
        ),
        (
            State.SCHEDULED,
            [(MEETING + _days(2), Due.MEETING_UNRECORDED), (MEETING + _days(14), Due.PREPARATION_STALLED)],
        ),
        (
            State.HELD,
            [(MEETING + _days(2), Due.PLAN_UNRECORDED), (MEETING + _days(14), Due.PREPARATION_STALLED)],
        ),
        (State.PLAN_ACCEPTED, [(MEETING + _days(28), Due.FOLLOW_UP)]),
        (State.PLAN_PENDING, [(MEETING + _days(28), Due.FOLLOW_UP)]),
        (State.NO_PLAN, [(MEETING + _days(28), Due.FOLLOW_UP)]),
        (State.FOLLOW_UP_DUE, [(MEETING + _days(35), Due.FOLLOW_UP_LATE)]),
        (State.FOLLOW_UP_DONE, [(FOLLOW_UP + _days(7), Due.REGISTRATION_LATE)]),
        (State.REGISTERED, []),
        (State.CLOSED, []),
        (State.ENDED, []),
    ],
)
def test_each_timer_of_a_state_fires_once_and_in_order(
    state: State, expected: list[tuple[datetime, Due]]
) -> None:
    for fired, due in enumerate(expected):
        assert next_due(state, fired, ANCHORS, POLICY) == due
    assert next_due(state, len(expected), ANCHORS, POLICY) is None
    assert next_due(state, len(expected) + 9, ANCHORS, POLICY) is None


@pytest.mark.parametrize("state", State)
def test_a_later_timer_never_falls_due_before_an_earlier_one(state: State) -> None:
    moments = [timer.at(ANCHORS, POLICY) for timer in TIMERS.get(state, ())]
    assert None not in moments
    assert moments == sorted(moment for moment in moments if moment is not None)


def test_an_urgent_request_without_a_coordinator_is_told_after_a_day() -> None:
    assert next_due(State.MATCHING, 0, URGENT, POLICY) == (SUBMITTED + _days(1), Due.NO_COORDINATOR)


@pytest.mark.parametrize(
    "state",
    [
        State.ACCEPTED,
        State.PREPARING,
        State.SCHEDULED,
        State.HELD,
        State.PLAN_ACCEPTED,
        State.PLAN_PENDING,
        State.NO_PLAN,
        State.FOLLOW_UP_DUE,
        State.FOLLOW_UP_DONE,
    ],
)
def test_what_has_no_beginning_never_falls_due(state: State) -> None:
    nothing_yet = Anchors(submitted_at=SUBMITTED)
    assert all(next_due(state, fired, nothing_yet, POLICY) is None for fired in range(len(TIMERS[state])))


@pytest.mark.parametrize("state", sorted(set(State) - FINAL - {State.REGISTERED}))
def test_nothing_is_watched_by_nobody(state: State) -> None:
    assert TIMERS[state]


@pytest.mark.parametrize("state", sorted(TIMERS))
def test_whatever_stalls_reaches_the_regional_manager_or_moves_on(state: State) -> None:
    """A nudge is never the last word, but where the clock itself moves the request on (the follow-up)."""
    last = TIMERS[state][-1].due
    assert last not in NUDGES or last is Due.FOLLOW_UP


def test_every_due_thing_has_a_timer() -> None:
    assert {timer.due for timers in TIMERS.values() for timer in timers} == set(Due)


def test_the_defaults_are_those_of_the_field() -> None:
    assert (POLICY.offer_expires, POLICY.offer_expires_urgent) == (timedelta(hours=24), timedelta(hours=4))
    assert (POLICY.follow_up, POLICY.follow_up_escalation) == (_days(28), _days(35))
    assert POLICY.first_contact == timedelta(hours=48)
    assert POLICY.open_requests == 3


def test_every_limit_is_more_than_nothing() -> None:
    values = [getattr(POLICY, field.name) for field in fields(Policy)]
    assert all(value > (timedelta() if isinstance(value, timedelta) else 0) for value in values)


def test_what_is_urgent_never_waits_longer() -> None:
    assert POLICY.offer_expires_urgent < POLICY.offer_expires
    assert POLICY.no_coordinator_urgent < POLICY.no_coordinator
    assert POLICY.stall_warning < POLICY.stall_escalation
    assert POLICY.follow_up < POLICY.follow_up_escalation


def test_another_policy_moves_what_is_due() -> None:
    patient = Policy(first_contact=_days(5))
    assert next_due(State.ACCEPTED, 0, ANCHORS, patient) == (ACCEPTED + _days(5), Due.NO_FIRST_CONTACT)
