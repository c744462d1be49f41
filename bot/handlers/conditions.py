"""What must be in the plan under compulsory help: a professional writes, the circle reads."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import conditions as texts
from bot.texts.screens import Screen
from casework import must_be_in, setting_conditions


async def of_guest(talk: Talk, ref: str, *_parts: str) -> Screen:
    """By the own invitation."""
    return texts.shown(await talk.work.do(must_be_in.look, caller=talk.caller, ref=ref))


async def of_main_person(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """By the receipt."""
    return texts.shown(await talk.work.do(must_be_in.for_main_person, caller=talk.caller, receipt=receipt))


async def of_job(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The coordinator sees how far each professional is."""
    return texts.shown(await talk.work.do(must_be_in.for_coordinator, caller=talk.caller, ref=ref))


async def of_professional(talk: Talk, ref: str, *_parts: str) -> Screen:
    """What one professional has written."""
    return texts.shown(await talk.work.do(must_be_in.of_professional, caller=talk.caller, ref=ref))


async def write(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One more condition."""
    return show(talk, await talk.work.do(setting_conditions.begin, caller=talk.caller, ref=ref))


async def say_all(talk: Talk, ref: str, *_parts: str) -> Screen:
    """These are all."""
    return texts.shown(await talk.work.do(setting_conditions.say_all, caller=talk.caller, ref=ref))


async def remove(talk: Talk, ref: str, line: str, *_parts: str) -> Screen:
    """Take one away."""
    done = await talk.work.do(setting_conditions.remove, caller=talk.caller, ref=ref, line=line)
    return texts.shown(done)
