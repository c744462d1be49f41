"""One bot's account: its token and name, its chats, its queue, its menu."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.callbacks import Queries
from simulator.chats import Chat, Kind
from simulator.commands_menu import CommandsMenu
from simulator.limits import Limits, Meter
from simulator.messages import Message
from simulator.people import Person
from simulator.shapes import Json
from simulator.updates import Updates

if TYPE_CHECKING:
    from simulator.webhooks import Webhook


@dataclass(slots=True)
class Profile:
    """What a bot says about itself, by kind (`name`, `description`, `short_description`) and language."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def get(self, kind: str, language: str) -> str:
        """Return the text in this language, else the one for everyone."""
        return self.texts.get((kind, language)) or self.texts.get((kind, ""), "")


class Account:
    """A bot as Telegram knows it. All its state is in memory."""

    def __init__(
        self, token: str, username: str, *, limits: Limits, now: Callable[[], datetime], name: str = ""
    ) -> None:
        self.token = token
        self.id = int(token.split(":", 1)[0])
        self.username = username
        self.name = name or username
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(now)
        self.menu = CommandsMenu()
        self.queries = Queries()
        self.profile = Profile()
        self.meter = Meter(limits)
        self.webhook: Webhook | None = None
        self.poll: asyncio.Future[str] | None = None
        self._message_ids: dict[int, int] = {}

    def to_user(self) -> Json:
        """Return the bot as a User, as it stands in messages."""
        name = self.profile.get("name", "") or self.name
        return {"id": self.id, "is_bot": True, "first_name": name, "username": self.username}

    def private_chat(self, person: Person) -> Chat:
        """Return the chat with a person, which exists as soon as someone looks at it."""
        chat = self.chats.get(person.id)
        if chat is None:
            chat = Chat(person.id, Kind.PRIVATE, person.name, person.username)
            self.chats[person.id] = chat
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Return a new id: one row of numbers for all private chats, one for each group and channel."""
        row = chat.id if chat.crowd else 0
        self._message_ids[row] = self._message_ids.get(row, 0) + 1
        return self._message_ids[row]

    def keep(self, chat: Chat, message: Message) -> Message:
        """Add a message to its chat."""
        chat.messages[message.message_id] = message
        return message
