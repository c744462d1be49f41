"""The place of the meeting: the main person's yes, the coordinator's page, a shared location, and where it is."""

from bot.talk import Talk
from bot.texts import places as texts
from bot.texts.screens import Screen
from casework import pins, places


async def of_job(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The place, for the coordinator."""
    return texts.for_coordinator(await talk.work.do(places.look, caller=talk.caller, ref=ref))


async def ask(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Ask the main person about the place."""
    return texts.for_coordinator(await talk.work.do(places.ask, caller=talk.caller, ref=ref))


async def log_yes(talk: Talk, ref: str, mark: str, *_parts: str) -> Screen:
    """Note down the yes of a main person who is not in the chat."""
    return texts.for_coordinator(await talk.work.do(places.log_yes, caller=talk.caller, ref=ref, mark=mark))


async def pin_is_right(talk: Talk, ref: str, *_parts: str) -> Screen:
    """A pin far away is right."""
    return texts.for_coordinator(await talk.work.do(pins.is_right, caller=talk.caller, ref=ref))


async def remove_pin(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Take the pin away."""
    return texts.for_coordinator(await talk.work.do(pins.remove, caller=talk.caller, ref=ref))


async def shared(talk: Talk, latitude: float, longitude: float) -> Screen | None:
    """A location in degrees that a coordinator shared for their meeting; None when there is nothing to keep it with."""
    place = await talk.work.do(pins.share, caller=talk.caller, latitude=latitude, longitude=longitude)
    return None if place is None else texts.for_coordinator(place)


async def to_judge(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """The main person looks at the place and the question."""
    return texts.to_judge(await talk.work.do(places.to_judge, caller=talk.caller, receipt=receipt))


async def yes(talk: Talk, receipt: str, mark: str, *_parts: str) -> Screen:
    """The main person says yes to the place."""
    return texts.to_judge(
        await talk.work.do(places.answer, caller=talk.caller, receipt=receipt, mark=mark, yes=True)
    )


async def another(talk: Talk, receipt: str, mark: str, *_parts: str) -> Screen:
    """The main person would like another place."""
    return texts.to_judge(
        await talk.work.do(places.answer, caller=talk.caller, receipt=receipt, mark=mark, yes=False)
    )


async def question_is_open(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """The main person says that they have not agreed on the question."""
    return texts.to_judge(await talk.work.do(places.question_is_open, caller=talk.caller, receipt=receipt))


async def where_for_guest(talk: Talk, guest: str, *_parts: str) -> Screen:
    """Where it is, for a guest."""
    return texts.where(await talk.work.do(pins.for_guest, caller=talk.caller, ref=guest))


async def where_for_requester(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Where it is, for who asked for the conference."""
    return texts.where(await talk.work.do(pins.for_requester, caller=talk.caller, receipt=receipt))
