"""The pace: smooth, in order, fair, and still when Telegram asks for it. Nobody waits here: time flies."""

import asyncio
import random
from bisect import bisect_left
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter

from scheduler.limits import Answer, SmoothLimiter
from scheduler.pace import Figures, Pace
from tests.scheduler.virtual_time import fly


class Wire:
    """Stands in for Telegram: keeps when which message arrived, and refuses what it was told to."""

    def __init__(self, latency: Callable[[], float] = lambda: 0.05) -> None:
        self.limiter = SmoothLimiter()
        self.arrived: list[tuple[float, int, str]] = []
        self.refusals: dict[int, int] = {}
        self._latency = latency

    async def send(self, chat: int, text: str = "") -> Answer:
        """Send through the limiter."""
        data = {"chat_id": chat, "text": text}
        return await self.limiter.process_request(
            self._post, ("sendMessage", data), {}, "sendMessage", data, None
        )

    async def _post(self, _endpoint: str, data: dict[str, Any]) -> Answer:
        self.arrived.append((asyncio.get_running_loop().time(), data["chat_id"], data["text"]))
        await asyncio.sleep(self._latency())
        if seconds := self.refusals.pop(data["chat_id"], 0):
            raise RetryAfter(timedelta(seconds=seconds))
        return True

    @property
    def times(self) -> list[float]:
        return [at for at, _, _ in self.arrived]

    def times_in(self, chat: int) -> list[float]:
        return [at for at, to, _ in self.arrived if to == chat]


def most_in(seconds: float, times: list[float]) -> int:
    """The largest number of moments in any window of so many seconds."""
    ordered = sorted(times)
    return max(bisect_left(ordered, at + seconds - 1e-6) - index for index, at in enumerate(ordered))


def test_a_thousand_people_are_written_to_smoothly() -> None:
    wire = Wire()

    async def story() -> None:
        await asyncio.gather(*(wire.send(chat) for chat in range(1, 1001)))

    fly(story())
    gaps = [later - earlier for earlier, later in pairwise(wire.times)]
    assert most_in(1.0, wire.times) <= 29
    assert min(gaps) > 0.03
    assert wire.times[-1] - wire.times[0] == pytest.approx(999 / 28.4, rel=0.01)


def test_after_a_quiet_hour_there_is_no_burst() -> None:
    wire = Wire()

    async def story() -> None:
        await wire.send(1)
        await asyncio.sleep(3600)
        await asyncio.gather(*(wire.send(chat) for chat in range(2, 60)))

    fly(story())
    assert most_in(0.5, wire.times) <= 15


@given(st.lists(st.floats(0, 0.2), min_size=100, max_size=300), st.randoms(use_true_random=False))
def test_timers_that_come_late_neither_slow_it_down_nor_break_the_limit(
    lateness: list[float], dice: random.Random
) -> None:
    pace, now, times = Pace(), 0.0, []
    for late in lateness:
        now = max(now, pace.slot_at()) + late * dice.random()
        pace.take_slot(now)
        times.append(now)
    assert most_in(1.0, times) <= 29


def test_small_overshoots_are_made_up_for() -> None:
    pace, now = Pace(), 100.0
    for _ in range(285):
        now = max(now, pace.slot_at()) + 0.004
        pace.take_slot(now)
    assert now == pytest.approx(110.0, abs=0.05)


def test_missed_slots_are_made_up_for_smoothly() -> None:
    pace, now, times = Pace(), 100.0, []
    for number in range(285):
        now = max(now, pace.slot_at()) + (0.1 if number % 20 == 0 else 0.0)
        pace.take_slot(now)
        times.append(now)
    assert times[-1] < 111.2  # fifteen times a tenth of a second were lost, and some of it is won back
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.02
    assert most_in(1.0, times) <= 29


def test_one_person_gets_a_message_a_second_in_order_while_others_go_on() -> None:
    wire = Wire()

    async def story() -> None:
        heavy = [wire.send(1, f"{number}") for number in range(5)]
        await asyncio.gather(*heavy, *(wire.send(chat) for chat in range(2, 40)))

    fly(story())
    mine = wire.times_in(1)
    assert [text for _, chat, text in wire.arrived if chat == 1] == ["0", "1", "2", "3", "4"]
    assert all(later - earlier >= 1 for earlier, later in pairwise(mine))
    assert max(at for at, chat, _ in wire.arrived if chat != 1) < 1.5


def test_a_group_gets_twenty_messages_a_minute() -> None:
    wire = Wire()

    async def story() -> None:
        await asyncio.gather(*(wire.send(-100) for _ in range(65)))

    fly(story())
    assert most_in(60.0, wire.times) == 20
    assert wire.times[-1] < 4 * 60


def test_a_slow_answer_does_not_bring_two_messages_to_one_chat_closer_together() -> None:
    delays = iter([0.9, 0.0, 0.5, 0.0])
    wire = Wire(latency=lambda: next(delays))

    async def story() -> None:
        await asyncio.gather(*(wire.send(1) for _ in range(4)))

    fly(story())
    assert most_in(1.0, wire.times) == 1


def test_a_refusal_is_raised_and_that_chat_waits_while_others_do_not() -> None:
    wire = Wire()
    wire.refusals[1] = 30

    async def story() -> None:
        with pytest.raises(RetryAfter):
            await wire.send(1)
        await asyncio.gather(wire.send(1), *(wire.send(chat) for chat in range(2, 12)))

    fly(story())
    assert wire.times_in(1)[1] >= 30
    assert max(at for at, chat, _ in wire.arrived if chat != 1) < 1


def test_when_two_chats_are_refused_it_meant_everyone() -> None:
    wire = Wire()
    wire.refusals.update({1: 20, 2: 25})

    async def story() -> None:
        answers = await asyncio.gather(*(wire.send(chat) for chat in range(1, 40)), return_exceptions=True)
        assert sum(isinstance(answer, RetryAfter) for answer in answers) == 2

    fly(story())
    before = [at for at in wire.times if at < 1]
    after = [at for at in wire.times if at >= 1]
    assert len(before) <= 5  # those that were on their way when the second refusal came
    assert min(after) >= 25
    assert most_in(1.0, wire.times) <= 29


def test_a_pause_that_begins_while_a_slot_is_waited_for_is_kept() -> None:
    pace = Pace(Figures(per_second=1))
    pace.take_slot(10.0)
    slot = pace.slot_at()
    pace.refused(1, 40.0, 10.5)
    pace.refused(2, 50.0, 10.6)
    assert (slot, pace.slot_at()) == (11.0, 50.0)


def test_what_goes_to_no_chat_goes_at_once() -> None:
    limiter = SmoothLimiter()

    async def answer() -> Answer:
        return True

    async def story() -> float:
        for _ in range(100):
            assert await limiter.process_request(answer, (), {}, "getMe", {}, None) is True
        return asyncio.get_running_loop().time()

    assert fly(story()) == 0.0


def test_who_gives_up_waiting_leaves_no_one_behind() -> None:
    wire = Wire()

    async def story() -> None:
        waiting = [asyncio.create_task(wire.send(1, f"{number}")) for number in range(3)]
        await asyncio.sleep(0.5)
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    fly(story())
    assert [text for _, _, text in wire.arrived] == ["0", "2"]
    assert wire.limiter._turns == {}


def test_chats_that_are_long_idle_are_forgotten() -> None:
    pace = Pace()
    for chat in range(1, 5001):
        pace.written(chat, chat * 10.0)
    assert len(pace._chats) <= 2000
    assert pace.chat_at(5000) == 50_001.0
