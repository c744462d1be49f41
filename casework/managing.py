"""What a regional manager does with a request: open it, see who fits and why, ask, and end it early."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from casework import progress
from casework.desk import Desk
from casework.endings import end
from casework.offering import send
from casework.pool import candidates
from domain import languages
from domain.errors import NobodyChosenError, NotFoundError
from domain.matching import Drop, DropKind, NearLanguage, Need, Ranked, Relax, shortlist
from domain.offers import OPEN, OfferState
from domain.people import Action, require
from domain.requests import FINAL, SEEKING, Ending, Event, State
from domain.wishes import Weight, Wish, WishKind
from storage.arrivals import Caller
from storage.offers import Offer
from storage.people import Person
from storage.references import reference
from storage.requests import Request

NEIGHBOURS, INTERPRETER = "n", "i"
"""What can be relaxed besides wishes, which go by their number; together a short word in a button."""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """How one coordinator answers; a number stands in for a name."""

    number: int
    state: OfferState
    reason: str | None


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as its manager sees it: what matching needs, and how to reach the family."""

    ref: str
    state: State
    ending: Ending | None
    region: str
    language: str
    variant: str
    who: str
    hours: str
    deadline_on: date | None
    urgent: bool
    compulsory: bool
    paused: bool
    wishes: tuple[Wish, ...]
    submitted_at: datetime
    meeting_at: datetime | None
    offers: tuple[OfferLine, ...]
    details: dict[str, Any]


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


def open_card(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Open a request of the manager's region; the first time, this is the start of the intake.

    Raises:
        NotFoundError: it is of another region, or there is none.
    """
    request = of_region(desk, caller, ref)
    if request.state == State.SUBMITTED:
        request.opened_at = desk.now
        progress.advance(desk, request, Event.OPEN)
        desk.audit(caller, "opened", request.ref)
    return card(desk, caller=caller, request=request, with_details=True)


def peek(desk: Desk, *, reader: Caller, ref: str) -> RequestCard:
    """The card as it is announced: without anything that tells who it is about."""
    return card(desk, caller=reader, request=of_region(desk, reader, ref), with_details=False)


def inbox(desk: Desk, *, caller: Caller) -> list[RequestCard]:
    """The running requests of the manager's region, oldest first."""
    require(caller.role, Action.SEE_REGION)
    found = desk.session.exec(
        select(Request)
        .where(Request.region == caller.region, col(Request.state).not_in([state.value for state in FINAL]))
        .order_by(col(Request.submitted_at)),
    ).all()
    return [card(desk, caller=caller, request=request, with_details=False) for request in found]


def set_compulsory(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Turn "compulsory help plays a part" on or off; it adds three gates before the meeting (domain.md 5)."""
    request = of_region(desk, caller, ref)
    request.compulsory = not request.compulsory
    desk.session.add(request)
    desk.audit(caller, "compulsory", request.ref, "on" if request.compulsory else "off")
    return card(desk, caller=caller, request=request, with_details=True)


def choose_from(desk: Desk, *, caller: Caller, ref: str, relaxed: str = "") -> Choice:
    """The shortlist of a request with the reasons, and what relaxing a wish would gain.

    Raises:
        NotFoundError: it is of another region, or there is none.
    """
    request = of_region(desk, caller, ref)
    desk.audit(caller, "shortlist", request.ref)
    return _choice(desk, request, relaxed)


def toggle(desk: Desk, *, caller: Caller, ref: str, candidate: str, relaxed: str) -> Choice:
    """Choose a candidate, or take the choice back; nobody is asked yet.

    Raises:
        NotFoundError: no such request or candidate for this manager.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = of_region(desk, caller, ref)
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


def ask(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Send the offer to everyone who was chosen, all at once.

    Raises:
        NobodyChosenError: nobody was.
        WrongMoveError: the request no longer seeks a coordinator.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = of_region(desk, caller, ref)
    progress.require_running(request)
    chosen = desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, Offer.state == OfferState.PREPARED.value),
    ).all()
    if not chosen:
        raise NobodyChosenError
    progress.advance(desk, request, Event.ASK)
    request.offered_at = request.offered_at or desk.now
    for offer in chosen:
        send(desk, request, offer)
    desk.audit(caller, "asked", request.ref, str(len(chosen)))
    desk.session.flush()
    return card(desk, caller=caller, request=request, with_details=True)


def end_early(desk: Desk, *, caller: Caller, ref: str, ending: Ending) -> RequestCard:
    """End a request early with a reason code.

    Raises:
        NotFoundError: it is of another region, or there is none.
        WrongMoveError: it is over already.
    """
    require(caller.role, Action.END_REQUEST)
    request = of_region(desk, caller, ref)
    end(desk, request, ending, by=caller)
    return card(desk, caller=caller, request=request, with_details=False)


def of_region(desk: Desk, caller: Caller, ref: str) -> Request:
    """The request, if it is of the manager's own region.

    Raises:
        NotAllowedError: the caller manages no region.
        NotFoundError: it is of another region, or there is none: the two look the same (trust.md 8).
    """
    require(caller.role, Action.SEE_REGION)
    request = progress.request_by_ref(desk, ref)
    if request.region != caller.region:
        raise NotFoundError
    return request


def card(desk: Desk, *, caller: Caller, request: Request, with_details: bool) -> RequestCard:
    """The card of a request; opening its details is written to the audit."""
    job = progress.running_job(desk, request)
    lines = desk.session.exec(
        select(Offer)
        .where(Offer.request_id == request.id, Offer.state != OfferState.PREPARED.value)
        .order_by(col(Offer.sent_at), col(Offer.id)),
    ).all()
    return RequestCard(
        ref=request.ref,
        state=State(request.state),
        ending=Ending(request.ending) if request.ending else None,
        region=request.region,
        language=request.language,
        variant=request.variant,
        who=request.who,
        hours=request.hours,
        deadline_on=request.deadline_on,
        urgent=request.urgent,
        compulsory=request.compulsory,
        paused=request.paused_at is not None,
        wishes=_wishes(desk, request),
        submitted_at=request.submitted_at,
        meeting_at=job.meeting_at if job else None,
        offers=tuple(
            OfferLine(number, OfferState(offer.state), offer.reason) for number, offer in enumerate(lines, 1)
        ),
        details=desk.open_details(request, who=caller, why="intake")
        if with_details and request.state not in FINAL
        else {},
    )


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
    wishes = _wishes(desk, request)
    kept = tuple(wish for number, wish in enumerate(wishes) if str(number) not in relaxed)
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
        language=request.language,
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


def _wishes(desk: Desk, request: Request) -> tuple[Wish, ...]:
    if request.state not in SEEKING:
        return ()
    return tuple(
        Wish(WishKind(wish["kind"]), wish["value"], Weight(wish["weight"]))
        for wish in desk.open_wishes(request)
    )


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
