"""kill -9 of bot and scheduler at random points, under load: nothing lost, nothing doubled (trust.md 33).

The courier lives in the scheduler's process. `make soak` does it 500 times; the time that a dead holder's lease still
runs is jumped over by the clock, but for one kill that is waited out.
"""

import asyncio
import random
import time

import pytest
from aiohttp import ClientSession
from sqlmodel import select

from domain.requests import State
from simulator.stories.cast import send_request
from simulator.stories.phones import Phones, StoryError
from storage.database import transaction
from storage.requests import Request
from tests.soak.parts import RUNS, TOTALS, Part
from tests.soak.town import A_LEASE, Town

pytestmark = [pytest.mark.slow, pytest.mark.asyncio]

_ROUNDS_A_TOWN = 10
_KILLS = 2 if RUNS is None else RUNS
_CITIZENS = 2
_MORE_JUMPS = 8


async def _ask(phones: Phones) -> str:
    """Send a request; who was told nothing because of a kill asks where it stands, as people do."""
    requester = await phones.add("requester", "nl")
    try:
        return await send_request(requester)
    except StoryError as error:
        if "no receipt" not in str(error):
            raise
        await requester.say("/status")
        return await requester.receipt()


async def _reap(town: Town, dice: random.Random, victims: list[Part]) -> None:
    """Kill them after a moment, and start them again."""
    await asyncio.sleep(dice.uniform(0.0, 3.0))
    for part in victims:
        town.kill(part)
    await asyncio.sleep(dice.uniform(0.0, 0.5))
    for part in victims:
        part.start()
    if any(part.command == "scheduler" for part in victims):
        town.move_clock(town.clock() + A_LEASE)


async def _live(town: Town, dice: random.Random, rounds: int) -> list[str]:
    """So many rounds, each with load and a kill; the receipts of what was asked for."""
    bot, scheduler = town.start("bot"), town.start("scheduler")
    bot.until_ready()
    choices = [[bot], [scheduler]] * 4 + [[bot, scheduler]]
    if rounds < len(choices):
        choices = [[bot], [scheduler]]
    dice.shuffle(choices)
    receipts: list[str] = []
    async with ClientSession() as http:
        phones = Phones(town.telegram.address, http)
        for number in range(rounds):
            town.to_next_due()
            asking = [_ask(phones) for _ in range(_CITIZENS)]
            *sent, _ = await asyncio.gather(*asking, _reap(town, dice, choices[number % len(choices)]))
            receipts += [str(receipt) for receipt in sent]
            await town.quiet()
    for _ in range(_MORE_JUMPS):
        if not town.to_next_due():
            break
        await town.quiet()
    return receipts


@pytest.mark.parametrize(
    "kills", [min(_ROUNDS_A_TOWN, _KILLS - at) for at in range(0, _KILLS, _ROUNDS_A_TOWN)]
)
async def test_killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice(
    town: Town, dice: random.Random, kills: int
) -> None:
    town.settle_down(2)
    town.move_clock(town.now)
    receipts = await _live(town, dice, kills)
    with transaction(town.engine) as session:
        asked = session.exec(select(Request.ref).where(Request.language == "ar")).all()
    ours = {case.ref for case in town.cases}
    assert sorted(set(asked) - ours) == sorted(receipts), "an answer was lost, or a request was made twice"
    town.check_letters()
    town.check_follow_ups()
    for case in town.cases:
        chat = town.telegram.get(f"people/{case.manager.chat_id}/chat?peek=1")
        texts = " ".join(str(message.get("text")) for message in chat["messages"])
        assert [receipt for receipt in receipts if receipt not in texts] == []
    TOTALS.update({"kills": len(town.kills), "requests": len(receipts), "follow-ups": len(town.cases)})


async def test_of_two_schedulers_the_second_goes_on_when_the_first_is_killed(
    town: Town, in_full: bool
) -> None:
    town.settle_down(2)
    town.move_clock(town.now)
    first = town.start("scheduler")
    town.to_next_due()
    await town.quiet()
    second = town.start("scheduler")
    town.to_next_due()
    await asyncio.sleep(0.3)
    town.kill(first)
    killed = time.monotonic()
    if not in_full:
        town.move_clock(town.clock() + A_LEASE)
    await town.quiet()
    assert time.monotonic() - killed < 40
    for _ in range(_MORE_JUMPS):
        if not town.to_next_due():
            break
        await town.quiet()
    assert second.process is not None
    assert second.process.poll() is None
    town.check_letters()
    town.check_follow_ups()
    assert all(town.state(case) is State.FOLLOW_UP_DUE for case in town.cases)
