"""The clock runs on by itself and can be moved forward, for everyone who shares it."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import Clock, duration
from tests.simulator.driver import Driver

DURATIONS = {
    "P28D": timedelta(days=28),
    "P4W": timedelta(weeks=4),
    "PT90M": timedelta(minutes=90),
    "P1DT2H3M4S": timedelta(days=1, hours=2, minutes=3, seconds=4),
    "P0.5D": timedelta(hours=12),
    "PT0.25S": timedelta(milliseconds=250),
    "P0D": timedelta(0),
}


@pytest.mark.parametrize(("text", "length"), DURATIONS.items())
def test_a_duration_is_read(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "28D", "P1M", "P1Y", "-P1D", "P1DT", "soon"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 duration"):
        duration(text)


def test_the_clock_runs_on_from_where_it_was_put() -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    clock = Clock(start)
    assert start <= clock.now() < start + timedelta(seconds=5)
    assert clock.advance(timedelta(days=1)) >= start + timedelta(days=1)


def test_the_clock_does_not_go_back_and_starts_in_a_zone() -> None:
    with pytest.raises(ValueError, match="forward"):
        Clock().advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2027, 1, 1))  # noqa: DTZ001 - that is what is refused


def test_who_watches_is_told_until_it_looks_away() -> None:
    clock, moves = Clock(), list[int]()

    def watcher() -> None:
        moves.append(1)

    clock.watch(watcher)
    clock.advance(timedelta(1))
    clock.unwatch(watcher)
    clock.unwatch(watcher)
    clock.advance(timedelta(1))
    assert moves == [1]


@pytest.mark.asyncio
async def test_moving_the_clock_moves_the_dates_of_messages(sim: Driver) -> None:
    person = await sim.person()
    before = await sim.sent(person)
    answer = await sim.post("clock", advance="P28D")
    after = await sim.sent(person)
    assert after["date"] - before["date"] == pytest.approx(28 * 86400, abs=5)
    assert abs(datetime.fromisoformat(answer["now"]) - sim.clock.now()) < timedelta(seconds=5)
    assert datetime.fromisoformat((await sim.get("clock"))["now"]).tzinfo is not None


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [{}, {"advance": "P1M"}, {"advance": 5}, {"advance": "P999999999999D"}])
async def test_a_move_that_cannot_be_is_explained(sim: Driver, body: dict[str, object]) -> None:
    answer = await sim.post("clock", **body)
    assert (answer.status, answer["error"][-1]) == (400, ".")
