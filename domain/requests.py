"""The life of a request: its states, what may happen to it, and where that leads (domain.md 1.5)."""

from enum import StrEnum

from domain.errors import WrongMoveError


class State(StrEnum):
    """Where a request stands. A request that is still being filled in is a draft, not a request."""

    SUBMITTED = "submitted"
    INTAKE = "intake"
    MATCHING = "matching"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    PREPARING = "preparing"
    SCHEDULED = "scheduled"
    HELD = "held"
    PLAN_ACCEPTED = "plan_accepted"
    PLAN_PENDING = "plan_pending"
    NO_PLAN = "no_plan"
    FOLLOW_UP_DUE = "follow_up_due"
    FOLLOW_UP_DONE = "follow_up_done"
    REGISTERED = "registered"
    CLOSED = "closed"
    ENDED = "ended"


class Event(StrEnum):
    """What a person or the clock may do to a request."""

    OPEN = "open"
    ASK = "ask"
    RUN_OUT = "run_out"
    ACCEPT = "accept"
    UNDO = "undo"
    CONTACT = "contact"
    SCHEDULE = "schedule"
    HOLD = "hold"
    RECORD_PLAN_ACCEPTED = "record_plan_accepted"
    RECORD_PLAN_PENDING = "record_plan_pending"
    RECORD_NO_PLAN = "record_no_plan"
    FOLLOW_UP_FALLS_DUE = "follow_up_falls_due"
    FOLLOW_UP = "follow_up"
    REGISTER = "register"
    CLOSE = "close"
    HAND_BACK = "hand_back"
    FINISH_WITHOUT_MEETING = "finish_without_meeting"
    END = "end"


class Ending(StrEnum):
    """How a request ended before the usual way was walked; the reasons of domain.md 1.5."""

    WITHDRAWN_BY_MAIN_PERSON = "withdrawn_by_main_person"
    WITHDRAWN_BY_REQUESTER = "withdrawn_by_requester"
    PLAN_WITHOUT_MEETING = "plan_without_meeting"
    SITUATION_CHANGED = "situation_changed"
    CIRCLE_TOO_SMALL = "circle_too_small"
    UNSAFE_NOW = "unsafe_now"
    NO_COORDINATOR = "no_coordinator"
    REFERRED_ELSEWHERE = "referred_elsewhere"
    OTHER = "other"


_SEEKING = (State.SUBMITTED, State.INTAKE, State.MATCHING, State.OFFERED)
_PREPARING = (State.ACCEPTED, State.PREPARING, State.SCHEDULED)
_PLANNED = (State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN)

MOVES: dict[tuple[State, Event], State] = {
    (State.SUBMITTED, Event.OPEN): State.INTAKE,
    **{(state, Event.ASK): State.OFFERED for state in _SEEKING},
    (State.OFFERED, Event.RUN_OUT): State.MATCHING,
    (State.OFFERED, Event.ACCEPT): State.ACCEPTED,
    (State.ACCEPTED, Event.UNDO): State.OFFERED,
    (State.ACCEPTED, Event.CONTACT): State.PREPARING,
    (State.PREPARING, Event.SCHEDULE): State.SCHEDULED,
    (State.SCHEDULED, Event.SCHEDULE): State.SCHEDULED,
    (State.SCHEDULED, Event.HOLD): State.HELD,
    (State.PLAN_PENDING, Event.SCHEDULE): State.SCHEDULED,  # a second meeting
    **{
        (state, event): target
        for state in (State.HELD, State.PLAN_PENDING)
        for event, target in (
            (Event.RECORD_PLAN_ACCEPTED, State.PLAN_ACCEPTED),
            (Event.RECORD_PLAN_PENDING, State.PLAN_PENDING),
            (Event.RECORD_NO_PLAN, State.NO_PLAN),
        )
    },
    **{(state, Event.FOLLOW_UP_FALLS_DUE): State.FOLLOW_UP_DUE for state in _PLANNED},
    (State.FOLLOW_UP_DUE, Event.FOLLOW_UP): State.FOLLOW_UP_DONE,
    (State.FOLLOW_UP_DONE, Event.REGISTER): State.REGISTERED,
    (State.REGISTERED, Event.CLOSE): State.CLOSED,
    **{(state, Event.HAND_BACK): State.MATCHING for state in _PREPARING},
    **{(state, Event.FINISH_WITHOUT_MEETING): State.CLOSED for state in (*_SEEKING, *_PREPARING)},
    **{
        (state, Event.END): State.ENDED
        for state in (*_SEEKING, *_PREPARING, State.HELD, *_PLANNED, State.FOLLOW_UP_DUE)
    },
}
"""Every allowed move; what is not in this table is refused (trust.md 27)."""

FINAL = frozenset({State.CLOSED, State.ENDED})
BEFORE_MEETING = frozenset(_PREPARING)
"""Somebody accepted and the meeting is still to come."""
OPEN_STATES = tuple(state for state in State if state not in FINAL)
SEEKING = frozenset(_SEEKING)
WITH_COORDINATOR = frozenset(State) - FINAL - SEEKING


def move(state: State, event: Event) -> State:
    """The state after `event`.

    Raises:
        WrongMoveError: the table has no such move.
    """
    target = MOVES.get((state, event))
    if target is None:
        raise WrongMoveError(state=state.value, event=event.value)
    return target


def ending_event(ending: Ending) -> Event:
    """A plan without a meeting is a success with its own ending; every other reason just ends (domain.md 1.2)."""
    return Event.FINISH_WITHOUT_MEETING if ending is Ending.PLAN_WITHOUT_MEETING else Event.END
