"""Messages that change or go after they were sent."""

from datetime import timedelta

from simulator.chats import Chat, Kind
from simulator.keyboards import checked_markup, inline_only
from simulator.messages import Message
from simulator.methods.content import read_text
from simulator.methods.context import Context
from simulator.refusals import Refusal, bad_request
from simulator.shapes import Json, JsonList

DELETABLE = timedelta(hours=48)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def edit_message_text(context: Context) -> Json:
    """Change the text and the keyboard of a text message; no keyboard given means none any more."""
    chat = context.chat()
    message = _own_message(context, chat)
    text, entities = read_text(context)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    keyboard = _keyboard(context)
    if (text, entities, keyboard) == (message.text, message.entities, message.inline_keyboard):
        raise bad_request(_NOT_MODIFIED)
    context.count(chat)
    message.text, message.entities, message.inline_keyboard = text, entities, keyboard
    return _edited(context, chat, message)


def edit_message_reply_markup(context: Context) -> Json:
    """Change only the keyboard."""
    chat = context.chat()
    message = _own_message(context, chat)
    keyboard = _keyboard(context)
    if keyboard == message.inline_keyboard:
        raise bad_request(_NOT_MODIFIED)
    context.count(chat)
    message.inline_keyboard = keyboard
    return _edited(context, chat, message)


def delete_message(context: Context) -> bool:
    """Delete a message for everyone: the bot's own, or in a private chat anyone's, within 48 hours.

    Raises:
        Refusal: unknown, too old, or someone else's in a group.
    """
    chat = context.chat()
    message = context.message(chat, "delete")
    _check_deletable(context, chat, message)
    del chat.messages[message.message_id]
    context.world.changed(chat)
    return True


def delete_messages(context: Context) -> bool:
    """Delete those of the messages that can be deleted, and pass over the others.

    Raises:
        Refusal: none, more than a hundred, or something else than numbers.
    """
    chat = context.chat()
    numbers = context.params.structure("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:  # noqa: PLR2004 - Bot API, deleteMessages
        raise bad_request("message identifiers are not specified")
    if any(type(number) is not int for number in numbers):
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        message = chat.messages.get(number)
        if message is None:
            continue
        try:
            _check_deletable(context, chat, message)
        except Refusal:
            continue
        del chat.messages[number]
    context.world.changed(chat)
    return True


def _check_deletable(context: Context, chat: Chat, message: Message) -> None:
    if context.world.clock.timestamp() - message.date > DELETABLE.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    if chat.kind is Kind.GROUP and not message.from_bot:
        raise bad_request("message can't be deleted")


def _own_message(context: Context, chat: Chat) -> Message:
    message = context.message(chat, "edit")
    if not message.from_bot or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return message


def _keyboard(context: Context) -> list[JsonList]:
    markup = inline_only(checked_markup(context.params.structure("reply_markup")))
    return [] if markup is None else markup["inline_keyboard"]


def _edited(context: Context, chat: Chat, message: Message) -> Json:
    message.edited_at = context.world.clock.timestamp()
    context.world.changed(chat)
    return message.to_api()
