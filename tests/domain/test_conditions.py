"""Until when a professional changes the conditions."""

from datetime import UTC, datetime, timedelta

import pytest

from domain import conditions
from domain.compulsory_errors import ConditionsFixedError, TooManyConditionsError
from domain.conditions import MOST, check_change, check_room
from domain.errors import WrongMoveError
from domain.preparation import CONDITIONS_BEFORE
from domain.requests import State

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WEEK, INSTANT = CONDITIONS_BEFORE, timedelta(microseconds=1)


@pytest.mark.parametrize("state", [State.PREPARING, State.SCHEDULED])
@pytest.mark.parametrize(
    ("complete", "ahead"),
    [
        pytest.param(True, None, id="there is no day yet"),
        pytest.param(True, WEEK, id="exactly a week before"),
        pytest.param(False, WEEK - INSTANT, id="late, but nobody knew them"),
        pytest.param(False, INSTANT, id="just before the meeting"),
    ],
)
def test_they_can_be_changed(state: State, complete: bool, ahead: timedelta | None) -> None:
    check_change(state, complete=complete, meeting_at=None if ahead is None else NOW + ahead, now=NOW)
    assert state in conditions.BEFORE_THE_MEETING


def test_what_everybody_knows_stays_in_the_last_week() -> None:
    with pytest.raises(ConditionsFixedError):
        check_change(State.SCHEDULED, complete=True, meeting_at=NOW + WEEK - INSTANT, now=NOW)


@pytest.mark.parametrize("complete", [True, False])
def test_after_the_meeting_began_there_are_no_new_ones(complete: bool) -> None:
    with pytest.raises(WrongMoveError):
        check_change(State.SCHEDULED, complete=complete, meeting_at=NOW, now=NOW)


@pytest.mark.parametrize("state", sorted(set(State) - {State.PREPARING, State.SCHEDULED}))
def test_only_in_the_preparation(state: State) -> None:
    with pytest.raises(WrongMoveError):
        check_change(state, complete=False, meeting_at=None, now=NOW)


def test_there_are_five_at_most() -> None:
    check_room(MOST - 1)
    with pytest.raises(TooManyConditionsError):
        check_room(MOST)
