"""Somebody else may hold the phone: hiding the chat, and the code word."""

from dataclasses import replace
from typing import Final

from aiogram.methods import DeleteMessage, DeleteMessages
from aiogram.types import Message

from bot.answering import deliver
from bot.talk import Talk
from bot.texts import safe_phone as texts
from bot.texts.screens import Screen
from bot.work import arrival
from casework import code_words, hiding
from domain.errors import RepeatedUpdateError

AT_ONCE: Final = 100
"""So many messages one call deletes at most (Bot API, deleteMessages)."""


async def hide(talk: Talk) -> Screen:
    """/stop: delete what can be deleted, the newest first, and be silent. Telegram passes over what it does not find."""
    try:
        ids = await talk.work.do(hiding.hide, caller=talk.caller, message_id=talk.message_id)
    except RepeatedUpdateError:  # the process died on the way: all of it once more
        arrival.set(None)
        ids = await talk.work.do(hiding.hide, caller=talk.caller, message_id=talk.message_id)
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        await deliver(talk.bot, DeleteMessages(chat_id=talk.caller.chat_id, message_ids=some))
    return texts.hidden()


async def page(talk: Talk, *_parts: str) -> Screen:
    """What a code word does."""
    return texts.page(has_one=talk.caller.has_code_word)


async def choose(talk: Talk, *_parts: str) -> Screen:
    """The next message is the word."""
    await talk.work.do(code_words.begin, caller=talk.caller)
    return texts.awaited()


async def remove(talk: Talk, *_parts: str) -> Screen:
    """Have no code word any more."""
    await talk.work.do(code_words.remove, caller=talk.caller)
    return texts.page(has_one=False, note=texts.removed())


async def received(talk: Talk, message: Message) -> Screen | None:
    """The message that was awaited: it is taken off the screen, also when it cannot be the word.

    None when the word is not awaited any more, and it is a message like any other.
    """
    if not await talk.work.do(code_words.is_awaited, caller=talk.caller):
        return None
    done = await talk.work.do(code_words.keep, caller=talk.caller, text=message.text or "")
    gone = await deliver(talk.bot, DeleteMessage(chat_id=talk.caller.chat_id, message_id=message.message_id))
    if not done:
        return texts.awaited(texts.unfit())
    screen = texts.page(has_one=True, note=texts.kept())
    return screen if gone else replace(screen, text=f"{texts.delete_it_yourself()}\n\n{screen.text}")


async def answered(talk: Talk, message: Message) -> Screen | None:
    """The numbers, when the message is the code word, whatever stands open; for who has none nothing is looked up.

    Nothing is written for it, not even that this update was handled: that is for what comes after.
    """
    if not talk.caller.has_code_word or message.text is None:
        return None
    came = arrival.get()
    arrival.set(None)
    try:
        said = await talk.work.do(code_words.is_said, caller=talk.caller, text=message.text)
    finally:
        arrival.set(came)
    return texts.numbers() if said else None
