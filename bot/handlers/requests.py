"""What the family does with its own request."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import near as near_texts
from bot.texts import pace as pace_texts
from bot.texts import requests as texts
from bot.texts.screens import Screen
from casework import messages, near, pace, requests, undoing
from domain.errors import OutdatedError
from domain.requests import Ending


async def status(talk: Talk, *_parts: str) -> Screen:
    """Where every request of this person stands."""
    standings = await talk.work.do(requests.mine, caller=talk.caller)
    return texts.overview(standings) if standings else texts.none_yet()


async def open_one(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """One request, with what can be done about it."""
    return texts.one(await talk.work.do(requests.look, caller=talk.caller, ref=receipt))


async def pause(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """No nudge until they go on."""
    return texts.paused(await talk.work.do(requests.pause, caller=talk.caller, ref=receipt))


async def pace_is_fine(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """It goes at the family's own pace."""
    return pace_texts.fine(await talk.work.do(pace.is_fine, caller=talk.caller, ref=receipt))


async def go_on(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """The pause is over."""
    return texts.went_on(await talk.work.do(requests.go_on, caller=talk.caller, ref=receipt))


async def someone_else(talk: Talk, receipt: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then look for another coordinator."""
    if sure != "y":
        return texts.really_someone_else(await talk.work.do(requests.look, caller=talk.caller, ref=receipt))
    return texts.someone_else(await talk.work.do(undoing.someone_else, caller=talk.caller, ref=receipt))


async def withdraw(talk: Talk, receipt: str, reason: str = "", *_parts: str) -> Screen:
    """Ask which reason fits, then stop."""
    if not reason:
        return texts.why_stop(await talk.work.do(requests.look, caller=talk.caller, ref=receipt))
    if reason not in texts.WITHDRAWALS:
        raise OutdatedError
    standing = await talk.work.do(requests.withdraw, caller=talk.caller, ref=receipt, ending=Ending(reason))
    return texts.ended(standing)


async def near_language(talk: Talk, receipt: str, tag: str, said: str, *_parts: str) -> Screen:
    """Yes or no to a coordinator who speaks a language close to the family's own."""
    if said not in {"y", "n"}:
        raise OutdatedError
    answered = await talk.work.do(near.answer, caller=talk.caller, ref=receipt, tag=tag, yes=said == "y")
    return near_texts.answered(answered)


async def write(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Write a few lines to the other side."""
    return show(talk, await talk.work.do(messages.begin, caller=talk.caller, receipt=receipt))
