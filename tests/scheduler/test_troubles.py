"""Letters that cannot be said, a database that is gone, and waking up: none of it loses or doubles a letter."""

import asyncio
import logging

import pytest

from bot.texts.screens import Screen
from casework import outbox
from casework.desk import Desk
from casework.outbox import Envelope
from domain.errors import NotFoundError
from scheduler.delivery import pick_up, prepare
from scheduler.pace import Figures
from tests.scheduler.office import NOON, Office, say
from tests.scheduler.round import on_round, silent

pytestmark = pytest.mark.asyncio


async def test_what_telegram_will_never_take_is_a_fault_of_ours(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person, "<b>a name that nobody may read in a log")
        office.letter(person, "second")
        with caplog.at_level(logging.DEBUG, logger="scheduler"):
            await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: second"]
    assert office.read(letter).state == "refused"
    assert "a name" not in caplog.text
    assert f"letter {letter} " in caplog.text


async def test_a_letter_without_anything_to_say_is_dropped(office: Office) -> None:
    async with on_round(office, render=silent) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person)
        await tour.courier.drain()
        assert await tour.texts(chat) == []
    assert office.read(letter).state == "dropped"


def not_for_you(_desk: Desk, _envelope: Envelope) -> Screen:
    """The reader lost the right to see it since."""
    raise NotFoundError


def broken(_desk: Desk, envelope: Envelope) -> Screen:
    """A fault in a text, with a name in its message."""
    raise KeyError(f"a name: {envelope.facts}")


@pytest.mark.parametrize(
    ("render", "state"),
    [
        pytest.param(not_for_you, "dropped", id="no right any more"),
        pytest.param(broken, "refused", id="a fault"),
    ],
)
async def test_a_letter_that_cannot_be_said_stops_no_other(
    office: Office, caplog: pytest.LogCaptureFixture, render: object, state: str
) -> None:
    async with on_round(office, render=render) as tour:
        person, _ = await tour.reader()
        office.letter(person)
        office.letter(person)
        assert await tour.courier.drain() == 2
    assert office.states() == [state, state]
    assert "a name" not in caplog.text


async def test_a_pause_of_the_family_drops_the_nudge_and_not_the_news(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        request = office.request(person, paused_at=NOON)
        office.letter(person, "how is it going?", nudge=True, request_id=request)
        office.letter(person, "the family has paused", request_id=request)
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: the family has paused"]
    assert office.states() == ["dropped", "sent"]


async def test_a_message_that_was_sent_is_not_sent_again_while_its_outcome_cannot_be_written(
    office: Office,
) -> None:
    office.failing = ["sent", "sent"]
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person)
        assert await tour.courier.drain() == 1
        assert await tour.texts(chat) == ["nl: hello"]
    assert office.states() == ["sent"]
    assert office.failing == []


async def test_a_database_that_is_gone_costs_a_pass_and_no_letter(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person)
        office.failing = ["pick_up"]
        assert await tour.courier.drain() == 0
        office.failing = ["prepare"]
        assert await tour.courier.drain() == 1
        office.now = office.read(letter).not_before
        assert await tour.courier.drain() == 1
        assert await tour.texts(chat) == ["nl: hello"]
    assert "requester@example.org" not in caplog.text


async def test_it_wakes_up_at_once_when_told_from_another_thread(office: Office) -> None:
    async with on_round(office) as tour:
        courier = tour.another(poll_seconds=60)
        running = asyncio.create_task(courier.run())
        await asyncio.sleep(0.1)
        person, chat = await tour.reader()
        office.letter(person)
        await asyncio.to_thread(courier.wake)
        async with asyncio.timeout(5):
            while not await tour.texts(chat):  # noqa: ASYNC110 - it is a phone that is looked at
                await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert office.states() == ["sent"]


async def test_a_wake_before_it_runs_is_not_lost(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        tour.courier.wake()
        office.letter(person)
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: hello"]


async def test_one_slow_answer_holds_up_nobody_else(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow one is not answered at all within the test, so that how busy the machine is says nothing."""
    monkeypatch.setattr("scheduler.courier._LAST_WORDS_SECONDS", 0.05)
    async with on_round(office, answer_seconds=60) as tour:
        slow, slow_chat = await tour.reader()
        other, chat = await tour.reader()
        courier = tour.another(poll_seconds=60)
        tour.trouble("timeout", chat=slow_chat)
        office.letter(slow)
        running = asyncio.create_task(courier.run())
        faults = tour.telegram.simulator.world.faults
        async with asyncio.timeout(20):
            while faults.to_json():  # noqa: ASYNC110 - until the slow one is being said
                await asyncio.sleep(0.01)
            office.letter(other)
            courier.wake()
            while not await tour.texts(chat):  # noqa: ASYNC110 - it is a phone that is looked at
                await asyncio.sleep(0.01)
            while "sent" not in office.states():  # noqa: ASYNC110 - it is written down after it was said
                await asyncio.sleep(0.01)
        assert await tour.texts(chat) == ["nl: hello"]
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert office.states() == ["waiting", "sent"]


async def test_a_card_that_telegram_will_never_take_is_refused_and_not_sent_anew(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person, "offer", card="offer:1")
        office.letter(person, "<i>no end", card="offer:1")
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: offer"]
    assert office.states() == ["sent", "refused"]


async def test_a_letter_that_somebody_else_dealt_with_meanwhile_is_left_alone(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person)
        draw = office.act(pick_up, holder="one", limit=5, but=())
        office.act(outbox.dropped, letter_id=letter)
        (envelope,) = draw.envelopes
        assert office.act(prepare, holder="one", envelope=envelope, render=say) is None
        assert await tour.courier.drain() == 0
        assert await tour.texts(chat) == []


async def test_stopping_does_not_wait_for_ever(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.courier._LAST_WORDS_SECONDS", 0.05)
    async with on_round(office, figures=Figures(per_second=0.1)) as tour:
        for _ in range(3):
            office.letter((await tour.reader())[0])
        running = asyncio.create_task(tour.courier.run())
        await asyncio.sleep(0.2)
        running.cancel()
        async with asyncio.timeout(2):
            with pytest.raises(asyncio.CancelledError):
                await running
    assert office.states() == ["sent", "waiting", "waiting"]


@pytest.mark.parametrize("turns", range(5))
async def test_a_stop_just_after_a_wake_is_a_stop(office: Office, turns: int) -> None:
    async with on_round(office) as tour:
        courier = tour.another(poll_seconds=60)
        running = asyncio.create_task(courier.run())
        await asyncio.sleep(0.1)
        courier._awake.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        running.cancel()
        done, _ = await asyncio.wait({running}, timeout=5)
        assert done
        assert running.cancelled()
