"""The second step of staff: setting it up, and the digits that are typed."""

from aiogram.exceptions import AiogramError
from aiogram.methods import DeleteMessage, SendPhoto
from aiogram.types import BufferedInputFile, Message

from bot import answering
from bot.talk import Talk
from bot.texts import second_step as texts
from bot.texts.screens import Screen
from casework import second_step
from casework.second_step import Entered, Secret
from domain.people import Action, may
from domain.second_step import read_code


async def overview(talk: Talk, *_parts: str) -> Screen:
    """What it is, and whether it is set up."""
    return texts.overview(await talk.work.do(second_step.look, caller=talk.caller))


async def set_up(talk: Talk, *_parts: str) -> Screen:
    """Show a new secret once, in a message of its own that cannot be passed on."""
    secret = await talk.work.do(second_step.begin, caller=talk.caller)
    await _take_away(talk, secret.instead_of)
    message_id = await _show(talk, secret)
    await talk.work.do(second_step.shown, caller=talk.caller, message_id=message_id)
    return texts.now_type()


async def never_mind(talk: Talk, *_parts: str) -> Screen:
    """What waited for the digits waits no longer."""
    return texts.overview(await talk.work.do(second_step.forget_question, caller=talk.caller))


async def ask(talk: Talk, asked_for: str) -> Screen:
    """A button needs the digits first."""
    return texts.asked(await talk.work.do(second_step.ask, caller=talk.caller, asked_for=asked_for))


async def typed(talk: Talk, message: Message) -> Entered | None:
    """Six digits were typed where they were asked for: what became of them. They are taken off the screen, right or wrong."""
    code = read_code(message.text or "")
    if code is None or not may(talk.caller.role, Action.CONFIRM_ONESELF):
        return None
    done = await talk.work.do(second_step.enter, caller=talk.caller, code=code)
    if done is None:
        return None
    await _take_away(talk, message.message_id)
    await _take_away(talk, done.message_id)
    return done


async def _show(talk: Talk, secret: Secret) -> int | None:
    """Send the secret; the number of the message, to take it away later."""
    file = texts.picture(secret)
    photo = SendPhoto(
        chat_id=talk.caller.chat_id,
        photo=BufferedInputFile(file.content, file.name),
        caption=texts.caption(secret),
        parse_mode="HTML",
        protect_content=True,
    )
    try:
        return (await talk.bot(photo)).message_id
    except AiogramError:
        return None


async def _take_away(talk: Talk, message_id: int | None) -> None:
    """Take a message off the screen, where Telegram still allows it."""
    if message_id is not None:
        await answering.deliver(talk.bot, DeleteMessage(chat_id=talk.caller.chat_id, message_id=message_id))
