"""Phones that a story, or the start of a demo, holds: say, tap, open, and wait for what appears."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

_LOOK_EVERY_SECONDS = 0.02
PATIENCE_SECONDS = 15.0
"""How long a story waits for something to appear, in real time."""


class StoryError(Exception):
    """The story did not go as it should; the message says what was awaited and what the phone shows."""


@dataclass(slots=True)
class Phones:
    """The simulator, seen from a story."""

    address: str
    http: ClientSession
    transcript: list[dict[str, Any]] = field(default_factory=list)

    async def add(self, name: str, language: str) -> "Phone":
        """A new person with a phone in this language."""
        made = await self.call("POST", "/sim/people", {"name": name, "language_code": language})
        return Phone(self, int(made["id"]), name)

    async def advance(self, duration: str) -> None:
        """Move the clock, as in `P28D`."""
        self.transcript.append({"clock": duration})
        await self.call("POST", "/sim/clock", {"advance": duration})

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
        await self.phones.call("POST", f"/sim/people/{self.id}/say", {"text": text})
        await self._until_answered(seen)

    async def open(self, link: str) -> None:
        """Open a deep link."""
        seen = await self._newest()
        self._note("opens", "a link")
        await self.phones.call("POST", f"/sim/people/{self.id}/open", {"link": link})
        await self._until_answered(seen)

    async def tap(self, pattern: str) -> dict[str, Any]:
        """Tap the newest button whose data matches the whole pattern; wait for it to appear first."""
        button = await self.wait_for_button(pattern)
        self._note("taps", button["text"])
        answer: dict[str, Any] = await self.phones.call(
            "POST",
            f"/sim/people/{self.id}/tap",
            {"button": button["data"], "message_id": button["message_id"]},
        )
        return answer

    async def wait_for_button(self, pattern: str) -> dict[str, Any]:
        """The newest button whose data matches the whole pattern, as soon as it is there.

        Raises:
            StoryError: it did not appear.
        """
        compiled = re.compile(pattern)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for button in await self.buttons():
                if compiled.fullmatch(button["data"]):
                    return button
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no button {pattern} among {[b['data'] for b in await self.buttons()]}")

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
        return messages

    def _note(self, does: str, what: str) -> None:
        self.phones.transcript.append({"who": self.name, does: what})

    async def _newest(self) -> int:
        return max((message["message_id"] for message in await self.messages() if message["from"] == "bot"), default=0)

    async def _until_answered(self, seen: int) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if await self._newest() > seen:
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise StoryError(f"{self.name}: no answer")
