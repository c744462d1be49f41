"""What a handler works with: who is talking, in which language, and the way to the actions."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from aiogram import Bot

from bot.texts.screens import Screen, paragraphs
from bot.work import Work
from storage.arrivals import Caller


@dataclass(frozen=True, slots=True)
class Talk:
    """One update of one person; `message_id` is of the message they wrote, 0 for a button."""

    bot: Bot
    work: Work
    caller: Caller
    locale: str
    message_id: int = 0

    @property
    def today(self) -> date:
        """The day in the service's zone."""
        return self.work.clock().astimezone(self.work.zone).date()


Handler = Callable[..., Awaitable[Screen]]
"""Answers a button: `handler(talk, *parts)` gets the parts of its data after the verb, and gives the screen that takes
the message's place. It translates, calls and answers: no rule, no SQL, no sentence. Too few parts are a TypeError,
which the dispatcher answers as an old button."""

Command = Callable[[Talk], Awaitable[Screen]]
"""Answers a command with a new message."""


def noted(screen: Screen, note: str) -> Screen:
    """The screen with one sentence above it."""
    return replace(screen, text=paragraphs(note, screen.text))
