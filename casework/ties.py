"""Who has a tie with an organisation that plays a part in a request; nobody is told with which one (domain.md 2).

The names are sealed with the request's key. Marks for comparing are made from them when they are needed and not kept:
so two requests cannot be laid side by side in the database, and a new master key leaves nothing to make anew.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from casework.desk import Desk
from casework.pool import marked_bodies
from domain import bodies, offers
from domain.offers import OfferState
from domain.openings import Why
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request

_ALIVE = [state.value for state in (*offers.OPEN, OfferState.PREPARED)]


def names_of(desk: Desk, request: Request, *, who: Caller | None = None) -> tuple[str, ...]:
    """The organisations with a part in the request, as they were typed; none once it is over or forgotten."""
    if request.key is None or request.bodies is None:
        return ()
    why = Why.MATCHING if who is None else Why.BODIES
    return tuple(desk.unseal(request.key, "bodies", request.bodies, about=request.ref, who=who, why=why))


def seal(desk: Desk, key: bytes, names: Iterable[str]) -> bytes | None:
    """The names as they are kept: each organisation once, sealed with the request's key; None for none."""
    named = bodies.distinct(names)
    return desk.vault.seal(key, "bodies", list(named)) if named else None


def marks_of(desk: Desk, request: Request) -> frozenset[str]:
    """What `Need.bodies` compares with the ties of coordinators."""
    return marked_bodies(desk, names_of(desk, request))


def is_tied(desk: Desk, request: Request, coordinator_id: int) -> bool:
    """Whether this coordinator declared a tie with one of the organisations."""
    profile = desk.session.get(Profile, coordinator_id)
    return profile is not None and not marks_of(desk, request).isdisjoint(profile.tie_marks)


def tied(desk: Desk, request: Request) -> frozenset[int]:
    """The ids of the coordinators with a tie who were chosen or asked for this request, and have not answered."""
    marks = marks_of(desk, request)
    if not marks:
        return frozenset()
    found = desk.session.exec(
        select(Profile)
        .join(Offer, col(Offer.coordinator_id) == col(Profile.person_id))
        .where(Offer.request_id == request.id, col(Offer.state).in_(_ALIVE)),
    ).all()
    return frozenset(profile.person_id for profile in found if not marks.isdisjoint(profile.tie_marks))
