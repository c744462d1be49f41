"""Each promise once and in order, in real time over every change of the calendar, and a pause stops them all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Wait, days
from domain.policy import Policy
from domain.requests import FINAL, State
from domain.timers import (
    NUDGES,
    QUESTIONS,
    RAISED,
    USUAL_TIMERS,
    Anchor,
    Anchors,
    Due,
    Hearer,
    Pause,
    Timer,
    falling_due,
    next_due,
)
from tests.domain.policies import POLICY

SUBMITTED = datetime(2026, 1, 6, 9, 0, tzinfo=UTC)
ACCEPTED = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
LAST_STEP = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
MEETING = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
FOLLOW_UP = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
TRIED = MEETING + timedelta(days=29)
SEEKING = Anchors(submitted_at=SUBMITTED, opened_at=SUBMITTED)
RUNNING = Anchors(
    submitted_at=SUBMITTED,
    accepted_at=ACCEPTED,
    last_step_at=LAST_STEP,
    meeting_at=MEETING,
    follow_up_at=FOLLOW_UP,
)
_MET = {
    Due.PREPARATION_STALLED: MEETING + timedelta(days=14),
    Due.ACCESS_CLOSES: MEETING + timedelta(days=60),
}
_PLANNED = {Due.FOLLOW_UP_SOON: MEETING + timedelta(days=26), Due.FOLLOW_UP: MEETING + timedelta(days=28)}

EXPECTED: dict[State, dict[Due, datetime]] = {
    State.SUBMITTED: {
        Due.INTAKE_LATE: SUBMITTED + timedelta(days=1),
        Due.NO_COORDINATOR: SUBMITTED + timedelta(days=3),
    },
    State.INTAKE: {
        Due.FIRST_OFFER_LATE: SUBMITTED + timedelta(days=1),
        Due.NO_COORDINATOR: SUBMITTED + timedelta(days=3),
    },
    State.MATCHING: {Due.NO_COORDINATOR: SUBMITTED + timedelta(days=3)},
    State.OFFERED: {Due.NO_COORDINATOR: SUBMITTED + timedelta(days=3)},
    State.ACCEPTED: {Due.NO_FIRST_CONTACT: ACCEPTED + timedelta(days=2)},
    State.PREPARING: {
        Due.PREPARATION_QUIET: LAST_STEP + timedelta(days=7),
        Due.PREPARATION_STALLED: LAST_STEP + timedelta(days=14),
        Due.PACE_CHECK: ACCEPTED + timedelta(weeks=6),
        Due.NO_DATE: ACCEPTED + timedelta(weeks=10),
    },
    State.SCHEDULED: {
        Due.MEETING_UNRECORDED: MEETING + timedelta(days=2),
        Due.PREPARATION_STALLED: MEETING + timedelta(days=14),
    },
    State.HELD: {Due.PLAN_UNRECORDED: MEETING + timedelta(days=2), **_MET},
    State.PLAN_ACCEPTED: {Due.PLAN_UNSENT: MEETING + timedelta(days=2), **_PLANNED},
    State.PLAN_PENDING: {Due.PLAN_UNSENT: MEETING + timedelta(days=2), **_PLANNED},
    State.NO_PLAN: _PLANNED,
    State.FOLLOW_UP_DUE: {
        Due.FOLLOW_UP_AGAIN: MEETING + timedelta(days=31),
        Due.FOLLOW_UP_LATE: MEETING + timedelta(days=35),
        Due.FOLLOW_UP_OVERDUE: MEETING + timedelta(days=42),
        Due.ACCESS_CLOSES: MEETING + timedelta(days=60),
    },
    State.FOLLOW_UP_DONE: {
        Due.REGISTRATION_LATE: FOLLOW_UP + timedelta(days=7),
        Due.ACCESS_CLOSES: MEETING + timedelta(days=60),
    },
    State.REGISTERED: {Due.ACCESS_CLOSES: MEETING + timedelta(days=60)},
    State.CLOSED: {},
    State.ENDED: {},
}


def _falling(
    state: State, anchors: Anchors, since: datetime | None = None, policy: Policy = POLICY
) -> list[tuple[Due, datetime]]:
    found = falling_due(policy.timers(state), anchors, policy.calendar, since=since)
    return [(timer.due, at) for at, timer in found]


@pytest.mark.parametrize("state", State)
def test_each_timer_of_a_state_falls_due_once_and_in_order(state: State) -> None:
    anchors = SEEKING if state in {State.SUBMITTED, State.INTAKE, State.MATCHING, State.OFFERED} else RUNNING
    timers = POLICY.timers(state)
    seen: list[tuple[Due, datetime]] = []
    since = None
    while (found := next_due(timers, anchors, POLICY.calendar, since=since)) is not None:
        since, timer = found
        seen.append((timer.due, since))
    assert seen == _falling(state, anchors)
    assert dict(seen) == EXPECTED[state]
    assert seen == sorted(EXPECTED[state].items(), key=lambda one: one[1])


def test_urgent_waits_are_shorter() -> None:
    urgent = Anchors(submitted_at=SUBMITTED, opened_at=SUBMITTED, urgent=True)
    assert dict(_falling(State.SUBMITTED, urgent)) == {
        Due.INTAKE_LATE: SUBMITTED + timedelta(hours=4),
        Due.NO_COORDINATOR: SUBMITTED + timedelta(days=1),
    }


def test_a_search_that_began_again_has_its_time_again() -> None:
    again = Anchors(submitted_at=SUBMITTED, seeking_at=MEETING)
    assert _falling(State.MATCHING, again) == [(Due.NO_COORDINATOR, MEETING + timedelta(days=3))]


def test_what_has_no_beginning_never_falls_due() -> None:
    nothing_yet = Anchors(submitted_at=SUBMITTED)
    later = set(State) - FINAL - {State.SUBMITTED, State.INTAKE, State.MATCHING, State.OFFERED}
    assert {state: _falling(state, nothing_yet) for state in later} == {state: [] for state in later}


def test_a_plan_that_was_sent_is_not_asked_for() -> None:
    sent = Anchors(submitted_at=SUBMITTED, meeting_at=MEETING, plan_sent_at=MEETING)
    assert [due for due, _ in _falling(State.PLAN_ACCEPTED, sent)] == [Due.FOLLOW_UP_SOON, Due.FOLLOW_UP]


def test_whoever_reached_nobody_is_reminded_by_that_and_not_by_the_day() -> None:
    tried = Anchors(submitted_at=SUBMITTED, meeting_at=MEETING, tried_at=TRIED)
    found = dict(_falling(State.FOLLOW_UP_DUE, tried))
    assert found[Due.FOLLOW_UP_RETRY] == TRIED + timedelta(days=3)
    assert Due.FOLLOW_UP_AGAIN not in found
    assert found[Due.FOLLOW_UP_LATE] == MEETING + timedelta(days=35)


def test_the_file_keeps_the_promises_of_the_program() -> None:
    bare = [
        (one.due, one.states, one.anchor, one.wait, one.tells, one.wait_urgent) for one in POLICY.promises
    ]
    assert bare == [
        (one.due, one.states, one.anchor, one.wait, one.tells, one.wait_urgent) for one in USUAL_TIMERS
    ]


def test_every_due_thing_is_promised_and_heard_by_somebody_who_has_words_for_it() -> None:
    assert {timer.due for timer in POLICY.promises} == set(Due)
    assert set(Due) == NUDGES | QUESTIONS | RAISED
    for timer in POLICY.promises:
        assert (Hearer.COORDINATOR in timer.tells) == (timer.due in NUDGES)
        assert (Hearer.REQUESTER in timer.tells) == (timer.due in QUESTIONS)
        assert timer.raises == (timer.due in RAISED)


# ------------------------------------------------------------------------------------------------ pauses


def _paused(*pauses: tuple[int, int]) -> Anchors:
    """Hours after the meeting between which the family had a pause."""
    return Anchors(
        submitted_at=SUBMITTED,
        meeting_at=MEETING,
        pauses=tuple(
            Pause(MEETING + timedelta(hours=since), MEETING + timedelta(hours=until))
            for since, until in pauses
        ),
    )


@pytest.mark.parametrize(
    ("pauses", "shifted"),
    [
        pytest.param([], 0, id="no pause"),
        pytest.param([(24, 48)], 24, id="a day within"),
        pytest.param([(-48, -24)], 0, id="before it began"),
        pytest.param([(-24, 24)], 24, id="only what lies after its beginning"),
        pytest.param([(28 * 24 + 1, 40 * 24)], 0, id="after it fell due"),
        pytest.param([(27 * 24, 30 * 24)], 72, id="over the day on which it fell due"),
        pytest.param([(24, 48), (28 * 24 + 12, 28 * 24 + 24)], 36, id="the second only because of the first"),
    ],
)
def test_a_pause_shifts_what_ran_by_its_length(pauses: list[tuple[int, int]], shifted: int) -> None:
    found = dict(_falling(State.NO_PLAN, _paused(*pauses)))
    assert found[Due.FOLLOW_UP] == MEETING + timedelta(days=28, hours=shifted)


def test_what_was_dealt_with_before_a_pause_is_not_said_again_after_it() -> None:
    day_27 = MEETING + timedelta(days=27)
    anchors = _paused((27 * 24, 60 * 24))
    found = _falling(State.NO_PLAN, anchors, since=MEETING + timedelta(days=26))
    assert found == [(Due.FOLLOW_UP, day_27 + timedelta(days=33 + 1))]


def test_office_time_goes_on_in_office_hours_after_a_pause() -> None:
    monday = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    pause = Pause(monday + timedelta(hours=1), monday + timedelta(hours=13))
    found = _falling(State.SUBMITTED, Anchors(submitted_at=monday, pauses=(pause,)))
    assert dict(found)[Due.INTAKE_LATE] == datetime(2026, 1, 6, 8, 0, tzinfo=UTC)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(lambda day: day.replace(tzinfo=UTC))  # noqa: DTZ001 - the zone follows
lengths = st.integers(min_value=0, max_value=5000).map(lambda hours: timedelta(hours=hours))


@given(begins=moments, wait=lengths, since=lengths, length=lengths)
def test_a_pause_never_brings_anything_forward_and_never_delays_by_more_than_itself(
    begins: datetime, wait: timedelta, since: timedelta, length: timedelta
) -> None:
    timer = Timer(Due.FOLLOW_UP, (State.NO_PLAN,), Anchor.MEETING, Wait(wait), (Hearer.COORDINATOR,))
    pause = Pause(begins + since, begins + since + length)
    plain = timer.at(Anchors(begins, meeting_at=begins), POLICY.calendar)
    paused = timer.at(Anchors(begins, meeting_at=begins, pauses=(pause,)), POLICY.calendar)
    assert plain is not None
    assert paused == plain + (length if pause.since < plain and pause.until > begins else timedelta())


def test_another_policy_moves_what_is_due() -> None:
    patient = Policy(
        promises=(
            Timer(
                Due.NO_FIRST_CONTACT, (State.ACCEPTED,), Anchor.ACCEPTED, days(5), (Hearer.REGIONAL_MANAGER,)
            ),
        )
    )
    assert _falling(State.ACCEPTED, RUNNING, policy=patient) == [
        (Due.NO_FIRST_CONTACT, ACCEPTED + timedelta(days=5))
    ]
    assert _falling(State.PREPARING, RUNNING, policy=patient) == []
