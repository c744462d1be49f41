"""What people tap to find a day, and what the coordinator taps on the day itself."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import days as texts
from bot.texts import meeting_day as day_texts
from bot.texts.screens import Screen
from casework import calendar_entries, day_finding, meeting_days, private_time, ticking
from casework.meeting_days import Days


async def days(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The moments, by the receipt; after a refusal also by one of them."""
    look = meeting_days.look if ref.startswith("K-") else meeting_days.of_day
    return texts.finding(await talk.work.do(look, caller=talk.caller, ref=ref))


async def of_job(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The moments, for the coordinator."""
    return texts.finding(await talk.work.do(meeting_days.of_job, caller=talk.caller, ref=ref))


async def propose(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """One more moment."""
    return show(talk, await talk.work.do(day_finding.propose, caller=talk.caller, ref=receipt))


async def remove(talk: Talk, day: str, *_parts: str) -> Screen:
    """Take a moment off the list."""
    return texts.finding(await talk.work.do(day_finding.remove, caller=talk.caller, ref=day))


async def ask(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Ask the circle which moments suit them."""
    return texts.asked(await talk.work.do(day_finding.ask, caller=talk.caller, ref=receipt))


async def choose(talk: Talk, day: str, *_parts: str) -> Screen:
    """Choose a moment; for the coordinator the meeting's form begins with it."""
    done = await talk.work.do(day_finding.choose, caller=talk.caller, ref=day)
    return texts.chosen(done) if isinstance(done, Days) else show(talk, done)


async def own(talk: Talk, guest: str, *_parts: str) -> Screen:
    """The moments, for a guest."""
    return texts.ticking(await talk.work.do(ticking.look, caller=talk.caller, ref=guest))


async def tick(talk: Talk, guest: str, day: str, *_parts: str) -> Screen:
    """A guest can come at this moment, or cannot any more."""
    return texts.ticking(await talk.work.do(ticking.tick, caller=talk.caller, ref=guest, day=day))


async def guest_calendar(talk: Talk, guest: str, *_parts: str) -> Screen:
    """The meeting for a guest's own calendar."""
    return texts.calendar(await talk.work.do(calendar_entries.for_guest, caller=talk.caller, ref=guest))


async def requester_calendar(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """The meeting for the calendar of whoever asked for it."""
    return texts.calendar(await talk.work.do(calendar_entries.for_requester, caller=talk.caller, ref=receipt))


async def the_day(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Where the day of the meeting stands."""
    return day_texts.the_day(await talk.work.do(private_time.look, caller=talk.caller, ref=ref))


async def private_time_begins(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The circle is among itself."""
    return day_texts.the_day(await talk.work.do(private_time.begin, caller=talk.caller, ref=ref))


async def plan_is_there(talk: Talk, ref: str, *_parts: str) -> Screen:
    """They called the coordinator back."""
    return day_texts.the_day(await talk.work.do(private_time.plan_is_there, caller=talk.caller, ref=ref))
