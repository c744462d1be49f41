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
    SendMessage,
    TelegramMethod,
)
from aiogram.types import CallbackQuery, InaccessibleMessage, LinkPreviewOptions

from bot.keyboards import keyboard
from bot.texts.screens import Screen
from bot.texts.splitting import split

log = logging.getLogger(__name__)

_LONGEST_WAIT_SECONDS = 10
_TRIES = 3
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def new_message(chat_id: int, screen: Screen) -> list[SendMessage]:
    """The screen as messages: one, or more where the text is longer than Telegram takes; buttons under the last."""
    texts = split(screen.text)
    return [
        SendMessage.model_construct(
            chat_id=chat_id,
            text=text,
            parse_mode="HTML",
            reply_markup=keyboard(screen.rows) if last else None,
            protect_content=screen.personal,
            link_preview_options=_NO_PREVIEW,
        )
        for text, last in zip(texts, [False] * (len(texts) - 1) + [True], strict=True)
    ]


async def send(bot: Bot, chat_id: int, screen: Screen, *, in_reply: bool) -> TelegramMethod[Any] | None:
    """Send the screen; where the webhook's response can carry a message, the last one goes that way."""
    *before, last = new_message(chat_id, screen)
    for message in before:
        await deliver(bot, message)
    if in_reply:
        return last
    await deliver(bot, last)
    return None


async def replace(
    bot: Bot, query: CallbackQuery, screen: Screen, *, in_reply: bool
) -> TelegramMethod[Any] | None:
    """Edit the message of the button, and take the progress bar away; what cannot be edited becomes a new message."""
    answer = AnswerCallbackQuery.model_construct(callback_query_id=query.id)
    if not await _edited(bot, query, screen):
        for message in new_message(query.from_user.id, screen):
            await deliver(bot, message)
    if in_reply:
        return answer
    await deliver(bot, answer)
    return None


async def deliver(bot: Bot, method: TelegramMethod[Any]) -> bool:
    """Call Telegram, waiting as long as it asks if that is not long; whether it worked."""
    for _ in range(_TRIES):
        try:
            await bot(method)
        except TelegramRetryAfter as error:
            if error.retry_after > _LONGEST_WAIT_SECONDS:
                break
            await asyncio.sleep(error.retry_after)
        except TelegramForbiddenError:
            # The person blocked the bot in the meantime; Telegram tells us so in an update of its own.
            return False
        except AiogramError as error:
            log.warning("telegram refused %s: %s", type(method).__name__, type(error).__name__)
            return False
        else:
            return True
    log.warning("telegram keeps asking to wait for %s", type(method).__name__)
    return False


async def _edited(bot: Bot, query: CallbackQuery, screen: Screen) -> bool:
    message = query.message
    texts = split(screen.text)
    if message is None or isinstance(message, InaccessibleMessage) or len(texts) > 1:
        return False
    if screen.personal and not message.has_protected_content:
        # An edit cannot protect a message from being passed on: the screen comes anew, and the old buttons go.
        await deliver(bot, EditMessageReplyMarkup(chat_id=message.chat.id, message_id=message.message_id))
        return False
    edit = EditMessageText.model_construct(
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=texts[0],
        parse_mode="HTML",
        reply_markup=keyboard(screen.rows),
        link_preview_options=_NO_PREVIEW,
    )
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
