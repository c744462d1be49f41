"""Being away with a substitute: letters go to whoever stands in, and they may act, until the day comes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from casework import climbing, letters, people, posts
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError, OutdatedError
from domain.ladder import Receiver
from domain.people import Action, Role, require
from storage.absences import Absence
from storage.arrivals import Caller
from storage.people import Person

BACK_AFTER_DAYS = (1, 2, 3, 4, 5, 7, 10, 14, 21, 28)
"""After how many days somebody may say that they are back."""

DEPUTY, NOBODY = "d", "n"
"""In the place of a person's reference: the managers of the deputy region together, or nobody."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who may stand in, without a name: by role and region, and a number where several are alike.

    `code` is a person's reference, `DEPUTY` or `NOBODY`; `role` is None for nobody.
    """

    code: str
    role: Role | None = None
    region: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Until which day the reader is away, and who stands in; and until when for which region they stand in."""

    back_on: date | None = None
    substitute: Substitute = Substitute(NOBODY)
    stands_in: tuple[tuple[Role, str | None, date], ...] = ()


def look(desk: Desk, *, caller: Caller) -> Standing:
    """Whether the caller is away, and for whom they stand in."""
    require(caller.role, Action.TAKE_ESCALATION)
    gone = posts.away(desk)
    own = gone.get(caller.id)
    others = tuple(
        (Role(person.role), person.region, _day(desk, gone[person.id or 0].until))
        for person in desk.session.exec(select(Person).where(col(Person.id).in_(list(gone)))).all()
        if caller.id in posts.stand_ins(desk, gone[person.id or 0])
    )
    if own is None:
        return Standing(stands_in=others)
    return Standing(_day(desk, own.until), _substitute(desk, own), others)


def substitutes(desk: Desk, *, caller: Caller) -> list[Substitute]:
    """Who may stand in for the caller: colleagues of the same post, then the deputy's; all of them there."""
    require(caller.role, Action.TAKE_ESCALATION)
    if caller.role is not Role.REGIONAL_MANAGER:
        return [*_people(desk, caller, Receiver.HELPDESK), Substitute(NOBODY)]
    found = _people(desk, caller, Receiver.REGIONAL_MANAGER)
    region = desk.regions.deputy_of(caller.region or "")
    if region:
        found += _people(desk, caller, Receiver.DEPUTY)
        found.append(Substitute(DEPUTY, Role.REGIONAL_MANAGER, region))
    return [*found, Substitute(NOBODY)]


def begin(desk: Desk, *, caller: Caller, days: int, code: str) -> Standing:
    """The caller is away from now until the day that is so many days on; a second time changes the first.

    Raises:
        OutdatedError: no such number of days, or whoever was chosen cannot stand in any more.
    """
    require(caller.role, Action.TAKE_ESCALATION)
    people.lock(desk, caller)
    offered = {choice.code for choice in substitutes(desk, caller=caller)}
    if days not in BACK_AFTER_DAYS or code not in offered:
        raise OutdatedError
    absence = desk.session.get(Absence, caller.id)
    if absence is None:
        absence = Absence(person_id=caller.id, since=desk.now, until=desk.now)
    absence.until = _midnight(desk, desk.today + timedelta(days=days))
    absence.substitute_id = _person_of(desk, code)
    absence.deputy = desk.regions.deputy_of(caller.region or "") if code == DEPUTY else None
    desk.session.add(absence)
    desk.audit(caller, "away", caller.ref, _day(desk, absence.until).isoformat())
    climbing.look_again(desk)
    for person_id in posts.stand_ins(desk, absence):
        letters.write(desk, person_id, LetterKind.STANDING_IN, subject=caller.ref)
    return look(desk, caller=caller)


def end(desk: Desk, *, caller: Caller) -> Standing:
    """The caller is back, before the day."""
    require(caller.role, Action.TAKE_ESCALATION)
    people.lock(desk, caller)
    absence = desk.session.get(Absence, caller.id)
    if absence is not None:
        told = posts.stand_ins(desk, absence)
        desk.session.delete(absence)
        desk.session.flush()
        desk.audit(caller, "back", caller.ref)
        for person_id in told:
            letters.write(desk, person_id, LetterKind.STANDING_IN, subject=caller.ref)
        climbing.look_again(desk)
    return look(desk, caller=caller)


def for_substitute(desk: Desk, *, reader: Caller, ref: str) -> tuple[Role, str | None, date | None]:
    """For whom the reader stands in (role and region) and until which day; None when it is over.

    Raises:
        NotFoundError: the reader has nothing to do with it.
    """
    person = desk.session.exec(select(Person).where(Person.ref == ref)).first()
    if person is None or person.id is None or not posts.may_take(reader):
        raise NotFoundError
    absence = posts.away(desk).get(person.id)
    stands_in = absence is not None and reader.id in posts.stand_ins(desk, absence)
    until = _day(desk, absence.until) if absence is not None and stands_in else None
    return Role(person.role), person.region, until


def _people(desk: Desk, caller: Caller, receiver: Receiver) -> list[Substitute]:
    """Everyone else who stands there now, numbered where they are several."""
    ids = [person for person in posts.receivers(desk, caller.region, receiver) if person != caller.id]
    found = desk.session.exec(
        select(Person).where(col(Person.id).in_(ids), Person.id != caller.id).order_by(col(Person.id))
    ).all()
    return [
        Substitute(person.ref, Role(person.role), person.region, number if len(found) > 1 else 0)
        for number, person in enumerate(found, 1)
    ]


def _substitute(desk: Desk, absence: Absence) -> Substitute:
    if absence.deputy is not None:
        return Substitute(DEPUTY, Role.REGIONAL_MANAGER, absence.deputy)
    person = desk.session.get(Person, absence.substitute_id) if absence.substitute_id else None
    return Substitute(person.ref, Role(person.role), person.region) if person else Substitute(NOBODY)


def _person_of(desk: Desk, code: str) -> int | None:
    return desk.session.exec(select(Person.id).where(Person.ref == code)).first()


def _midnight(desk: Desk, day: date) -> datetime:
    """When that day begins in the service's zone."""
    return datetime.combine(day, time(), desk.zone).astimezone(UTC)


def _day(desk: Desk, moment: datetime) -> date:
    return moment.astimezone(desk.zone).date()
