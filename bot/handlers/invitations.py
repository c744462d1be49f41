"""What somebody taps who was invited to a meeting."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import invitations as texts
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED
from casework import guests, inviting, suggesting
from casework.inviting import Invitation
from domain.circle import Apart, Need, Reply
from domain.errors import OutdatedError


async def opened(talk: Talk, secret: str) -> Invitation | None:
    """Somebody opens a link that a human handed on; None when the secret is of no invitation."""
    return await talk.work.do(inviting.open_link, caller=talk.caller, secret=secret)


def language_of(talk: Talk, found: Invitation) -> str:
    """The language to read it in: their own choice, else the one that the family named, else that of the phone.

    Where the named one is not shipped, a phone says more than what its readers would fall back to.
    """
    named = talk.caller.locale is None and found.language in SHIPPED
    return found.language if named else talk.locale


async def invitation(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The invitation as it stands now."""
    return texts.invitation(await talk.work.do(guests.look, caller=talk.caller, ref=ref))


async def reply(talk: Talk, ref: str, said: str, *_parts: str) -> Screen:
    """Yes, maybe or no."""
    shown = await talk.work.do(guests.reply, caller=talk.caller, ref=ref, said=Reply(said))
    return texts.invitation(shown)


async def needs(talk: Talk, ref: str, *_parts: str) -> Screen:
    """What one needs to be able to come."""
    return texts.needs(await talk.work.do(guests.look, caller=talk.caller, ref=ref))


async def toggle_need(talk: Talk, ref: str, need: str, wanted: str, *_parts: str) -> Screen:
    """This is needed, or not any more."""
    shown = await talk.work.do(
        guests.toggle_need, caller=talk.caller, ref=ref, need=Need(need), wanted=_wanted(wanted)
    )
    return texts.needs(shown)


async def private(talk: Talk, ref: str, *_parts: str) -> Screen:
    """What is for the coordinator alone."""
    return texts.private(await talk.work.do(guests.look, caller=talk.caller, ref=ref))


async def tell_apart(talk: Talk, ref: str, apart: str, *_parts: str) -> Screen:
    """Whether there is somebody they may not, or would rather not, meet."""
    shown = await talk.work.do(guests.tell_apart, caller=talk.caller, ref=ref, apart=Apart(apart))
    return texts.private(shown)


async def toggle_signal(talk: Talk, ref: str, wanted: str, *_parts: str) -> Screen:
    """A signal for a break, or not any more."""
    shown = await talk.work.do(guests.toggle_signal, caller=talk.caller, ref=ref, wanted=_wanted(wanted))
    return texts.private(shown)


async def think_along(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Name somebody else by a word."""
    return show(talk, await talk.work.do(suggesting.begin, caller=talk.caller, ref=ref))


async def leave(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then forget them."""
    if sure != texts.ON:
        return texts.really_leave(await talk.work.do(guests.may_leave, caller=talk.caller, ref=ref))
    await talk.work.do(guests.leave, caller=talk.caller, ref=ref)
    return texts.left()


def _wanted(said: str) -> bool:
    if said not in {texts.ON, texts.OFF}:
        raise OutdatedError
    return said == texts.ON
