"""What a coordinator taps on an offer."""

from bot.talk import Talk
from bot.texts import jobs as job_texts
from bot.texts import offers as texts
from bot.texts.screens import Screen
from casework import jobs, offering
from domain.errors import OutdatedError
from domain.offers import DeclineReason


async def waiting(talk: Talk, *_parts: str) -> Screen:
    """The offers that wait for an answer."""
    return texts.waiting(await talk.work.do(offering.mine, caller=talk.caller))


async def look(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Look at an offer."""
    return texts.card(await talk.work.do(offering.look, caller=talk.caller, ref=ref))


async def question(talk: Talk, *parts: str) -> Screen:
    """`oq:offer:number:y|n` - one of the five questions."""
    if len(parts) != 3 or not parts[1].isdecimal() or parts[2] not in {"y", "n"}:  # noqa: PLR2004 - the parts above
        raise OutdatedError
    ref, number, said = parts
    card = await talk.work.do(
        offering.answer_question, caller=talk.caller, ref=ref, number=int(number), tie=said == "y"
    )
    return texts.card(card)


async def accept(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Take the conference."""
    job = await talk.work.do(offering.accept, caller=talk.caller, ref=ref)
    return job_texts.card(await talk.work.do(jobs.view, caller=talk.caller, ref=job.ref))


async def rest(talk: Talk, ref: str, *_parts: str) -> Screen:
    """No more of these for a while."""
    return texts.resting(await talk.work.do(offering.rest, caller=talk.caller, ref=ref))


async def decline(talk: Talk, ref: str, reason: str = "", *_parts: str) -> Screen:
    """Ask for the reason code, then decline."""
    if not reason:
        return texts.why_not(await talk.work.do(offering.view, reader=talk.caller, ref=ref))
    if reason not in set(DeclineReason):
        raise OutdatedError
    card = await talk.work.do(offering.decline, caller=talk.caller, ref=ref, reason=DeclineReason(reason))
    return texts.card(card)
