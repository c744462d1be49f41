"""What is wrong with the service itself: one incident at a time of each kind, told to the admins, closed by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import Table, func
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, or_, select, update

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.people import Role
from storage.arrivals import Caller
from storage.incidents import Heartbeat, Incident
from storage.outbox import WAITING, Letter
from storage.people import Person
from storage.references import reference

CLOCK = "clock"
"""The lease of whoever sweeps, and the name under which it gives signs of life."""

PENDING_AT_MOST = 100
"""More updates than this waiting at Telegram means that we do not keep up, or are not called."""

LATELY = timedelta(minutes=5)
"""An error of the webhook is news for so long; a clock that has not ticked for so long has stopped."""

STUCK = timedelta(minutes=10)
STUCK_TRIES = 7
"""So often tried, a letter has waited longer than `STUCK` in all: 5 + 10 + 20 + ... seconds."""

OVER = timedelta(hours=1)
"""What only happens (a letter refused) is over when it has not happened for so long."""

BEAT_EVERY = timedelta(seconds=30)

_incident = cast("Table", Incident.__table__)  # type: ignore[attr-defined]
_heartbeat = cast("Table", Heartbeat.__table__)  # type: ignore[attr-defined]
_INSERT = {
    ("sqlite", "incident"): sqlite_insert(_incident).on_conflict_do_nothing(),
    ("postgresql", "incident"): postgresql_insert(_incident).on_conflict_do_nothing(),
    ("sqlite", "heartbeat"): sqlite_insert(_heartbeat).on_conflict_do_nothing(),
    ("postgresql", "heartbeat"): postgresql_insert(_heartbeat).on_conflict_do_nothing(),
}


class Kind(StrEnum):
    """What can be wrong."""

    UPDATES_PILE_UP = "updates_pile_up"
    WEBHOOK_ERROR = "webhook_error"
    CLOCK_STOPPED = "clock_stopped"
    OUTBOX_STUCK = "outbox_stuck"
    LETTER_REFUSED = "letter_refused"
    UPDATE_SET_ASIDE = "update_set_aside"


HAPPENS = (Kind.LETTER_REFUSED, Kind.UPDATE_SET_ASIDE)
"""Nothing shows that these are over, but that they do not happen any more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as an admin sees it: codes, numbers and moments."""

    ref: str
    kind: str
    about: str
    count: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hook:
    """What Telegram says of our webhook; without an address there is none (polling)."""

    url: str
    pending: int
    last_error_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers for those who watch over the service; ages in seconds, None where there is nothing to measure."""

    waiting: int
    oldest_seconds: float
    tick_seconds: float | None
    open_kinds: tuple[str, ...]


def report(desk: Desk, *, kind: Kind, about: str = "") -> bool:
    """Open an incident and write to the admins, or count once more on the one that is open; whether it was opened."""
    if _again(desk, kind):
        return False
    values: dict[str, object] = {
        "ref": reference(),
        "key": kind.value,
        "kind": kind.value,
        "about": about[:80],
        "count": 1,
        "opened_at": desk.now,
        "last_at": desk.now,
    }
    if not _insert(desk, "incident", values):
        return not _again(desk, kind)  # another process was first by a hair
    desk.audit(None, "incident_opened", str(values["ref"]), kind.value)
    _tell(desk, str(values["ref"]), "opened", urgent=True)
    return True


def settle(desk: Desk, *, kind: Kind) -> bool:
    """Close what is open of this kind, and say so on the card of the admins; whether there was anything."""
    found = desk.session.exec(select(Incident).where(Incident.key == kind.value).with_for_update()).first()
    if found is None:
        return False
    found.closed_at, found.key = desk.now, f"{kind}:{found.ref}"
    desk.session.add(found)
    desk.session.flush()
    desk.audit(None, "incident_closed", found.ref, kind.value)
    _tell(desk, found.ref, "closed", urgent=False)
    return True


def look(desk: Desk, *, hook: Hook | None) -> None:
    """Open and close what can be seen from here: the outbox, Telegram's side, and what has not happened for a while.

    Whoever looks is the clock, so that it has not stopped. Without a `hook` Telegram did not say.
    """
    settle(desk, kind=Kind.CLOCK_STOPPED)
    stuck = stuck_letter(desk)
    _hold(desk, Kind.OUTBOX_STUCK, f"letter {stuck}" if stuck else "")
    for kind in HAPPENS:
        quiet = select(Incident.id).where(Incident.key == kind.value, Incident.last_at <= desk.now - OVER)
        if desk.session.exec(quiet).first() is not None:
            settle(desk, kind=kind)
    if hook is None:
        return
    piled = bool(hook.url) and hook.pending > PENDING_AT_MOST
    _hold(desk, Kind.UPDATES_PILE_UP, f"{hook.pending} updates" if piled else "")
    lately = hook.last_error_at is not None and hook.last_error_at > desk.now - LATELY
    _hold(desk, Kind.WEBHOOK_ERROR, "webhook" if hook.url and lately else "")


def stuck_letter(desk: Desk) -> int | None:
    """The oldest letter that should have arrived ten minutes ago at somebody who can be reached; its number."""
    return desk.session.exec(
        select(Letter.id)
        .join(Person, col(Person.id) == Letter.person_id)
        .where(
            Letter.state == WAITING,
            col(Person.reachable).is_(True),
            col(Person.chat_id).is_not(None),
            or_(Letter.not_before <= desk.now - STUCK, Letter.attempts >= STUCK_TRIES),
        )
        .order_by(col(Letter.id))
        .limit(1),
    ).first()


def beat(desk: Desk, *, name: str) -> None:
    """A sign of life of a task, written down twice a minute at most."""
    due = desk.now - BEAT_EVERY
    # A moment ahead of now was written before the clock was set back: it counts for nothing.
    old = or_(col(Heartbeat.at) <= due, col(Heartbeat.at) > desk.now)
    moved = desk.session.exec(
        update(Heartbeat).where(col(Heartbeat.name) == name, old).values(at=desk.now),
    )
    if moved.rowcount == 0 and last_beat(desk, name=name) is None:
        _insert(desk, "heartbeat", {"name": name, "at": desk.now})


def last_beat(desk: Desk, *, name: str) -> datetime | None:
    """When the task was last seen at work."""
    return desk.session.exec(select(Heartbeat.at).where(Heartbeat.name == name)).first()


def has_stopped(desk: Desk, *, name: str) -> bool:
    """Whether nobody has done this task for five minutes. What was never seen counts from this question on."""
    at = last_beat(desk, name=name)
    if at is None:
        beat(desk, name=name)
        return False
    return at <= desk.now - LATELY


def view(desk: Desk, *, reader: Caller, ref: str) -> Seen:
    """An incident as it stands.

    Raises:
        NotFoundError: there is none, or the reader is no admin.
    """
    found = desk.session.exec(select(Incident).where(Incident.ref == ref)).first()
    if found is None or reader.role is not Role.ADMIN:
        raise NotFoundError
    return _seen(found)


def open_one(desk: Desk, *, kind: Kind) -> Seen | None:
    """What is open of this kind."""
    found = desk.session.exec(select(Incident).where(Incident.key == kind.value)).first()
    return _seen(found) if found else None


def standing(desk: Desk, *, clock: str) -> Standing:
    """How the service stands: what is due and waits, since when, when the clock last ticked, what is wrong."""
    waiting, oldest = desk.session.exec(
        select(func.count(), func.min(Letter.not_before))
        .select_from(Letter)
        .join(Person, col(Person.id) == col(Letter.person_id))
        .where(Letter.state == WAITING, Letter.not_before <= desk.now, col(Person.reachable).is_(True)),
    ).one()
    at = last_beat(desk, name=clock)
    return Standing(
        waiting=waiting,
        oldest_seconds=(desk.now - oldest).total_seconds() if waiting else 0.0,
        tick_seconds=(desk.now - at).total_seconds() if at else None,
        open_kinds=tuple(
            desk.session.exec(
                select(Incident.kind).where(col(Incident.closed_at).is_(None)).order_by(col(Incident.id))
            ).all()
        ),
    )


def admins(desk: Desk) -> list[Person]:
    """Who is told."""
    return list(
        desk.session.exec(
            select(Person)
            .where(
                Person.role == Role.ADMIN.value,
                col(Person.reachable).is_(True),
                col(Person.chat_id).is_not(None),
            )
            .order_by(col(Person.id)),
        ).all()
    )


def _seen(found: Incident) -> Seen:
    return Seen(found.ref, found.kind, found.about, found.count, found.opened_at, found.closed_at)


def _hold(desk: Desk, kind: Kind, about: str) -> None:
    """Report it while there is something to say about it, and settle it when there is not."""
    if about:
        report(desk, kind=kind, about=about)
    else:
        settle(desk, kind=kind)


def _again(desk: Desk, kind: Kind) -> bool:
    """Count once more on the incident of this kind that is open; whether one is."""
    seen = desk.session.exec(
        update(Incident)
        .where(col(Incident.key) == kind.value)
        .values(count=col(Incident.count) + 1, last_at=desk.now)
        .execution_options(synchronize_session=False),
    )
    return seen.rowcount == 1


def _insert(desk: Desk, table: str, values: dict[str, object]) -> bool:
    """Insert the row, unless there is one with that key; whether it was inserted."""
    inserting = _INSERT[desk.session.get_bind().dialect.name, table]
    return desk.session.connection().execute(inserting, values).rowcount == 1


def _tell(desk: Desk, ref: str, occasion: str, *, urgent: bool) -> None:
    for person in admins(desk):
        letters.write(
            desk,
            person.id or 0,
            LetterKind.INCIDENT,
            subject=ref,
            occasion=occasion,
            card=True,
            urgent=urgent,
        )
