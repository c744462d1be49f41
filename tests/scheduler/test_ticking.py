"""The clock ticks: what is due is done once, by one process, and the courier is told."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from casework import digests
from casework.desk import Desk
from domain.people import Role
from domain.requests import State
from domain.timers import Due
from scheduler.ticking import LEASE, TIDY_EVERY, Ticking
from tests.scheduler.office import NOON, Office

pytestmark = pytest.mark.asyncio


class Bell:
    """Counts how often the courier was woken."""

    def __init__(self) -> None:
        self.rings = 0

    def __call__(self) -> None:
        self.rings += 1


def overdue(office: Office, count: int = 1) -> None:
    """Requests that nobody has opened in time, and a manager who is to hear of it."""
    office.act(digests.write_due)  # this morning's overview is out; it is about something else
    office.person(900, Role.REGIONAL_MANAGER)
    office.now -= timedelta(hours=25)  # a working day, and an hour
    for chat in range(1, count + 1):
        office.request(
            office.person(chat), state=State.SUBMITTED.value, due=Due.INTAKE_LATE.value, due_at=NOON
        )
    office.now += timedelta(hours=25)


async def test_a_sweep_does_what_is_due_once_and_wakes_the_courier(office: Office) -> None:
    overdue(office)
    bell = Bell()
    clock = Ticking(office.do, bell)
    assert await clock.sweep() == 1
    raised = office.escalations()
    assert len(raised) == 1
    assert await clock.sweep() == 0
    assert (office.escalations(), bell.rings) == (raised, 1)


async def test_after_a_long_silence_one_tick_catches_up(office: Office) -> None:
    overdue(office, 250)
    assert await Ticking(office.do, Bell()).sweep() == 250
    assert len(office.escalations()) == 250


async def test_a_tick_that_never_ends_gives_others_a_turn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.clock.sweep", lambda _desk: 1)
    assert await Ticking(office.do, Bell()).sweep() == 50


async def test_two_clocks_sweep_once_and_the_second_takes_over(office: Office) -> None:
    overdue(office)
    first, second = Ticking(office.do, Bell()), Ticking(office.do, Bell())
    assert sorted(await asyncio.gather(first.sweep(), second.sweep())) == [0, 1]
    await first.stop()
    await second.stop()
    assert len(office.escalations()) == 1


async def test_a_killed_clock_is_replaced_within_half_a_minute(office: Office) -> None:
    assert await Ticking(office.do, Bell()).sweep() == 0
    overdue(office)
    second = Ticking(office.do, Bell())
    office.now += timedelta(seconds=29)
    assert await second.sweep() == 0
    office.now += timedelta(seconds=1)
    assert await second.sweep() == 1


async def test_a_tick_that_fails_is_logged_and_the_next_goes_on(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    overdue(office)
    office.failing = ["_sweep", "_tidy", "_let_go"]
    clock = Ticking(office.do, Bell())
    assert (await clock.sweep(), await clock.tidy()) == (0, 0)
    await clock.stop()
    assert await clock.sweep() == 1
    assert "requester@example.org" not in caplog.text
    assert caplog.text.count("OSError in") == 3


async def test_it_ticks_by_itself_until_it_is_stopped(office: Office) -> None:
    overdue(office)
    bell = Bell()
    clock = Ticking(office.do, bell, every=timedelta(milliseconds=20))
    clock.start()
    async with asyncio.timeout(5):
        while not bell.rings:  # noqa: ASYNC110 - it is the clock that is watched
            await asyncio.sleep(0.01)
    await clock.stop()
    overdue_again = office.request(1, due=Due.INTAKE_LATE.value, due_at=NOON)
    await asyncio.sleep(0.1)
    assert overdue_again
    assert bell.rings == 1


@pytest.fixture
def tidied(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When it was tidied, by the service's clock."""
    moments = list[datetime]()

    def tidy(desk: Desk) -> int:
        moments.append(desk.now)
        return 0

    monkeypatch.setattr("casework.clock.tidy", tidy)
    return moments


async def test_it_tidies_at_the_first_sweep_and_then_once_an_hour_by_the_clock_of_the_service(
    office: Office, tidied: list[datetime]
) -> None:
    clock = Ticking(office.do, Bell())
    for _ in range(2):
        await clock.sweep()
    office.now += TIDY_EVERY - timedelta(seconds=1)
    await clock.sweep()
    assert tidied == [NOON]
    office.now += timedelta(seconds=1)
    for _ in range(2):
        await clock.sweep()
    office.now += timedelta(days=28)  # a demo moves it
    await clock.sweep()
    assert tidied == [NOON, NOON + TIDY_EVERY, NOON + TIDY_EVERY + timedelta(days=28)]
    await Ticking(office.do, Bell(), holder=clock.holder).sweep()  # a process that was started again
    assert len(tidied) == 4


async def test_it_tidies_once_also_when_much_is_due(office: Office, tidied: list[datetime]) -> None:
    overdue(office, 250)
    assert await Ticking(office.do, Bell()).sweep() == 250
    assert tidied == [NOON]


async def test_only_who_holds_the_lease_tidies(office: Office, tidied: list[datetime]) -> None:
    first, second = Ticking(office.do, Bell()), Ticking(office.do, Bell())
    await first.sweep()
    await second.sweep()
    assert (tidied, await second.tidy()) == ([NOON], 0)
    office.now += LEASE
    await second.sweep()
    assert tidied == [NOON, NOON + LEASE]


async def test_tidying_forgets_what_is_old(office: Office) -> None:
    assert await Ticking(office.do, Bell()).tidy() == 0


async def test_a_stop_lets_the_tick_that_is_at_work_come_to_its_end(caplog: pytest.LogCaptureFixture) -> None:
    begun, ended = asyncio.Event(), list[str]()

    async def run(action: Any, /, **_given: object) -> Any:  # noqa: ANN401 - whatever the action gives
        begun.set()
        await asyncio.sleep(0.2)
        ended.append(action.__name__)

    ticking = Ticking(run, lambda: None, every=timedelta(milliseconds=20))
    ticking.start()
    await begun.wait()
    await ticking.stop()
    assert ended == ["_sweep", "_let_go"]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
