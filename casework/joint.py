"""The best division of coordinators over all open requests of a region: a proposal, the manager still asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from casework import choosing, managing
from casework.desk import Desk
from casework.pool import candidates
from domain.matching import Candidate, Line, Pool, Ranked, assign
from domain.offers import OPEN, OfferState
from domain.people import Action, require
from domain.requests import SEEKING, State
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Person
from storage.requests import Request

_WAITING = SEEKING - {State.OFFERED}
"""Where somebody was asked and may still say yes, nobody else is proposed."""

_DONE = frozenset({OfferState.DECLINED, OfferState.EXCLUDED})

Offers = Mapping[str, Mapping[str, OfferState]]
"""For each receipt: how the offer to each coordinator stands, by reference."""


@dataclass(frozen=True, slots=True)
class KeptFree:
    """Someone who stands higher on a line's own list, kept for `request`, where only `options` people fit at all."""

    languages: tuple[str, ...]
    request: str
    options: int


@dataclass(frozen=True, slots=True)
class JointLine:
    """The proposal for one request: who, at which place on its own list, and who was kept free for whom.

    `ranked` and `place` are None where nobody fits (`options` is 0), or where all who fit are needed elsewhere.
    """

    request: str
    language: str
    urgent: bool
    options: int
    ranked: Ranked | None
    place: int | None
    languages: tuple[str, ...]
    chosen: bool
    kept: tuple[KeptFree, ...]


def propose(desk: Desk, *, caller: Caller) -> list[JointLine]:
    """One line for each request of the manager's region that waits for a coordinator, the oldest first.

    Whoever was asked for another request and has not answered is left out: they may still say yes there.

    Raises:
        NotAllowedError: the caller manages no region.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    requests = _waiting(desk, caller)
    if not requests:
        return []
    wishes = {request.ref: managing.wishes_of(desk, request) for request in requests}
    pool, _ = candidates(desk, [wish for made in wishes.values() for wish in made])
    offers, silent = _offers_of(desk, requests), _silent(desk)
    needs = [
        choosing.need_for(
            desk,
            request,
            wishes=wishes[request.ref],
            declined=silent | {who for who, state in offers[request.ref].items() if state in _DONE},
        )
        for request in requests
    ]
    found = assign(needs, Pool.prepare(pool, today=desk.today), today=desk.today)
    desk.audit(caller, "joint_proposal", caller.region or "")
    people = {one.ref: one for one in pool}
    return [
        _line(request, line, people, offers[request.ref])
        for request, line in zip(requests, found.lines, strict=True)
    ]


def _waiting(desk: Desk, caller: Caller) -> list[Request]:
    return list(
        desk.session.exec(
            select(Request)
            .where(
                Request.region == caller.region,
                col(Request.state).in_([state.value for state in _WAITING]),
                col(Request.paused_at).is_(None),
            )
            .order_by(col(Request.submitted_at), col(Request.id)),
        ).all(),
    )


def _offers_of(desk: Desk, requests: list[Request]) -> Offers:
    offers: dict[str, dict[str, OfferState]] = {request.ref: {} for request in requests}
    found = desk.session.exec(
        select(Request.ref, Person.ref, Offer.state)
        .join(Offer, col(Offer.request_id) == col(Request.id))
        .join(Person, col(Person.id) == col(Offer.coordinator_id))
        .where(col(Request.ref).in_(offers)),
    ).all()
    for receipt, person, state in found:
        offers[receipt][person] = OfferState(state)
    return offers


def _silent(desk: Desk) -> frozenset[str]:
    """Who was asked for some request and has not answered yet."""
    alive = [state.value for state in OPEN]
    return frozenset(
        desk.session.exec(
            select(Person.ref)
            .join(Offer, col(Offer.coordinator_id) == col(Person.id))
            .where(col(Offer.state).in_(alive)),
        ).all(),
    )


def _line(
    request: Request, line: Line, people: Mapping[str, Candidate], offers: Mapping[str, OfferState]
) -> JointLine:
    who = line.chosen.ref if line.chosen else ""
    return JointLine(
        request=request.ref,
        language=request.language,
        urgent=request.urgent,
        options=line.options,
        ranked=line.chosen,
        place=line.place,
        languages=tuple(people[who].languages) if who else (),
        chosen=offers.get(who) is OfferState.PREPARED,
        kept=tuple(
            KeptFree(tuple(people[kept.candidate].languages), kept.need, kept.options) for kept in line.kept
        ),
    )
