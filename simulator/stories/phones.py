"""Phones that a story, or the start of a demo, holds: say, tap, open, and wait for what appears."""

import asyncio
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

TICK = "✓"
_RECEIPT = re.compile(r"K-[2-9A-Z]{4}-[2-9A-Z]{4}")
_LOOK_EVERY_SECONDS, _LISTEN_EVERY_SECONDS = 0.02, 0.05
_QUIET_SECONDS = 0.6
PATIENCE_SECONDS = 30.0
"""How long a story waits for something to appear, in real time."""


class StoryError(Exception):
    """The story did not go as it should; the message says what was awaited and what the phone shows."""


@dataclass(slots=True)
class Phones:
    """The simulator, seen from a story."""

    address: str
    http: ClientSession
    transcript: list[dict[str, Any]] = field(default_factory=list)
    tapped: dict[tuple[int, str], int] = field(default_factory=dict)
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    everyone: list["Phone"] = field(default_factory=list)

    async def add(self, name: str, language: str) -> "Phone":
        """A new person with a phone in this language."""
        made = await self.call("POST", "/sim/people", {"name": name, "language_code": language})
        phone = Phone(self, int(made["id"]), name)
        self.everyone.append(phone)
        return phone

    def tell(self, phone: "Phone", messages: list[dict[str, Any]]) -> None:
        """Put into the transcript what the bot has said or changed on this phone since the last look."""
        for message in messages:
            text, place = message.get("text") or "", (phone.id, message["message_id"])
            if message["from"] == "bot" and self.told.get(place) != text:
                self.told[place] = text
                buttons = [button["text"] for row in message.get("buttons") or [] for button in row]
                self.transcript.append({"to": phone.name, "bot": text, "buttons": buttons})

    async def look_at_all(self) -> None:
        """Look at every phone once more, so that the transcript holds the end of the story too."""
        await self.settle()
        for phone in self.everyone:
            await phone.messages()

    async def advance(self, duration: str) -> None:
        """Move the clock, as in `P28D`, once everything that was said has arrived."""
        await self.settle()
        self.transcript.append({"clock": duration})
        await self.call("POST", "/sim/clock", {"advance": duration})

    async def settle(self, quiet: float = _QUIET_SECONDS) -> None:
        """Wait until the bot has had nothing to say for a moment."""
        newest, quiet_since = None, time.monotonic()
        while time.monotonic() - quiet_since < quiet:
            calls = [call for call in await self.call("GET", "/sim/calls") if call["method"] != "getUpdates"]
            if calls and calls[-1] != newest:
                newest, quiet_since = calls[-1], time.monotonic()
            await asyncio.sleep(_LISTEN_EVERY_SECONDS)

    async def together(self, *taps: Awaitable[object]) -> None:
        """Do several things in the same moment."""
        await asyncio.gather(*taps)

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        """One call to the simulator.

        Raises:
            StoryError: it refused.
        """
        async with self.http.request(method, self.address + path, json=body) as response:
            answer = await response.json()
            if response.status >= 400:  # noqa: PLR2004 - HTTP's own border
                raise StoryError(f"{method} {path}: {answer}")
            return answer


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone."""

    phones: Phones
    id: int
    name: str

    async def say(self, text: str) -> None:
        """Type a message."""
        seen = await self._newest()
        self._note("says", text)
        await self._post("say", text=text)
        await self._until_answered(seen)

    async def open(self, link: str) -> None:
        """Open a deep link."""
        seen = await self._newest()
        self._note("opens", "a link")
        await self._post("open", link=link)
        await self._until_answered(seen)

    async def tap(self, pattern: str) -> dict[str, Any]:
        """Tap the newest button whose data matches the whole pattern; wait for it to appear first."""
        button = await self.wait_for_button(pattern)
        self._note("taps", button["text"])
        verb, _, rest = button["data"].partition(":")
        if verb in {"f", "fb", "fe", "fs"}:
            form, revision = rest.split(":")[:2]
            self.phones.tapped[self.id, form] = int(revision)
        return await self._post("tap", button=button["data"], message_id=button["message_id"])

    async def tap_once(self, pattern: str, *, marked: bool) -> None:
        """Tap the first matching button of the newest message whose label does (not) carry a tick; wait for the change."""
        button = await self._unticked(pattern, marked=marked)
        self._note("taps", button["text"])
        await self._post("tap", button=button["data"], message_id=button["message_id"])
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            labels = {found["data"]: found["text"] for found in await self.buttons()}
            if labels.get(button["data"]) != button["text"]:
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: {button['text']} did not change")

    async def tap_old(self, pattern: str) -> None:
        """Tap a matching button in an old message; the answer may be a refusal."""
        compiled = re.compile(pattern)
        seen = len(await self.messages())
        for button in await self.buttons():
            if compiled.fullmatch(button["data"]):
                self._note("taps an old button", button["text"])
                await self._post("tap", button=button["data"], message_id=button["message_id"])
                return
        self._note("finds", f"no old button among {seen} messages")

    async def answer(self, form: str, **answers: str) -> None:
        """Tap the answer of each question, in this order."""
        for field_name, value in answers.items():
            await self.tap(rf"f:{form}:\d+:{field_name}:{re.escape(value)}")

    async def type_into(self, form: str, text: str) -> None:
        """Type the answer to a question, once the question after the last tap is on the screen."""
        await self.wait_for_question(form)
        await self.say(text)

    def forget_form(self, form: str) -> None:
        """The form is filled in once more: what was tapped in it the last time says nothing about what is new."""
        self.phones.tapped.pop((self.id, form), None)

    async def wait_for_question(self, form: str) -> None:
        """Wait until the screen is newer than the button that was tapped last in this form."""
        end = time.monotonic() + PATIENCE_SECONDS
        tapped = self.phones.tapped.get((self.id, form), 0)
        while time.monotonic() < end:
            found = [re.fullmatch(rf"fb:{form}:(\d+)", button["data"]) for button in await self.buttons()]
            if any(int(match[1]) > tapped for match in found if match):
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no next question in {form}")

    async def receipt(self) -> str:
        """The receipt on the newest screen that has one, as soon as there is one.

        Raises:
            StoryError: there is none.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            texts = [message.get("text") or "" for message in reversed(await self.messages())]
            if found := next(filter(None, map(_RECEIPT.search, texts)), None):
                return found.group()
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no receipt")

    async def wait_until_gone(self, pattern: str) -> None:
        """Wait until no button matches any more.

        Raises:
            StoryError: one is still there.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if not await self.has_button(pattern):
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: {pattern} is still there")

    async def has_button(self, pattern: str) -> bool:
        """Whether any message has such a button."""
        return any(re.fullmatch(pattern, button["data"]) for button in await self.buttons())

    async def has_button_in_newest(self, pattern: str) -> bool:
        """Whether the newest message has such a button."""
        newest = max(message["message_id"] for message in await self.messages())
        found = [button for button in await self.buttons() if button["message_id"] == newest]
        return any(re.fullmatch(pattern, button["data"]) for button in found)

    async def sees(self, text: str) -> bool:
        """Whether the newest message holds the text."""
        return text in (await self.messages())[-1].get("text", "")

    async def block(self) -> None:
        """Block the bot: nothing of it arrives any more."""
        self._note("blocks", "the bot")
        await self._post("block")

    async def unblock(self) -> None:
        """Let the bot write again."""
        self._note("unblocks", "the bot")
        await self._post("unblock")

    async def count(self) -> int:
        """How many messages the bot has sent."""
        return sum(message["from"] == "bot" for message in await self.messages())

    async def wait_for_message(self, *, after: int) -> None:
        """Wait until the bot has sent more than so many messages.

        Raises:
            StoryError: it has not.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if await self.count() > after:
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no new message")

    async def wait_for_button(self, pattern: str) -> dict[str, Any]:
        """The newest button whose data matches the whole pattern, as soon as it is there.

        Raises:
            StoryError: it did not appear.
        """
        compiled = re.compile(pattern)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for button in await self.buttons():
                if compiled.fullmatch(button["data"]) and self._is_fresh(button["data"]):
                    return button
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        shown = [button["data"] for button in await self.buttons()]
        raise StoryError(f"{self.name}: no button {pattern} among {shown}")

    async def buttons(self) -> list[dict[str, Any]]:
        """Every button with data on the screen, those of the newest message first."""
        return [
            {**button, "message_id": message["message_id"]}
            for message in reversed(await self.messages())
            for row in message.get("buttons") or []
            for button in row
            if button.get("data")
        ]

    async def messages(self) -> list[dict[str, Any]]:
        """The chat, oldest first."""
        chat = await self.phones.call("GET", f"/sim/people/{self.id}/chat?peek=1")
        messages: list[dict[str, Any]] = chat["messages"]
        self.phones.tell(self, messages)
        return messages

    def _is_fresh(self, data: str) -> bool:
        """Whether a question's button was drawn after the last tap in its form; the screen may still be changing."""
        found = re.match(r"f[bes]?:(\w+):(\d+)", data)
        return found is None or int(found[2]) > self.phones.tapped.get((self.id, found[1]), 0)

    async def _unticked(self, pattern: str, *, marked: bool) -> dict[str, Any]:
        await self.wait_for_button(pattern)
        for button in await self.buttons():
            if re.fullmatch(pattern, button["data"]) and (TICK in button["text"]) is marked:
                return button
        raise StoryError(f"{self.name}: every {pattern} is ticked")

    def _note(self, does: str, what: str) -> None:
        self.phones.transcript.append({"who": self.name, does: what})

    async def _newest(self) -> int:
        sent = [message["message_id"] for message in await self.messages() if message["from"] == "bot"]
        return max(sent, default=0)

    async def _until_answered(self, seen: int) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if await self._newest() > seen:
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no answer")

    async def _post(self, what: str, **body: object) -> dict[str, Any]:
        answer: dict[str, Any] = await self.phones.call("POST", f"/sim/people/{self.id}/{what}", body)
        return answer
