"""The dispatcher on the simulator's wire, in one thread of the test: what a phone does is handled before the next line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher

from bot.dispatching import make_dispatcher
from bot.work import Work
from casework import people
from domain.policy import Policy
from storage.arrivals import Caller
from tests.casework.speaking import absent
from tests.office import AMSTERDAM, REGIONS, Case, Office
from tests.simulator.bots import aiogram_bot
from tests.simulator.driver import Driver, running


@dataclass
class Loopback:
    """An office, and a phone for everybody in it who is given one."""

    office: Office
    work: Work
    sim: Driver
    bot: Bot
    dispatcher: Dispatcher

    async def phone(self, who: Caller, language: str = "en") -> Caller:
        """Give somebody of the office a phone, in this language."""
        self.office.do(people.choose_language, caller=who, tag=language)
        await self.sim.post("people", name="somebody", id=who.chat_id, language_code=language, started=True)
        return who

    async def does(self, who: Caller, what: str, **body: object) -> list[dict[str, Any]]:
        """Do something on a phone (say, send, edit, tap, open) and let it be handled; the bot's new messages."""
        before = len(await self.seen(who))
        await self.happens(who, what, **body)
        await self.handle()
        return [one for one in (await self.seen(who))[before:] if one["from"] == "bot"]

    async def taps(self, who: Caller, data: str) -> str:
        """Tap a button with this data, whether it is there or not; the message that stands lowest then."""
        if not await self.seen(who):
            await self.sim.sent(who.chat_id, "something to tap on")
        await self.does(who, "tap", data=data, wait=0)
        return str((await self.seen(who))[-1]["text"])

    async def happens(self, who: Caller, what: str, **body: object) -> None:
        """The phone does it; the bot has not heard of it yet."""
        answer = await self.sim.post(f"people/{who.chat_id}/{what}", **body)
        assert answer.status == 200, answer.body

    async def handle(self) -> list[dict[str, Any]]:
        """Handle every update that waits, in its order; gives them."""
        waiting = await self.sim.updates()
        for update in waiting:
            await self.dispatcher.feed_raw_update(self.bot, update)
            await self.sim.api("getUpdates", offset=update["update_id"] + 1)
        return waiting

    async def seen(self, who: Caller) -> list[dict[str, Any]]:
        """Everything in the chat of this person, as they see it."""
        return await self.sim.messages(who.chat_id)

    async def methods(self) -> list[str]:
        """The methods that the bot called, without those that fetch updates."""
        calls = (await self.sim.get("calls")).body
        return [call["method"] for call in calls if call["method"] != "getUpdates"]


@asynccontextmanager
async def looped(office: Office) -> AsyncIterator[Loopback]:
    """A dispatcher for this office, as long as the block lasts."""
    work = Work(
        office.engine, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now
    )
    async with running() as sim, aiogram_bot(sim.url) as bot:
        try:
            yield Loopback(office, work, sim, bot, make_dispatcher(work, in_reply=False))
        finally:
            work.close()


async def guest_with_phone(loop: Loopback, case: Case) -> tuple[Caller, str]:
    """Somebody who cannot come, and the coordinator; both with a phone."""
    guest, ref = absent(loop.office, case)
    await loop.phone(case.coordinator)
    await loop.phone(guest)
    return guest, ref
