"""Taking letters out of the outbox, and writing down what became of each (telegram.md 2.6 to 2.9)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, or_, select, update

from casework import incidents, leases, returning, silence, unreached
from casework.desk import Desk
from casework.envelopes import Envelope, envelope
from casework.incidents import Kind
from casework.letters import ANEW
from domain import safe_hours
from storage.outbox import DROPPED, REFUSED, SENT, WAITING, Letter
from storage.people import Person
from storage.requests import Request

__all__ = ["COURIER", "Envelope"]

COURIER = "courier"
"""The lease of whoever may take letters out."""

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)

EDITABLE = timedelta(hours=48)
"""An older message may not change any more; a new one takes its place (telegram.md 2.6)."""


def claim(desk: Desk, *, holder: str, limit: int, but: Collection[int] = ()) -> list[Envelope]:
    """What is to be sent now: urgent letters first, then the oldest; one a person, and nobody of `but` (person ids).

    A person's letters keep their order, also when one of them has to wait; only urgent ones overtake. Letters to
    people who cannot be reached stay until they come back, and those to a circle that is among itself until the plan
    is there, the urgent ones too. Nudges about a request that is paused or over are dropped. Empty for who does not
    hold the lease of the courier.
    """
    if limit < 1 or not leases.holds(desk, COURIER, holder):
        return []
    _drop_nudges(desk)
    found = desk.session.exec(
        select(Letter, Person)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == WAITING,
            Letter.not_before <= desk.now,
            col(Person.reachable).is_(True),
            col(Person.chat_id).is_not(None),
            col(Letter.person_id).not_in(but),
            col(Letter.person_id).not_in(silence.people(desk.now)),
            ~_has_to_wait_for_another(desk.now),
        )
        .order_by(col(Letter.urgent).desc(), col(Letter.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Letter),
    ).all()
    one_a_person: dict[int, Envelope] = {}
    for letter, person in found:
        if letter.person_id not in one_a_person:
            replaces = _on_screen(desk, letter) if letter.card and ANEW not in letter.facts else None
            one_a_person[letter.person_id] = envelope(letter, person, replaces=replaces)
    return list(one_a_person.values())


def waits(desk: Desk, *, holder: str, letter_id: int) -> bool:
    """Whether the letter is still to be sent now, and by this holder; asked once more right before sending.

    Outside the safe hours of whoever asked for the conference it is put off until these begin (trust.md 13).
    """
    found = desk.session.exec(
        select(Letter, Person.heard_at, func.coalesce(Request.hours, safe_hours.ANY))
        .join(Person, col(Person.id) == Letter.person_id)
        .outerjoin(
            Request, (col(Request.id) == Letter.request_id) & (col(Request.requester_id) == Letter.person_id)
        )
        .where(
            Letter.id == letter_id,
            Letter.state == WAITING,
            col(Person.reachable).is_(True),
            col(Letter.person_id).not_in(silence.people(desk.now)),
        )
    ).first()
    if found is None or not leases.holds(desk, COURIER, holder):
        return False
    letter, heard_at, hours = found
    until = safe_hours.wait_until(hours, desk.zone, now=desk.now, heard_at=heard_at, urgent=letter.urgent)
    if until is not None:
        letter.not_before, letter.attempts = until, 0
        desk.session.add(letter)
    return until is None


def nothing_waits(desk: Desk) -> bool:
    """Whether everything that is due, or was tried before, has reached whoever can be reached and is not to be left in peace."""
    found = desk.session.exec(
        select(Letter.id)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == WAITING,
            or_(col(Letter.not_before) <= desk.now, col(Letter.attempts) > 0),
            col(Person.reachable).is_(True),
            col(Letter.person_id).not_in(silence.people(desk.now)),
        )
        .limit(1),
    ).first()
    return found is None


def sent(desk: Desk, *, letter_id: int, message_id: int) -> None:
    """The letter is on the screen, as this message."""
    returning.close_enclosed(desk, letter_id, SENT)
    _close(desk, letter_id, SENT, sent_at=desk.now, message_id=message_id)


def dropped(desk: Desk, *, letter_id: int) -> None:
    """There is nothing to say any more."""
    returning.close_enclosed(desk, letter_id, DROPPED)
    _close(desk, letter_id, DROPPED)


def refused(desk: Desk, *, letter_id: int) -> None:
    """Telegram will never take this letter: a fault of ours, which the admins hear of by its number and kind."""
    letter = _waiting(desk, letter_id)
    if letter is None:
        return
    returning.close_enclosed(desk, letter_id, WAITING)
    _close(desk, letter_id, REFUSED)
    incidents.report(desk, kind=Kind.LETTER_REFUSED, about=f"letter {letter_id} {letter.kind}")


def later(desk: Desk, *, letter_id: int, until: datetime | None = None) -> None:
    """Try again: not before `until`, or after a wait that doubles each time, from 5 seconds up to 15 minutes."""
    letter = _waiting(desk, letter_id)
    if letter is None:
        return
    letter.not_before = until or desk.now + growing_wait(letter.attempts)
    letter.attempts += 1
    desk.session.add(letter)


def unreachable(desk: Desk, *, letter_id: int) -> None:
    """The person blocked the bot, never started it, or is gone: stop, and have a human find another way, once."""
    letter = _waiting(desk, letter_id)
    if letter is None:
        return
    unreached.mark(desk, letter)


def moved(desk: Desk, *, person_id: int, chat_id: int) -> bool:
    """The chat goes on under another id; False when that id is someone else's here."""
    taken = desk.session.exec(select(Person.id).where(Person.chat_id == chat_id)).first()
    if taken is not None:
        return taken == person_id
    desk.session.exec(update(Person).where(col(Person.id) == person_id).values(chat_id=chat_id))
    return True


def growing_wait(attempts: int) -> timedelta:
    """How long to wait after so many attempts before this one."""
    doublings = min(attempts, 8)  # beyond, the ceiling holds anyway
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _has_to_wait_for_another(now: datetime) -> ColumnElement[bool]:
    """Whether an earlier letter to the same person goes first.

    One that is not due yet and was never tried was written for a later day: it holds nobody up.
    """
    earlier = aliased(Letter)
    return (
        exists()
        .where(
            col(earlier.person_id) == col(Letter.person_id),
            col(earlier.state) == WAITING,
            col(earlier.id) < col(Letter.id),
            or_(col(earlier.not_before) <= now, col(earlier.attempts) > 0),
            or_(col(earlier.urgent).is_(True), col(Letter.urgent).is_(False)),
        )
        .correlate(Letter)
    )


def _drop_nudges(desk: Desk) -> None:
    """What stops every nudge about a request."""
    desk.session.exec(
        update(Letter)
        .where(
            col(Letter.state) == WAITING,
            col(Letter.not_before) <= desk.now,
            col(Letter.nudge).is_(True),
            col(Letter.request_id).in_(returning.hushed()),
        )
        .values(state=DROPPED)
        .execution_options(synchronize_session=False),
    )


def _on_screen(desk: Desk, letter: Letter) -> int | None:
    """The message that shows this card now: of the newest letter about it that was sent.

    None when that message first came 48 hours ago or longer: then it may not change any more.
    """
    about = (Letter.person_id == letter.person_id, Letter.card == letter.card, Letter.state == SENT)
    newest = desk.session.exec(
        select(Letter.message_id)
        .where(*about, col(Letter.message_id).is_not(None))
        .order_by(col(Letter.sent_at).desc(), col(Letter.id).desc())
        .limit(1),
    ).first()
    if newest is None:
        return None
    came = desk.session.exec(
        select(func.min(Letter.sent_at)).where(*about, Letter.message_id == newest)
    ).one()
    return newest if came is not None and came > desk.now - EDITABLE else None


def _waiting(desk: Desk, letter_id: int) -> Letter | None:
    return desk.session.exec(
        select(Letter).where(Letter.id == letter_id, Letter.state == WAITING).with_for_update(),
    ).first()


def _close(desk: Desk, letter_id: int, state: str, **values: object) -> None:
    """Only a waiting letter gets an outcome, so that writing one twice changes nothing."""
    desk.session.exec(
        update(Letter)
        .where(col(Letter.id) == letter_id, col(Letter.state) == WAITING)
        .values(state=state, facts={}, **values),  # a message that was passed on is forgotten here
    )
