"""Updates brought to a bot's own server: in order per chat, and again until it takes them."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from simulator.params import Params, read_response
from simulator.shapes import Json
from simulator.updates import Update, Updates

log = logging.getLogger(__name__)

FIRST_WAIT = 0.25
LONGEST_WAIT = 60.0
TIMEOUT = 60.0
_OK = range(200, 300)

Execute = Callable[[str, Params], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a bot wants its updates, and how."""

    url: str
    secret: str
    max_connections: int


class Webhook:
    """Brings the updates of one bot; one at a time for each chat, at most so many at once overall.

    An answer outside 2xx, or none, is tried again after a wait that doubles from a quarter of a second to a
    minute, until the update is 24 hours old. An answer whose body names a `method` has it carried out.
    """

    def __init__(
        self, address: Address, updates: Updates, execute: Execute, now: Callable[[], datetime]
    ) -> None:
        self.address = address
        self.last_error_at: int | None = None
        self.last_error = ""
        self._updates = updates
        self._execute = execute
        self._now = now
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(address.max_connections)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))

    def start(self) -> None:
        """Begin with what waits already, and go on with what arrives."""
        self._updates.on_arrival = self.take
        for update in self._updates.waiting():
            self.take(update)

    def take(self, update: Update) -> None:
        """Bring this update after those of the same chat."""
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Bring nothing more; what was not taken waits in the queue."""
        self._updates.on_arrival = None
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    async def _run(self, number: int) -> None:
        lane = self._lanes[number]
        while lane:
            await self._bring(lane[0])
            self._updates.done(lane.popleft())
        del self._lanes[number]

    async def _bring(self, update: Update) -> None:
        wait = FIRST_WAIT
        while not self._updates.expired(update):
            async with self._slots:
                if await self._try(update):
                    return
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _try(self, update: Update) -> bool:
        headers = {}
        if self.address.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.address.secret
        try:
            async with self._session.post(
                self.address.url, json=update.to_api(), headers=headers, allow_redirects=False
            ) as response:
                if response.status not in _OK:
                    self._fail(f"Wrong response from the webhook: {response.status} {response.reason}")
                    return False
                params = await read_response(response)
        except TimeoutError:
            self._fail("Read timeout expired")
            return False
        except (aiohttp.ClientError, OSError):
            self._fail("Connection refused")
            return False
        await self._reply(params)
        return True

    async def _reply(self, params: Params | None) -> None:
        method = params.text("method") if params is not None else None
        if method and params is not None:
            with contextlib.suppress(Exception):
                await self._execute(method, params)

    def _fail(self, reason: str) -> None:
        self.last_error_at = int(self._now().timestamp())
        self.last_error = reason
        log.info("webhook not taken", extra={"reason": reason})

    def describe(self, info: Json) -> None:
        """Add this webhook to a WebhookInfo."""
        info["url"] = self.address.url
        info["max_connections"] = self.address.max_connections
        info["ip_address"] = "127.0.0.1"
        if self.last_error_at is not None:
            info["last_error_date"] = self.last_error_at
            info["last_error_message"] = self.last_error
