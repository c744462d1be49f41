"""The life of a request, written out a second time: every state and every event (domain.md 1.5)."""

import pytest

from domain.errors import WrongMoveError
from domain.requests import (
    FINAL,
    MOVES,
    OPEN_STATES,
    SEEKING,
    WITH_COORDINATOR,
    Ending,
    Event,
    State,
    ending_event,
    move,
)

_SEEKING = {
    Event.ASK: State.OFFERED,
    Event.FINISH_WITHOUT_MEETING: State.CLOSED,
    Event.END: State.ENDED,
}
_PREPARING = {
    Event.HAND_BACK: State.MATCHING,
    Event.FINISH_WITHOUT_MEETING: State.CLOSED,
    Event.END: State.ENDED,
}
_OUTCOMES = {
    Event.RECORD_PLAN_ACCEPTED: State.PLAN_ACCEPTED,
    Event.RECORD_PLAN_PENDING: State.PLAN_PENDING,
    Event.RECORD_NO_PLAN: State.NO_PLAN,
    Event.END: State.ENDED,
}
_PLANNED = {Event.FOLLOW_UP_FALLS_DUE: State.FOLLOW_UP_DUE, Event.END: State.ENDED}

ALLOWED: dict[State, dict[Event, State]] = {
    State.SUBMITTED: {Event.OPEN: State.INTAKE, **_SEEKING},
    State.INTAKE: _SEEKING,
    State.MATCHING: _SEEKING,
    State.OFFERED: {Event.RUN_OUT: State.MATCHING, Event.ACCEPT: State.ACCEPTED, **_SEEKING},
    State.ACCEPTED: {Event.UNDO: State.OFFERED, Event.CONTACT: State.PREPARING, **_PREPARING},
    State.PREPARING: {Event.SCHEDULE: State.SCHEDULED, **_PREPARING},
    State.SCHEDULED: {Event.SCHEDULE: State.SCHEDULED, Event.HOLD: State.HELD, **_PREPARING},
    State.HELD: _OUTCOMES,
    State.PLAN_ACCEPTED: _PLANNED,
    State.PLAN_PENDING: {Event.SCHEDULE: State.SCHEDULED, **_OUTCOMES, **_PLANNED},
    State.NO_PLAN: _PLANNED,
    State.FOLLOW_UP_DUE: {Event.FOLLOW_UP: State.FOLLOW_UP_DONE, Event.END: State.ENDED},
    State.FOLLOW_UP_DONE: {Event.REGISTER: State.REGISTERED},
    State.REGISTERED: {Event.CLOSE: State.CLOSED},
    State.CLOSED: {},
    State.ENDED: {},
}


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", State)
def test_every_event_moves_a_request_as_the_table_says_or_is_refused(state: State, event: Event) -> None:
    target = ALLOWED[state].get(event)
    if target is not None:
        assert move(state, event) is target
        return
    with pytest.raises(WrongMoveError) as refusal:
        move(state, event)
    assert refusal.value.facts == {"state": state.value, "event": event.value}


def _reachable(start: State) -> set[State]:
    found, ahead = {start}, [start]
    while ahead:
        state = ahead.pop()
        new = {target for (origin, _), target in MOVES.items() if origin is state} - found
        found |= new
        ahead += new
    return found


@pytest.mark.parametrize("state", OPEN_STATES)
def test_no_state_is_a_dead_end(state: State) -> None:
    assert _reachable(state) & FINAL


def test_every_state_can_be_reached_from_the_first() -> None:
    assert _reachable(State.SUBMITTED) == set(State)


def test_every_event_moves_something() -> None:
    assert {event for _, event in MOVES} == set(Event)


def test_what_is_over_stays_over() -> None:
    assert {state for state, _ in MOVES} & FINAL == set()


def test_the_usual_way_leads_from_submitted_to_closed() -> None:
    state = State.SUBMITTED
    for event in (
        Event.OPEN,
        Event.ASK,
        Event.ACCEPT,
        Event.CONTACT,
        Event.SCHEDULE,
        Event.HOLD,
        Event.RECORD_PLAN_ACCEPTED,
        Event.FOLLOW_UP_FALLS_DUE,
        Event.FOLLOW_UP,
        Event.REGISTER,
        Event.CLOSE,
    ):
        state = move(state, event)
    assert state is State.CLOSED


def test_a_state_is_over_or_seeks_a_coordinator_or_has_one() -> None:
    assert len(FINAL) + len(SEEKING) + len(WITH_COORDINATOR) == len(State)
    assert set(State) == FINAL | SEEKING | WITH_COORDINATOR
    assert set(OPEN_STATES) == set(State) - FINAL


@pytest.mark.parametrize("ending", Ending)
def test_a_plan_without_a_meeting_is_a_success_and_other_endings_are_not(ending: Ending) -> None:
    reached = move(State.PREPARING, ending_event(ending))
    assert reached is (State.CLOSED if ending is Ending.PLAN_WITHOUT_MEETING else State.ENDED)
