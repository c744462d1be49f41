"""Somebody who could not be reached is back: what is still true is sent then, oldest first, gathered if it is much."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as sql_select
from sqlmodel import col, or_, select, update

from casework import climbing, letters, posts
from casework.desk import Desk
from casework.envelopes import Envelope, envelope, reader
from casework.letters import LetterKind
from domain.ladder import Note
from domain.requests import FINAL
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import DROPPED, GATHERED, SENT, UNREACHABLE, WAITING, Letter
from storage.people import Person
from storage.requests import Request

UNREACHED = "unreachable"
"""The escalation about somebody who cannot be reached."""

HEARD_EVERY = timedelta(hours=1)
"""So often at most is it written down that somebody was heard."""

GATHER_FROM, TOGETHER = 4, 5
"""From so many letters on they are gathered, and so many stand in one message."""

STILL_NEWS = timedelta(days=60)
"""What is older is not said any more."""


def is_news(caller: Caller, now: datetime) -> bool:
    """Whether an update of theirs is worth a row: they could not be reached, or were not heard for an hour."""
    return not caller.reachable or caller.heard_at is None or now - caller.heard_at >= HEARD_EVERY


def heard(desk: Desk, *, caller: Caller) -> Caller:
    """An update came from them: they are there, and the letters that could not be brought go on their way."""
    person = desk.session.exec(select(Person).where(Person.id == caller.id).with_for_update()).one()
    was_away = not person.reachable
    person.reachable, person.heard_at = True, desk.now
    desk.session.add(person)
    desk.session.flush()
    if was_away:
        _resume(desk, person)
    return replace(reader(person), waits=caller.waits)


def set_reachable(desk: Desk, *, caller: Caller, reachable: bool) -> None:
    """Keep that the person blocked the bot; or that they came back, and then everything goes on."""
    if reachable:
        heard(desk, caller=caller)
    else:
        desk.session.exec(update(Person).where(col(Person.id) == caller.id).values(reachable=False))
        if posts.may_take(caller):
            climbing.look_again(desk)


def enclosed(desk: Desk, gathered: Envelope) -> list[Envelope]:
    """The letters that a gathered one holds, those that may still be said, oldest first."""
    found = desk.session.exec(
        select(Letter, Person)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(_inside(gathered.facts), Letter.state == GATHERED, ~_silenced())
        .order_by(col(Letter.id)),
    ).all()
    return [envelope(letter, person) for letter, person in found]


def inside(desk: Desk, gathered: Letter) -> list[Letter]:
    """The letters that a gathered one still holds, oldest first."""
    return list(
        desk.session.exec(
            select(Letter).where(_inside(gathered.facts), Letter.state == GATHERED).order_by(col(Letter.id)),
        ).all()
    )


def close_enclosed(desk: Desk, letter_id: int, state: str) -> None:
    """Give the letters inside a gathered one their outcome; for any other letter nothing happens.

    Sent and dropped are the outcome of all. What could not be brought together waits for its turn one by one.
    """
    gathered = desk.session.exec(
        select(Letter).where(Letter.id == letter_id, Letter.kind == LetterKind.GATHERED.value),
    ).first()
    if gathered is None:
        return
    over: dict[str, object] = {"facts": {}} if state in {SENT, DROPPED} else {}
    desk.session.exec(
        update(Letter)
        .where(_inside(gathered.facts), col(Letter.state) == GATHERED)
        .values(state=state, **over)
        .execution_options(synchronize_session=False),
    )


def hushed() -> Select[int | None]:
    """The requests about which nobody is nudged: a pause by the family, a danger flag, or the end (domain.md 1.2, 1.4)."""
    return sql_select(col(Request.id)).where(
        or_(
            col(Request.paused_at).is_not(None),
            col(Request.danger).is_not(None),
            col(Request.state).in_([state.value for state in FINAL]),
        ),
    )


def _resume(desk: Desk, person: Person) -> None:
    """Let what waited for this person go: the newest of each thing, and what is much in one message."""
    single: list[Letter] = []
    many: list[Letter] = []
    for letter in _still_news(desk, person):
        alone = letter.urgent or letter.kind == LetterKind.MESSAGE
        (single if alone else many).append(letter)
    if len(many) < GATHER_FROM:
        single, many = [*single, *many], []
    for letter in single:
        letter.state, letter.not_before, letter.attempts = WAITING, desk.now, 0
        desk.session.add(letter)
        desk.session.info[letters.WRITTEN] = True
    for at in range(0, len(many), TOGETHER):
        _gather(desk, person, many[at : at + TOGETHER])
    _end_tasks(desk, person)


def _still_news(desk: Desk, person: Person) -> list[Letter]:
    """Of each thing the newest letter, in the order of writing; what an older one said is out of date and dropped."""
    found = desk.session.exec(
        select(Letter)
        .where(
            Letter.person_id == person.id,
            or_(
                col(Letter.state) == UNREACHABLE,
                (col(Letter.state) == WAITING) & (col(Letter.not_before) <= desk.now),
            ),
        )
        .order_by(col(Letter.id))
        .with_for_update(),
    ).all()
    newest: dict[str, Letter] = {}
    for letter in found:
        if letter.kind == LetterKind.MESSAGE and not letter.facts:
            continue  # its lines were wiped when they could not be brought
        thing = letter.key if letter.kind == LetterKind.MESSAGE else f"{letter.kind}:{letter.subject}"
        old = newest.pop(thing, None)
        for late in (old, letter if letter.created_at < desk.now - STILL_NEWS else None):
            if late is not None:
                late.state, late.facts = DROPPED, {}
                desk.session.add(late)
        if letter.state != DROPPED:
            newest[thing] = letter
    return sorted(newest.values(), key=lambda letter: letter.id or 0)


def _gather(desk: Desk, person: Person, some: list[Letter]) -> None:
    numbers = [letter.id for letter in some]
    for letter in some:
        letter.state = GATHERED
        desk.session.add(letter)
    letters.write(
        desk,
        person.id or 0,
        LetterKind.GATHERED,
        subject=person.ref,
        occasion=f"{desk.now.isoformat()}:{numbers[0]}",
        facts={"letters": numbers},
    )


def _end_tasks(desk: Desk, person: Person) -> None:
    """The tasks to reach this person by another way are over; who was told of one sees that on the card."""
    found = desk.session.exec(
        select(Escalation).where(
            Escalation.kind == UNREACHED,
            col(Escalation.done_at).is_(None),
            col(Escalation.key).like(f"%:{person.ref}:%"),
        ),
    ).all()
    for task in found:
        climbing.finish(desk, task, Note.OVER, by=None)


def _inside(facts: dict[str, object]) -> ColumnElement[bool]:
    numbers = facts.get("letters")
    return col(Letter.id).in_(numbers if isinstance(numbers, list) else [])


def _silenced() -> ColumnElement[bool]:
    return col(Letter.nudge).is_(True) & col(Letter.request_id).in_(hushed())
