"""Who stands where: the managers of a region, their deputies, the helpdesk; without whoever is away or out of reach."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from casework.desk import Desk
from domain.ladder import Receiver
from domain.people import RIGHTS, Action, Role, may
from storage.absences import Absence
from storage.arrivals import Caller
from storage.people import Person

FALLBACK = (Role.HELPDESK, Role.ADMIN)
"""Who is told where a region has no manager."""

_CAN_TAKE = sorted(role.value for role in RIGHTS[Action.TAKE_ESCALATION])


def receivers(desk: Desk, region: str | None, receiver: Receiver) -> list[int]:
    """The people (ids) who stand there for this region now, with substitutes in the place of who is away."""
    found = desk.session.exec(select(Person).where(_post(desk, region, receiver)).order_by(col(Person.id)))
    return _present(desk, found.all())


def stands_on(desk: Desk, caller: Caller, region: str | None, receiver: Receiver) -> bool:
    """Whether the caller holds this post, also while away, or stands in for somebody who does."""
    post = _post(desk, region, receiver)
    holds = desk.session.exec(select(Person.id).where(Person.id == caller.id, post)).first()
    return holds is not None or caller.id in receivers(desk, region, receiver)


def is_there(desk: Desk, person_id: int) -> bool:
    """Whether that person can be reached, is not away, and may still take an escalation."""
    found = desk.session.exec(
        select(Person).where(Person.id == person_id, col(Person.role).in_(_CAN_TAKE))
    ).first()
    return found is not None and found.reachable and person_id not in away(desk)


def away(desk: Desk) -> dict[int, Absence]:
    """Who is away now, by person."""
    found = desk.session.exec(
        select(Absence).where(col(Absence.since) <= desk.now, col(Absence.until) > desk.now)
    )
    return {absence.person_id: absence for absence in found.all()}


def stand_ins(desk: Desk, absence: Absence) -> list[int]:
    """Who stands in during this absence and is there: one person, or the managers of the deputy region."""
    if absence.substitute_id is None and absence.deputy is None:
        return []
    managers = (col(Person.role) == Role.REGIONAL_MANAGER.value) & (col(Person.region) == absence.deputy)
    found = desk.session.exec(
        select(Person)
        .where(
            or_(col(Person.id) == absence.substitute_id, managers if absence.deputy else False),
            col(Person.role).in_(_CAN_TAKE),
            col(Person.reachable).is_(True),
        )
        .order_by(col(Person.id))
    ).all()
    gone = away(desk)
    return [person.id for person in found if person.id is not None and person.id not in gone]


def may_take(caller: Caller) -> bool:
    """Whether the caller may take an escalation at all."""
    return may(caller.role, Action.TAKE_ESCALATION)


def _present(desk: Desk, people: Iterable[Person]) -> list[int]:
    """Who of these is there; for whoever is away their substitutes. In order, everyone once."""
    gone = away(desk)
    found: dict[int, None] = {}
    for person in people:
        assert person.id is not None  # noqa: S101 - it was read from the database
        if person.id in gone:
            found |= dict.fromkeys(stand_ins(desk, gone[person.id]))
        elif person.reachable:
            found[person.id] = None
    return list(found)


def _post(desk: Desk, region: str | None, receiver: Receiver) -> ColumnElement[bool]:
    """Who holds this post, as a condition; nobody manages what belongs to no region."""
    helpdesk = col(Person.role).in_([role.value for role in FALLBACK])
    code = desk.regions.manager_of(region) if region else ""
    if receiver is Receiver.EVERYONE:
        return col(Person.role).in_(_CAN_TAKE)
    if receiver is Receiver.HELPDESK:
        return helpdesk
    if receiver is Receiver.DEPUTY:
        code = desk.regions.deputy_of(region) if region else ""
    managers = (col(Person.role) == Role.REGIONAL_MANAGER.value) & (col(Person.region) == code)
    return or_(managers, helpdesk) if receiver is Receiver.REGION_AND_HELPDESK else managers
