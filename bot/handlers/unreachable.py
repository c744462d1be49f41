"""What a manager taps to reach somebody by another way than the chat."""

from bot.talk import Talk
from bot.texts import unreachable as texts
from bot.texts.screens import Screen
from casework import unreached


async def words(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The words that are ready."""
    render = talk.work.render
    return texts.words(await talk.work.do(unreached.words, caller=talk.caller, ref=ref, render=render))
