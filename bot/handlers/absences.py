"""What somebody of the service taps to be away, and to be back."""

from bot.talk import Talk
from bot.texts import absences as texts
from bot.texts.screens import Screen
from casework import absences
from domain.errors import OutdatedError


async def look(talk: Talk, *_parts: str) -> Screen:
    """Whether the reader is away, and for whom they stand in."""
    return texts.standing(await talk.work.do(absences.look, caller=talk.caller), today=talk.today)


async def choose_day(talk: Talk, days: str, *_parts: str) -> Screen:
    """The day was chosen: who stands in?"""
    count = _days(days)
    found = await talk.work.do(absences.substitutes, caller=talk.caller)
    return texts.who_stands_in(found, days=count, today=talk.today)


async def begin(talk: Talk, days: str, code: str, *_parts: str) -> Screen:
    """From now on, until that day."""
    found = await talk.work.do(absences.begin, caller=talk.caller, days=_days(days), code=code)
    return texts.standing(found, today=talk.today)


async def end(talk: Talk, *_parts: str) -> Screen:
    """The reader is back."""
    return texts.standing(await talk.work.do(absences.end, caller=talk.caller), today=talk.today)


def _days(text: str) -> int:
    """One of the days that are offered."""
    found = {str(count): count for count in absences.BACK_AFTER_DAYS}.get(text)
    if found is None:
        raise OutdatedError
    return found
