"""What somebody of the service taps on what stalls: take it, pass it on, come back to it, be done."""

from typing import TypeVar

from bot.handlers.forms import show
from bot.talk import Talk, noted
from bot.texts import escalations as texts
from bot.texts.screens import Screen
from casework import escalations, messages
from domain.errors import OutdatedError
from domain.ladder import TOLD_WHEN_DONE, Later, Note, Reason

Code = TypeVar("Code", Note, Reason, Later)


async def attention(talk: Talk, *_parts: str) -> Screen:
    """What needs the reader."""
    return texts.overview(await talk.work.do(escalations.open_ones, caller=talk.caller))


async def open_one(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One escalation."""
    return texts.card(await talk.work.do(escalations.view, reader=talk.caller, ref=ref))


async def take(talk: Talk, ref: str, *_parts: str) -> Screen:
    """*I take it*."""
    return texts.card(await talk.work.do(escalations.take, caller=talk.caller, ref=ref))


async def not_mine(talk: Talk, ref: str, *_parts: str) -> Screen:
    """*Not mine*: the next one hears of it; where nobody else is, that is said."""
    raised = await talk.work.do(escalations.not_mine, caller=talk.caller, ref=ref)
    screen = texts.card(raised)
    return noted(screen, texts.nobody_else()) if raised.yours else screen


async def done(talk: Talk, ref: str, note: str = "", *_parts: str) -> Screen:
    """*It is done*: ask how, then end it."""
    if not note:
        return texts.why_done(await talk.work.do(escalations.view, reader=talk.caller, ref=ref))
    how = _known(Note, note)
    if how not in TOLD_WHEN_DONE:
        raise OutdatedError
    return texts.card(await talk.work.do(escalations.done, caller=talk.caller, ref=ref, note=how))


async def later(talk: Talk, ref: str, reason: str = "", how: str = "", *_parts: str) -> Screen:
    """*Later*: ask why, then how long, then remind."""
    if not reason:
        return texts.why_later(await talk.work.do(escalations.view, reader=talk.caller, ref=ref))
    why = _known(Reason, reason)
    if not how:
        return texts.how_much_later(await talk.work.do(escalations.view, reader=talk.caller, ref=ref), why)
    raised = await talk.work.do(
        escalations.later, caller=talk.caller, ref=ref, reason=why, how=_known(Later, how)
    )
    return texts.card(raised)


async def write_to_asker(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Write to someone who asked for a person."""
    return show(talk, await talk.work.do(messages.begin_to_asker, caller=talk.caller, ref=ref))


def _known(codes: type[Code], value: str) -> Code:
    """The code of this value; one of an older version, or forged, is an old button."""
    try:
        return codes(value)
    except ValueError:
        raise OutdatedError from None
