"""Where the day of the meeting stands, and what a tap on it may do."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain import private_time
from domain.errors import NoPrivateTimeError, NotTheDayError
from domain.private_time import LONGEST, Phase
from domain.requests import State

NOW = datetime(2026, 3, 10, 13, tzinfo=UTC)
TODAY = date(2026, 3, 10)
EARLIER = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "meeting_on", "since", "until", "phase"),
    [
        pytest.param(State.PREPARING, None, None, None, Phase.BEFORE, id="no day yet"),
        pytest.param(State.SCHEDULED, date(2026, 3, 11), None, None, Phase.BEFORE, id="the day before"),
        pytest.param(State.SCHEDULED, TODAY, None, None, Phase.INFORMATION, id="the day"),
        pytest.param(State.SCHEDULED, date(2026, 3, 9), None, None, Phase.INFORMATION, id="past midnight"),
        pytest.param(State.SCHEDULED, TODAY, EARLIER, None, Phase.PRIVATE, id="among themselves"),
        pytest.param(State.SCHEDULED, TODAY, NOW - LONGEST, None, Phase.LAPSED, id="nobody ended it"),
        pytest.param(State.SCHEDULED, TODAY, EARLIER, NOW, Phase.PRESENTATION, id="the plan is there"),
        pytest.param(State.PLAN_PENDING, TODAY, None, None, Phase.INFORMATION, id="not accepted yet"),
        pytest.param(State.PLAN_ACCEPTED, TODAY, EARLIER, NOW, Phase.OVER, id="recorded"),
        pytest.param(State.NO_PLAN, TODAY, None, None, Phase.OVER, id="no plan"),
    ],
)
def test_where_the_day_stands(
    state: State, meeting_on: date | None, since: datetime | None, until: datetime | None, phase: Phase
) -> None:
    assert private_time.phase(state, meeting_on, since, until, today=TODAY, now=NOW) is phase


@pytest.mark.parametrize(
    ("since", "until", "runs"),
    [
        pytest.param(None, None, False, id="never begun"),
        pytest.param(EARLIER, None, True, id="begun"),
        pytest.param(EARLIER, NOW, False, id="ended"),
        pytest.param(NOW - LONGEST + timedelta(seconds=1), None, True, id="almost twelve hours"),
        pytest.param(NOW - LONGEST, None, False, id="twelve hours"),
    ],
)
def test_it_runs_until_the_plan_is_there_or_for_twelve_hours(
    since: datetime | None, until: datetime | None, *, runs: bool
) -> None:
    assert private_time.runs(since, until, now=NOW) is runs


@pytest.mark.parametrize("phase", list(Phase))
def test_it_begins_on_the_day_and_once(phase: Phase) -> None:
    if phase in {Phase.BEFORE, Phase.OVER}:
        with pytest.raises(NotTheDayError):
            private_time.begin(phase)
    else:
        assert private_time.begin(phase) is (phase is not Phase.PRIVATE)


@pytest.mark.parametrize("phase", list(Phase))
def test_it_ends_when_it_began_and_once(phase: Phase) -> None:
    if phase in {Phase.BEFORE, Phase.INFORMATION, Phase.OVER}:
        with pytest.raises(NoPrivateTimeError):
            private_time.end(phase)
    else:
        assert private_time.end(phase) is (phase is not Phase.PRESENTATION)
