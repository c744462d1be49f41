"""A policy in sentences, and the timeline of a request that nobody touches."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from domain.ladder import Receiver
from domain.policy import Policy
from domain.promises import sentences
from domain.promises.timeline import BOUND, Happening, missing, timeline
from domain.requests import FINAL, State
from domain.timers import NUDGES, RAISED, Anchor, Anchors, Due, Hearer
from tests.domain.policies import POLICY

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MEETING = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MET = Anchors(submitted_at=TUESDAY, accepted_at=TUESDAY, last_step_at=TUESDAY, meeting_at=MEETING)


def _story(found: list[Happening]) -> list[tuple[Due, str, int]]:
    return [(one.due, one.hears[0].value, one.rung) for one in found]


def test_a_request_that_nobody_opens_climbs_both_its_ladders() -> None:
    found = timeline(POLICY, State.SUBMITTED, Anchors(submitted_at=TUESDAY))
    intake = [one for one in found if one.due is Due.INTAKE_LATE]
    assert [(one.hears, one.rung, one.again) for one in intake] == [
        ((Receiver.REGIONAL_MANAGER,), 1, False),
        ((Receiver.DEPUTY,), 2, False),
        ((Receiver.HELPDESK,), 3, False),
        ((Receiver.HELPDESK,), 3, True),
    ]
    assert [f"{one.at:%a %H:%M}" for one in intake] == ["Wed 10:00", "Wed 14:00", "Thu 10:00", "Thu 14:00"]
    assert {one.due for one in found} == {Due.INTAKE_LATE, Due.NO_COORDINATOR}


def test_a_meeting_after_which_nobody_does_anything_runs_to_day_sixty() -> None:
    found = timeline(POLICY, State.PLAN_ACCEPTED, MET)
    first = {one.due: one for one in reversed(found)}
    assert {due: (one.at - MEETING).days for due, one in first.items()} == {
        Due.PLAN_UNSENT: 2,
        Due.FOLLOW_UP_SOON: 26,
        Due.FOLLOW_UP: 28,
        Due.FOLLOW_UP_AGAIN: 31,
        Due.FOLLOW_UP_LATE: 35,
        Due.FOLLOW_UP_OVERDUE: 42,
        Due.ACCESS_CLOSES: 60,
    }
    assert first[Due.FOLLOW_UP_OVERDUE].hears == (Receiver.HELPDESK,)
    assert first[Due.FOLLOW_UP_AGAIN].state is State.FOLLOW_UP_DUE
    assert found[-1].due is Due.ACCESS_CLOSES
    assert found[-1].again


def test_week_ten_is_heard_by_the_family_and_by_the_service() -> None:
    found = timeline(POLICY, State.PREPARING, MET)
    no_date = [one for one in found if one.due is Due.NO_DATE]
    assert _story(no_date)[:2] == [
        (Due.NO_DATE, Hearer.REQUESTER, 0),
        (Due.NO_DATE, Receiver.REGIONAL_MANAGER, 1),
    ]
    assert no_date[0].at == no_date[1].at


def test_a_word_at_night_makes_no_sound() -> None:
    late = replace(MET, meeting_at=datetime(2026, 6, 1, 20, 0, tzinfo=UTC))
    found = timeline(POLICY, State.NO_PLAN, late)
    assert {one.silent for one in found if one.due in NUDGES} == {True}
    assert {one.silent for one in found if one.rung} == {False}
    assert not any(one.silent for one in timeline(POLICY, State.NO_PLAN, MET))


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_every_request_that_nobody_touches_reaches_the_last_rung_of_a_ladder(state: State) -> None:
    anchors = replace(MET, opened_at=TUESDAY, follow_up_at=MEETING + timedelta(days=28))
    found = timeline(POLICY, state, anchors)
    assert missing(POLICY, state, anchors) is None
    assert any(one.again for one in found)
    assert all(one.at <= later.at for one, later in pairwise(found))
    assert {one.due for one in found if one.rung} <= RAISED
    assert found[-1].at - MEETING < BOUND
    assert found[-1].at.tzinfo is POLICY.calendar.zone


def test_beyond_a_year_nothing_is_looked_at() -> None:
    slow = replace(
        POLICY, promises=tuple(replace(one, wait=_YEARS, wait_urgent=None) for one in POLICY.promises)
    )
    assert timeline(slow, State.SUBMITTED, Anchors(submitted_at=TUESDAY)) == []


_YEARS = type(POLICY.promises[2].wait)(timedelta(days=800))


@pytest.mark.parametrize(
    ("state", "lacking"),
    [
        (State.SUBMITTED, None),
        (State.OFFERED, None),
        (State.INTAKE, Anchor.OPENED),
        (State.PREPARING, Anchor.LAST_STEP),
        (State.FOLLOW_UP_DUE, Anchor.MEETING),
    ],
)
def test_a_moment_that_a_promise_counts_from_is_missed(state: State, lacking: Anchor | None) -> None:
    assert missing(POLICY, state, Anchors(submitted_at=TUESDAY)) == lacking


def test_every_promise_is_told_in_a_sentence() -> None:
    told = sentences.whole(POLICY)
    assert [len(told[heading]) for heading in ("Office", "Quiet hours", "Timers")] == [
        1,
        1,
        len(POLICY.promises),
    ]
    for timer, sentence in zip(POLICY.promises, told["Timers"], strict=True):
        assert sentence.startswith(f"{timer.due}: ")
        assert timer.asks in sentence
        assert timer.next in sentence
    for one in POLICY.escalations:
        assert any(one.ladder.kind in sentence and one.next in sentence for sentence in told["Escalations"])
    assert (
        "intake_late: 1 working day (urgent: 4 office hours) after the request was sent" in told["Timers"][0]
    )
    assert "the requester and the regional manager hear: " in " ".join(told["Timers"])
    assert "21:00 to 08:00" in told["Quiet hours"][0]
    assert "offer_expires: 1 day" in told["Limits and other waits"]
    assert "wave_size: 3" in told["Limits and other waits"]


def test_kinds_that_are_promised_the_same_stand_together() -> None:
    grouped = sentences.escalations(POLICY)
    assert ["declined_thrice", "must_unmet"] in [kinds for kinds, _ in grouped]
    assert sum(len(kinds) for kinds, _ in grouped) == len(POLICY.escalations)
    assert sentences.escalations(Policy()) == []
