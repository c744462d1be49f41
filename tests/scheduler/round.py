"""A courier on its round: a loopback Telegram with people in it, a post office, and the courier between them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.texts.screens import Screen
from casework.desk import Desk
from casework.outbox import Envelope
from domain.people import Role
from scheduler.connection import connected
from scheduler.courier import Courier
from scheduler.limits import Line
from scheduler.pace import Figures
from tests.scheduler.office import Office, say
from tests.simulator.driver import OPEN, TOKEN, Driver, running

QUICK = Figures(per_second=2000, chat_seconds=0.001)
"""No pacing to speak of, for stories about something else."""


@dataclass
class Round:
    """Everything at once, for a test to play with."""

    office: Office
    telegram: Driver
    bot: Line
    courier: Courier

    async def reader(
        self, role: Role = Role.COORDINATOR, *, locale: str = "nl", started: bool = True
    ) -> tuple[int, int]:
        """Someone with a phone; their person id and their chat."""
        chat = await self.telegram.person(started=started)
        return self.office.person(chat, role, locale), chat

    async def texts(self, chat: int) -> list[str]:
        """What the bot's messages on this phone say."""
        return [message["text"] for message in await self.messages(chat)]

    async def messages(self, chat: int) -> list[dict[str, Any]]:
        """The bot's messages on this phone."""
        return [message for message in await self.telegram.messages(chat) if message["from"] == "bot"]

    def trouble(self, kind: str, **more: object) -> None:
        """Order trouble for the next call."""
        self.telegram.simulator.world.faults.order({"kind": kind, **more})

    def another(self, **more: Any) -> Courier:  # noqa: ANN401
        """A second courier on the same outbox."""
        return Courier(self.bot, self.office.do, say, **more)


@asynccontextmanager
async def on_round(
    office: Office,
    *,
    render: Any = say,  # noqa: ANN401
    figures: Figures = QUICK,
    limits: Any = OPEN,  # noqa: ANN401
    answer_seconds: float = 0.3,
) -> AsyncIterator[Round]:
    """A round that lasts as long as the block. An answer of Telegram is waited for so many seconds."""
    async with (
        running(limits) as telegram,
        connected(TOKEN, api_base=telegram.url, figures=figures, answer_seconds=answer_seconds) as bot,
    ):
        yield Round(office, telegram, bot, Courier(bot, office.do, render, poll_seconds=0.02))


def silent(_desk: Desk, _envelope: Envelope) -> Screen | None:
    """Has nothing to say any more."""
    return None
