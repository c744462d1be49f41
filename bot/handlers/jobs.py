"""What a coordinator taps in a running conference."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import follow_ups as follow_up_texts
from bot.texts import jobs as texts
from bot.texts import offers as offer_texts
from bot.texts import steps as step_texts
from bot.texts.screens import Screen
from casework import follow_ups, jobs, meetings, pace, undoing
from domain.errors import OutdatedError
from domain.preparation import STEPS, Step, StepStatus
from domain.requests import Ending

_STATUSES = {"d": StepStatus.DONE, "x": StepStatus.NOT_APPLICABLE, "l": StepStatus.LATER}


async def overview(talk: Talk, *_parts: str) -> Screen:
    """The running conferences; with one, that one."""
    found = await talk.work.do(jobs.mine, caller=talk.caller)
    return texts.card(found[0]) if len(found) == 1 else texts.overview(found)


async def open_job(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Open a conference."""
    return texts.card(await talk.work.do(jobs.view, caller=talk.caller, ref=ref))


async def first_contact(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The first contact was made."""
    return texts.card(await talk.work.do(jobs.first_contact, caller=talk.caller, ref=ref))


async def next_step(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The next open step."""
    return step_texts.step(await talk.work.do(jobs.step_page, caller=talk.caller, ref=ref, step=None))


async def all_steps(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The whole list."""
    return step_texts.all_steps(await talk.work.do(jobs.view, caller=talk.caller, ref=ref))


async def one_step(talk: Talk, ref: str, number: str, *_parts: str) -> Screen:
    """One step from the list."""
    return step_texts.step(
        await talk.work.do(jobs.step_page, caller=talk.caller, ref=ref, step=_step(number))
    )


async def log_step(talk: Talk, ref: str, number: str, status: str, *_parts: str) -> Screen:
    """Done, does not apply, or later: one tap."""
    if status not in _STATUSES:
        raise OutdatedError
    page = await talk.work.do(
        jobs.log_step, caller=talk.caller, ref=ref, step=_step(number), status=_STATUSES[status]
    )
    return step_texts.step(page)


async def meeting(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Set or change the date."""
    return await _form(talk, ref, "meeting")


async def held(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Record how the meeting went."""
    return await _form(talk, ref, "held")


async def follow_up(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Log the follow-up after four weeks; what the people who were asked say together is filled in already."""
    page = await talk.work.do(meetings.open_form, caller=talk.caller, ref=ref, form="follow_up")
    if page.field != "reached" or "band" not in page.answers:
        return show(talk, page)
    asked = await talk.work.do(follow_ups.look, caller=talk.caller, ref=ref)
    return show(talk, page, follow_up_texts.suggested(asked.found))


async def reached_nobody(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Nobody could be reached for the follow-up."""
    return texts.reached_nobody(await talk.work.do(pace.reached_nobody, caller=talk.caller, ref=ref))


async def registration(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Complete the registration."""
    return await _form(talk, ref, "registration")


async def plan_sent(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The plan was sent to everyone."""
    return texts.card(await talk.work.do(jobs.send_plan, caller=talk.caller, ref=ref))


async def end(talk: Talk, ref: str, reason: str = "", *_parts: str) -> Screen:
    """Ask which reason fits, then end."""
    if not reason:
        return texts.why_end(await talk.work.do(jobs.view, caller=talk.caller, ref=ref))
    if reason not in texts.ENDINGS:
        raise OutdatedError
    return texts.ended(
        await talk.work.do(jobs.end_early, caller=talk.caller, ref=ref, ending=Ending(reason)),
    )


async def hand_back(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then give the job back."""
    if sure != "y":
        return texts.really_hand_back(await talk.work.do(jobs.view, caller=talk.caller, ref=ref))
    return texts.ended(await talk.work.do(jobs.hand_back, caller=talk.caller, ref=ref))


async def undo(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Take the yes back, in the first two minutes."""
    return offer_texts.card(await talk.work.do(undoing.undo, caller=talk.caller, ref=ref))


async def _form(talk: Talk, ref: str, form: str) -> Screen:
    return show(talk, await talk.work.do(meetings.open_form, caller=talk.caller, ref=ref, form=form))


def _step(number: str) -> Step:
    if not number.isdecimal() or int(number) >= len(STEPS):
        raise OutdatedError
    return STEPS[int(number)]
