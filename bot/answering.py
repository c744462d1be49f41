"""Putting a screen on the presser's phone: edit in place for a button, a new message for words."""

import asyncio
import logging
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendLocation,
    SendMessage,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, CallbackQuery, InaccessibleMessage

from bot.keyboards import keyboard
from bot.texts.screens import Rows, Screen
from bot.texts.splitting import split

log = logging.getLogger(__name__)

_LONGEST_WAIT_SECONDS = 10
_TRIES = 3
_NO_PREVIEW = {"is_disabled": True}

Reply = dict[str, Any]
"""A method with its parameters as the webhook's response carries it, under Telegram's names.

Plain values on purpose: ten of aiogram's objects for one message with eight buttons cost a third of an update.
"""


async def send(bot: Bot, chat_id: int, screen: Screen, *, in_reply: bool) -> Reply | None:
    """Send the screen; where the webhook's response can carry a message, the last one goes that way.

    The response comes after everything else, so a message that something follows goes by a call of its own.
    """
    *before, last = _messages(chat_id, screen)
    for message in before:
        await deliver(bot, SendMessage.model_construct(**message))
    followed = screen.files or screen.pin is not None or screen.voice or screen.after is not None
    if in_reply and not followed:
        return {"method": SendMessage.__api_method__, **last}
    await deliver(bot, SendMessage.model_construct(**last))
    await _follow(bot, chat_id, screen)
    return None


async def replace(bot: Bot, query: CallbackQuery, screen: Screen, *, in_reply: bool) -> Reply | None:
    """Edit the message of the button, and take the progress bar away; what cannot be edited becomes a new message."""
    if await _edited(bot, query, screen):
        await _follow(bot, query.from_user.id, screen)
    else:
        await send(bot, query.from_user.id, screen, in_reply=False)
    if in_reply:
        return {"method": AnswerCallbackQuery.__api_method__, "callback_query_id": query.id}
    await deliver(bot, AnswerCallbackQuery.model_construct(callback_query_id=query.id))
    return None


async def deliver(bot: Bot, method: TelegramMethod[Any]) -> bool:
    """Call Telegram, waiting as long as it asks if that is not long; whether it worked."""
    return (await called(bot, method))[0]


async def called(bot: Bot, method: TelegramMethod[Any]) -> tuple[bool, Any]:
    """The same, with what Telegram gave for it."""
    for _ in range(_TRIES):
        try:
            result = await bot(method)
        except TelegramRetryAfter as error:
            if error.retry_after > _LONGEST_WAIT_SECONDS:
                break
            await asyncio.sleep(error.retry_after)
        except TelegramForbiddenError:
            # The person blocked the bot in the meantime; Telegram tells us so in an update of its own.
            return False, None
        except AiogramError as error:
            log.warning("telegram refused %s: %s", type(method).__name__, type(error).__name__)
            return False, None
        else:
            return True, result
    log.warning("telegram keeps asking to wait for %s", type(method).__name__)
    return False, None


async def _follow(bot: Bot, chat_id: int, screen: Screen) -> None:
    """What comes after the message: its files, protected when it is personal; its pin; its voice; and the next screen."""
    for file in screen.files:
        document = BufferedInputFile(file.content, file.name)
        method = SendDocument(chat_id=chat_id, document=document)
        if screen.personal:
            method.protect_content = True
        await deliver(bot, method)
    if screen.pin is not None:
        latitude, longitude = screen.pin
        where = SendLocation(chat_id=chat_id, latitude=latitude, longitude=longitude)
        where.protect_content = True  # a place is never passed on
        await deliver(bot, where)
    if screen.voice:
        await deliver(bot, SendVoice(chat_id=chat_id, voice=screen.voice, protect_content=True))
    if screen.after is not None:
        await send(bot, chat_id, screen.after, in_reply=False)


async def _edited(bot: Bot, query: CallbackQuery, screen: Screen) -> bool:
    message = query.message
    texts = split(screen.text)
    if screen.anew or message is None or isinstance(message, InaccessibleMessage) or len(texts) > 1:
        return False
    if screen.personal and not message.has_protected_content:
        # An edit cannot protect a message from being passed on: the screen comes anew, and the old buttons go.
        await deliver(bot, EditMessageReplyMarkup(chat_id=message.chat.id, message_id=message.message_id))
        return False
    values = {"message_id": message.message_id, **_values(message.chat.id, texts[0], screen.rows)}
    edit = EditMessageText.model_construct(**values)
    for _ in range(_TRIES):
        try:
            await bot(edit)
        except TelegramRetryAfter as error:
            await asyncio.sleep(min(error.retry_after, _LONGEST_WAIT_SECONDS))
        except TelegramBadRequest as error:
            # "not modified" is what a second quick tap gives; anything else means: not editable any more.
            return "not modified" in error.message
        except AiogramError:
            return False
        else:
            return True
    return False


def _messages(chat_id: int, screen: Screen) -> list[dict[str, Any]]:
    """The screen as messages: one, or more where the text is longer than Telegram takes; buttons under the last."""
    *before, last = split(screen.text)
    messages = [_values(chat_id, text, ()) for text in before]
    messages.append(_values(chat_id, last, screen.rows))
    return [{**message, "protect_content": True} for message in messages] if screen.personal else messages


def _values(chat_id: int, text: str, rows: Rows) -> dict[str, Any]:
    markup = keyboard(rows)
    return {
        "chat_id": chat_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
        **({"reply_markup": markup} if markup else {}),
    }
