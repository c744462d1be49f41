"""Hands for the tests: the simulator's HTTP interface and the raw Bot API in few words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from simulator.clock import Clock
from simulator.limits import Limits
from simulator.server import Simulator

TOKEN = "4242:simulated-token"
OPEN = Limits(
    per_chat_per_second=10_000, per_chat_burst=10_000, overall_per_second=10_000, overall_burst=10_000
)


@dataclass(frozen=True)
class Answer:
    """Status and JSON of one answer."""

    status: int
    body: Any

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        return self.body[name]


@dataclass
class Driver:
    """One running simulator, and a session to it."""

    simulator: Simulator
    url: str
    http: aiohttp.ClientSession

    @property
    def clock(self) -> Clock:
        return self.simulator.clock

    async def post(self, path: str, **body: object) -> Answer:
        """Post JSON under `/sim/`."""
        return await self._call("POST", f"/sim/{path}", body)

    async def get(self, path: str) -> Answer:
        """Get from `/sim/`."""
        return await self._call("GET", f"/sim/{path}", None)

    async def delete(self, path: str) -> Answer:
        """Delete under `/sim/`."""
        return await self._call("DELETE", f"/sim/{path}", None)

    async def api(self, method: str, **params: object) -> Answer:
        """Call the Bot API with JSON."""
        return await self._call("POST", f"/bot{TOKEN}/{method}", params)

    async def person(self, *, started: bool = True, language: str = "nl") -> int:
        """Give someone a phone, and let them press start; what they sent is not left waiting."""
        answer = await self.post("people", name="requester", language_code=language)
        number: int = answer["id"]
        if started:
            await self.post(f"people/{number}/say", text="/start")
            self.simulator.world.bot_named(None).updates.drop_all()
        return number

    async def sent(self, chat: int, text: str = "hello", **more: object) -> Any:  # noqa: ANN401
        """Let the bot send a text, and return the Message."""
        answer = await self.api("sendMessage", chat_id=chat, text=text, **more)
        assert answer.status == 200, answer.body
        return answer["result"]

    async def messages(self, person: int) -> list[dict[str, Any]]:
        """Return what the person sees."""
        found: list[dict[str, Any]] = (await self.get(f"people/{person}/chat"))["messages"]
        return found

    async def updates(self) -> list[dict[str, Any]]:
        """Return what waits for the bot."""
        found: list[dict[str, Any]] = (await self.api("getUpdates"))["result"]
        return found

    async def _call(self, verb: str, path: str, body: object) -> Answer:
        async with self.http.request(verb, f"{self.url}{path}", json=body) as response:
            return Answer(response.status, await response.json())


@asynccontextmanager
async def running(limits: Limits = OPEN) -> AsyncIterator[Driver]:
    """Run a simulator as long as the block lasts."""
    simulator = Simulator(TOKEN, limits=limits)
    url = await simulator.start()
    async with aiohttp.ClientSession() as http:
        try:
            yield Driver(simulator, url, http)
        finally:
            await simulator.stop()


def keyboard(*labels: str) -> dict[str, Any]:
    """Return an inline keyboard with one button a row, whose data is its label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def until(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds, at most five seconds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what changes is on the other side of a socket
            await asyncio.sleep(0.01)
