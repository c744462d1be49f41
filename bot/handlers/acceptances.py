"""The professional's answer to the plan under compulsory help, and those whom it is about who do not agree."""

from bot.talk import Talk
from bot.texts import acceptances as texts
from bot.texts import accepting, circle, plans
from bot.texts.screens import Screen
from casework import acceptances, answering_plans, main_persons
from casework import plans as written_down
from domain.acceptance import Reason
from domain.errors import OutdatedError

_LONGEST = 9


async def choose(talk: Talk, job: str, guest: str, *_parts: str) -> Screen:
    """This professional answers, or the coordinator logs it."""
    who = None if guest == accepting.PAPER else guest
    done = await talk.work.do(acceptances.choose, caller=talk.caller, ref=job, guest=who)
    return accepting.choosing(done)


async def who_answers(talk: Talk, job: str, *_parts: str) -> Screen:
    """Who is chosen now."""
    return accepting.choosing(await talk.work.do(acceptances.choosing, caller=talk.caller, ref=job))


async def ask(talk: Talk, job: str, *_parts: str) -> Screen:
    """Ask the professional who was chosen."""
    await talk.work.do(acceptances.ask, caller=talk.caller, ref=job)
    return plans.written(await talk.work.do(written_down.look, caller=talk.caller, ref=job))


async def log(talk: Talk, job: str, *_parts: str) -> Screen:
    """The coordinator logs an answer."""
    return accepting.logging(await talk.work.do(answering_plans.look, caller=talk.caller, ref=job))


async def read(talk: Talk, ref: str, number: str = "1", *_parts: str) -> Screen:
    """A page of the plan, for the professional."""
    page = int(number) if number.isdecimal() and len(number) < _LONGEST else 1
    return texts.plan(await talk.work.do(answering_plans.read, caller=talk.caller, ref=ref), page)


async def plan_now(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The plan as it stands, from the beginning."""
    return await read(talk, ref)


async def accept(talk: Talk, ref: str, revision: str, *_parts: str) -> Screen:
    """Yes, it can be carried out."""
    done = await talk.work.do(
        answering_plans.answer, caller=talk.caller, ref=ref, revision=_number(revision), accepted=True
    )
    if done.is_guest:
        return texts.accepted()
    return plans.written(await talk.work.do(written_down.look, caller=talk.caller, ref=ref))


async def pick(
    talk: Talk, ref: str, revision: str, marks: str = "-", packed: str = "0", *_parts: str
) -> Screen:
    """Reasons and lines of a not yet; each tap is in the buttons."""
    chosen, numbers = _picked(marks, packed)
    found = await talk.work.do(answering_plans.look, caller=talk.caller, ref=ref, revision=_number(revision))
    return accepting.picking(found, chosen, numbers)


async def not_yet(talk: Talk, ref: str, revision: str, marks: str, packed: str, *_parts: str) -> Screen:
    """Not yet, for these reasons."""
    chosen, numbers = _picked(marks, packed)
    done = await talk.work.do(
        answering_plans.answer,
        caller=talk.caller,
        ref=ref,
        revision=_number(revision),
        accepted=False,
        reasons=chosen,
        lines=numbers,
    )
    if done.is_guest:
        return texts.accepted() if done.said.accepted else texts.not_yet(ref)
    return plans.written(await talk.work.do(written_down.look, caller=talk.caller, ref=ref))


async def disagree(talk: Talk, job: str, *_parts: str) -> Screen:
    """Those whom it is about do not agree."""
    return circle.overview(await talk.work.do(main_persons.disagree, caller=talk.caller, ref=job))


async def agree_again(talk: Talk, job: str, *_parts: str) -> Screen:
    """They agree."""
    return circle.overview(await talk.work.do(main_persons.agree_again, caller=talk.caller, ref=job))


def _picked(marks: str, packed: str) -> tuple[frozenset[Reason], frozenset[int]]:
    chosen, numbers = accepting.read_marks(marks.strip("-")), accepting.read_numbers(packed)
    if chosen is None or numbers is None:
        raise OutdatedError
    return chosen, numbers


def _number(said: str) -> int:
    if not said.isdecimal() or not said.isascii() or len(said) > _LONGEST:
        raise OutdatedError
    return int(said)
