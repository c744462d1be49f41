"""What a regional manager taps."""

from bot.talk import Talk
from bot.texts import choosing as choosing_texts
from bot.texts import joint as joint_texts
from bot.texts import managing as texts
from bot.texts.screens import Screen
from casework import choosing, joint, managing, near
from domain.errors import OutdatedError
from domain.requests import Ending


async def inbox(talk: Talk, *_parts: str) -> Screen:
    """The running requests of the region."""
    return texts.inbox(await talk.work.do(managing.inbox, caller=talk.caller))


async def open_card(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Open a request."""
    return texts.opened(await talk.work.do(managing.open_card, caller=talk.caller, ref=receipt))


async def shortlist(talk: Talk, receipt: str, relaxed: str = "", *_parts: str) -> Screen:
    """Who fits, and why."""
    return choosing_texts.shortlist(
        await talk.work.do(choosing.choose_from, caller=talk.caller, ref=receipt, relaxed=relaxed),
    )


async def choose(talk: Talk, receipt: str, candidate: str, relaxed: str = "", *_parts: str) -> Screen:
    """Choose someone, or take the choice back."""
    chosen = await talk.work.do(
        choosing.toggle, caller=talk.caller, ref=receipt, candidate=candidate, relaxed=relaxed
    )
    return choosing_texts.shortlist(chosen)


async def joint_proposal(talk: Talk, *_parts: str) -> Screen:
    """The best division of coordinators over all open requests."""
    return joint_texts.proposal(await talk.work.do(joint.propose, caller=talk.caller))


async def prepare(talk: Talk, receipt: str, candidate: str, *_parts: str) -> Screen:
    """Choose whom the proposal named; the shortlist shows it, and asking is one tap more."""
    chosen = await talk.work.do(choosing.prepare, caller=talk.caller, ref=receipt, candidate=candidate)
    return choosing_texts.shortlist(chosen)


async def ask_near(talk: Talk, receipt: str, tag: str, relaxed: str = "", *_parts: str) -> Screen:
    """Ask the family whether a language close to theirs would do; the list shows that they were asked."""
    await talk.work.do(near.ask, caller=talk.caller, ref=receipt, tag=tag)
    return await shortlist(talk, receipt, relaxed)


async def ask(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Ask everyone who was chosen."""
    return texts.opened(await talk.work.do(managing.ask, caller=talk.caller, ref=receipt))


async def waves(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Whether the next ones are asked automatically."""
    return texts.opened(await talk.work.do(managing.set_by_hand, caller=talk.caller, ref=receipt))


async def compulsory(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Whether compulsory help plays a part."""
    return texts.opened(await talk.work.do(managing.set_compulsory, caller=talk.caller, ref=receipt))


async def end(talk: Talk, receipt: str, reason: str = "", *_parts: str) -> Screen:
    """Ask which reason fits, then end."""
    if not reason:
        return texts.why_end(await talk.work.do(managing.peek, reader=talk.caller, ref=receipt))
    if reason not in texts.ENDINGS:
        raise OutdatedError
    card = await talk.work.do(managing.end_early, caller=talk.caller, ref=receipt, ending=Ending(reason))
    return texts.ended(card)
