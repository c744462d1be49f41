"""What people do with their phones, as updates for the bot."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from simulator.account import Account
from simulator.chats import Chat
from simulator.memberships import change_of_membership
from simulator.messages import Message
from simulator.people import Person
from simulator.refusals import CONFLICT, NOT_FOUND, SimError
from simulator.shapes import Json
from simulator.texts import found_entities, units
from simulator.world import World

MAX_TEXT = 4096
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Place:
    """One chat of one bot."""

    world: World
    account: Account
    chat: Chat


class Hands:
    """One person in the chat with one bot."""

    def __init__(self, world: World, account: Account, person: Person) -> None:
        self.world = world
        self.account = account
        self.person = person
        self.chat = account.private_chat(person)

    def say(self, text: str, *, reply_to: int | None = None) -> int:
        """Type a text and send it, as a reply if asked; return the update's id.

        Raises:
            SimError: empty, above 4096 characters, or the bot is blocked.
        """
        checked = checked_text(text)
        message = self.message("text", checked)
        message.reply_to = None if reply_to is None else self.chat.messages.get(reply_to)
        return self._deliver(message)

    def send(self, kind: str, media: Json, caption: str = "") -> int:
        """Send something else than text; return the update's id.

        Raises:
            SimError: the bot is blocked.
        """
        return self._deliver(self.message(kind, caption, media=media))

    def edit(self, message_id: int, text: str) -> int:
        """Change a text sent before; return the update's id.

        Raises:
            SimError: not this person's own text message.
        """
        checked = checked_text(text)
        message = self.chat.messages.get(message_id)
        if message is None or message.from_bot or message.kind != "text":
            raise SimError(f"Message {message_id} is no text of this person.", status=NOT_FOUND)
        message.text, message.entities = checked, found_entities(checked)
        message.edited_at = self.world.clock.timestamp()
        self.world.changed(self.chat)
        return self.world.update(self.account, self.chat, "edited_message", message.to_api())

    def open(self, link: str) -> int | None:
        """Follow a link to the bot and press start; return the update's id, or nothing if nothing is sent.

        Raises:
            SimError: a link to another bot, or a payload that Telegram does not pass on.
        """
        payload = self._payload(link)
        if self.chat.blocked:
            self.block(blocked=False)
        if payload:
            return self.say(f"/start {payload}")
        return None if self.chat.started else self.say("/start")

    def block(self, *, blocked: bool) -> int | None:
        """Block the bot, or let it write again; nothing happens if that is so already."""
        chat = self.chat
        if chat.blocked == blocked:
            return None
        chat.blocked = blocked
        chat.started = True
        body = change_of_membership(
            self.account,
            chat,
            by=self.person.to_user(),
            at=self.world.clock.timestamp(),
            old="member" if blocked else "kicked",
            new="kicked" if blocked else "member",
        )
        self.world.changed(chat)
        return self.world.update(self.account, chat, "my_chat_member", body)

    def message(self, kind: str, text: str, *, media: Json | None = None) -> Message:
        """Return a new message of this person, not yet in the chat."""
        place = Place(self.world, self.account, self.chat)
        return written(place, self.person, text, kind=kind, media=media)

    def _payload(self, link: str) -> str:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        query = parse_qs(parts.query)
        name = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
        if parts.scheme != "tg" and parts.hostname not in {"t.me", "telegram.me"}:
            raise SimError("Only links of the form https://t.me/BOT?start=PAYLOAD can be opened.")
        if name.lower() != self.account.username.lower():
            raise SimError(f"This link is for @{name}, not for @{self.account.username}.")
        payload = query.get("start", [""])[0]
        if payload and _PAYLOAD.fullmatch(payload) is None:
            raise SimError("A payload is 1 to 64 of A-Z a-z 0-9 _ and -.")
        return payload

    def _deliver(self, message: Message) -> int:
        if self.chat.blocked:
            raise SimError("This person has blocked the bot: unblock it first.", status=CONFLICT)
        chat = self.chat
        chat.started = True
        chat.unread = 0
        self.account.keep(chat, message)
        self.world.changed(chat)
        return self.world.update(self.account, chat, "message", message.to_api())


def written(
    place: Place,
    person: Person,
    text: str,
    *,
    kind: str = "text",
    media: Json | None = None,
    reply_to: Message | None = None,
) -> Message:
    """Return a new message of `person` in a chat, with what Telegram marks in its text."""
    return Message(
        message_id=place.account.next_message_id(place.chat),
        chat=place.chat.to_api(),
        date=place.world.clock.timestamp(),
        sender=person.to_user(),
        from_bot=False,
        kind=kind,
        text=text,
        entities=found_entities(text),
        media=media or {},
        reply_to=reply_to,
    )


def checked_text(text: str) -> str:
    """Return the text as a client sends it.

    Raises:
        SimError: empty, or above 4096 UTF-16 units.
    """
    bare = text.strip()
    if not bare:
        raise SimError("A message cannot be empty.")
    if units(bare) > MAX_TEXT:
        raise SimError("A message is at most 4096 characters.")
    return bare
