"""The line to Telegram that letters go out on; only this package uses python-telegram-bot."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.request import HTTPXRequest

from scheduler.failures import Surviving
from scheduler.limits import Line, SmoothLimiter
from scheduler.pace import Figures

log = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org"
ANSWER_SECONDS = 10.0
"""After this long an answer counts as lost, and the letter goes out again later."""

_LINES = 64


@asynccontextmanager
async def connected(
    token: str,
    *,
    api_base: str = TELEGRAM,
    figures: Figures | None = None,
    answer_seconds: float = ANSWER_SECONDS,
) -> AsyncIterator[Line]:
    """A bot that sends at our pace, for as long as the block lasts.

    Telegram being away at the start is no reason not to start: the letters wait in the outbox.
    """
    base = api_base.rstrip("/")
    bot = Line(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(
            _LINES, read_timeout=answer_seconds, write_timeout=answer_seconds, pool_timeout=None
        ),
        rate_limiter=SmoothLimiter(figures),
    )
    with Surviving(log, "Telegram did not say who the bot is"):
        await bot.initialize()
    try:
        yield bot
    finally:
        await bot.shutdown()
