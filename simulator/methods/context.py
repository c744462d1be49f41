"""What a method works with, and the questions that many methods ask first."""

from dataclasses import dataclass

from simulator.account import Account
from simulator.chats import Chat, Kind
from simulator.messages import Message
from simulator.params import Params
from simulator.refusals import bad_request, forbidden
from simulator.world import World


@dataclass(frozen=True, slots=True)
class Context:
    """One call of one method by one bot."""

    world: World
    account: Account
    params: Params

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat that the parameter `name` names and that the bot knows.

        Raises:
            Refusal: left out, unknown, or a person who never wrote to the bot.
        """
        raw = self.params.text(name)
        if not raw:
            raise bad_request(f"{name} is empty")
        try:
            number = int(raw)
        except ValueError:
            raise bad_request("chat not found") from None
        chat = self.account.chats.get(number)
        if chat is not None and chat.started:
            return chat
        if number in self.world.people:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def writable_chat(self) -> Chat:
        """Return the chat, if the bot may write in it.

        Raises:
            Refusal: as `chat`, or the bot is blocked or put out.
        """
        chat = self.chat()
        if chat.blocked:
            reasons = {
                Kind.PRIVATE: "bot was blocked by the user",
                Kind.GROUP: "bot was kicked from the supergroup chat",
                Kind.CHANNEL: "bot was kicked from the channel chat",
            }
            raise forbidden(reasons[chat.kind])
        return chat

    def message(self, chat: Chat, verb: str) -> Message:
        """Return the message that `message_id` names.

        Raises:
            Refusal: "message to edit not found", with `verb` in place.
        """
        number = self.params.integer("message_id")
        if number is None and self.params.has("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        if number is None:
            raise bad_request("message identifier is not specified")
        found = chat.messages.get(number)
        if found is None:
            raise bad_request(f"message to {verb} not found")
        return found

    def count(self, chat: Chat) -> None:
        """Count one message to `chat` against the limits.

        Raises:
            Refusal: 429.
        """
        self.account.meter.count(chat.id, crowd=chat.crowd, now=self.world.meter_time())
