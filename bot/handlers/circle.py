"""Building a circle: what the coordinator taps, and what the main person taps."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import circle as texts
from bot.texts import own_circle as own_texts
from bot.texts.screens import Screen
from casework import circle, own_circle
from casework.circle_views import Circle
from domain.circle import Reply, Standing
from domain.errors import OutdatedError

ASIDE = "a"
"""After the job or the receipt: who is not in the circle."""


async def overview(talk: Talk, ref: str, which: str = "", *_parts: str) -> Screen:
    """The coordinator looks how far the circle is, or who is not in it."""
    found = await talk.work.do(circle.look, caller=talk.caller, ref=ref)
    return texts.aside(found) if which == ASIDE else texts.overview(found)


async def add(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One more person: by the coordinator's job, or the main person's receipt."""
    return show(talk, await talk.work.do(circle.begin, caller=talk.caller, ref=ref))


async def ask_main_person(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Ask the main person about everybody who is proposed."""
    return texts.overview(await talk.work.do(circle.ask_main_person, caller=talk.caller, ref=ref))


async def one(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One person, for the coordinator."""
    return _one(await talk.work.do(circle.one, caller=talk.caller, ref=ref))


async def log_agreement(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The main person said yes; on to the next about whom they decide."""
    return _one(await talk.work.do(circle.log_agreement, caller=talk.caller, ref=ref))


async def keep_away(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then keep somebody away."""
    if sure != "y":
        found = await talk.work.do(circle.one, caller=talk.caller, ref=ref)
        return _one(found) if found.chosen is None else texts.really_keep_away(found.chosen)
    return texts.overview(await talk.work.do(circle.keep_away, caller=talk.caller, ref=ref))


async def bring_back(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Who was kept away may come after all."""
    return _one(await talk.work.do(circle.bring_back, caller=talk.caller, ref=ref))


async def log_reply(talk: Talk, ref: str, said: str, *_parts: str) -> Screen:
    """What somebody answered whom the coordinator asked."""
    if said not in {reply.value for reply in Reply}:
        raise OutdatedError
    return _one(await talk.work.do(circle.log_reply, caller=talk.caller, ref=ref, reply=Reply(said)))


async def people(talk: Talk, receipt: str, which: str = "", *_parts: str) -> Screen:
    """The main person looks at the people around them, or at who is not invited."""
    found = await talk.work.do(own_circle.people, caller=talk.caller, receipt=receipt)
    return own_texts.aside(found) if which == ASIDE else own_texts.people(found)


async def decide(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """The first person about whom the main person has not decided; without one everybody."""
    found = await talk.work.do(own_circle.people, caller=talk.caller, receipt=receipt)
    return own_texts.person(found, found.undecided[0]) if found.undecided else own_texts.people(found)


async def person(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One person, for the main person."""
    return _person(await talk.work.do(own_circle.person, caller=talk.caller, ref=ref))


async def agree(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Yes, and on to the next."""
    return _person(await talk.work.do(own_circle.agree, caller=talk.caller, ref=ref))


async def refuse(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """No, and on to the next; after an earlier yes it is asked once more."""
    found = await talk.work.do(own_circle.person, caller=talk.caller, ref=ref)
    if found.chosen is not None and found.chosen.standing is Standing.AGREED and sure != "y":
        return own_texts.really_no(found.chosen)
    return _person(await talk.work.do(own_circle.refuse, caller=talk.caller, ref=ref))


def _one(found: Circle) -> Screen:
    return texts.overview(found) if found.chosen is None else texts.person(found, found.chosen)


def _person(found: Circle) -> Screen:
    return own_texts.people(found) if found.chosen is None else own_texts.person(found, found.chosen)
