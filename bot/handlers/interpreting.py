"""What a coordinator taps about the interpreters of a meeting."""

from bot.talk import Talk
from bot.texts import interpreting as texts
from bot.texts.screens import Screen
from casework import interpreting


async def overview(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Who is needed so that everyone can follow."""
    return texts.overview(await talk.work.do(interpreting.look, caller=talk.caller, ref=ref))
