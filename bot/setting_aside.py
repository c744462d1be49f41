"""An update that keeps failing is set aside after a few tries, with an apology; until then it comes again."""

import logging
import secrets
from collections import OrderedDict

from aiogram import Bot
from aiogram.types import Update

from bot import answering
from bot.texts.errors import trouble
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speak
from domain import languages

log = logging.getLogger(__name__)

_TRIES = 3
_REMEMBERED = 1_000


class Tries:
    """How often each update has failed in this process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._failed: OrderedDict[int, int] = OrderedDict()

    def again(self, update_id: int) -> bool:
        """Count a failure; whether the update should come once more."""
        self._failed[update_id] = self._failed.get(update_id, 0) + 1
        while len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
        return self._failed[update_id] < _TRIES


async def set_aside(bot: Bot, update: Update) -> None:
    """Say sorry to whoever sent it, without the database, which may be what fails; log it with ids only."""
    reference = secrets.token_hex(3).upper()
    log.error("update %s set aside after %s tries, code %s", update.update_id, _TRIES, reference)
    event = update.message or update.callback_query or update.edited_message
    if event is None or event.from_user is None:
        return
    speak(languages.resolve_locale(None, event.from_user.language_code, SHIPPED))
    await answering.send(bot, event.from_user.id, Screen(trouble(reference)), in_reply=False)
