"""The whole service on a loopback Telegram, and hands to play on it: what a person does and what they then see."""

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

import kring
from bot.texts.translating import speaking
from casework import forms
from kring.playground import Playground, playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from simulator.stories.phones import Phone, Phones
from storage.arrivals import Caller

REGION = "overijssel"
FAST = Limits(per_chat_per_second=1000, per_chat_burst=5000, overall_per_second=5000, overall_burst=5000)
PATIENCE_SECONDS = 10.0
LOCALES = ("nl", "en", "ar")


@dataclass(frozen=True, slots=True)
class Stage:
    """A running service, and the phones before it."""

    ground: Playground
    phones: Phones

    async def person(self, language: str = "nl", name: str = "requester") -> Phone:
        """Somebody with a phone, who has not said anything yet."""
        return await self.phones.add(name, language)

    async def asking(self, language: str = "nl", *, at: str = "who") -> Phone:
        """Somebody in the middle of a request: at the second question, or a later one."""
        phone = await self.person(language)
        await phone.say("/start")
        await phone.tap("rq")
        await phone.tap("ok")
        await phone.answer("request", language="ar")
        await phone.wait_for_button(r"f:request:\d+:who:main_person")
        if at in {"name", "place"}:
            await phone.answer("request", who="main_person")
            await phone.wait_for_question("request")
        if at == "place":
            await phone.say("A name")
        return phone

    def cast(self, language: str = "nl") -> Cast:
        """The people of a story, in this language."""
        return Cast(self.phones, language, self.ground)

    async def caller(self, phone: Phone) -> Caller:
        """The row of a person."""
        return await self.ground.work.meet(phone.id, None)

    async def draft(self, phone: Phone) -> forms.Page | None:
        """What the service holds of a half-filled questionnaire."""
        return await self.ground.work.do(forms.resume, caller=await self.caller(phone))

    async def post(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """Post under `/sim/`."""
        return await self.phones.call("POST", f"/sim/{path}", body)

    async def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Get from `/sim/`."""
        return await self.phones.call("GET", f"/sim/{path}")

    async def does(self, phone: Phone, what: str, **body: object) -> str:
        """Do something on a phone (say, send, edit, open) and read the new message that answers it."""
        before = await newest(phone)
        await self.post(f"people/{phone.id}/{what}", **body)
        return await next_text(phone, before)

    async def presses(self, phone: Phone, data: str) -> str:
        """Tap a button with this data, whether it is on the screen or not, and read the screen that follows."""
        tapped = await self.post(f"people/{phone.id}/tap", data=data)
        assert tapped["answer"] is not None, f"{data!r}: the progress bar stays"
        return await shown(phone)

    async def calls(self) -> list[dict[str, Any]]:
        """What went over the wire."""
        found: list[dict[str, Any]] = await self.get("calls")
        return found

    async def last_update(self, phone: Phone) -> int:
        """The id of the newest update that this person caused."""
        found = [update["update_id"] for update in await self.get("updates") if update["chat"] == phone.id]
        return int(found[-1])


@asynccontextmanager
async def staged(
    database: Path,
    *,
    webhook: bool = False,
    limits: Limits = FAST,
    template: Path | None = None,
    most: int = 100_000,
) -> AsyncIterator[Stage]:
    """A service on this file, which starts as a copy of `template` where one is given.

    `most` is how often anything may be done: as much in one moment as the tests of buttons need.
    """
    if template is not None:
        shutil.copyfile(template, database)
    async with (
        playing(
            f"sqlite:///{database}",
            limits=limits,
            webhook=webhook,
            policy=_policy(database.parent, most),
        ) as ground,
        ClientSession() as http,
    ):
        yield Stage(ground, Phones(ground.address, http))


def _policy(folder: Path, most: int) -> Path:
    usual = Path(kring.__file__).with_name("policy.toml").read_text(encoding="utf-8")
    file = folder / "policy.toml"
    file.write_text(
        re.sub(r"(?m)^(\w+_(?:at_once|a_minute|an_hour|a_day)) = \d+$", rf"\g<1> = {most}", usual)
    )
    return file


async def to_the_summary(phone: Phone, name: str) -> str:
    """Answer every question with the shortest answer; gives the summary."""
    await phone.say("/start")
    await phone.tap("rq")
    await phone.tap("ok")
    await phone.answer("request", language="ar", who="main_person")
    await phone.type_into("request", name)
    await phone.type_into("request", "8011")
    await phone.answer("request", channel="here", hours="any", variant="family", deadline="-")
    await phone.answer("request", wishes="no")
    await phone.tap(r"f:request:\d+:access:\.")
    button = await phone.wait_for_button(r"fs:request:\d+")
    return next(
        str(one["text"]) for one in await phone.messages() if one["message_id"] == button["message_id"]
    )


async def newest(phone: Phone) -> int:
    """The id of the bot's newest message; 0 where there is none."""
    return max((one["message_id"] for one in await phone.messages() if one["from"] == "bot"), default=0)


async def shown(phone: Phone) -> str:
    """The text of the message that was written or changed by the bot and stands lowest."""
    texts = [str(one.get("text", "")) for one in await phone.messages() if one["from"] == "bot"]
    return texts[-1] if texts else ""


async def next_text(phone: Phone, before: int) -> str:
    """The text of the bot's next message after the one with this id."""
    await until(lambda: newest(phone), lambda found: found > before, f"{phone.name} got no answer")
    return await shown(phone)


async def until(look: Callable[[], Any], good: Callable[[Any], bool], otherwise: str) -> Any:  # noqa: ANN401
    """What `look` gives as soon as it is good."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = await look()
        if good(found):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(otherwise)


def said(sentence: Callable[[], str], locale: str) -> str:
    """A sentence as a person reads it in this language."""
    with speaking(locale):
        return unescape(sentence())
