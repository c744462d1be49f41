"""A bad day at Telegram: 750 messages under refusals, failures and lost answers all arrive, in order, within the pace.

The library is the real one, down to the bytes of the answer; only the wire and the time are ours (trust.md 36).
"""

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from sqlalchemy import Engine
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from casework import outbox
from scheduler.courier import Courier
from scheduler.limits import Line, SmoothLimiter
from tests.scheduler.office import NOON, Office, say
from tests.scheduler.test_limits import most_in
from tests.scheduler.virtual_time import fly

Result = TypeVar("Result")
PEOPLE, EACH = 250, 3


class Flying(Office):
    """An office whose clock is that of the loop."""

    async def do(self, action: Callable[..., Result], /, **arguments: object) -> Result:
        self.now = NOON + timedelta(seconds=asyncio.get_running_loop().time())
        return self.act(action, **arguments)


class BadDay(BaseRequest):
    """Telegram's side: refuses for the pace, fails, says nothing, or takes the message and says nothing."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.asked: list[tuple[float, int]] = []
        self.arrived: dict[int, list[str]] = defaultdict(list)
        self.closed_until: dict[int, float] = {}
        self.broken: list[int] = []
        self.trouble: dict[str, int] = defaultdict(int)

    @property
    def read_timeout(self) -> float:
        return 10.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_waits: object, **_more: object
    ) -> tuple[int, bytes]:
        assert (url.endswith("/sendMessage"), method) == (True, "POST")
        assert request_data is not None
        chat, text = int(str(request_data.parameters["chat_id"])), str(request_data.parameters["text"])
        now = asyncio.get_running_loop().time()
        self.asked.append((now, chat))
        if now < self.closed_until.get(chat, 0.0):
            self.broken.append(chat)
        await asyncio.sleep(0.02 + 0.1 * self.dice.random())
        return await self._answer(chat, text)

    async def _answer(self, chat: int, text: str) -> tuple[int, bytes]:
        happens = self.dice.random()
        if happens < 0.06:
            wait = self.dice.randint(1, 5)
            self.trouble["429"] += 1
            self.closed_until[chat] = asyncio.get_running_loop().time() + wait
            return 429, refusal(429, "Too Many Requests", retry_after=wait)
        if happens < 0.12:
            self.trouble["5xx"] += 1
            return 502, refusal(502, "Bad Gateway")
        if happens < 0.16:
            self.trouble["timeout"] += 1
            await asyncio.sleep(self.read_timeout)
            raise TimedOut
        self.arrived[chat].append(text)
        if happens < 0.19:
            self.trouble["lost answer"] += 1
            await asyncio.sleep(self.read_timeout)
            raise TimedOut
        chat_object = {"id": chat, "type": "private", "first_name": "reader"}
        result = {"message_id": len(self.asked), "date": 1, "chat": chat_object, "text": text}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def refusal(code: int, said: str, **parameters: int) -> bytes:
    body = {"ok": False, "error_code": code, "description": said}
    return json.dumps(body | ({"parameters": parameters} if parameters else {})).encode()


async def delivered(office: Office, wire: BadDay) -> None:
    """Run the courier until nothing waits."""
    line = Line("1:token", request=wire, get_updates_request=wire, rate_limiter=SmoothLimiter())
    running = asyncio.create_task(Courier(line, office.do, say).run())
    while not office.act(outbox.nothing_waits):  # noqa: ASYNC110 - a database tells nobody that it is empty
        await asyncio.sleep(5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.slow
def test_750_messages_on_a_bad_day_all_arrive_in_order_and_never_too_fast(sqlite: Engine) -> None:
    office, wire = Flying(sqlite), BadDay(seed=36)
    for chat in range(1, PEOPLE + 1):
        person = office.person(chat)
        for number in range(EACH):
            office.letter(person, str(number))
    fly(delivered(office, wire))
    office.close()

    assert set(office.states()) == {"sent"}
    assert min(wire.trouble.values()) > 10
    assert len(wire.trouble) == 4
    for chat in range(1, PEOPLE + 1):
        once = list(dict.fromkeys(wire.arrived[chat]))
        assert once == [f"nl: {number}" for number in range(EACH)], chat
        assert wire.arrived[chat] == sorted(wire.arrived[chat]), chat
    doubled = sum(map(len, wire.arrived.values())) - PEOPLE * EACH
    assert doubled == wire.trouble["lost answer"]  # at least once: only a lost answer doubles a message
    assert most_in(1.0, [at for at, _ in wire.asked]) <= 29
    assert wire.broken == []  # nobody was written to while Telegram asked to wait
    per_chat: dict[int, list[float]] = defaultdict(list)
    for at, chat in wire.asked:
        per_chat[chat].append(at)
    assert all(later - earlier >= 1 for moments in per_chat.values() for earlier, later in pairwise(moments))
