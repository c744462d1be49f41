"""Voices: the message that somebody wants heard at the meeting, and the coordinator's voice on a child's card."""

from dataclasses import replace

from aiogram.types import Message

from bot.passing import pass_on
from bot.talk import Talk, noted
from bot.texts import circle as circle_texts
from bot.texts import errors as error_texts
from bot.texts import invitations as invitation_texts
from bot.texts import voices as texts
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speaking
from casework import card_voices, guests, voice_rows, voices
from casework.circle_views import Circle
from casework.voices import Passing
from domain import languages
from domain.errors import DomainError, NothingOpenError
from domain.voices import AmongThemselvesError, Waiting


async def speak(talk: Talk, ref: str, *_parts: str) -> Screen:
    """Somebody wants to say something at the meeting."""
    return texts.awaited(await talk.work.do(voices.begin, caller=talk.caller, ref=ref))


async def hear(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The invitation, read out: the voice comes below it."""
    return await with_voice(talk, ref, await _invitation(talk, ref))


async def with_voice(talk: Talk, ref: str, screen: Screen) -> Screen:
    """The screen of an invitation with the voice that is on the card."""
    file_id = await talk.work.do(card_voices.hear, caller=talk.caller, ref=ref)
    return replace(screen, voice=file_id)


async def record(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The coordinator wants to read out a child's card."""
    return texts.awaited(await talk.work.do(card_voices.begin, caller=talk.caller, ref=ref))


async def take_off(talk: Talk, ref: str, *_parts: str) -> Screen:
    """The coordinator takes their voice off the card."""
    return _person(await talk.work.do(card_voices.remove, caller=talk.caller, ref=ref))


async def look(talk: Talk, note: str = "") -> Screen | None:
    """For what the bot waits, to show where the person is; None when it does not wait."""
    shown = await talk.work.do(voice_rows.look, caller=talk.caller)
    return None if shown is None else texts.awaited(shown, note)


async def stop(talk: Talk) -> None:
    """Another button or a command: the next message is no longer the one that was awaited."""
    await talk.work.do(voice_rows.stop, caller=talk.caller)


async def cancel(talk: Talk) -> Screen:
    """/cancel."""
    await stop(talk)
    return texts.stopped()


async def received(talk: Talk, message: Message) -> Screen | None:
    """The message that was awaited; None when none is any more, and it is a message like any other.

    Raises:
        DomainError: it is refused, and no message is awaited any more.
    """
    take = _for_the_card if talk.caller.waits is Waiting.CARD_VOICE else _for_the_meeting
    try:
        return await take(talk, message)
    except AmongThemselvesError as error:
        return await look(talk, error_texts.sentence(error))
    except NothingOpenError:
        await stop(talk)
        return None
    except DomainError:
        await stop(talk)
        raise


async def _for_the_meeting(talk: Talk, message: Message) -> Screen | None:
    """Copy it to the coordinator's chat, and say whether it arrived."""
    if not any((message.text, message.voice, message.audio, message.photo, message.document)):
        return await look(talk, texts.not_for_a_meeting())
    passing = await talk.work.do(voices.take, caller=talk.caller)
    if await _arrived(talk, message, passing):
        return texts.passed(await talk.work.do(voices.passed, caller=talk.caller, ref=passing.guest))
    still = await talk.work.do(voices.not_passed, caller=talk.caller, ref=passing.guest)
    return texts.lost() if still is None else texts.awaited(still, texts.not_passed())


async def _arrived(talk: Talk, message: Message, passing: Passing) -> bool:
    to = passing.to
    if to is None:
        return False
    with speaking(languages.resolve_locale(to.locale, to.hint, SHIPPED)):
        above = texts.for_the_meeting(passing)
    return await pass_on(talk.bot, message, to=to.chat_id, above=above, silent=passing.silent)


async def _for_the_card(talk: Talk, message: Message) -> Screen | None:
    if message.voice is None:
        return await look(talk, texts.voice_only())
    found = await talk.work.do(card_voices.keep, caller=talk.caller, file_id=message.voice.file_id)
    return noted(_person(found), texts.kept())


async def _invitation(talk: Talk, ref: str) -> Screen:
    return invitation_texts.invitation(await talk.work.do(guests.look, caller=talk.caller, ref=ref))


def _person(found: Circle) -> Screen:
    return circle_texts.overview(found) if found.chosen is None else circle_texts.person(found, found.chosen)
