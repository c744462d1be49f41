"""Choosing whom to ask: the shortlist with its reasons, and what relaxing a wish would gain. The human decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import select

from casework import managing
from casework.desk import Desk
from casework.pool import candidates
from domain import languages
from domain.errors import NotFoundError
from domain.matching import Drop, DropKind, NearLanguage, Need, Ranked, Relax, shortlist
from domain.offers import OPEN, OfferState
from domain.people import Action, require
from domain.wishes import Wish, WishKind
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Person
from storage.references import reference
from storage.requests import Request

NEIGHBOURS, INTERPRETER = "n", "i"
"""What can be relaxed besides wishes, which go by their number; together a short word in a button."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One line of the shortlist: a number to speak of, the reasons, and whether they are chosen or were asked."""

    ref: str
    number: int
    ranked: Ranked
    languages: tuple[str, ...]
    chosen: bool
    asked: OfferState | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The shortlist on the screen."""

    request: str
    relaxed: str
    lines: tuple[CandidateLine, ...]
    fitting: int
    chosen: int
    relax: tuple[tuple[str, Relax], ...]


def choose_from(desk: Desk, *, caller: Caller, ref: str, relaxed: str = "") -> Choice:
    """The shortlist of a request with the reasons, and what relaxing a wish would gain.

    Raises:
        NotFoundError: it is of another region, or there is none.
    """
    request = managing.of_region(desk, caller, ref)
    desk.audit(caller, "shortlist", request.ref)
    return _choice(desk, request, relaxed)


def toggle(desk: Desk, *, caller: Caller, ref: str, candidate: str, relaxed: str) -> Choice:
    """Choose a candidate, or take the choice back; nobody is asked yet.

    Raises:
        NotFoundError: no such request or candidate for this manager.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = managing.of_region(desk, caller, ref)
    person = desk.session.exec(select(Person).where(Person.ref == candidate)).first()
    if person is None or person.id is None:
        raise NotFoundError
    prepared = _offer_to(desk, request, person.id)
    if prepared is None:
        if person.ref not in {line.ref for line in _choice(desk, request, relaxed).lines}:
            raise NotFoundError
        desk.session.add(_prepare(request, person.id))
    elif prepared.state == OfferState.PREPARED:
        desk.session.delete(prepared)
    desk.session.flush()
    return _choice(desk, request, relaxed)


def _choice(desk: Desk, request: Request, relaxed: str) -> Choice:
    offers = {
        offer.coordinator_id: OfferState(offer.state)
        for offer in desk.session.exec(select(Offer).where(Offer.request_id == request.id)).all()
    }
    pool, people = candidates(desk)
    need, wishes = _need(desk, request, relaxed, declined=_refs_of(people, offers))
    found = shortlist(need, pool, today=desk.today, limit=desk.policy.shortlist)
    speaks = {candidate.ref: tuple(candidate.languages) for candidate in pool}
    by_ref = {ref: person_id for person_id, ref in people.items()}
    lines = tuple(
        CandidateLine(
            ref=ranked.ref,
            number=number,
            ranked=ranked,
            languages=speaks[ranked.ref],
            chosen=offers.get(by_ref[ranked.ref]) is OfferState.PREPARED,
            asked=_asked(offers.get(by_ref[ranked.ref])),
        )
        for number, ranked in enumerate(found.candidates, 1)
    )
    return Choice(
        request=request.ref,
        relaxed=relaxed,
        lines=lines,
        fitting=found.fitting,
        chosen=sum(state is OfferState.PREPARED for state in offers.values()),
        relax=tuple(
            (code, relax) for relax in found.relax if (code := _code(relax.drop, wishes)) and relax.gains
        ),
    )


def _asked(state: OfferState | None) -> OfferState | None:
    return state if state in OPEN else None


def _refs_of(people: dict[int, str], offers: dict[int, OfferState]) -> frozenset[str]:
    """Who declined is not asked again; who let it expire may be."""
    return frozenset(
        people[who] for who, state in offers.items() if state is OfferState.DECLINED and who in people
    )


def _need(
    desk: Desk, request: Request, relaxed: str, *, declined: frozenset[str]
) -> tuple[Need, Sequence[Wish]]:
    wishes = managing.wishes_of(desk, request)
    kept = tuple(wish for number, wish in enumerate(wishes) if str(number) not in relaxed)
    wished_language = any(wish.kind is WishKind.LANGUAGE for wish in wishes)
    spoken = {request.language, *(wish.value for wish in kept if wish.kind is WishKind.LANGUAGE)}
    near = tuple(
        NearLanguage(tag, neighbour.tag, sensitive=neighbour.sensitive)
        for tag in sorted(spoken)
        for neighbour in languages.neighbours(tag)
    )
    need = Need(
        ref=request.ref,
        region=request.region,
        variant="family" if request.variant == "unsure" else request.variant,
        urgent=request.urgent,
        # A wish about language takes the place of the family's own; relaxed, it does not bring that back as a must.
        language=None if wished_language else request.language,
        wishes=kept,
        neighbouring=frozenset(desk.regions.region(request.region).neighbours),
        near_languages=near,
        declined=declined,
        use_neighbouring=NEIGHBOURS in relaxed,
        use_interpreter=INTERPRETER in relaxed,
    )
    return need, wishes


def _code(drop: Drop, wishes: Sequence[Wish]) -> str:
    """How a button names what is relaxed; empty for what has no button."""
    match drop.kind:
        case DropKind.WISH if drop.wish in wishes:
            return str(wishes.index(drop.wish))
        case DropKind.NEIGHBOURING_REGIONS:
            return NEIGHBOURS
        case DropKind.INTERPRETER:
            return INTERPRETER
        case _:
            return ""


def _offer_to(desk: Desk, request: Request, person_id: int) -> Offer | None:
    """What stands between this request and this person, unless it expired or was withdrawn and may start again."""
    offer = desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, Offer.coordinator_id == person_id),
    ).first()
    if offer is not None and offer.state in {OfferState.EXPIRED, OfferState.WITHDRAWN}:
        desk.session.delete(offer)
        desk.session.flush()
        return None
    return offer


def _prepare(request: Request, person_id: int) -> Offer:
    assert request.id is not None  # noqa: S101 - it was read from the database
    return Offer(ref=reference(), request_id=request.id, coordinator_id=person_id)
