"""The people of the service, for its admins: who there is, a one-time way in, and what is told about it (trust.md 21)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from casework import people, reporting, second_step
from casework.desk import Desk
from domain.errors import NotFoundError, OutdatedError
from domain.people import STAFF, Action, Role, require
from storage.arrivals import Caller
from storage.people import Person
from storage.second_steps import SecondStep


@dataclass(frozen=True, slots=True)
class Group:
    """How many people have this role in this region."""

    role: Role
    region: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the service: no name, for none is kept; by reference, role and region."""

    ref: str
    role: Role
    region: str | None
    reachable: bool
    set_up: bool
    is_reader: bool = False


@dataclass(frozen=True, slots=True)
class WayIn:
    """A one-time link for one role in one region; the secret is in nothing that is kept."""

    secret: str
    role: Role
    region: str
    until: datetime


def look(desk: Desk, *, caller: Caller) -> list[Group]:
    """Who there is, by role and region, in the order of the roles."""
    require(caller.role, Action.KEEP_STAFF)
    found = desk.session.exec(
        select(Person.role, Person.region, func.count())
        .where(_is_staff())
        .group_by(col(Person.role), col(Person.region))
    ).all()
    groups = [Group(Role(role), region, count) for role, region, count in found]
    order = list(Role)
    return sorted(groups, key=lambda group: (order.index(group.role), group.region or ""))


def regions(desk: Desk, *, caller: Caller) -> tuple[str, ...]:
    """Every region that somebody can be invited to."""
    require(caller.role, Action.KEEP_STAFF)
    return desk.regions.codes


def members(desk: Desk, *, caller: Caller, role: Role, region: str) -> list[Member]:
    """Everybody of one role in one region; the oldest first."""
    require(caller.role, Action.KEEP_STAFF)
    found = desk.session.exec(
        select(Person)
        .where(_is_staff(), Person.role == role.value, Person.region == (region or None))
        .order_by(col(Person.id))
    ).all()
    return [_member(desk, caller, person) for person in found]


def member(desk: Desk, *, caller: Caller, ref: str) -> Member:
    """One of them.

    Raises:
        NotFoundError: nobody of the service has this reference.
    """
    require(caller.role, Action.KEEP_STAFF)
    return _member(desk, caller, of_ref(desk, ref))


def invite(desk: Desk, *, caller: Caller, role: Role, region: str) -> WayIn:
    """A one-time link, which gives this role in this region to whoever opens it first.

    Raises:
        SecondStepNeededError: the caller's digits come first.
        OutdatedError: there is no such role to give, or no such region.
    """
    require(caller.role, Action.KEEP_STAFF)
    if role not in STAFF or region not in desk.regions:
        raise OutdatedError
    second_step.require_open(desk, caller)
    secret = people.invite(desk, role=role, region=region, by=caller)
    return WayIn(secret, role, region, desk.now + desk.policy.invitation)


def reset_second_step(desk: Desk, *, caller: Caller, ref: str) -> Member:
    """Take a colleague's second step away; they are told.

    Raises:
        NotFoundError: nobody of the service has this reference, or they have none, or it is the caller.
        SecondStepNeededError: the caller's own digits come first.
    """
    found = member(desk, caller=caller, ref=ref)
    second_step.reset(desk, ref=ref, by=caller)
    return Member(found.ref, found.role, found.region, found.reachable, set_up=False)


def registrations(desk: Desk, *, caller: Caller) -> list[dict[str, Any]]:
    """Every registration, without persons, to be taken along as a file.

    Raises:
        SecondStepNeededError: the caller's digits come first.
    """
    require(caller.role, Action.KEEP_STAFF)
    second_step.require_open(desk, caller)
    found = reporting.registrations(desk.session)
    desk.audit(caller, "exported", caller.ref, str(len(found)))
    return found


def of_ref(desk: Desk, ref: str) -> Person:
    """Somebody of the service.

    Raises:
        NotFoundError: nobody of the service has this reference.
    """
    person = desk.session.exec(select(Person).where(Person.ref == ref)).first()
    if person is None or person.role == Role.CITIZEN or person.chat_id is None:
        raise NotFoundError
    return person


def _is_staff() -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    """Who has joined; those of a pool file who have not opened their link yet have no chat."""
    return (col(Person.role) != Role.CITIZEN.value) & col(Person.chat_id).is_not(None)


def _member(desk: Desk, caller: Caller, person: Person) -> Member:
    row = desk.session.get(SecondStep, person.id)
    return Member(
        person.ref,
        Role(person.role),
        person.region,
        person.reachable,
        set_up=row is not None and row.confirmed_at is not None,
        is_reader=person.id == caller.id,
    )
