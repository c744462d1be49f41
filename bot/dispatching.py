"""From an update to an answer: who, in which language, which handler; nobody is left without an answer."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, ChatMemberUpdated, Location, Message, TelegramObject, Update
from sqlalchemy.exc import SQLAlchemyError

from bot import answering, rights, stale
from bot.errors import misunderstood, refusal
from bot.handlers import danger, forms, places, receipts, safe_phone, voices, welcome
from bot.limiting import Limiter
from bot.pressing import digits, pressed
from bot.routes import COMMANDS
from bot.setting_aside import Tries, numbers_first, set_aside
from bot.talk import Talk
from bot.texts import errors as error_texts
from bot.texts import forms as form_texts
from bot.texts.screens import Screen, stack
from bot.texts.translating import SHIPPED, speak
from bot.texts.welcome import home_button, human_button
from bot.work import Arrival, Work, arrival
from casework import forms as form_actions
from casework import returning
from domain import dangers, languages
from domain.errors import DomainError, NothingOpenError, RepeatedUpdateError
from domain.voices import Waiting

log = logging.getLogger(__name__)

_ANSWERED_KEPT = 10_000
_CANCEL = "cancel"
_HIDE = "stop"
_KINDS = ("message", "callback_query", "edited_message", "my_chat_member")
Answer = answering.Reply | None


class Answered:
    """The ids of updates whose answer this process has given; one that comes again is dropped in silence.

    An update that was handled by a process which died before it answered is not among them: then the person is
    shown where they are, for the answer may have been lost.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._ids: OrderedDict[int, None] = OrderedDict()

    def add(self, update_id: int) -> None:
        """This update was answered."""
        self._ids[update_id] = None
        if len(self._ids) > _ANSWERED_KEPT:
            self._ids.popitem(last=False)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._ids


def make_dispatcher(
    work: Work, *, in_reply: bool, tries: Tries | None = None, limiter: Limiter | None = None
) -> Dispatcher:
    """A dispatcher with every handler; `in_reply` lets the webhook's response carry the answer.

    Without a limiter nobody's actions are counted: for tests, in which one person taps everything in one moment.
    """
    dispatcher = Dispatcher(
        disable_fsm=True,
        work=work,
        in_reply=in_reply,
        answered=Answered(),
        tries=tries or Tries(),
        limiter=limiter,
    )
    dispatcher.message.register(on_message)
    dispatcher.edited_message.register(on_edited_message)
    dispatcher.callback_query.register(on_button)
    dispatcher.my_chat_member.register(on_my_chat_member)
    dispatcher.update.outer_middleware(claim_once)
    return dispatcher


async def claim_once(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:  # noqa: ANN401 - aiogram's middlewares pass on what the handler gave
    """Carry the update's id to the transaction that claims it; drop what this process has answered before."""
    assert isinstance(event, Update)  # noqa: S101 - registered on updates
    answered: Answered = data["answered"]
    if event.update_id in answered or all(getattr(event, kind) is None for kind in _KINDS):
        # Of a kind that it does not know aiogram would warn, with all that the update says in the warning.
        return None
    limiter: Limiter | None = data["limiter"]
    if limiter is not None and not await limiter.passes(data["work"], event):
        answered.add(event.update_id)
        return await limiter.refuse(data["bot"], event, in_reply=data["in_reply"])
    token = arrival.set(Arrival(event.update_id))
    try:
        result = await handler(event, data)
    except Exception:
        if data["tries"].is_new(event.update_id):
            await numbers_first(data["bot"], event)
        if data["tries"].again(event.update_id):
            raise
        return await set_aside(data["bot"], event, work=data["work"], tries=data["tries"])
    finally:
        arrival.reset(token)
    answered.add(event.update_id)
    return result


async def on_message(message: Message, bot: Bot, work: Work, *, in_reply: bool) -> Answer:
    """A message: a command, words, or something that is not kept."""
    if message.chat.type != "private" or message.from_user is None:
        return await _only_private(message, bot)
    came = _command_name(message.text or "") != _HIDE  # who hides the chat is not back in it
    met = await _meet(bot, work, message.from_user.id, message.from_user.language_code, came=came)
    talk = replace(met, message_id=message.message_id)
    screen = await _guarded(talk, lambda: _said(talk, message))
    return await answering.send(bot, message.chat.id, screen, in_reply=in_reply)


async def on_edited_message(message: Message, bot: Bot, work: Work, *, in_reply: bool) -> Answer:
    """A message that was changed afterwards: said kindly that it is not seen."""
    if message.chat.type != "private" or message.from_user is None or message.location is not None:
        return None  # a live location changes every few seconds, and was answered once
    talk = await _meet(bot, work, message.from_user.id, message.from_user.language_code)
    screen = await _guarded(talk, lambda: _changed(talk, message))
    return await answering.send(bot, message.chat.id, screen, in_reply=in_reply)


async def on_button(query: CallbackQuery, bot: Bot, work: Work, *, in_reply: bool) -> Answer:
    """A tapped button."""
    talk = await _meet(bot, work, query.from_user.id, query.from_user.language_code)
    screen = await _guarded(talk, lambda: pressed(talk, query.data or ""))
    return await answering.replace(bot, query, screen, in_reply=in_reply)


async def on_my_chat_member(event: ChatMemberUpdated, work: Work) -> None:
    """The person blocked the bot, or came back."""
    if event.chat.type != "private":
        return
    caller = await work.meet(event.from_user.id, event.from_user.language_code)
    reachable = event.new_chat_member.status == "member"
    await work.do(returning.set_reachable, caller=caller, reachable=reachable)


async def _said(talk: Talk, message: Message) -> Screen:
    """What to answer to a message in a private chat."""
    first = await safe_phone.answered(talk, message) or await _danger(talk, message)
    if first is not None:
        return first
    awaited = await _awaited(talk, message)
    if awaited is not None:
        return awaited
    text = message.text
    if text is None:
        return await _not_words(talk, message)
    if text.startswith("/"):
        return await _command(talk, text)
    entered = await digits(talk, message)
    if entered is not None:
        return entered
    try:
        return await receipts.typed(talk, text, surely=True) or await forms.typed(talk, text)
    except NothingOpenError as error:
        tag = _language_named(talk, text)
        if tag is not None:
            return await welcome.speak_from_now(talk, tag)
        return await receipts.typed(talk, text, surely=False) or await misunderstood(talk, error)
    except DomainError as error:
        return await misunderstood(talk, error)


async def _awaited(talk: Talk, message: Message) -> Screen | None:
    """What came is the message that the bot waits for; None when it waits for none, or this is a command."""
    if talk.caller.waits is None or (message.text or "").startswith("/"):
        return None
    received = safe_phone.received if talk.caller.waits is Waiting.CODE_WORD else voices.received
    try:
        return await received(talk, message)
    except DomainError as error:
        return await misunderstood(talk, error)


async def _changed(talk: Talk, message: Message) -> Screen:
    """What was changed is not read, except for danger."""
    return await _danger(talk, message) or await stale.changed_message(talk)


async def _danger(talk: Talk, message: Message) -> Screen | None:
    """The numbers, when the words (also under a photo) say that somebody is in danger; the words go no further."""
    words = message.text or message.caption or ""
    if words.startswith("/start") or not dangers.in_words(words):
        return None
    return await danger.typed(talk)


async def _not_words(talk: Talk, message: Message) -> Screen:
    """A location answers the question for a place, or is the place of a meeting; nothing else without words is taken."""
    if message.location is None:
        return await stale.not_text(talk)
    here = message.location.latitude, message.location.longitude
    try:
        return await forms.located(talk, *here)
    except NothingOpenError:
        return await _place_of_meeting(talk, message.location)
    except DomainError as error:
        return await misunderstood(talk, error)


async def _place_of_meeting(talk: Talk, shared: Location) -> Screen:
    """A coordinator's place on the map. One that moves along with a phone says where somebody is: it is never kept."""
    if shared.live_period is not None:
        return await stale.not_text(talk)
    try:
        kept = await places.shared(talk, shared.latitude, shared.longitude)
    except DomainError as error:
        return await misunderstood(talk, error)
    return kept or await stale.not_text(talk)


async def _command(talk: Talk, text: str) -> Screen:
    name, argument = _command_name(text), text.partition(" ")[2]
    try:
        if talk.caller.waits is not None:
            if name == _CANCEL:
                return await voices.cancel(talk)
            await voices.stop(talk)
        if name == "start":
            return await _start(talk, argument.strip())
        command = COMMANDS.get(name)
        if command is None:
            return await stale.unknown_command(talk)
        rights.require_command(talk.caller.role, name)
        return await command(talk)
    except DomainError as error:
        return await refusal(talk, error, "", ())


async def _start(talk: Talk, secret: str) -> Screen:
    """The beginning; with a secret from a deep link the way in for staff; in the middle of a form, a choice."""
    if secret:
        return await welcome.join(talk, secret)
    page = await talk.work.do(form_actions.resume, caller=talk.caller)
    return form_texts.left_open(page) if page is not None and page.answers else await welcome.home(talk)


def _language_named(talk: Talk, text: str) -> str | None:
    """The language that someone types after the picker, when it is clear which one."""
    answer = languages.resolve(text, talk.locale)
    return answer.tags[0] if answer.status == "match" and len(answer.tags) == 1 else None


def _command_name(text: str) -> str:
    """The name of a command, without the bot's after it; empty for other words."""
    return text[1:].partition(" ")[0].partition("@")[0].lower() if text.startswith("/") else ""


async def _meet(bot: Bot, work: Work, chat_id: int, hint: str | None, *, came: bool = True) -> Talk:
    """Who is talking, and in which language they read."""
    caller = await work.meet(chat_id, hint, came=came)
    locale = languages.resolve_locale(caller.locale, hint or caller.hint, SHIPPED)
    speak(locale)
    return Talk(bot, work, caller, locale)


async def _guarded(talk: Talk, answer: Callable[[], Awaitable[Screen]]) -> Screen:
    """The answer; for a repeat where the person is; for a fault of ours an apology with a code, and a line in the log."""
    try:
        return await answer()
    except RepeatedUpdateError:
        arrival.set(None)
        return await stale.repeated(talk)
    except SQLAlchemyError:
        # The database is away or busy: nothing was written, so the whole update comes again (bot/setting_aside.py).
        raise
    except Exception:
        reference = secrets.token_hex(3).upper()
        log.exception("update failed, code %s, person %s", reference, talk.caller.ref)
        return Screen(error_texts.trouble(reference), stack(home_button(), human_button()))


async def _only_private(message: Message, bot: Bot) -> Answer:
    """In a group only one sentence, and only when the bot is spoken to; in channels nothing."""
    if message.chat.type in {"group", "supergroup"} and (message.text or "").startswith("/"):
        hint = message.from_user.language_code if message.from_user else None
        speak(languages.resolve_locale(None, hint, SHIPPED))
        await answering.send(bot, message.chat.id, Screen(error_texts.private_only()), in_reply=False)
    return None
