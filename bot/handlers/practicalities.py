"""Who takes care of what on the day: what the coordinator and the main person tap."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import practicalities as texts
from bot.texts.screens import Screen
from casework import practicalities
from domain.errors import OutdatedError
from domain.practicalities import ALL, Practical


async def overview(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The list, by the job or the receipt."""
    return texts.overview(await talk.work.do(practicalities.look, caller=talk.caller, ref=ref))


async def one(talk: Talk, ref: str, number: str, *_parts: str) -> Screen:
    """One thing to arrange."""
    what = _what(number)
    return texts.one(await talk.work.do(practicalities.look, caller=talk.caller, ref=ref), what)


async def choose(talk: Talk, ref: str, number: str, guest: str, *_parts: str) -> Screen:
    """Somebody of the circle takes it."""
    what = _what(number)
    done = await talk.work.do(practicalities.choose, caller=talk.caller, ref=ref, what=what, guest=guest)
    return texts.overview(done)


async def type_word(talk: Talk, ref: str, number: str, *_parts: str) -> Screen:
    """Somebody else takes it, by a word."""
    page = await talk.work.do(practicalities.begin_word, caller=talk.caller, ref=ref, what=_what(number))
    return show(talk, page)


async def take_away(talk: Talk, ref: str, number: str, *_parts: str) -> Screen:
    """Nobody takes it any more."""
    what = _what(number)
    return texts.one(
        await talk.work.do(practicalities.take_away, caller=talk.caller, ref=ref, what=what), what
    )


async def settle(talk: Talk, ref: str, number: str, said: str, *_parts: str) -> Screen:
    """It is arranged, or not yet."""
    if said not in {texts.DONE, texts.NOT_DONE}:
        raise OutdatedError
    what, done = _what(number), said == texts.DONE
    return texts.overview(
        await talk.work.do(practicalities.settle, caller=talk.caller, ref=ref, what=what, done=done)
    )


async def log_all(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Everything is arranged: its steps are done."""
    return texts.overview(await talk.work.do(practicalities.log_all, caller=talk.caller, ref=ref))


def _what(number: str) -> Practical:
    if not number.isdecimal() or int(number) >= len(ALL):
        raise OutdatedError
    return ALL[int(number)]
