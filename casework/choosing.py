"""Choosing whom to ask: the shortlist with its reasons, and what relaxing a wish would gain. The human decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from casework import managing, ties
from casework.desk import Desk
from casework.needs import NearAnswer, need_of
from casework.pool import candidates
from domain.errors import NotFoundError
from domain.matching import (
    BlockReason,
    Drop,
    DropKind,
    Need,
    Ranked,
    Relax,
    Shortlist,
    first_block,
    shortlist,
)
from domain.offers import OPEN, OfferState
from domain.people import Action, require
from domain.wishes import Wish
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Person
from storage.references import reference
from storage.requests import Request

NEIGHBOURS, INTERPRETER = "n", "i"
"""What can be relaxed besides wishes, which go by their number; together a short word in a button."""


@dataclass(frozen=True, slots=True)
class NearAdvice:
    """A near language: how many it would bring in, or what became of the question about it."""

    tag: str
    gains: int
    answer: NearAnswer | None


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
    """The shortlist on the screen; `tied` people are left out for a tie with an organisation in the request."""

    request: str
    relaxed: str
    lines: tuple[CandidateLine, ...]
    fitting: int
    chosen: int
    relax: tuple[tuple[str, Relax], ...]
    near: tuple[NearAdvice, ...] = ()
    tied: int = 0


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
        desk.audit(caller, "chosen", request.ref, person.ref)
    elif prepared.state == OfferState.PREPARED:
        desk.session.delete(prepared)
        desk.audit(caller, "not_chosen", request.ref, person.ref)
    desk.session.flush()
    return _choice(desk, request, relaxed)


def prepare(desk: Desk, *, caller: Caller, ref: str, candidate: str) -> Choice:
    """Choose someone whom the joint proposal named, also below the list on the screen; nobody is asked yet.

    Chosen before, they stay chosen.

    Raises:
        NotFoundError: no such request or person for this manager, or they no longer fit.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = managing.of_region(desk, caller, ref)
    wishes = managing.wishes_of(desk, request)
    pool, people = candidates(desk, wishes)
    need = need_for(desk, request, wishes=wishes, declined=_refs_of(people, _offers(desk, request)))
    found = next((one for one in pool if one.ref == candidate), None)
    if found is None or first_block(need, found, today=desk.today) is not None:
        raise NotFoundError
    person_id = next(who for who, its_ref in people.items() if its_ref == candidate)
    if _offer_to(desk, request, person_id) is None:
        desk.session.add(_prepare(request, person_id))
        desk.audit(caller, "chosen", request.ref, candidate)
        desk.session.flush()
    return _choice(desk, request, "")


def _choice(desk: Desk, request: Request, relaxed: str) -> Choice:
    offers = _offers(desk, request)
    wishes = managing.wishes_of(desk, request)
    pool, people = candidates(desk, wishes)
    need = need_for(desk, request, wishes=wishes, declined=_refs_of(people, offers))
    found = shortlist(_relaxed(need, relaxed), pool, today=desk.today, limit=desk.policy.shortlist)
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
        near=_near(request, found),
        tied=found.blocked[BlockReason.TIE],
    )


def _offers(desk: Desk, request: Request) -> dict[int, OfferState]:
    found = desk.session.exec(select(Offer).where(Offer.request_id == request.id)).all()
    return {offer.coordinator_id: OfferState(offer.state) for offer in found}


def _asked(state: OfferState | None) -> OfferState | None:
    return state if state in OPEN else None


def _refs_of(people: dict[int, str], offers: dict[int, OfferState]) -> frozenset[str]:
    """Who declined, or is not to be this person, is not asked again; who let it expire may be."""
    over = {OfferState.DECLINED, OfferState.EXCLUDED}
    return frozenset(people[who] for who, state in offers.items() if state in over and who in people)


def need_for(desk: Desk, request: Request, *, wishes: tuple[Wish, ...], declined: frozenset[str]) -> Need:
    """What a request seeks: nothing relaxed, the near languages to which the family said yes, and nobody with a tie."""
    need = need_of(
        desk,
        ref=request.ref,
        region=request.region,
        language=request.language,
        variant=request.variant,
        wishes=wishes,
        urgent=request.urgent,
        accepted=frozenset(tag for tag, answer in request.near.items() if answer == NearAnswer.YES),
    )
    bodies = ties.marks_of(desk, request)
    return replace(need, declined=declined, excluded=_excluded(desk, request), bodies=bodies)


def _excluded(desk: Desk, request: Request) -> frozenset[str]:
    """Whom the family asked not to have: someone else, without a reason."""
    found = desk.session.exec(
        select(Person.ref)
        .join(Offer, col(Offer.coordinator_id) == col(Person.id))
        .where(Offer.request_id == request.id, Offer.state == OfferState.EXCLUDED.value),
    ).all()
    return frozenset(found)


def _relaxed(need: Need, relaxed: str) -> Need:
    """The need with what the manager relaxed on the screen; a language given up is not a must by another way."""
    return replace(
        need,
        wishes=tuple(wish for number, wish in enumerate(need.wishes) if str(number) not in relaxed),
        use_neighbouring=NEIGHBOURS in relaxed,
        use_interpreter=INTERPRETER in relaxed,
    )


def _near(request: Request, found: Shortlist) -> tuple[NearAdvice, ...]:
    """The near languages that were asked about, and those that would bring someone in."""
    asked = tuple(NearAdvice(tag, 0, NearAnswer(answer)) for tag, answer in sorted(request.near.items()))
    gains = {
        relax.drop.tag: relax.gains
        for relax in found.relax
        if relax.drop.kind is DropKind.NEAR_LANGUAGE and relax.drop.tag not in request.near
    }
    return (*asked, *(NearAdvice(tag, gain, None) for tag, gain in gains.items()))


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
