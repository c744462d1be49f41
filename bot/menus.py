"""Telegram's command menu and descriptions, per role and language. Cosmetic: rights are checked on every action."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription, TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.texts import menus as texts
from bot.texts.translating import SHIPPED, SOURCE, speaking
from domain.people import Role

log = logging.getLogger(__name__)

_TWO_LETTERS = 2
_RETRY_SECONDS = 600


async def show_own_menu(bot: Bot, chat_id: int, role: Role, locale: str) -> None:
    """The menu of one person: for staff, and for languages that have no two-letter code (languages.md, trap 10)."""
    with speaking(locale):
        method = SetMyCommands(commands=_commands(role), scope=BotCommandScopeChat(chat_id=chat_id))
    await _try(bot, method)


async def show_menus(bot: Bot) -> None:
    """The menus for everyone else, in every language; what a server refuses costs a warning and a later try."""
    left = list(_for_everyone())
    while left := [method for method in left if not await _try(bot, method)]:  # noqa: ASYNC110 - a server tells nobody that it is back
        await asyncio.sleep(_RETRY_SECONDS)


def _for_everyone() -> Iterator[TelegramMethod[Any]]:
    scope = BotCommandScopeAllPrivateChats()
    for tag in SHIPPED:
        if len(tag) != _TWO_LETTERS:
            continue
        # The source language is also what phones in any other language see.
        codes = ["", tag] if tag == SOURCE else [tag]
        for code in codes:
            with speaking(tag):
                yield SetMyCommands(commands=_commands(Role.CITIZEN), scope=scope, language_code=code or None)
                yield SetMyShortDescription(
                    short_description=texts.short_description(), language_code=code or None
                )
                yield SetMyDescription(description=texts.description(), language_code=code or None)


def _commands(role: Role) -> list[BotCommand]:
    return [BotCommand(command=name, description=said) for name, said in texts.commands(role)]


async def _try(bot: Bot, method: TelegramMethod[Any]) -> bool:
    try:
        await bot(method)
    except AiogramError as error:
        log.warning("menus: %s was refused (%s)", type(method).__name__, type(error).__name__)
        return False
    return True
