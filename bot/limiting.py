"""How much one person may tap and write (docs/limits.md): counted in memory, before anything is read or kept.

Whoever goes beyond is told so once a minute. What is about danger, a person, being forgotten and going silent always
passes.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message, Update, User
from sqlalchemy.exc import SQLAlchemyError

from bot import answering
from bot.texts.errors import SENTENCES
from bot.texts.screens import Screen, paragraphs, stack
from bot.texts.translating import SHIPPED, speak
from bot.texts.welcome import danger_text, human_button, unsafe_button
from bot.work import Work
from domain import dangers, languages
from domain.limits import MINUTE, Limit, TooOftenError, bound, spend
from domain.people import Role
from domain.policy import Policy

ALWAYS_BUTTONS = frozenset({"dn", "dw", "dm", "ds", "hu", "px"})
"""Danger, a person, being forgotten."""

ALWAYS_COMMANDS = frozenset({"danger", "human", "forget", "stop"})

_REMEMBERED = 20_000


@dataclass(slots=True)
class _Doings:
    """What is remembered of one person: one moment of what they used up, and when it was last looked who they are."""

    full_at: datetime | None = None
    looked_at: datetime | None = None
    untold: bool = False
    role: Role = Role.CITIZEN
    locale: str | None = None


class Limiter:
    """The limit of actions, for everybody who came by lately; the one who was away longest is dropped first."""

    def __init__(self, policy: Policy, clock: Callable[[], datetime]) -> None:
        """Begin with nobody."""
        self._clock = clock
        self._bounds = {role: bound(policy, Limit.ACTIONS, role) for role in Role}
        self._doings: OrderedDict[int, _Doings] = OrderedDict()

    async def passes(self, work: Work, update: Update) -> bool:
        """Whether this update is handled; it counts when it is."""
        event, sender = _who(update)
        if sender is None:
            return True
        now, doings = self._clock(), self._of(sender.id)
        if self._spends(doings, now) or (event is not None and always(event)):
            return True
        if doings.looked_at is not None and now - doings.looked_at < MINUTE:
            return False
        # The first in this minute that is too many: perhaps it is somebody of the service. If not, they hear of it.
        doings.looked_at = now
        await _look(work, sender, doings)
        doings.untold = not self._spends(doings, now)
        return not doings.untold

    async def refuse(self, bot: Bot, update: Update, *, in_reply: bool) -> answering.Reply | None:
        """Take the progress bar of a button away, and once a minute say what happens; nothing is kept."""
        event, sender = _who(update)
        assert event is not None  # noqa: S101 - what does not pass has both
        assert sender is not None  # noqa: S101
        doings = self._of(sender.id)
        if doings.untold and _is_private(event):
            doings.untold = False
            speak(languages.resolve_locale(doings.locale, sender.language_code, SHIPPED))
            await answering.send(bot, sender.id, slower(), in_reply=False)
        if not isinstance(event, CallbackQuery):
            return None
        if in_reply:
            return {"method": AnswerCallbackQuery.__api_method__, "callback_query_id": event.id}
        await answering.deliver(bot, AnswerCallbackQuery.model_construct(callback_query_id=event.id))
        return None

    def _of(self, person: int) -> _Doings:
        doings = self._doings.get(person)
        if doings is None:
            doings = self._doings[person] = _Doings()
            if len(self._doings) > _REMEMBERED:
                self._doings.popitem(last=False)
        else:
            self._doings.move_to_end(person)
        return doings

    def _spends(self, doings: _Doings, now: datetime) -> bool:
        try:
            doings.full_at = spend(doings.full_at, now, self._bounds[doings.role])
        except TooOftenError:
            return False
        return True


def always(event: Message | CallbackQuery) -> bool:
    """Whether this passes however much there was before it."""
    if isinstance(event, CallbackQuery):
        return (event.data or "").partition(":")[0] in ALWAYS_BUTTONS
    words = event.text or event.caption or ""
    if words.startswith("/"):
        return words[1:].partition(" ")[0].partition("@")[0].lower() in ALWAYS_COMMANDS
    return dangers.in_words(words)


def slower() -> Screen:
    """What is said once: the numbers stand below it, for whoever taps so fast may have a reason."""
    return Screen(paragraphs(SENTENCES["too_often"](), danger_text()), stack(unsafe_button(), human_button()))


def _who(update: Update) -> tuple[Message | CallbackQuery | None, User | None]:
    """What counts, and of whom: not that somebody blocked the bot, and not a place that moves along with a phone."""
    event = update.callback_query or update.message or update.edited_message
    if event is None or (update.edited_message is not None and update.edited_message.location is not None):
        return None, None
    return event, event.from_user


def _is_private(event: Message | CallbackQuery) -> bool:
    return isinstance(event, CallbackQuery) or event.chat.type == "private"


async def _look(work: Work, sender: User, doings: _Doings) -> None:
    """Who it is, by one short read; while the database is away they wait like everybody."""
    with suppress(SQLAlchemyError):
        caller = await work.meet(sender.id, sender.language_code)
        doings.locale = caller.locale
        if caller.role is not doings.role:
            doings.role, doings.full_at = caller.role, None
