"""Who blocked the bot for a time: what is sent meanwhile finds nobody and waits, and goes on its way when they are back.

Where Telegram does not tell of a block in time, the first letter that finds nobody does.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from casework import outbox
from casework.letters import LetterKind
from scheduler import delivery
from scheduler.rendering import render
from tests.soak.chats import Chats
from tests.soak.plain import rows
from tests.soak.whoknows import WhoKnows

FOUND_NOBODY = "letters that found nobody"
CAME_LATER = "letters that waited and came"

_WAIT = "SELECT id, kind, state FROM letter WHERE person_id = (SELECT id FROM person WHERE chat_id = :chat)"
_AWAITED = "SELECT chat_id FROM person WHERE id IN (SELECT person_id FROM letter WHERE state = 'waiting') ORDER BY id"
_MISSED = (
    "SELECT l.id, l.kind, (SELECT count(*) FROM escalation e WHERE e.request_id = r.id AND e.kind = 'unreachable'"
    " AND e.done_at IS NULL AND e.key LIKE '%:' || p.ref || ':%') AS tasks FROM letter l"
    " JOIN person p ON p.id = l.person_id JOIN request r ON r.id = l.request_id AND r.requester_id = p.id"
    " WHERE p.chat_id = :chat AND l.state = 'unreachable'"
)
"""What the family should have heard and did not, and how many open tasks there are to reach them."""


@dataclass(slots=True)
class Away:
    """The phones that take nothing now, each until a step, and what waits for whom."""

    knows: WhoKnows
    chats: Chats
    counted: Counter[str]
    until: dict[int, int] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    """Of these the service knows it: nothing is tried."""
    _waited: set[int] = field(default_factory=set)

    def somebody(self, there: list[int], dice: random.Random) -> int:
        """Who leaves: mostly somebody for whom a letter is on its way."""
        awaited: list[int] = [
            row.chat_id for row in rows(self.knows.office, _AWAITED) if row.chat_id in there
        ]
        return dice.choice(awaited if awaited and dice.random() < 0.8 else there)

    def leaves(self, chat: int, until: int) -> None:
        """From now on nothing reaches this phone."""
        self.until[chat] = until
        self.chats.blocked.add(chat)

    def returns(self, chat: int) -> None:
        """From now on everything does."""
        del self.until[chat]
        self.chats.blocked.discard(chat)

    def back(self, step: int) -> int | None:
        """Somebody whose time is over at this step."""
        return next((chat for chat, until in self.until.items() if until <= step), None)

    def told(self, chat: int, *, is_there: bool) -> list[str]:
        """Telegram told that they blocked the bot or took that back. What is wrong?"""
        if is_there:
            return self.heard(chat)
        self.known.add(chat)
        return []

    def heard(self, chat: int) -> list[str]:
        """An update came from them: what waited for them may come, and nothing is left behind. What is wrong?"""
        if chat not in self.known:
            return []
        self.known.discard(chat)
        waits = rows(self.knows.office, _WAIT, chat=chat)
        self._waited |= {
            row.id for row in waits if row.state == "waiting" or row.kind == LetterKind.GATHERED.value
        }
        # Lines that were passed on are wiped when they find nobody: they are not said later.
        left = [row for row in waits if row.state == "unreachable" and row.kind != LetterKind.MESSAGE.value]
        return [f"{row.kind} {row.id} still waits for {chat}, who is back" for row in left]

    def bring(self) -> list[str]:
        """What waits in the outbox arrives, as the courier would bring it. What is wrong?"""
        for _ in range(50):
            draw = self.knows.office.do(delivery.pick_up, holder="walk", limit=32, but=())
            if not draw.envelopes:
                break
            for envelope in draw.envelopes:
                chat = envelope.person.chat_id
                if chat in self.known:
                    return [f"letter {envelope.kind} to {chat}, who is known to be away"]
                parcel = self.knows.office.do(
                    delivery.prepare, holder="walk", envelope=envelope, render=render
                )
                if parcel is None:
                    continue
                if chat in self.until:
                    wrong = self._finds_nobody(chat, envelope.letter_id)
                    if wrong:
                        return wrong
                    continue
                number = self.chats.letter(chat, parcel.screen, envelope.replaces_message_id)
                self.knows.office.do(outbox.sent, letter_id=envelope.letter_id, message_id=number)
                self.counted[CAME_LATER] += envelope.letter_id in self._waited
                if self.knows.wrong:
                    return [f"letter {envelope.kind}: {one}" for one in self.knows.wrong]
        return []

    def _finds_nobody(self, chat: int, letter_id: int) -> list[str]:
        """Telegram answers 403: the letter waits, and of what the family should hear a human knows. What is wrong?"""
        before = {row.id for row in rows(self.knows.office, _MISSED, chat=chat)}
        self.knows.office.do(outbox.unreachable, letter_id=letter_id)
        self.known.add(chat)
        self.counted[FOUND_NOBODY] += 1
        new = [row for row in rows(self.knows.office, _MISSED, chat=chat) if row.id not in before]
        return [
            f"nobody is told that {row.kind} {row.id} did not reach {chat}" for row in new if not row.tasks
        ]


def changed(update_id: int, person: int, *, is_there: bool) -> dict[str, Any]:
    """What Telegram sends of somebody who blocked the bot or took that back."""
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    kicked = {"user": bot, "status": "kicked", "until_date": 0}
    member = {"user": bot, "status": "member"}
    old, new = (kicked, member) if is_there else (member, kicked)
    return {
        "update_id": update_id,
        "my_chat_member": {
            "chat": {"id": person, "type": "private"},
            "from": {"id": person, "is_bot": False, "first_name": "requester", "language_code": "nl"},
            "date": 1_700_000_000,
            "old_chat_member": old,
            "new_chat_member": new,
        },
    }
