"""Somebody hides this chat: what can be deleted of it goes, and from then on the bot is silent until they write again."""

from datetime import timedelta
from typing import Final

from sqlmodel import col, delete, select

from casework import climbing, people, posts
from casework.desk import Desk
from storage.arrivals import Caller
from storage.drafts import Draft
from storage.outbox import Letter

DELETABLE: Final = timedelta(hours=48)
"""An older message is Telegram's: a bot may not delete it (telegram.md 1)."""

MOST: Final = 2_000
"""So many numbers are tried, from the newest down: twenty calls. Telegram numbers all chats of the bot in one row."""


def hide(desk: Desk, *, caller: Caller, message_id: int) -> list[int]:
    """Go silent, forget what the caller was filling in, and say which messages to delete, the newest first.

    Nothing of it is written to the audit, which they can read themselves and somebody over their shoulder too.
    `message_id` is the newest message in their chat. The numbers below it may be of other chats, where Telegram does not
    find them in this one; those of letters to the caller are known, however far down they are. What waits for the caller
    waits as for anybody who cannot be reached: a human phones or writes what cannot wait (`casework/unreached.py`).
    """
    person = people.record(desk, caller)
    person.reachable = False
    desk.session.add(person)
    desk.session.exec(delete(Draft).where(col(Draft.person_id) == caller.id))
    desk.session.flush()
    if posts.may_take(caller):
        climbing.look_again(desk)
    lowest = max(_newest_too_old(desk) + 1, message_id - MOST + 1, 1)
    window = set(range(lowest, message_id + 1))
    return sorted(window | _letters_to(desk, caller), reverse=True)


def _letters_to(desk: Desk, caller: Caller) -> set[int]:
    """The messages of letters that are in their chat and may be deleted."""
    found = desk.session.exec(
        select(Letter.message_id).where(
            Letter.person_id == caller.id,
            col(Letter.message_id).is_not(None),
            col(Letter.sent_at) > desk.now - DELETABLE,
        )
    ).all()
    return {number for number in found if number is not None}


def _newest_too_old(desk: Desk) -> int:
    """The number of the newest letter to anybody that is too old: what is numbered below it is older still."""
    found = desk.session.exec(
        select(Letter.message_id)
        .where(col(Letter.message_id).is_not(None), col(Letter.sent_at) <= desk.now - DELETABLE)
        .order_by(col(Letter.sent_at).desc(), col(Letter.id).desc())
        .limit(1)
    ).first()
    return found or 0
