"""Thumbs for tests: tap a button and read the screen, through the real handlers, without a Telegram."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram import Bot

from bot.errors import refusal
from bot.printer import Printer
from bot.routes import BUTTONS
from bot.talk import Talk
from bot.texts.screens import Screen
from casework.outbox import Envelope
from domain.errors import DomainError
from kring.playground import TOKEN
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.outbox import Letter
from tests.bot.wire import Recorded
from tests.office import AMSTERDAM, Office


class AtOnce:
    """The way to the actions, without a thread between."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.zone = AMSTERDAM
        self.printer: Printer | None = None

    def clock(self) -> datetime:
        return self._office.now

    async def do(self, action: Callable[..., Any], **named: Any) -> Any:  # noqa: ANN401 - any action's
        return self._office.do(action, **named)


def talk(office: Office, caller: Caller) -> Talk:
    """What a handler gets when this person taps."""
    return Talk(Bot(TOKEN, session=Recorded()), AtOnce(office), caller, "en")  # type: ignore[arg-type]


async def tap(office: Office, who: Caller, behind: str) -> Screen:
    """Tap a button with this data; a refusal is shown as the bot shows it."""
    verb, *parts = behind.split(":")
    try:
        return await BUTTONS[verb](talk(office, who), *parts)
    except DomainError as error:
        return await refusal(talk(office, who), error, verb, tuple(parts))


def data(screen: Screen) -> list[str]:
    """What stands behind its buttons, from top to bottom."""
    return [button.data for row in screen.rows for button in row]


def verbs(screen: Screen) -> list[str]:
    """What its buttons do."""
    return [data.partition(":")[0] for data in data(screen)]


def said(office: Office, who: Caller, letter: Letter) -> Screen | None:
    """The letter as it is sent now."""
    envelope = Envelope(letter.id or 0, who, letter.kind, letter.subject, letter.facts)
    return office.do(render, envelope)
