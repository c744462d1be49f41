"""Fingers on buttons: which button is meant, and what comes of it."""

import asyncio
import contextlib
from dataclasses import dataclass

from simulator.callbacks import Query
from simulator.chats import Chat
from simulator.hands import Hands, Place, written
from simulator.messages import Message
from simulator.refusals import CONFLICT, NOT_FOUND, SimError
from simulator.shapes import Json, JsonList

ANSWER_WITHIN = 3.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants to tap: a visible text or data, in one message or the newest that has it.

    `forged` is data that no button need have, as from an old copy of the message.
    """

    button: str | None = None
    message_id: int | None = None
    forged: str | None = None


async def tap(hands: Hands, wish: Wish, *, chat: Chat | None = None, patience: float = ANSWER_WITHIN) -> Json:
    """Tap a button and wait up to `patience` seconds for the bot's answer.

    Args:
        hands: who taps.
        wish: what is to be tapped.
        chat: a group, or nothing for the private chat.
        patience: seconds of real time.

    Raises:
        SimError: 404 with the buttons there are; or the bot is blocked.
    """
    where = chat or hands.chat
    if where.blocked:
        raise SimError("The bot is blocked here: unblock it first.", status=CONFLICT)
    if wish.forged is not None:
        return await _ask(hands, where, _forged_on(where, wish), wish.forged, patience)
    found = _inline(where, wish)
    if found is None:
        return _press_reply(hands, where, wish)
    message, button = found
    if "callback_data" in button:
        return await _ask(hands, where, message, button["callback_data"], patience)
    if "url" in button:
        return {"update_id": None, "answer": None, "url": button["url"]}
    raise SimError("This kind of button opens something on a real phone; it cannot be tapped here.")


async def _ask(hands: Hands, chat: Chat, message: Message, data: str, patience: float) -> Json:
    world, account = hands.world, hands.account
    chat.unread = 0
    chat.last_answer = None
    query = account.queries.ask(chat.id, world.clock.now())
    body = {
        "id": query.id,
        "from": hands.person.to_user(),
        "message": message.to_api(),
        "chat_instance": str(abs(chat.id) * 7919),
        "data": data,
    }
    number = world.update(account, chat, "callback_query", body)
    return {"update_id": number, "answer": await _answer(query, patience)}


async def _answer(query: Query, patience: float) -> Json | None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await query.answered.wait()
    return query.answer


def _inline(chat: Chat, wish: Wish) -> tuple[Message, Json] | None:
    for message in _candidates(chat, wish.message_id):
        for by in ("callback_data", "text"):
            for button in _buttons(message):
                if button.get(by) == wish.button:
                    return message, button
    return None


def _press_reply(hands: Hands, chat: Chat, wish: Wish) -> Json:
    keyboard = chat.reply_keyboard() if wish.message_id is None else None
    buttons: JsonList = [button for row in (keyboard or {}).get("keyboard", []) for button in row]
    for button in buttons:
        if button["text"] == wish.button:
            return {"update_id": _typed(hands, chat, button), "answer": None}
    there = [button["text"] for message in _candidates(chat, wish.message_id) for button in _buttons(message)]
    there += [button["text"] for button in buttons]
    raise SimError("There is no such button.", status=NOT_FOUND, more={"buttons": there})


def _typed(hands: Hands, chat: Chat, button: Json) -> int:
    if chat is not hands.chat:
        place = Place(hands.world, hands.account, chat)
        message = hands.account.keep(chat, written(place, hands.person, button["text"]))
        return hands.world.update(hands.account, chat, "message", message.to_api())
    if button.get("request_contact"):
        return hands.send("contact", {"contact": contact_of(hands)})
    if button.get("request_location"):
        return hands.send("location", {"location": {"latitude": 52.0907, "longitude": 5.1214}})
    return hands.say(button["text"])


def contact_of(hands: Hands) -> Json:
    """Return the person's own contact card, with a number from the range set apart for fiction."""
    tail = hands.person.id % 10_000_000
    return {"phone_number": f"+3197{tail:07}", "first_name": hands.person.name, "user_id": hands.person.id}


def _forged_on(chat: Chat, wish: Wish) -> Message:
    candidates = [message for message in _candidates(chat, wish.message_id) if message.from_bot]
    if not candidates:
        raise SimError("There is no message of the bot to tap on.", status=NOT_FOUND)
    return next((message for message in candidates if message.inline_keyboard), candidates[0])


def _candidates(chat: Chat, message_id: int | None) -> list[Message]:
    if message_id is None:
        return chat.newest_first()
    message = chat.messages.get(message_id)
    return [] if message is None else [message]


def _buttons(message: Message) -> JsonList:
    return [button for row in message.inline_keyboard for button in row]
