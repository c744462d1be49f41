"""Whoever ticks looks at what may be wrong, and the numbers tell how it stands."""

import asyncio
import math
from datetime import timedelta

import pytest

from casework import incidents, leases
from casework.incidents import CLOCK
from scheduler.guard import Guard
from scheduler.numbers import Numbers
from scheduler.ticking import Ticking
from tests.scheduler.office import Office
from tests.scheduler.round import Round, on_round

pytestmark = pytest.mark.asyncio

NOWHERE = "http://127.0.0.1:9/telegram"
"""Nobody listens there."""


def hold(office: Office) -> None:
    assert office.act(leases.take, name=CLOCK, holder="me", for_=timedelta(seconds=30))


def open_kinds(office: Office) -> tuple[str, ...]:
    return office.act(incidents.standing, clock=CLOCK).open_kinds


async def trouble_with_the_webhook(tour: Round) -> None:
    """Somebody says something, and Telegram cannot bring it."""
    _, chat = await tour.reader()
    await tour.bot.set_webhook(NOWHERE)
    await tour.telegram.post(f"people/{chat}/say", text="hello")
    async with asyncio.timeout(10):
        while (await tour.bot.get_webhook_info()).last_error_date is None:  # noqa: ASYNC110 - Telegram tells nobody
            await asyncio.sleep(0.02)


async def test_a_webhook_in_trouble_is_an_incident_until_it_is_mended(office: Office) -> None:
    hold(office)
    async with on_round(office) as tour:
        guard = Guard(office.do, tour.bot, sure_seconds=0)
        await trouble_with_the_webhook(tour)
        assert await guard.look("me")
        assert open_kinds(office) == ("webhook_error",)
        await tour.bot.delete_webhook()
        assert await guard.look("me")
    assert open_kinds(office) == ()


async def test_who_does_not_hold_the_clock_does_not_look(office: Office) -> None:
    async with on_round(office) as tour:
        assert not await Guard(office.do, tour.bot).look("me")
        calls = (await tour.telegram.get("calls")).body
    assert "getWebhookInfo" not in {call["method"] for call in calls}


async def test_a_telegram_that_says_nothing_and_a_database_that_is_gone_stop_no_look(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    hold(office)
    office.letter(office.person(1), wait=timedelta(minutes=-10))
    async with on_round(office) as tour:
        guard = Guard(office.do, tour.bot, sure_seconds=0)
        tour.trouble("500", method="getWebhookInfo")
        assert await guard.look("me")
        assert open_kinds(office) == ("outbox_stuck",)
        office.failing = ["look"]
        assert not await guard.look("me")
    assert "Telegram did not say how the webhook is" in caplog.text
    assert "requester@example.org" not in caplog.text


async def test_a_letter_that_goes_at_the_second_look_is_no_incident(office: Office) -> None:
    hold(office)
    async with on_round(office) as tour:
        person, _ = await tour.reader()
        office.letter(person, wait=timedelta(minutes=-30))
        looking = asyncio.create_task(Guard(office.do, tour.bot, sure_seconds=0.3).look("me"))
        await tour.courier.drain()
        assert await looking
    assert open_kinds(office) == ()


async def test_a_tick_is_counted_and_leaves_a_sign_of_life(office: Office) -> None:
    numbers = Numbers()
    clock = Ticking(office.do, lambda: None, ticked=numbers.ticks.inc)
    standby = Ticking(office.do, lambda: None, ticked=numbers.ticks.inc)
    await clock.sweep()
    await standby.sweep()
    assert office.act(incidents.last_beat, name=CLOCK) == office.now
    told = (await numbers.told(office.do)).decode()
    assert "kring_ticks_total 1.0" in told
    assert "kring_last_tick_seconds 0.0" in told


async def test_the_numbers_tell_how_the_outbox_stands_and_of_nobody(office: Office) -> None:
    numbers = Numbers()
    person = office.person(987_654_321)
    office.letter(person, "Unmistakable", wait=timedelta(seconds=-40))
    office.act(incidents.report, kind=incidents.Kind.LETTER_REFUSED)
    numbers.letters.labels("sent").inc()
    told = (await numbers.told(office.do)).decode()
    for line in (
        "kring_outbox_waiting 1.0",
        "kring_outbox_oldest_seconds 40.0",
        "kring_incidents_open 1.0",
        'kring_letters_total{outcome="sent"} 1.0',
        "kring_last_tick_seconds NaN",
    ):
        assert line in told.splitlines()
    assert "Unmistakable" not in told
    assert "987654321" not in told


async def test_numbers_that_cannot_be_read_are_not_told_as_if_they_were_new(office: Office) -> None:
    numbers = Numbers()
    await numbers.told(office.do)
    office.failing = ["standing"]
    await numbers.told(office.do)
    assert math.isnan(numbers.waiting._value.get())


async def test_the_clock_looks_by_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.ticking.LOOK_EVERY", timedelta(milliseconds=30))
    office.letter(office.person(1), wait=timedelta(minutes=-10))
    async with on_round(office) as tour:
        guard = Guard(office.do, tour.bot, sure_seconds=0)
        clock = Ticking(office.do, lambda: None, every=timedelta(milliseconds=20), guard=guard)
        clock.start()
        async with asyncio.timeout(5):
            while not open_kinds(office):  # noqa: ASYNC110 - it is the clock that is watched
                await asyncio.sleep(0.01)
        await clock.stop()
    assert open_kinds(office) == ("outbox_stuck",)
