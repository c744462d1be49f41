"""A world made for a seed, and so many steps in it."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from sqlalchemy import Engine

from bot.dispatching import make_dispatcher
from bot.work import Work
from domain.policy import Policy
from kring.playground import TOKEN
from storage import references
from tests.office import AMSTERDAM, REGIONS, Office
from tests.soak.away import Away
from tests.soak.chats import Chats, Telegram
from tests.soak.digits import Digits
from tests.soak.lifecycles import Faults, LifeCycles
from tests.soak.machine import Walk
from tests.soak.pace import Pace, Watched
from tests.soak.settling import Seeded, settled
from tests.soak.whoknows import WhoKnows

_AT_MOST = 4
"""So many times as far does a walk go to see everything."""


@asynccontextmanager
async def walking(engine: Engine, seed: int) -> AsyncIterator[Walk]:
    """A world made for this seed, on an empty database."""
    office, counted = Office(engine), Counter[str]()
    knows, faults = WhoKnows(office), Faults()
    chats, dice = Chats(knows.hears), random.Random(seed)
    work = Work(engine, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now)
    limiter = Watched(work.policy, work.clock)
    bot = Bot(TOKEN, session=Telegram(chats))
    dispatcher = make_dispatcher(work, in_reply=False, limiter=limiter)
    digits = Digits(office, chats, dice, counted)
    away, pace = Away(knows, chats, counted), Pace(office, limiter, counted)
    with pytest.MonkeyPatch.context() as patch:
        # The same references for the same seed: who is asked first, and what somebody forges, depends on them.
        patch.setattr(references, "secrets", Seeded(seed))
        town, rows = settled(office, knows, digits.has_app), LifeCycles(office)
        walk = Walk(
            seed, office, dispatcher, bot, chats, knows, faults, town, dice, rows, digits, away, pace, counted
        )
        walk.turn = town.everybody[0]
        walk.rows.look(clock=True)
        digits.look()
        counted.clear()
        logging.getLogger().addHandler(faults)
        try:
            yield walk
        finally:
            logging.getLogger().removeHandler(faults)
            work.close()


def walked(engine: Engine, seed: int, steps: int, happens: Collection[str] = ()) -> Walk:
    """So many steps from this seed, and some more where not all of `happens` did; every fault is raised.

    Raises:
        BrokenError: something that always holds did not.
    """

    async def go() -> Walk:
        async with walking(engine, seed) as walk:
            await walk.go(steps)
            while walk.lacks(happens) and walk.steps < _AT_MOST * steps:
                await walk.go(steps // 5)
            walk.finish()
            return walk

    return asyncio.run(go())
