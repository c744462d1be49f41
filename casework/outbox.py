"""Taking letters out of the outbox, and writing down what became of each (telegram.md 2.6 to 2.9)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, or_, select, update

from casework import escalations, leases
from casework.desk import Desk
from domain.people import Role
from domain.requests import FINAL
from storage.arrivals import Caller
from storage.outbox import DROPPED, REFUSED, SENT, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request

COURIER = "courier"
"""The lease of whoever may take letters out."""

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter that is to be sent now; `replaces_message_id` is the message on the screen that it takes the place of."""

    letter_id: int
    person: Caller
    kind: str
    subject: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    replaces_message_id: int | None = None
    urgent: bool = False


def claim(desk: Desk, *, holder: str, limit: int, but: Collection[int] = ()) -> list[Envelope]:
    """What is to be sent now: urgent letters first, then the oldest; one a person, and nobody of `but` (person ids).

    A person's letters keep their order, also when one of them has to wait; only urgent ones overtake. Letters to
    people who cannot be reached stay until they come back. Nudges about a request that is paused or over are
    dropped. Empty for who does not hold the lease of the courier.
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
            ~_has_to_wait_for_another(desk.now),
        )
        .order_by(col(Letter.urgent).desc(), col(Letter.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Letter),
    ).all()
    one_a_person: dict[int, Envelope] = {}
    for letter, person in found:
        if letter.person_id not in one_a_person:
            one_a_person[letter.person_id] = _envelope(desk, letter, person)
    return list(one_a_person.values())


def waits(desk: Desk, *, holder: str, letter_id: int) -> bool:
    """Whether the letter is still to be sent, and by this holder; asked once more right before sending."""
    found = desk.session.exec(select(Letter.state).where(Letter.id == letter_id)).first()
    return found == WAITING and leases.holds(desk, COURIER, holder)


def nothing_waits(desk: Desk) -> bool:
    """Whether everything that is due, or was tried before, has reached whoever can be reached."""
    found = desk.session.exec(
        select(Letter.id)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == WAITING,
            or_(col(Letter.not_before) <= desk.now, col(Letter.attempts) > 0),
            col(Person.reachable).is_(True),
        )
        .limit(1),
    ).first()
    return found is None


def sent(desk: Desk, *, letter_id: int, message_id: int) -> None:
    """The letter is on the screen, as this message."""
    _close(desk, letter_id, SENT, sent_at=desk.now, message_id=message_id)


def dropped(desk: Desk, *, letter_id: int) -> None:
    """There is nothing to say any more."""
    _close(desk, letter_id, DROPPED)


def refused(desk: Desk, *, letter_id: int) -> None:
    """Telegram will never take this letter: a fault of ours."""
    _close(desk, letter_id, REFUSED)


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
    letter.state, letter.facts = UNREACHABLE, {}
    desk.session.add(letter)
    person = desk.session.exec(select(Person).where(Person.id == letter.person_id)).one()
    person.reachable = False
    desk.session.add(person)
    desk.session.flush()
    request = desk.session.get(Request, letter.request_id) if letter.request_id else None
    if request is not None:
        escalations.raise_(desk, "unreachable", request, occasion=person.ref)


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
    """A pause by the family, or the end, stops every nudge about the request (domain.md 1.2)."""
    quiet = select(Request.id).where(
        or_(col(Request.paused_at).is_not(None), col(Request.state).in_([state.value for state in FINAL])),
    )
    desk.session.exec(
        update(Letter)
        .where(
            col(Letter.state) == WAITING,
            col(Letter.not_before) <= desk.now,
            col(Letter.nudge).is_(True),
            col(Letter.request_id).in_(quiet),
        )
        .values(state=DROPPED)
        .execution_options(synchronize_session=False),
    )


def _envelope(desk: Desk, letter: Letter, person: Person) -> Envelope:
    return Envelope(
        letter_id=letter.id or 0,
        person=_caller(person),
        kind=letter.kind,
        subject=letter.subject,
        facts=dict(letter.facts),
        replaces_message_id=_on_screen(desk, letter) if letter.card else None,
        urgent=letter.urgent,
    )


def _caller(person: Person) -> Caller:
    assert person.chat_id is not None  # noqa: S101 - only letters to people with a chat are claimed
    return Caller(
        id=person.id or 0,
        ref=person.ref,
        chat_id=person.chat_id,
        role=Role(person.role),
        region=person.region,
        locale=person.locale,
        hint=person.hint,
        consent=person.consent,
        reachable=person.reachable,
    )


def _on_screen(desk: Desk, letter: Letter) -> int | None:
    """The message that shows this card now: of the newest letter about it that was sent."""
    return desk.session.exec(
        select(Letter.message_id)
        .where(
            Letter.person_id == letter.person_id,
            Letter.card == letter.card,
            Letter.state == SENT,
            col(Letter.message_id).is_not(None),
        )
        .order_by(col(Letter.sent_at).desc(), col(Letter.id).desc())
        .limit(1),
    ).first()


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
