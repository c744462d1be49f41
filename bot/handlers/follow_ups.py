"""How it goes after four weeks: what the coordinator taps, and what whoever is asked taps."""

from bot.talk import Talk
from bot.texts import follow_ups as texts
from bot.texts.screens import Screen
from casework import faces, follow_ups
from casework.faces import Sheet
from domain.errors import OutdatedError


async def asking(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The coordinator looks whom to ask, and how it goes."""
    return texts.asking(await talk.work.do(follow_ups.look, caller=talk.caller, ref=ref))


async def ask_requester(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Ask whoever asked for the conference."""
    return texts.asking(await talk.work.do(follow_ups.ask_requester, caller=talk.caller, ref=ref))


async def make_links(talk: Talk, ref: str, count: str, *_parts: str) -> Screen:
    """Make links to hand on; the bot's name is asked first, for a link that cannot be shown must not be made."""
    me = await talk.bot.me()
    made = await talk.work.do(follow_ups.make_links, caller=talk.caller, ref=ref, count=_number(count))
    return texts.links(made, me.username or "")


async def opened(talk: Talk, secret: str) -> Screen | None:
    """Somebody opens a link from the coordinator; None when the secret is of no such link."""
    sheet = await talk.work.do(faces.open_link, caller=talk.caller, secret=secret)
    return None if sheet is None else texts.invitation(sheet)


async def invitation(talk: Talk, ref: str, *_parts: str) -> Screen:
    """What this is, once more."""
    return texts.invitation(await talk.work.do(faces.look, caller=talk.caller, ref=ref))


async def begin(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Yes, and on to the first agreement."""
    return _at(await talk.work.do(faces.agree, caller=talk.caller, ref=ref), 1)


async def promise(talk: Talk, ref: str, number: str, *_parts: str) -> Screen:
    """One agreement; after the last one thanks."""
    return _at(await talk.work.do(faces.look, caller=talk.caller, ref=ref), _number(number))


async def answer(talk: Talk, ref: str, number: str, face: str, *_parts: str) -> Screen:
    """A face for an agreement, and on to the next one."""
    if face not in texts.CODES:
        raise OutdatedError
    at = _number(number)
    sheet = await talk.work.do(faces.answer, caller=talk.caller, ref=ref, number=at, face=texts.CODES[face])
    return _at(sheet, at + 1)


async def stop(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Stop, or no thank you."""
    return texts.thanks(await talk.work.do(faces.look, caller=talk.caller, ref=ref))


async def take_back(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Delete one's answers."""
    return texts.thanks(await talk.work.do(faces.take_back, caller=talk.caller, ref=ref))


def _at(sheet: Sheet, number: int) -> Screen:
    """The agreement of this number; before a yes what this is, after the last one thanks."""
    if not sheet.agreed:
        return texts.invitation(sheet)
    return texts.promise(sheet, number) if 1 <= number <= sheet.agreements else texts.thanks(sheet)


def _number(said: str) -> int:
    if not said.isdecimal() or len(said) > 3:  # noqa: PLR2004 - the form takes at most 200 agreements
        raise OutdatedError
    return int(said)
