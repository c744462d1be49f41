"""A message of one person put into the chat of another by Telegram itself: no byte of it comes through here."""

from typing import Any

from aiogram import Bot
from aiogram.methods import CopyMessage, DeleteMessage, SendMessage
from aiogram.types import Message

from bot.answering import called, deliver
from bot.keyboards import keyboard
from bot.texts.screens import Screen


async def pass_on(bot: Bot, message: Message, *, to: int, above: Screen, silent: bool) -> bool:
    """Copy the message into the chat `to`, right below what is said above it; whether both are there.

    What stood above is taken away again where the copy was refused.
    """
    words: dict[str, Any] = {
        "chat_id": to,
        "text": above.text,
        "parse_mode": "HTML",
        "reply_markup": keyboard(above.rows),
        "protect_content": True,
        "disable_notification": silent,
    }
    copy = CopyMessage(
        chat_id=to,
        from_chat_id=message.chat.id,
        message_id=message.message_id,
        protect_content=True,
        disable_notification=True,
    )
    there, said = await called(bot, SendMessage.model_construct(**words))
    if not there:
        return False
    if not await deliver(bot, copy):
        await deliver(bot, DeleteMessage(chat_id=to, message_id=said.message_id))
        return False
    return True
