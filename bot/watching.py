"""The bot looks after the clock, as nobody else may be left to: it says so itself when nobody else can."""

import asyncio
import logging

from aiogram import Bot

from bot import answering
from bot.setting_aside import Tries
from bot.texts import incidents as texts
from bot.texts.translating import SHIPPED, speaking
from bot.work import Work
from casework import incidents, leases
from casework.desk import Desk
from casework.envelopes import reader
from casework.incidents import CLOCK, Kind, Seen
from casework.outbox import COURIER
from domain import languages
from storage.arrivals import Caller

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
_SURE_SECONDS = 5.0
"""Looked at twice: after a machine slept, the clock may need a moment."""

News = list[tuple[Caller, Seen]]


async def watch(bot: Bot, work: Work, tries: Tries, *, every_seconds: float = LOOK_SECONDS) -> None:
    """Look once a minute, until cancelled; a failure is logged, and the next look tries again."""
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await tries.report(work)
            await look(bot, work)
        except Exception as error:  # noqa: BLE001 - the database may be away; the next look tells
            log.warning("the clock could not be looked after (%s)", type(error).__name__)


async def look(bot: Bot, work: Work, *, sure_seconds: float = _SURE_SECONDS) -> None:
    """Open an incident when nothing has ticked for five minutes; without a courier tell the admins from here."""
    if not await work.do(incidents.has_stopped, name=CLOCK):
        return
    await asyncio.sleep(sure_seconds)
    for person, seen in await work.do(raise_alarm):
        with speaking(languages.resolve_locale(person.locale, person.hint, SHIPPED)):
            screen = texts.card(seen)
        await answering.send(bot, person.chat_id, screen, in_reply=False)


def raise_alarm(desk: Desk) -> News:
    """Open the incident if the clock still stands still; whom to tell, where no courier will bring the letters now.

    Such a letter stays in the outbox as well: an admin may read it twice.
    """
    if not incidents.has_stopped(desk, name=CLOCK):
        return []
    opened = incidents.report(desk, kind=Kind.CLOCK_STOPPED)
    if not opened or leases.is_held(desk, COURIER):
        return []
    seen = incidents.open_one(desk, kind=Kind.CLOCK_STOPPED)
    return [(reader(person), seen) for person in incidents.admins(desk)] if seen else []
