"""Who opened what is kept of the reader."""

from bot.talk import Talk
from bot.texts import openings as texts
from bot.texts.screens import Screen
from casework import openings

_DIGITS = 3


async def opened(talk: Talk, number: str = "1", *_parts: str) -> Screen:
    """The openings, a page at a time."""
    found = await talk.work.do(openings.openings, caller=talk.caller)
    return texts.opened(found, int(number) if number.isdecimal() and len(number) <= _DIGITS else 1)
