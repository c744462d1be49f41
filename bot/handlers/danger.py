"""Somebody is not safe: words of danger, the button, and what they then choose."""

from bot import stale
from bot.talk import Talk
from bot.texts import danger as texts
from bot.texts.screens import Screen
from bot.work import arrival
from casework import danger
from domain.errors import RepeatedUpdateError


async def typed(talk: Talk) -> Screen | None:
    """Words of danger were typed; None when they go on their way as a message to somebody.

    They come here without the words. The numbers also answer an update whose first answer was lost.
    """
    try:
        flag = await talk.work.do(danger.said, caller=talk.caller)
    except RepeatedUpdateError:
        arrival.set(None)
        flag = await talk.work.do(danger.standing, caller=talk.caller)
    return None if flag is None else texts.said(flag)


async def page(talk: Talk, *_parts: str) -> Screen:
    """*I am not safe*, or /danger: the numbers, and what can be done here."""
    return texts.page(await talk.work.do(danger.standing, caller=talk.caller))


async def call(talk: Talk, *_parts: str) -> Screen:
    """Let someone contact me."""
    return texts.called(await talk.work.do(danger.call_for, caller=talk.caller))


async def mistake(talk: Talk, *_parts: str) -> Screen:
    """Nobody is in danger."""
    await talk.work.do(danger.take_back, caller=talk.caller)
    return texts.taken_back()


async def go_on(talk: Talk, *_parts: str) -> Screen:
    """Back to where they were: the open question, or the first screen."""
    return await stale.repeated(talk)
