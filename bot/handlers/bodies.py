"""What a manager taps about the organisations with a part in a request."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import bodies as texts
from bot.texts.screens import Screen
from casework import bodies


async def involved(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Which organisations there are."""
    return texts.involved(await talk.work.do(bodies.look, caller=talk.caller, ref=receipt))


async def write(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Type the name of one more."""
    return show(talk, await talk.work.do(bodies.begin, caller=talk.caller, ref=receipt))


async def remove(talk: Talk, receipt: str, token: str, *_parts: str) -> Screen:
    """Take one off the list."""
    return texts.involved(await talk.work.do(bodies.remove, caller=talk.caller, ref=receipt, token=token))
