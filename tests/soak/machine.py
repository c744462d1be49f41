"""Anybody doing anything, for as long as one likes: a random walk over the whole service, the same for the same seed.

People of every role press what stands on their screens and what somebody forged, type words into whatever is open, open
links twice, and the clock jumps. After every step: no error, nothing on a screen that is not its reader's to see
(`whoknows`), and rows as they should be (`lifecycles`).
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from sqlalchemy import Engine

from bot.dispatching import make_dispatcher
from bot.routes import BUTTONS, COMMANDS
from bot.work import Work
from casework import clock, outbox
from domain.policy import Policy
from kring.playground import TOKEN
from scheduler import delivery
from scheduler.rendering import render
from storage import references
from tests.bot.wire import said, tapped
from tests.office import AMSTERDAM, REGIONS, Office
from tests.soak.chats import Chats, Shown, Telegram
from tests.soak.lifecycles import Faults, LifeCycles
from tests.soak.settling import Seeded, Town, settled
from tests.soak.whoknows import WhoKnows

_RULES = {"press": 62, "type": 18, "forge": 8, "open": 3, "command": 4, "odd": 2, "clock": 3}
_JUMPS = ("minutes=3", "minutes=3", "hours=1", "hours=9", "days=1", "days=3", "days=8", "days=15")
_ANSWERS = (
    "8011",
    "0612345678",
    "16:00",
    "Arabic",
    "Hardenberg",
    "1980",
    "7",
    "24-12",
    "no",
    "ja",
    "-",
    "<b>x</b>",
    "%s {0}",
)
_JUNK = (
    "",
    "0",
    "1",
    "y",
    "n",
    "d",
    "-1",
    "²",
    "x" * 40,
    "ar",
    "all",
    "other",
    "yes",
    "24",
    "token",
    "~0",
    "\x00",
    ".",
)
_LANGUAGES = ("en", "nl", "ar", "tr")
_HOME = {"h", "hu", "fx"}
_GOES_ON = 0.8
"""So often somebody goes on with what they do; without that no form would ever be sent."""
_ROWS_EVERY, _SCAN_EVERY, _COURIER_EVERY = 5, 250, 8


class BrokenError(AssertionError):
    """Something that always holds did not; says the seed, the step, and what was done last."""


@dataclass(slots=True)
class Walk:
    """One world and everybody in it."""

    seed: int
    office: Office
    dispatcher: Dispatcher
    bot: Bot
    chats: Chats
    knows: WhoKnows
    faults: Faults
    town: Town
    dice: random.Random
    rows: LifeCycles
    turn: int = 0
    steps: int = 0
    jumped: bool = False
    _update: int = 0
    did: list[str] = field(default_factory=list)

    async def go(self, steps: int) -> None:
        """So many steps.

        Raises:
            BrokenError: something that always holds did not.
        """
        for _ in range(steps):
            self.steps += 1
            (rule,) = self.dice.choices([*_RULES], weights=[*_RULES.values()])
            if self.dice.random() > _GOES_ON:
                self.turn = self.dice.choice(self.town.everybody)
            await getattr(self, f"_{rule}")(self.turn)
            if self.steps % _COURIER_EVERY == 0:
                self._bring_letters()
            self._check()

    def finish(self) -> None:
        """What is looked at rarely, once more at the end."""
        self._blame(self.rows.audit() + self.rows.in_the_open())

    async def _press(self, who: int) -> None:
        """A button that stands on one of their newest messages; the lowest the likeliest."""
        there = [one for one in self.chats.shown[who][-6:] if one.buttons]
        if not there:
            await self._say(who, "/start")
            return
        message = there[-1] if self.dice.random() < 0.7 else self.dice.choice(there)
        onward = [data for data in message.buttons if data.partition(":")[0] not in _HOME] or message.buttons
        await self._tap(
            who, self.dice.choice(onward if self.dice.random() < _GOES_ON else message.buttons), message
        )

    async def _forge(self, who: int) -> None:
        """A button of somebody else, or one that nobody was ever shown."""
        verb = self.dice.choice(sorted(BUTTONS))
        known = list(self.chats.parts) or [""]
        parts = [
            self.dice.choice(known) if self.dice.random() < 0.75 else self.dice.choice(_JUNK)
            for _ in range(self.dice.randrange(5))
        ]
        if self.dice.random() < 0.4:
            screens = self.chats.shown[self.dice.choice(self.town.everybody)]
            verb, *parts = (
                self.dice.choice([data for one in screens for data in one.buttons] or ["h"])
            ).split(":")
        data = ":".join([verb, *parts]).encode()[:64].decode(errors="ignore")
        await self._tap(who, data, None)

    async def _type(self, who: int) -> None:
        """A word of one's own for whatever question stands open, or something that fits some question."""
        words = self.knows.typed(who) if self.dice.random() < 0.65 else self.dice.choice(_ANSWERS)
        await self._say(who, words)

    async def _open(self, who: int) -> None:
        """A link that somebody was shown, once or twice."""
        secret = self.dice.choice(self.chats.links or ["nothing"])
        for _ in range(self.dice.randrange(1, 3)):
            await self._say(who, f"/start {secret}")

    async def _command(self, who: int) -> None:
        await self._say(who, "/" + self.dice.choice([*sorted(COMMANDS), "start", "unheard"]))

    async def _odd(self, who: int) -> None:
        """What is no words: a photo, a place, a message that was changed."""
        more: dict[str, Any] = self.dice.choice(
            [
                {"location": {"latitude": 52.5, "longitude": 6.6}},
                {"sticker": {}},
                {"caption": "look"},
                {"voice": {"file_id": "AwAC", "file_unique_id": "u", "duration": 3}},
            ]
        )
        if "sticker" in more:
            made = said(self._next(), "changed", person=who)
            made["edited_message"] = made.pop("message") | {"edit_date": 1_700_000_001}
        else:
            made = said(self._next(), None, person=who, **more)
        await self._feed(who, made, f"{who} sends {more}")

    async def _clock(self, who: int) -> None:
        """Later; and everything that is due then."""
        del who
        unit, _, much = self.dice.choice(_JUMPS).partition("=")
        self.did.append(f"{unit} {much} later")
        self.office.advance(**{unit: float(much)})
        for _ in range(3):
            self.office.do(clock.sweep)
        self.office.do(clock.tidy)
        self.jumped = True
        self._bring_letters()

    async def _tap(self, who: int, data: str, message: Shown | None) -> None:
        ours = {
            "message_id": 1,
            "date": 1_700_000_000,
            "chat": {"id": who, "type": "private"},
            "text": "ours",
        }
        if message is not None:
            ours |= {"message_id": message.number, "has_protected_content": message.protected}
        await self._feed(who, tapped(self._next(), data, person=who, message=ours), f"{who} presses {data}")

    async def _say(self, who: int, words: str) -> None:
        await self._feed(who, said(self._next(), words, person=who), f"{who} says {words}")

    async def _feed(self, who: int, made: dict[str, Any], did: str) -> None:
        self.did.append(did)
        for kind in ("callback_query", "message", "edited_message"):
            if kind in made:
                made[kind]["from"]["language_code"] = _LANGUAGES[who % len(_LANGUAGES)]
        before = self.chats.answered
        try:
            await self.dispatcher.feed_update(self.bot, Update.model_validate(made))
        except Exception as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error
        if self.chats.answered == before:
            raise self._broken("nobody answered")

    def _bring_letters(self) -> None:
        """What waits in the outbox arrives, as the courier would bring it."""
        for _ in range(50):
            draw = self.office.do(delivery.pick_up, holder="walk", limit=32, but=())
            if not draw.envelopes:
                return
            for envelope in draw.envelopes:
                parcel = self.office.do(delivery.prepare, holder="walk", envelope=envelope, render=render)
                if parcel is None:
                    continue
                chat = envelope.person.chat_id
                number = self.chats.letter(chat, parcel.screen, envelope.replaces_message_id)
                self._blame([f"letter {envelope.kind}: {one}" for one in self.knows.wrong])
                self.office.do(outbox.sent, letter_id=envelope.letter_id, message_id=number)

    def _check(self) -> None:
        wrong = [*self.faults.said, *self.knows.wrong]
        if self.steps % _ROWS_EVERY == 0 or self.jumped:
            wrong += self.rows.look(clock=self.jumped)
            self.jumped = False
        if self.steps % _SCAN_EVERY == 0:
            wrong += self.rows.in_the_open() + self.rows.audit()
        self._blame(wrong)

    def _blame(self, wrong: list[str]) -> None:
        if wrong:
            raise self._broken("\n".join(wrong))

    def _broken(self, why: str) -> BrokenError:
        last = "\n".join(self.did[-12:])
        return BrokenError(f"seed {self.seed}, step {self.steps}: {why}\nlast:\n{last}")

    def _next(self) -> int:
        self._update += 1
        return self._update


@asynccontextmanager
async def walking(engine: Engine, seed: int) -> AsyncIterator[Walk]:
    """A world made for this seed, on an empty database."""
    office = Office(engine)
    knows, faults = WhoKnows(office), Faults()
    chats, dice = Chats(knows.hears), random.Random(seed)
    work = Work(engine, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now)
    bot, dispatcher = Bot(TOKEN, session=Telegram(chats)), make_dispatcher(work, in_reply=False)
    with pytest.MonkeyPatch.context() as patch:
        # The same references for the same seed: who is asked first, and what somebody forges, depends on them.
        patch.setattr(references, "secrets", Seeded(seed))
        town = settled(office, knows)
        walk = Walk(seed, office, dispatcher, bot, chats, knows, faults, town, dice, LifeCycles(office))
        walk.turn = town.everybody[0]
        walk.rows.look(clock=True)
        logging.getLogger().addHandler(faults)
        try:
            yield walk
        finally:
            logging.getLogger().removeHandler(faults)
            work.close()


def walked(engine: Engine, seed: int, steps: int) -> Walk:
    """So many steps from this seed; every fault is raised.

    Raises:
        BrokenError: something that always holds did not.
    """

    async def go() -> Walk:
        async with walking(engine, seed) as walk:
            await walk.go(steps)
            walk.finish()
            return walk

    return asyncio.run(go())
