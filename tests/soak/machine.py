"""Anybody doing anything, for as long as one likes: a random walk over the whole service, the same for the same seed.

People of every role press what stands on their screens and what somebody forged, type words into whatever is open, open
links twice, and the clock jumps. Staff go after what six digits protect (`digits`), somebody blocks the bot for a time
(`away`), somebody taps far too fast (`pace`). After every step: no error, nothing on a screen that is not its reader's to
see (`whoknows`), and rows as they should be (`lifecycles`).
"""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.routes import COMMANDS
from casework import clock
from tests.bot.wire import said, tapped
from tests.office import Office
from tests.soak.away import Away, changed
from tests.soak.chats import Chats, Shown
from tests.soak.digits import OUTSIDE, Digits
from tests.soak.junk import ANSWERS, JUMPS, ODD, forged
from tests.soak.lifecycles import Faults, LifeCycles
from tests.soak.pace import Pace
from tests.soak.settling import Town
from tests.soak.whoknows import WhoKnows

_RULES = {"press": 62, "type": 18, "forge": 8, "open": 3, "command": 4, "odd": 2, "clock": 3}
_EVERY = {"flood": 250, "block": 20, "errand": 12}
"""What somebody does at every so many steps, for chance alone would have it too seldom."""
_LANGUAGES = ("en", "nl", "ar", "tr")
_HOME = {"h", "hu", "fx"}
_GOES_ON = 0.8
"""So often somebody goes on with what they do; without that no form would ever be sent."""
_ROWS_EVERY, _SCAN_EVERY, _COURIER_EVERY = 5, 250, 8
_A_STEP, _A_TAP = timedelta(seconds=2), timedelta(milliseconds=100)
"""Between two steps, and between two taps of somebody who taps far too fast."""


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
    digits: Digits
    away: Away
    pace: Pace
    counted: Counter[str]
    turn: int = 0
    until: int = 0
    steps: int = 0
    jumped: bool = False
    _update: int = 0
    did: list[str] = field(default_factory=list)

    async def go(self, steps: int) -> None:
        """So many steps.

        Raises:
            BrokenError: something that always holds did not.
        """
        self.until = self.steps + steps
        while self.steps < self.until:
            self.steps += 1
            self.office.now += _A_STEP
            await getattr(self, f"_{self._rule()}")(self.turn)
            if self.steps % _COURIER_EVERY == 0:
                self._blame(self.away.bring())
            self._check()
        self.counted[OUTSIDE] = self.knows.outside

    def lacks(self, happens: Iterable[str]) -> list[str]:
        """Which of these has not happened yet."""
        return [what for what in happens if not self.counted[what]]

    def _rule(self) -> str:
        """What is done next, and whose turn it is."""
        back = self.away.back(self.steps)
        if back is not None:
            self.turn = back
            return "return"
        (rule,) = self.dice.choices([*_RULES], weights=[*_RULES.values()])
        if self.dice.random() > _GOES_ON:
            self.turn = self.dice.choice(self.town.everybody)
        if self.turn in self.away.until and self.dice.random() < _GOES_ON:
            # What they do is what was on its way when they blocked the bot; else somebody else has the turn.
            self.turn = self.dice.choice(self._there())
        if self.digits.are_asked(self.turn) and self.dice.random() < _GOES_ON:
            return "digits"
        return next((named for named, every in _EVERY.items() if self.steps % every == 0), rule)

    def finish(self) -> None:
        """What is looked at rarely, once more at the end."""
        self._blame(self.rows.audit() + self.rows.in_the_open() + self.digits.look())

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
        screens = self.chats.shown[self.dice.choice(self.town.everybody)]
        others = [data for one in screens for data in one.buttons]
        await self._tap(who, forged(self.dice, list(self.chats.parts), others), None)

    async def _type(self, who: int) -> None:
        """A word of one's own for whatever question stands open, or something that fits some question."""
        words = self.knows.typed(who) if self.dice.random() < 0.65 else self.dice.choice(ANSWERS)
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
        more = self.dice.choice(ODD)
        if "sticker" in more:
            made = said(self._next(), "changed", person=who)
            made["edited_message"] = made.pop("message") | {"edit_date": 1_700_000_001}
        else:
            made = said(self._next(), None, person=who, **more)
        await self._feed(who, made, f"{who} sends {more}")

    async def _clock(self, who: int) -> None:
        """Later; and everything that is due then."""
        del who
        unit, _, much = self.dice.choice(JUMPS).partition("=")
        self.did.append(f"{unit} {much} later")
        self.office.advance(**{unit: float(much)})
        for _ in range(3):
            self.office.do(clock.sweep)
        self.office.do(clock.tidy)
        self.jumped = True
        self._blame(self.away.bring())

    async def _errand(self, who: int) -> None:
        """Somebody of the service goes after what is behind six digits."""
        del who
        self.turn, buttons = self.digits.errand()
        for data in buttons:
            await self._tap(self.turn, data, next(reversed(self.chats.shown[self.turn]), None))
            if self.digits.are_asked(self.turn) and self.dice.random() < _GOES_ON:
                await self._digits(self.turn)

    async def _digits(self, who: int) -> None:
        """The six digits that were asked for; or others."""
        for code in self.digits.typed(who):
            await self._say(who, code)

    async def _block(self, who: int) -> None:
        """Somebody wants to hear nothing for a time; now and then Telegram tells so before a letter finds it out."""
        who = self.away.somebody(self._there(), self.dice)
        self.away.leaves(who, self.steps + self.dice.randrange(40, 160))
        self.did.append(f"{who} blocks the bot")
        if self.dice.random() > _GOES_ON:
            await self._changes(who, is_there=False)

    async def _return(self, who: int) -> None:
        """They are back, and say so; mostly Telegram does too."""
        self.away.returns(who)
        if self.dice.random() < _GOES_ON:
            await self._changes(who, is_there=True)
        await self._say(who, "/start")

    async def _changes(self, who: int, *, is_there: bool) -> None:
        update = changed(self._next(), who, is_there=is_there)
        await self.dispatcher.feed_update(self.bot, Update.model_validate(update))
        self._blame(self.away.told(who, is_there=is_there))

    async def _flood(self, who: int) -> None:
        """The same button, far too often; then what always passes."""
        who = self.turn = self.pace.somebody(self._there(), self.dice)
        for _ in range(min(self.pace.far_too_often(who, self.dice), self.until - self.steps - 1)):
            self.steps += 1
            self.office.now += _A_TAP
            there = [one for one in self.chats.shown[who] if one.buttons]
            await (self._tap(who, there[-1].buttons[0], there[-1]) if there else self._say(who, "hello"))
            self._check()
        await self._say(who, self.dice.choice(("/danger", "/human")))

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
        answered, screens = self.chats.answered, self.chats.screens
        try:
            await self.dispatcher.feed_update(self.bot, Update.model_validate(made))
        except Exception as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error
        is_there, words = who not in self.away.until, did.split(maxsplit=2)[-1]
        self._blame(self.pace.judged(who, words, screens=self.chats.screens - screens, is_there=is_there))
        if self.pace.limiter.went and words != "/stop":
            self._blame(self.away.heard(who))
        awaits = "callback_query" in made or (is_there and self.pace.limiter.went)
        if awaits and self.chats.answered == answered:
            raise self._broken("nobody answered")

    def _check(self) -> None:
        wrong = [*self.faults.said, *self.knows.wrong]
        if self.steps % _ROWS_EVERY == 0 or self.jumped:
            wrong += self.rows.look(clock=self.jumped) + self.digits.look()
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

    def _there(self) -> list[int]:
        """Everybody who has not blocked the bot."""
        return [one for one in self.town.everybody if one not in self.away.until]

    def _next(self) -> int:
        self._update += 1
        return self._update
