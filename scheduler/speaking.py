"""Putting a screen on a phone: a new message, or the old one changed in place."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.texts.screens import Button, Rows
from scheduler.delivery import Parcel
from scheduler.limits import Line, MaySpeak, WithheldError
from scheduler.outcomes import Outcome, Sent, cannot_be_edited, is_unchanged, judge

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def speak(
    bot: Line, parcel: Parcel, *, chat_id: int, replaces: int | None, may: MaySpeak
) -> Outcome | None:
    """Send the parcel; never raises what Telegram answers, but says what it means for the letter.

    None when `may` said no when its turn had come: nothing was sent.
    """
    try:
        # An edit cannot protect a message from being passed on: what is personal comes anew, unless it always was.
        edits = replaces is not None and (not parcel.screen.personal or parcel.screen.edits_protected)
        message_id = await _edit(bot, parcel, chat_id, replaces, may) if replaces and edits else None
        return Sent(message_id or await _send(bot, parcel, chat_id, may))
    except WithheldError:
        return None
    except TelegramError as error:
        return judge(error)


async def _send(bot: Line, parcel: Parcel, chat_id: int, may: MaySpeak) -> int:
    message = await bot.send_message(
        chat_id,
        parcel.screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(parcel.screen.rows),
        protect_content=parcel.screen.personal,
        disable_notification=parcel.silent,
        link_preview_options=_NO_PREVIEW,
        rate_limit_args=may,
    )
    return message.message_id


async def _edit(bot: Line, parcel: Parcel, chat_id: int, message_id: int, may: MaySpeak) -> int | None:
    """Change the message; its id, or None when a new one has to take its place."""
    try:
        await bot.edit_message_text(
            parcel.screen.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(parcel.screen.rows),
            link_preview_options=_NO_PREVIEW,
            rate_limit_args=may,
        )
    except BadRequest as error:
        if is_unchanged(error):
            return message_id
        if cannot_be_edited(error):
            return None
        raise
    return message_id


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons of a screen, as the library has them."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)
