"""Somebody taps too fast: what has to be refused and answered then, and that nobody else ever is (docs/limits.md).

The figures are written down a second time, from that page and not from the policy.
"""

import random
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram.types import Update

from bot.limiting import Limiter
from bot.work import Work
from domain.people import Role
from tests.office import Office
from tests.soak.plain import row

TOO_MANY, TOLD = "actions that were too many", "times somebody was told to go slower"

_MINUTE = timedelta(minutes=1)
_CITIZEN, _STAFF = 60, 300
_ALWAYS_BUTTONS = {"dn", "dw", "dm", "ds", "hu", "px"}
_ALWAYS_WORDS = {"/danger", "/human", "/forget", "/stop"}


class Watched(Limiter):
    """The service's own limiter; says what it did with the newest update."""

    went = True

    async def passes(self, work: Work, update: Update) -> bool:
        """As the limiter has it."""
        self.went = await super().passes(work, update)
        return self.went


@dataclass(slots=True)
class Pace:
    """What everybody did in the last minute, and when they were told to go slower."""

    office: Office
    limiter: Watched
    counted: Counter[str]
    _done: dict[int, deque[tuple[datetime, bool]]] = field(default_factory=lambda: defaultdict(deque))
    _told: dict[int, datetime] = field(default_factory=dict)

    _floods: int = 0

    def judged(self, chat: int, said: str, *, screens: int, is_there: bool) -> list[str]:
        """What is wrong with how this action was taken; `screens` is how many came for it."""
        now, done = self.office.now, self._done[chat]
        while done and done[0][0] <= now - _MINUTE:
            done.popleft()
        refused_before = not all(went for _, went in done)
        passed = 1 + sum(went for _, went in done)
        done.append((now, self.limiter.went))
        if self.limiter.went:
            return [f"{passed} actions in a minute"] if passed > 2 * _STAFF else []
        self.counted[TOO_MANY] += 1
        wrong = [f"{said} has to pass, however much there was"] if _always(said) else []
        if not refused_before and passed <= self._most(chat):
            wrong.append(f"refused after {passed} actions in a minute")
        is_due = chat not in self._told or now - self._told[chat] >= _MINUTE
        if is_due:
            self._told[chat] = now
        self.counted[TOLD] += screens
        # Who is found to be of the service when they pass what everybody may do hears nothing in that minute.
        may_be_silent = not is_there or self._most(chat) == _STAFF
        if screens > is_due or (screens < is_due and not may_be_silent):
            wrong.append(f"{screens} screens for an action that was too many, where {is_due:d} is due")
        return wrong

    def somebody(self, chats: list[int], dice: random.Random) -> int:
        """Who does not wait: every other time somebody of the public, for whom it is too much soonest."""
        self._floods += 1
        public = [chat for chat in chats if self._most(chat) == _CITIZEN]
        return dice.choice(public if public and self._floods % 2 else chats)

    def far_too_often(self, chat: int, dice: random.Random) -> int:
        """How many taps somebody makes who does not wait; one of the service has to tap for long until it is too much."""
        if self._most(chat) == _CITIZEN:
            return _CITIZEN + 30
        return _STAFF + 100 if dice.random() < 0.5 else 40

    def _most(self, chat: int) -> int:
        person = row(self.office, "SELECT role FROM person WHERE chat_id = :chat", chat=chat)
        return _CITIZEN if person is None or person.role == Role.CITIZEN.value else _STAFF


def _always(said: str) -> bool:
    """Danger, a person, being forgotten and going silent; `said` is a button's data or words."""
    return said.partition(":")[0] in _ALWAYS_BUTTONS or said.partition(" ")[0] in _ALWAYS_WORDS
