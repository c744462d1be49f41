"""A pressed button: its right, its handler, and what is said where it is refused; and the digits that a button waits for."""

import logging

from aiogram.types import Message

from bot import rights, stale
from bot.errors import refusal
from bot.handlers import second_step, voices
from bot.routes import BUTTONS
from bot.talk import Talk
from bot.texts import second_step as texts
from bot.texts.screens import Screen
from casework.second_step import Outcome
from domain.errors import DomainError

log = logging.getLogger(__name__)


async def pressed(talk: Talk, data: str) -> Screen:
    """What to answer to a button with this data."""
    if talk.caller.waits is not None:
        await voices.stop(talk)
    verb, *parts = data.split(":")
    handler = BUTTONS.get(verb)
    if handler is None or "\0" in data:
        # A zero stands on no button of ours, and PostgreSQL takes none.
        return await stale.old_button(talk)
    try:
        rights.require_button(talk.caller.role, verb)
        return await handler(talk, *parts)
    except DomainError as error:
        return await refusal(talk, error, verb, tuple(parts))
    except (TypeError, ValueError):
        # Data of an older version, or forged: fewer parts, or a word where a number belongs.
        log.info("a button %s was not understood", verb)
        return await stale.old_button(talk)


async def digits(talk: Talk, message: Message) -> Screen | None:
    """The six digits of the second step, where they were asked for; right ones press the button that waited for them."""
    done = await second_step.typed(talk, message)
    if done is None:
        return None
    if done.outcome is Outcome.RIGHT and done.asked_for:
        return await pressed(talk, done.asked_for)
    return texts.entered(done)
