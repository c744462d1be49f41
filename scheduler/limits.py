"""The pace of `scheduler.pace`, kept for python-telegram-bot: smooth, fair, in order for each chat.

The library's own `AIORateLimiter` lets twice its figure through in the first window, knows no limit per person, and
reopens its gate while a wait is running (design.md 4.5).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter, ExtBot

from scheduler.pace import Figures, Pace

Answer = bool | dict[str, Any] | list[dict[str, Any]]

MaySpeak = Callable[[], bool]
"""Asked when the turn of a request has come: whether it is still to be made."""

Line = ExtBot[MaySpeak]
"""The bot as the courier has it: every message may bring its own `MaySpeak`."""


class WithheldError(TelegramError):
    """The turn of the request came too late: someone else makes it by now."""

    def __init__(self) -> None:
        super().__init__("withheld")


class SmoothLimiter(BaseRateLimiter[MaySpeak]):
    """Lets one request at a time through to each chat, and one a slot to all chats together.

    A `RetryAfter` is remembered, so that nothing else runs into it, and raised again: whoever sends writes the wait
    down, where it outlives this process.
    """

    def __init__(self, figures: Figures | None = None) -> None:
        self._pace = Pace(figures)
        self._gate = asyncio.Lock()
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: MaySpeak | None,
    ) -> Answer:
        """Make the request when its turn has come; what goes to no chat (`getMe`) goes at once.

        Raises:
            RetryAfter: Telegram asked to wait.
            WithheldError: it is not to be made any more.
        """
        del endpoint
        chat = data.get("chat_id")
        if not isinstance(chat, int):
            return await callback(*args, **kwargs)
        async with self._turn(chat):
            await self._wait(chat)
            if rate_limit_args is not None and not rate_limit_args():
                raise WithheldError
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                now = _now()
                self._pace.refused(chat, now + seconds(error), now)
                raise
            finally:
                self._pace.written(chat, _now())

    @asynccontextmanager
    async def _turn(self, chat: int) -> AsyncIterator[None]:
        """One request at a time to a chat, first come, first served; a chat that nobody waits for is forgotten."""
        lock, waiting = self._turns.get(chat, (asyncio.Lock(), 0))
        self._turns[chat] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns.pop(chat)
            if waiting > 1:
                self._turns[chat] = lock, waiting - 1

    async def _wait(self, chat: int) -> None:
        """Wait for the chat first, without holding up anyone else, and then for a slot.

        A pause may begin during either wait, so that both are looked at again at the end.
        """
        while True:
            await _sleep_until(lambda: self._pace.chat_at(chat))
            async with self._gate:
                await _sleep_until(self._pace.slot_at)
                now = _now()
                if self._pace.chat_at(chat) <= now:
                    self._pace.take_slot(now)
                    return


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _sleep_until(moment: Callable[[], float]) -> None:
    """Sleep until the moment has come; it is asked again after each sleep, as it may have moved."""
    while (wait := moment() - _now()) > 0:  # noqa: ASYNC110 - time passes by itself; nobody could set an event
        await asyncio.sleep(wait)
