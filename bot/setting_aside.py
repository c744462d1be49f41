"""An update that keeps failing is set aside after a few tries, with an apology; until then it comes again."""

import logging
import secrets
from collections import OrderedDict

from aiogram import Bot
from aiogram.types import Update

from bot import answering
from bot.texts import danger as danger_texts
from bot.texts.errors import trouble
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speak
from bot.work import Work, arrival
from casework import incidents
from casework.danger import Flag, Heard
from casework.incidents import Kind
from domain import dangers, languages

log = logging.getLogger(__name__)

_TRIES = 3
_REMEMBERED = 1_000


class Tries:
    """How often each update has failed in this process, and which were set aside without the admins knowing yet."""

    def __init__(self) -> None:
        """Begin with none."""
        self._failed: OrderedDict[int, int] = OrderedDict()
        self._untold: OrderedDict[int, str] = OrderedDict()

    def is_new(self, update_id: int) -> bool:
        """Whether this update has never failed."""
        return update_id not in self._failed

    def again(self, update_id: int) -> bool:
        """Count a failure; whether the update should come once more."""
        self._failed[update_id] = self._failed.get(update_id, 0) + 1
        while len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
        return self._failed[update_id] < _TRIES

    def aside(self, update_id: int, reference: str) -> None:
        """Keep that this update was set aside, until it is reported."""
        self._untold[update_id] = reference
        while len(self._untold) > _REMEMBERED:
            self._untold.popitem(last=False)

    async def report(self, work: Work) -> None:
        """Report what was set aside; while the database is away, which may be why, it stays for the next time."""
        token = arrival.set(None)  # the report is no answer to the update that failed
        try:
            while self._untold:
                update_id, reference = next(iter(self._untold.items()))
                about = f"update {update_id} code {reference}"
                await work.do(incidents.report, kind=Kind.UPDATE_SET_ASIDE, about=about)
                self._untold.pop(update_id, None)
        except Exception as error:  # noqa: BLE001 - whatever keeps failing, the person still gets an apology
            log.warning("what was set aside is not reported yet (%s)", type(error).__name__)
        finally:
            arrival.reset(token)


async def numbers_first(bot: Bot, update: Update) -> None:
    """Answer words of danger with the numbers although something failed: they need no database, and cannot wait for one.

    Nobody is told yet; that happens when the update comes again.
    """
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.chat.type != "private":
        return
    if dangers.in_words(message.text or message.caption or ""):
        speak(languages.resolve_locale(None, message.from_user.language_code, SHIPPED))
        screen = danger_texts.said(Flag(Heard.NOBODY_TOLD))
        await answering.send(bot, message.chat.id, screen, in_reply=False)


async def set_aside(bot: Bot, update: Update, *, work: Work, tries: Tries) -> None:
    """Say sorry to whoever sent it, without the database, which may be what fails; log it with ids only.

    Then the admins are told, as soon as the database takes it.
    """
    reference = secrets.token_hex(3).upper()
    log.error("update %s set aside after %s tries, code %s", update.update_id, _TRIES, reference)
    tries.aside(update.update_id, reference)
    event = update.message or update.callback_query or update.edited_message
    if event is not None and event.from_user is not None:
        speak(languages.resolve_locale(None, event.from_user.language_code, SHIPPED))
        await answering.send(bot, event.from_user.id, Screen(trouble(reference)), in_reply=False)
    await tries.report(work)
