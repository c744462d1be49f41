"""A loopback Telegram in a thread of its own, for commands and processes that bring their own event loop."""

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from kring.playground import TOKEN, USERNAME
from simulator.limits import Limits
from simulator.server import Simulator

PATIENCE_SECONDS = 30.0
_FAST = Limits(per_chat_per_second=1000, per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)


@dataclass(frozen=True, slots=True)
class Telegram:
    """Where it listens, and its `/sim/` interface."""

    address: str

    def post(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """Post under `/sim/`."""
        return self._call("POST", path, json.dumps(body).encode())

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Get from `/sim/`."""
        return self._call("GET", path)

    def end_faults(self) -> None:
        """Let everything work again."""
        self._call("DELETE", "faults")

    def person(self, language: str = "nl") -> "Person":
        """Somebody with a phone."""
        made = self.post("people", name="requester", language_code=language)
        return Person(self, int(made["id"]))

    def _call(self, method: str, path: str, body: bytes | None = None) -> Any:  # noqa: ANN401 - JSON
        asked = HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE_SECONDS)
        try:
            asked.request(method, f"/sim/{path}", body, {"Content-Type": "application/json"})
            answer = asked.getresponse()
            assert answer.status < 400, answer.read()
            return json.load(answer)
        finally:
            asked.close()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone's phone."""

    telegram: Telegram
    id: int

    def messages(self) -> list[dict[str, Any]]:
        """What the bot wrote, oldest first."""
        chat = self.telegram.get(f"people/{self.id}/chat?peek=1")
        return [one for one in chat["messages"] if one["from"] == "bot"]

    def buttons(self) -> list[str]:
        """The data of every button of the newest message."""
        found = self.messages()
        rows = found[-1].get("buttons") or [] if found else []
        return [button["data"] for row in rows for button in row]

    def say(self, text: str) -> str:
        """Type something; the answer."""
        before = len(self.messages())
        self.telegram.post(f"people/{self.id}/say", text=text)
        until(lambda: len(self.messages()) > before, f"no answer to {text}")
        return str(self.messages()[-1]["text"])

    def tap(self, data: str) -> str:
        """Tap the newest button whose data starts as the pattern does, once it is there; the screen that follows."""
        until(lambda: any(re.match(data, found) for found in self.buttons()), f"no button {data}")
        whole = next(found for found in self.buttons() if re.match(data, found))
        tapped = self.telegram.post(f"people/{self.id}/tap", button=whole)
        assert tapped["answer"] is not None, f"{data}: no answer"
        return str(self.messages()[-1]["text"])


def until(good: Callable[[], bool], otherwise: str) -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if good():
            return
        time.sleep(0.02)
    raise AssertionError(otherwise)


@contextmanager
def loopback() -> Iterator[Telegram]:
    """A loopback Telegram, for as long as the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="telegram")
    thread.start()
    simulator = Simulator(TOKEN, username=USERNAME, limits=_FAST)

    async def started() -> str:
        return await simulator.start()

    try:
        yield Telegram(asyncio.run_coroutine_threadsafe(started(), loop).result(PATIENCE_SECONDS))
    finally:
        asyncio.run_coroutine_threadsafe(simulator.stop(), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
