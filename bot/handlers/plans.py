"""The plan: written down and handed out by the coordinator, agreed to by the main person, fetched by everybody."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import plan_copies, plan_pages
from bot.texts import plans as texts
from bot.texts.screens import Attachment, Screen
from bot.texts.translating import SHIPPED, speaking
from casework import handing_out, own_reminders, plan_readers, plans
from domain import languages
from domain.errors import OutdatedError
from domain.plans import LineKind


async def written(talk: Talk, job: str, number: str = "1", *_parts: str) -> Screen:
    """The plan as the coordinator sees it."""
    found = await talk.work.do(plans.look, caller=talk.caller, ref=job)
    return texts.written(found, _page(number))


async def add(talk: Talk, job: str, *_parts: str) -> Screen:
    """Write one more line down."""
    return show(talk, await talk.work.do(plans.begin_line, caller=talk.caller, ref=job))


async def line(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One line."""
    return texts.one(await talk.work.do(plans.one, caller=talk.caller, ref=ref))


async def change(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Change the words of a line."""
    return show(talk, await talk.work.do(plans.begin_change, caller=talk.caller, ref=ref))


async def put_beside(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Put the line in another language beside it."""
    return show(talk, await talk.work.do(plans.begin_beside, caller=talk.caller, ref=ref))


async def remove_beside(talk: Talk, ref: str, tag: str, *_parts: str) -> Screen:
    """Take away what stands beside in one language."""
    done = await talk.work.do(plans.remove_beside, caller=talk.caller, ref=ref, language=tag)
    return texts.one(done)


async def set_kind(talk: Talk, ref: str, kind: str, *_parts: str) -> Screen:
    """Under which heading the line stands."""
    if kind not in set(LineKind):
        raise OutdatedError
    return texts.one(await talk.work.do(plans.set_kind, caller=talk.caller, ref=ref, kind=LineKind(kind)))


async def remove(talk: Talk, ref: str, really: str = "", *_parts: str) -> Screen:
    """Remove a line, after one more tap."""
    if really != "y":
        return texts.really_remove(await talk.work.do(plans.one, caller=talk.caller, ref=ref))
    return texts.written(await talk.work.do(plans.remove, caller=talk.caller, ref=ref))


async def ask(talk: Talk, job: str, *_parts: str) -> Screen:
    """Ask the main person for their yes."""
    return texts.written(await talk.work.do(handing_out.ask, caller=talk.caller, ref=job))


async def log_yes(talk: Talk, job: str, revision: str = "", *_parts: str) -> Screen:
    """Log the yes of a main person who is not in the chat, after one more tap."""
    if not revision:
        return texts.really_agreed(await talk.work.do(plans.look, caller=talk.caller, ref=job))
    done = await talk.work.do(handing_out.log_yes, caller=talk.caller, ref=job, revision=_number(revision))
    return texts.written(done)


async def hand_out(talk: Talk, job: str, really: str = "", *_parts: str) -> Screen:
    """Hand the plan out, after one more tap."""
    if really != "y":
        return texts.really_hand_out(await talk.work.do(plans.look, caller=talk.caller, ref=job))
    return texts.written(await talk.work.do(handing_out.hand_out, caller=talk.caller, ref=job))


async def to_print(talk: Talk, job: str, tag: str, *_parts: str) -> Screen:
    """The page for somebody without Telegram, in their language."""
    page = await _page_in(talk, job, tag)
    may_pdf = talk.work.printer is not None
    return texts.printed(job, tag, Attachment("plan.html", page), may_pdf=may_pdf)


async def to_print_as_pdf(talk: Talk, job: str, tag: str, *_parts: str) -> Screen:
    """The same as a PDF; where that fails, the page."""
    page = await _page_in(talk, job, tag)
    pdf = await _pdf(talk, page)
    file = Attachment("plan.html", page) if pdf is None else Attachment("plan.pdf", pdf)
    return texts.printed(job, tag, file)


async def to_judge(talk: Talk, receipt: str, number: str = "1", *_parts: str) -> Screen:
    """The main person reads the plan before their yes."""
    found = await talk.work.do(handing_out.to_judge, caller=talk.caller, ref=receipt)
    return plan_copies.to_judge(found, _page(number))


async def yes(talk: Talk, receipt: str, revision: str, *_parts: str) -> Screen:
    """The main person says yes to what they read."""
    await talk.work.do(
        handing_out.answer, caller=talk.caller, ref=receipt, revision=_number(revision), yes=True
    )
    return plan_copies.said_yes()


async def not_right(talk: Talk, receipt: str, revision: str, *_parts: str) -> Screen:
    """The main person says that something is not right yet; who said yes already, did."""
    done = await talk.work.do(
        handing_out.answer, caller=talk.caller, ref=receipt, revision=_number(revision), yes=False
    )
    return plan_copies.said_no(receipt) if done.may_judge else plan_copies.said_yes()


async def fetch(talk: Talk, ref: str, number: str = "1", *_parts: str) -> Screen:
    """Read one's own copy: of a guest, or of who asked for the conference."""
    found = await talk.work.do(plan_readers.fetch, caller=talk.caller, ref=ref)
    return plan_copies.copy(found, _page(number))


async def keep(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The page to keep and to print."""
    found = await talk.work.do(plan_readers.fetch, caller=talk.caller, ref=ref)
    return plan_copies.kept(found, may_pdf=talk.work.printer is not None)


async def keep_as_pdf(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The same as a PDF; where that fails, the page."""
    found = await talk.work.do(plan_readers.fetch, caller=talk.caller, ref=ref)
    return plan_copies.kept(found, pdf=await _pdf(talk, plan_pages.page(found)))


async def reminders(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Of which agreement to be reminded."""
    return plan_copies.reminders(await talk.work.do(plan_readers.fetch, caller=talk.caller, ref=ref))


async def remind(talk: Talk, ref: str, wanted: str = "", *_parts: str) -> Screen:
    """Remind the reader of a line; or do not, also when the plan itself is gone."""
    if wanted == "n":
        await talk.work.do(own_reminders.let_go, caller=talk.caller, ref=ref)
        return plan_copies.let_go()
    return plan_copies.reminders(await talk.work.do(own_reminders.remember, caller=talk.caller, ref=ref))


async def review(talk: Talk, receipt: str, wanted: str = "", *_parts: str) -> Screen:
    """Remind who asked for the conference of looking back after three months; or do not."""
    done = await talk.work.do(
        own_reminders.want_review, caller=talk.caller, ref=receipt, wanted=wanted != "n"
    )
    return plan_copies.copy(done)


async def _page_in(talk: Talk, job: str, tag: str) -> bytes:
    found = await talk.work.do(plan_readers.to_print, caller=talk.caller, ref=job, language=tag)
    with speaking(languages.resolve_locale(tag, None, SHIPPED)):
        return plan_pages.page(found)


async def _pdf(talk: Talk, page: bytes) -> bytes | None:
    return None if talk.work.printer is None else await talk.work.printer.pdf(page)


def _page(said: str) -> int:
    """The number of a page; what another button holds in its place is the first one (`bot.routes.CURRENT`)."""
    return int(said) if said.isdecimal() and len(said) < 4 else 1  # noqa: PLR2004 - a plan has few pages


def _number(said: str) -> int:
    if not said.isdecimal() or len(said) > 9:  # noqa: PLR2004 - revisions stay far below
        raise OutdatedError
    return int(said)
