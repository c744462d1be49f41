"""A Telegram in memory for whoever walks about: every chat with its messages and buttons, and links that were shown."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    SendDocument,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, Chat, InlineKeyboardMarkup, Message, User

from bot.keyboards import keyboard
from bot.texts.screens import Screen
from tests.bot.wire import Recorded

_LINK = re.compile(r"[?&]start=([\w-]+)")
_APP = re.compile(r"<code>([A-Z2-7]{32})</code>")
"""The letters that are typed into an app for six digits."""
_SENDS = (SendMessage, SendDocument, SendLocation, SendPhoto, SendVoice)


@dataclass(slots=True)
class Shown:
    """A message on a phone: what stands on it, what stands behind its buttons, and whether it is protected."""

    number: int
    text: str
    buttons: list[str] = field(default_factory=list)
    protected: bool = False


@dataclass(slots=True)
class Chats:
    """What everybody has before them; `hears` is told of every text that goes to somebody."""

    hears: Callable[[int, str], None]
    shown: dict[int, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    links: list[str] = field(default_factory=list)
    parts: dict[str, None] = field(default_factory=dict)
    apps: dict[int, str] = field(default_factory=dict)
    """What stands in whose app for six digits."""
    blocked: set[int] = field(default_factory=set)
    """Who takes nothing now."""
    answered: int = 0
    screens: int = 0
    _count: int = 1_000_000
    """Far from the numbers of what people say themselves."""

    def put(self, chat: int, text: str, buttons: list[str], *, protected: bool = False) -> int:
        """A new message stands lowest; its number."""
        self._count += 1
        self.shown[chat].append(Shown(self._count, "", protected=protected))
        self.change(chat, self._count, text, buttons)
        del self.shown[chat][:-30]
        return self._count

    def take_away(self, chat: int, number: int) -> None:
        """A message is not there any more."""
        self.shown[chat] = [one for one in self.shown[chat] if one.number != number]

    def change(self, chat: int, number: int, text: str | None, buttons: list[str]) -> None:
        """A message says something else; `text` is None where only the buttons change."""
        for one in self.shown[chat]:
            if one.number == number:
                one.text, one.buttons = one.text if text is None else text, buttons
        for data in buttons:
            self.parts.update(dict.fromkeys(data.split(":")[1:]))
        if text is not None:
            self.screens += 1
            for secret in _APP.findall(text):
                self.apps[chat] = secret
            self.links += [secret for secret in _LINK.findall(text) if secret not in self.links]
            self.hears(chat, text)

    def letter(self, chat: int, screen: Screen, replaces: int | None) -> int:
        """What a courier brings; the number of the message."""
        buttons = _data(keyboard(screen.rows))
        for file in screen.files:
            self.hears(chat, file.name + file.content.decode(errors="ignore"))
        if replaces is not None and any(one.number == replaces for one in self.shown[chat]):
            self.change(chat, replaces, screen.text, buttons)
            return replaces
        return self.put(chat, screen.text, buttons, protected=screen.personal)


class Telegram(Recorded):
    """Takes every call and puts it on the phone that it is for."""

    def __init__(self, chats: Chats) -> None:
        super().__init__()
        self.chats = chats

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ANN401, ASYNC109
        """As Telegram would answer it."""
        if isinstance(method, GetMe):
            return User(id=1, is_bot=True, first_name="Kring", username="kring_bot")
        if isinstance(method, AnswerCallbackQuery):
            self.chats.answered += 1
        elif getattr(method, "chat_id", None) in self.chats.blocked:
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was blocked by the user")
        number = self._happens(method)
        if method.__returning__ is not Message and not isinstance(
            method, EditMessageText | EditMessageReplyMarkup
        ):
            return True
        return Message(message_id=number, date=0, chat=Chat(id=1, type="private"))  # type: ignore[arg-type]

    def _happens(self, method: TelegramMethod[Any]) -> int:
        buttons = _data(getattr(method, "reply_markup", None))
        if isinstance(method, EditMessageText | EditMessageReplyMarkup):
            text = method.text if isinstance(method, EditMessageText) else None
            self.chats.change(_chat(method), method.message_id or 0, text, buttons)
            return method.message_id or 0
        if isinstance(method, DeleteMessage):
            self.chats.take_away(_chat(method), method.message_id)
        if not isinstance(method, _SENDS):
            return 0
        self.chats.answered += 1
        protected = getattr(method, "protect_content", None) is True
        return self.chats.put(_chat(method), _text(method), buttons, protected=protected)


def _chat(method: Any) -> int:  # noqa: ANN401 - any method with a chat
    return int(method.chat_id)


def _text(method: TelegramMethod[Any]) -> str:
    """All that a person may read in it, the file too."""
    if isinstance(method, SendDocument) and isinstance(method.document, BufferedInputFile):
        return f"{method.document.filename} {method.document.data.decode(errors='ignore')}"
    if isinstance(method, SendMessage):
        return method.text
    return str(getattr(method, "caption", None) or "")


def _data(markup: object) -> list[str]:
    """What stands behind the buttons, from top to bottom."""
    if isinstance(markup, InlineKeyboardMarkup):
        return [one.callback_data for row in markup.inline_keyboard for one in row if one.callback_data]
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    return [one["callback_data"] for row in rows for one in row if one.get("callback_data")]
