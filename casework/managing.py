"""What a regional manager does with a request: open it, see who fits and why, ask, and end it early."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from casework import askings, consent_rows, letters, links, progress, second_step, ties
from casework.desk import Desk
from casework.endings import end, withdraw_offers
from casework.sending import plan_next_wave, send
from domain.consents import Layer
from domain.errors import NobodyChosenError, NotFoundError, NotSharedError
from domain.offers import OfferState
from domain.openings import Why
from domain.people import Action, require
from domain.requests import FINAL, SEEKING, Ending, Event, State
from domain.wishes import Weight, Wish, WishKind
from storage.arrivals import Caller
from storage.offers import Offer
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class OfferLine:
    """How one coordinator answers; a number stands in for a name."""

    number: int
    state: OfferState
    reason: str | None


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as its manager sees it: what matching needs, and how to reach the family.

    `bodies` are the names of the `bodies_count` organisations, on the opened card only; `also` holds the requests about
    the same situation, None for one that is not this manager's. `unshared` when the family does not want coordinators
    to be asked.
    """

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
    next_wave_at: datetime | None = None
    by_hand: bool = False
    others: tuple[str, ...] = ()
    attention: bool = False
    bodies: tuple[str, ...] = ()
    bodies_count: int = 0
    also: tuple[str | None, ...] = ()
    unshared: bool = False


def open_card(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Open a request of the manager's region; the first time, this is the start of the intake.

    Raises:
        NotFoundError: it is of another region, or there is none.
    """
    request = of_region(desk, caller, ref)
    if request.state == State.SUBMITTED:
        request.opened_at = desk.now
        progress.advance(desk, request, Event.OPEN, by=caller)
        desk.audit(caller, "opened", request.ref)
    return card(desk, caller=caller, request=request, with_details=True)


def peek(desk: Desk, *, reader: Caller, ref: str) -> RequestCard:
    """The card as it is announced: without anything that tells who it is about."""
    return card(desk, caller=reader, request=seen(desk, reader, ref), with_details=False)


def inbox(desk: Desk, *, caller: Caller) -> list[RequestCard]:
    """The running requests of the manager's region, oldest first."""
    require(caller.role, Action.SEE_REGION)
    found = desk.session.exec(
        select(Request)
        .where(col(Request.state).not_in([state.value for state in FINAL]))
        .order_by(col(Request.submitted_at), col(Request.id)),
    ).all()
    mine = {
        region
        for region in {request.region for request in found}
        if letters.looks_after(desk, caller, region)
    }
    return [
        card(desk, caller=caller, request=request, with_details=False)
        for request in found
        if request.region in mine
    ]


def set_compulsory(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Turn "compulsory help plays a part" on or off; it adds three gates before the meeting (domain.md 5)."""
    request = of_region(desk, caller, ref)
    request.compulsory = not request.compulsory
    desk.session.add(request)
    desk.audit(caller, "compulsory", request.ref, "on" if request.compulsory else "off")
    return card(desk, caller=caller, request=request, with_details=True)


def set_by_hand(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Stop the waves of a request, so that only the manager asks; or let them go on.

    Raises:
        NotFoundError: it is of another region, or there is none.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = of_region(desk, caller, ref)
    request.by_hand = not request.by_hand
    request.next_wave_at = None
    if request.state == State.OFFERED:
        plan_next_wave(desk, request)
    desk.session.add(request)
    desk.audit(caller, "waves", request.ref, "off" if request.by_hand else "on")
    return card(desk, caller=caller, request=request, with_details=True)


def ask(desk: Desk, *, caller: Caller, ref: str) -> RequestCard:
    """Send the offer to everyone who was chosen, all at once; the next ones follow by themselves (`waves`).

    Raises:
        NobodyChosenError: nobody was.
        NotSharedError: the family does not want coordinators to be asked.
        WrongMoveError: the request no longer seeks a coordinator.
    """
    require(caller.role, Action.ASK_COORDINATORS)
    request = of_region(desk, caller, ref)
    progress.require_running(request)
    if consent_rows.withheld(desk, request, Layer.SHARE):
        raise NotSharedError
    withdraw_offers(desk, request, of=ties.tied(desk, request))
    desk.session.flush()
    chosen = desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, Offer.state == OfferState.PREPARED.value),
    ).all()
    if not chosen:
        raise NobodyChosenError
    progress.advance(desk, request, Event.ASK, by=caller)
    request.offered_at = request.offered_at or desk.now
    for offer in chosen:
        send(desk, request, offer)
    plan_next_wave(desk, request)
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
    """The request, if it is of the manager's own region, or they have taken what stalls in it.

    Raises:
        NotAllowedError: the caller manages no region.
        NotFoundError: it is of another region, or there is none: the two look the same (trust.md 8).
        SecondStepNeededError: it is of another region, and the caller's digits come first (trust.md 20).
    """
    request = seen(desk, caller, ref)
    step_up(desk, caller, request)
    return request


def step_up(desk: Desk, caller: Caller, request: Request) -> None:
    """Ask for the second step of whoever reads outside their own region, which a taken escalation lets them.

    Raises:
        SecondStepNeededError: the caller's digits come first.
    """
    if not letters.looks_after(desk, caller, request.region):
        second_step.require_open(desk, caller)


def seen(desk: Desk, caller: Caller, ref: str) -> Request:
    """The request, for what shows nothing of whom it is about: its card as it is announced, and codes.

    Raises:
        NotAllowedError: the caller manages no region.
        NotFoundError: it is of another region, or there is none.
    """
    require(caller.role, Action.SEE_REGION)
    request = progress.request_by_ref(desk, ref)
    if not letters.looks_after(desk, caller, request.region, about=request.id):
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
    bodies = ties.names_of(desk, request, who=caller if with_details else None)
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
        wishes=wishes_of(desk, request, who=caller if with_details else None, why=Why.INTAKE),
        submitted_at=request.submitted_at,
        meeting_at=job.meeting_at if job else None,
        offers=tuple(
            OfferLine(number, OfferState(offer.state), offer.reason) for number, offer in enumerate(lines, 1)
        ),
        details=desk.open_details(request, who=caller, why=Why.INTAKE)
        if with_details and request.state not in FINAL
        else {},
        next_wave_at=request.next_wave_at,
        by_hand=request.by_hand,
        others=_others(desk, request),
        attention=askings.needs_attention(desk, job, request),
        bodies=bodies if with_details else (),
        bodies_count=len(bodies),
        also=links.also(desk, caller, request),
        unshared=consent_rows.withheld(desk, request, Layer.SHARE),
    )


def _others(desk: Desk, request: Request) -> tuple[str, ...]:
    """The receipts of what else the same person has asked for and is still open: shown, never merged."""
    found = desk.session.exec(
        select(Request.ref)
        .where(
            Request.requester_id == request.requester_id,
            Request.id != request.id,
            col(Request.state).not_in([state.value for state in FINAL]),
        )
        .order_by(col(Request.submitted_at), col(Request.id)),
    ).all()
    return tuple(found)


def wishes_of(
    desk: Desk, request: Request, *, who: Caller | None = None, why: Why = Why.MATCHING
) -> tuple[Wish, ...]:
    """The wishes about the coordinator, as long as one is sought."""
    if request.state not in SEEKING:
        return ()
    return tuple(
        Wish(WishKind(wish["kind"]), wish["value"], Weight(wish["weight"]))
        for wish in desk.open_wishes(request, who=who, why=why)
    )
