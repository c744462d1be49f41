"""Chats of one bot: with a person, in a group, in a channel."""

from dataclasses import dataclass, field
from enum import StrEnum

from simulator.messages import Message
from simulator.shapes import Json


class Kind(StrEnum):
    """The kinds of chat, in the Bot API's words."""

    PRIVATE = "private"
    GROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True)
class Chat:
    """One chat between a bot and a person, or one group or channel that the bot is in.

    `started`: the person has written at least once. `blocked`: the person blocked the bot, or the group put
    it out. `sees_all`: in a group, whether the bot reads what is not meant for it (privacy mode off).
    """

    id: int
    kind: Kind
    title: str
    username: str | None = None
    members: set[int] = field(default_factory=set)
    started: bool = False
    blocked: bool = False
    sees_all: bool = False
    unread: int = 0
    last_answer: Json | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    menu_button: Json | None = None

    @property
    def crowd(self) -> bool:
        """Whether this is a group or a channel."""
        return self.kind is not Kind.PRIVATE

    def to_api(self) -> Json:
        """Return the Bot API's Chat."""
        name = "first_name" if self.kind is Kind.PRIVATE else "title"
        out: Json = {"id": self.id, "type": self.kind.value, name: self.title}
        if self.username:
            out["username"] = self.username
        return out

    def newest_first(self) -> list[Message]:
        """Return the messages, newest first."""
        return list(reversed(self.messages.values()))

    def reply_keyboard(self) -> Json | None:
        """Return the keyboard that now stands in place of the letters, if any."""
        for message in reversed(self.messages.values()):
            if message.reply_keyboard is not None:
                return message.reply_keyboard if "keyboard" in message.reply_keyboard else None
        return None
