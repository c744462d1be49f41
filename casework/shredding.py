"""Destroying the halves of keys whose rows are gone: at once for whoever asked to be forgotten, else after some days.

Lines that were passed on are of nobody and of no day: they go when they are gone.

The days are for a copy that is put back by mistake, or to try it out: it knows nothing of who came later, forgets what is over
by today's clock, and must not take from the service what it still needs (docs/decisions/0043).
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import LargeBinary, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, delete, or_, select, update

from casework.desk import Desk
from storage.doomed import HALF, DoomedKey
from storage.drafts import Draft
from storage.keystore import NUMBER_BYTES
from storage.outbox import GATHERED, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request

log = logging.getLogger(__name__)

_UNSENT: Final = (WAITING, UNREACHABLE, GATHERED)
_AT_ONCE: Final = 200
_LOOK_AGAIN: Final = timedelta(hours=1)


def at_once(desk: Desk, person_id: int) -> None:
    """Have the halves of all that went of this person destroyed as soon as this transaction is kept: they asked for it.

    And of all that went in this transaction, such as a form that somebody else had half filled in about them: the clock has
    not seen that yet. What others typed and sent about them before waits its days.
    """
    desk.session.flush()
    theirs = or_(col(DoomedKey.owner) == person_id, col(DoomedKey.due_at).is_(None))
    desk.session.exec(update(DoomedKey).where(theirs).values(due_at=desk.now))


def sweep(desk: Desk) -> int:
    """Destroy what is due, and give a day to what is new here; how many halves were destroyed.

    What some row still has is looked at again an hour later: one message to many has one key, and looking goes through all
    rows. Where the key store does not answer nothing is lost: the next sweep tries again.
    """
    due_at = col(DoomedKey.due_at)
    found = desk.session.exec(
        select(DoomedKey.number, DoomedKey.owner, DoomedKey.due_at)
        .where(or_(due_at.is_(None), due_at <= desk.now))
        .limit(_AT_ONCE)
    ).all()
    new = [number for number, owner, at in found if at is None and owner is not None]
    _wait(desk, new, desk.policy.keys_kept)
    gone = {number for number, owner, at in found if at is not None or owner is None}
    if not gone:
        return 0
    needed = _needed(desk, gone)
    _wait(desk, needed, _LOOK_AGAIN)
    return _destroy(desk, gone - needed)


def _wait(desk: Desk, numbers: Collection[str], time: timedelta) -> None:
    if numbers:
        later = desk.now + time
        desk.session.exec(update(DoomedKey).where(col(DoomedKey.number).in_(numbers)).values(due_at=later))


def _destroy(desk: Desk, numbers: Collection[str]) -> int:
    try:
        count = desk.vault.destroy([bytes.fromhex(number) for number in numbers])
    except (SQLAlchemyError, OSError) as error:
        log.warning("the key store does not answer (%s); what is to be destroyed waits", type(error).__name__)
        return 0
    desk.session.exec(delete(DoomedKey).where(col(DoomedKey.number).in_(numbers)))
    return count


def _needed(desk: Desk, numbers: Collection[str]) -> set[str]:
    """Those that some row still has."""
    plain = [bytes.fromhex(number) for number in numbers]
    found: set[str] = set()
    for key in (col(Person.key), col(Request.key), col(Draft.key)):
        number = func.substr(key, 1, NUMBER_BYTES, type_=LargeBinary)
        found |= {
            bytes(one).hex() for one in desk.session.exec(select(number).where(number.in_(plain))).all()
        }
    half = col(Letter.facts)[HALF].as_string()
    waits = select(half).where(col(Letter.state).in_(_UNSENT), half.in_(numbers))
    return found | set(desk.session.exec(waits).all())
