"""Whoever ticks looks once a minute at what may be wrong: the outbox, the webhook, and what has not ended."""

import asyncio
import logging

from telegram import WebhookInfo

from casework import incidents, leases
from casework.desk import Desk
from casework.incidents import CLOCK, Hook
from scheduler.failures import Surviving
from scheduler.limits import Line
from scheduler.ports import Do

log = logging.getLogger(__name__)

_SURE_SECONDS = 5.0
"""Looked at twice: a letter that fell due while the machine slept is on its way within seconds."""


class Guard:
    """Opens and closes incidents, while its clock holds the lease."""

    def __init__(self, run: Do, bot: Line, *, sure_seconds: float = _SURE_SECONDS) -> None:
        """Take how to reach the database, and the line on which Telegram is asked about the webhook."""
        self._do = run
        self._bot = bot
        self._sure_seconds = sure_seconds

    async def look(self, holder: str) -> bool:
        """One look, if `holder` has the lease of the clock; whether there was one. A failure is logged, not raised."""
        with Surviving(log, "a look at what may be wrong failed"):
            if not await self._do(_holds, holder=holder):
                return False
            if await self._do(incidents.stuck_letter) is not None:
                await asyncio.sleep(self._sure_seconds)
            await self._do(incidents.look, hook=await self._hook())
            return True
        return False

    async def _hook(self) -> Hook | None:
        """What Telegram says of the webhook; None when it does not say."""
        with Surviving(log, "Telegram did not say how the webhook is"):
            return as_hook(await self._bot.get_webhook_info())
        return None


def as_hook(told: WebhookInfo) -> Hook:
    """What of the library's answer counts."""
    return Hook(told.url, told.pending_update_count, told.last_error_date)


def _holds(desk: Desk, *, holder: str) -> bool:
    return leases.holds(desk, CLOCK, holder)
