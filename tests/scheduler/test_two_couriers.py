"""Two couriers, one outbox; limits that Telegram enforces; and an end in the middle of it."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from casework import leases
from scheduler.pace import Figures
from simulator.limits import Limits
from tests.scheduler.office import Office
from tests.scheduler.round import on_round

pytestmark = pytest.mark.asyncio

STRICT = Limits(per_chat_burst=1, overall_burst=8)
"""Telegram with little patience for bursts: some for what a busy machine does to a smooth row, none for fifty at once."""


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    """On SQLite, and on PostgreSQL."""
    made = Office(engine)
    yield made
    made.close()


async def test_two_couriers_at_once_send_each_letter_once(office: Office) -> None:
    async with on_round(office) as tour:
        readers = [await tour.reader() for _ in range(10)]
        for number in range(4):
            for person, _ in readers:
                office.letter(person, str(number))
        handled = await asyncio.gather(tour.courier.drain(), tour.another().drain())
        assert sorted(handled) == [0, 40]
        for _, chat in readers:
            assert await tour.texts(chat) == ["nl: 0", "nl: 1", "nl: 2", "nl: 3"]


async def test_a_second_courier_takes_over_when_the_lease_has_run_out(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        second = tour.another()
        await tour.courier.drain()  # and then it is killed
        office.letter(person)
        office.now += timedelta(seconds=29)
        assert await second.drain() == 0
        office.now += timedelta(seconds=1)
        assert await second.drain() == 1
        assert await tour.courier.drain() == 0
        assert await tour.texts(chat) == ["nl: hello"]


async def test_a_courier_that_stops_finishes_what_is_on_its_way_and_gives_the_lease_back(
    office: Office,
) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person)
        running = asyncio.create_task(tour.courier.run())
        await asyncio.sleep(0.05)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await tour.another().drain()
        assert await tour.texts(chat) == ["nl: hello"]
    assert office.states() == ["sent"]


async def test_who_loses_the_lease_says_nothing_more(office: Office) -> None:
    async with on_round(office, figures=Figures(per_second=0.5, chat_seconds=0.001)) as tour:
        for _ in range(4):
            office.letter((await tour.reader())[0])
        first = asyncio.create_task(tour.courier.drain())
        while "sent" not in office.states():  # noqa: ASYNC110 - a database tells nobody that it was written to
            await asyncio.sleep(0.01)
        # One is sent, the others wait for their slots.
        office.now += timedelta(seconds=31)
        assert office.act(leases.take, name="courier", holder="second", for_=timedelta(seconds=30))
        await first
    assert office.states() == ["sent", "waiting", "waiting", "waiting"]


async def test_a_courier_that_stood_still_past_its_lease_does_not_go_on_where_it_was(office: Office) -> None:
    async with on_round(office, figures=Figures(per_second=0.5, chat_seconds=0.001)) as tour:
        for _ in range(2):
            office.letter((await tour.reader())[0])
        courier = tour.another(poll_seconds=60)
        drain = asyncio.create_task(courier.drain())
        while "sent" not in office.states():  # noqa: ASYNC110 - a database tells nobody that it was written to
            await asyncio.sleep(0.02)
        await asyncio.sleep(
            0.4
        )  # the outbox was looked into again; the other letter waits two seconds for its slot
        office.failing = ["pick_up"]
        courier._mine_until = 0.0  # as after a long sleep of the machine
        await drain
    assert office.states() == ["sent", "waiting"]


async def test_within_the_limits_telegram_refuses_nothing(office: Office) -> None:
    async with on_round(office, figures=Figures(), limits=STRICT) as tour:
        readers = [await tour.reader() for _ in range(50)]
        for person, _ in readers:
            office.letter(person)
        office.letter(readers[0][0], "second")
        assert await tour.courier.drain() == 51
        calls = (await tour.telegram.get("calls")).body
    outcomes = {call["outcome"] for call in calls if call["method"] == "sendMessage"}
    assert outcomes == {"ok"}
