"""What an admin taps: who works here, a way in, a way out, the registrations, and one message to many."""

from bot.handlers.forms import show
from bot.menus import show_own_menu
from bot.talk import Talk
from bot.texts import bulk as bulk_texts
from bot.texts import staff as texts
from bot.texts.screens import Screen
from casework import bulk, leaving_service, staff
from casework.bulk import Ready
from casework.reporting import COLUMNS
from casework.spreadsheets import to_csv
from domain.errors import OutdatedError
from domain.people import Role


async def page(talk: Talk, *_parts: str) -> Screen:
    """Who there is, and what can be done."""
    return texts.page(await talk.work.do(staff.look, caller=talk.caller))


async def members(talk: Talk, role: str, region: str, *_parts: str) -> Screen:
    """Everybody of one role in one region."""
    wanted = _role(role)
    found = await talk.work.do(staff.members, caller=talk.caller, role=wanted, region=region)
    return texts.members(found, wanted, region)


async def member(talk: Talk, ref: str, *_parts: str) -> Screen:
    """One of them."""
    return texts.member(await talk.work.do(staff.member, caller=talk.caller, ref=ref))


async def invite(talk: Talk, role: str = "", region: str = "", *_parts: str) -> Screen:
    """Which role, which region, and then the link; the bot's name is asked first, for a link must not be made in vain."""
    if not role:
        return texts.which_role()
    wanted = _role(role)
    if not region:
        codes = await talk.work.do(staff.regions, caller=talk.caller)
        return texts.which_region(f"{texts.INVITE}:{wanted}", codes, texts.invite_where())
    me = await talk.bot.me()
    made = await talk.work.do(staff.invite, caller=talk.caller, role=wanted, region=region)
    return texts.way_in(made, me.username or "")


async def end(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then end somebody's role; their menu is that of everybody again."""
    if sure != texts.SURE:
        return texts.really_end(await talk.work.do(leaving_service.may_end, caller=talk.caller, ref=ref))
    done = await talk.work.do(leaving_service.end_role, caller=talk.caller, ref=ref)
    await show_own_menu(talk.bot, done.chat_id, Role.CITIZEN, done.locale or talk.locale)
    return texts.has_ended(done.before)


async def reset(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then take somebody's second step away."""
    if sure != texts.SURE:
        return texts.really_reset(await talk.work.do(staff.member, caller=talk.caller, ref=ref))
    return texts.member(await talk.work.do(staff.reset_second_step, caller=talk.caller, ref=ref))


async def export(talk: Talk, *_parts: str) -> Screen:
    """The registrations as a file."""
    rows = await talk.work.do(staff.registrations, caller=talk.caller)
    cells = to_csv(("request", *COLUMNS), [list(row.values()) for row in rows])
    return texts.registrations(cells, len(rows))


async def bulk_to(talk: Talk, region: str = "", *_parts: str) -> Screen:
    """To the coordinators of which region, and which message."""
    if not region:
        codes = await talk.work.do(staff.regions, caller=talk.caller)
        return texts.which_region(texts.BULK, codes, bulk_texts.which_region())
    return bulk_texts.choose(await talk.work.do(bulk.look, caller=talk.caller, region=region))


async def bulk_ready(talk: Talk, region: str, which: str, sure: str = "", *_parts: str) -> Screen:
    """A fixed text: looked at, asked once more, sent."""
    if which not in set(Ready):
        raise OutdatedError
    if sure != texts.SURE * 2:
        found = await talk.work.do(bulk.ready, caller=talk.caller, region=region, which=Ready(which))
        return bulk_texts.preview(found, again=sure == texts.SURE)
    return bulk_texts.is_sent(
        await talk.work.do(bulk.send_ready, caller=talk.caller, region=region, which=Ready(which))
    )


async def bulk_write(talk: Talk, region: str, *_parts: str) -> Screen:
    """Type a message."""
    return show(talk, await talk.work.do(bulk.begin, caller=talk.caller, region=region))


async def bulk_typed(talk: Talk, revision: str, sure: str = "", *_parts: str) -> Screen:
    """What was typed: asked once more, sent."""
    if not revision.isdecimal() or len(revision) > 9:  # noqa: PLR2004 - revisions stay far below
        raise OutdatedError
    number = int(revision)
    if sure != texts.SURE * 2:
        found = await talk.work.do(bulk.typed, caller=talk.caller, revision=number)
        return bulk_texts.preview(found, again=sure == texts.SURE)
    return bulk_texts.is_sent(await talk.work.do(bulk.send_typed, caller=talk.caller, revision=number))


def _role(said: str) -> Role:
    """One of the roles of the service; another word is of an older button."""
    if said not in set(Role) or said == Role.CITIZEN:
        raise OutdatedError
    return Role(said)
