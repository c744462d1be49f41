"""From a screen's rows to aiogram's keyboard, built directly: the builder costs ten times as much (measured)."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts.screens import Rows


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The inline keyboard under a message; None where there is no button."""
    if not rows:
        return None
    return InlineKeyboardMarkup.model_construct(
        inline_keyboard=[
            [
                InlineKeyboardButton.model_construct(text=button.text, url=button.url)
                if button.url
                else InlineKeyboardButton.model_construct(text=button.text, callback_data=button.data)
                for button in row
            ]
            for row in rows
        ],
    )
