"""Offers: sent, looked at, answered, expired; exactly one acceptance ever wins (seeds S1, S3)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from casework import letters, progress, ties, watching, waves, winning
from casework.desk import Desk
from casework.endings import withdraw_offers
from casework.letters import LetterKind
from domain import offers
from domain.errors import BusyError, NotFoundError, OfferClosedError, OutdatedError
from domain.offers import DeclineReason, Independence, OfferEvent, OfferState
from domain.openings import Why
from domain.people import Action, require
from domain.requests import SEEKING, Event
from storage.arrivals import Caller
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request

_OPEN = [state.value for state in offers.OPEN]


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer as the asked coordinator sees it: no name, no story (domain.md 12.4; trust.md 10)."""

    ref: str
    state: OfferState
    reason: DeclineReason | None
    region: str
    language: str
    wished_languages: tuple[str, ...]
    variant: str
    hours: str
    urgent: bool
    expires_at: datetime | None
    question: Independence | None
    job: str | None


def look(desk: Desk, *, caller: Caller, ref: str) -> OfferCard:
    """Look at an offer: from now on the manager sees that somebody is reading.

    Raises:
        NotFoundError: it is not the caller's.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    _expire_if_late(desk, request, offer)
    if offer.state in offers.OPEN:
        if offer.state != OfferState.SEEN:
            desk.audit(caller, "offer_seen", request.ref)
        offer.state = offers.move(OfferState(offer.state), OfferEvent.SEE).value
        offer.seen_at = offer.seen_at or desk.now
        desk.session.add(offer)
    return _card(desk, caller, offer, request)


def answer_question(desk: Desk, *, caller: Caller, ref: str, number: int, tie: bool) -> OfferCard:
    """Answer one of the five questions; a tie declines the offer with a code and no story.

    A question answered before, tapped again, changes nothing.

    Raises:
        NotFoundError: it is not the caller's.
        OfferClosedError: it is no longer open.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    _require_open(desk, request, offer)
    if number != offer.answered_questions:
        return _card(desk, caller, offer, request)
    if tie:
        return _decline(desk, caller, offer, request, DeclineReason.CONFLICT)
    offer.answered_questions += 1
    desk.session.add(offer)
    return _card(desk, caller, offer, request)


def decline(desk: Desk, *, caller: Caller, ref: str, reason: DeclineReason) -> OfferCard:
    """Say no, with a code.

    Raises:
        NotFoundError: it is not the caller's.
        OfferClosedError: it is no longer open.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    if offer.state == OfferState.DECLINED:
        return _card(desk, caller, offer, request)
    _require_open(desk, request, offer)
    return _decline(desk, caller, offer, request, reason)


def rest(desk: Desk, *, caller: Caller, ref: str) -> date:
    """No more of these for a while: no offers for four weeks, until and with the day that this gives.

    Raises:
        NotFoundError: the offer is not the caller's.
        OutdatedError: it was not declined.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, _ = _own(desk, caller, ref)
    profile = desk.session.get(Profile, caller.id)
    if offer.state != OfferState.DECLINED or profile is None:
        raise OutdatedError
    until = desk.today + desk.policy.offers_rest
    profile.paused_until = max(until, profile.paused_until or until)
    desk.session.add(profile)
    desk.audit(caller, "rests", caller.ref, offer.ref)
    return profile.paused_until


def accept(desk: Desk, *, caller: Caller, ref: str) -> Job:
    """Give the job to the caller, if the offer still stands; exactly one acceptance ever wins.

    Accepted before by the same person, it is the same job: a client may send one tap twice. For two minutes it can
    be taken back (`undoing`); only then does the requester hear of it, so that nobody is told and untold.

    Raises:
        OfferClosedError: answered, withdrawn, expired, or somebody else was first.
        NotIndependentError: the caller has a tie with an organisation in this request.
        QuestionsOpenError: the five questions come first.
        BusyError: the caller prepares another conference.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    running = winning.running_jobs(desk, caller)
    for job in running:
        if job.request_id == request.id:
            return job
    _require_open(desk, request, offer)
    offers.check_independence(offer.answered_questions, tie=ties.is_tied(desk, request, caller.id))
    if running:
        raise BusyError
    winning.win(desk, offer)
    job = winning.give_job(desk, request, caller)
    offer.state, offer.answered_at = OfferState.ACCEPTED.value, desk.now
    progress.advance(desk, request, Event.ACCEPT, by=caller)
    desk.audit(caller, "accepted", request.ref)
    withdraw_offers(desk, request)
    letters.tell_requester(
        desk, request, LetterKind.COORDINATOR_FOUND, not_before=desk.now + desk.policy.undo
    )
    letters.tell_managers(desk, request, LetterKind.MATCHED, occasion=job.ref)
    return job


def expire(desk: Desk) -> int:
    """Close the offers whose time has passed, oldest first; during a pause none passes. How many there were."""
    is_late = (col(Offer.expires_at) <= desk.now, col(Offer.state).in_(_OPEN))
    free = desk.session.exec(
        select(Request)
        .where(
            col(Request.id).in_(select(Offer.request_id).where(*is_late)),
            col(Request.paused_at).is_(None),
        )
        .limit(100)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True),
    ).all()
    requests = {request.id: request for request in free}
    late = desk.session.exec(
        select(Offer)
        .where(col(Offer.request_id).in_(requests), *is_late)
        .order_by(col(Offer.expires_at), col(Offer.id)),
    ).all()
    for offer in late:
        _expire_if_late(desk, requests[offer.request_id], offer)
    return len(late)


def view(desk: Desk, *, reader: Caller, ref: str) -> OfferCard:
    """The card as it stands now, for its own coordinator.

    Raises:
        NotFoundError: it is not the reader's.
    """
    offer, request = _own(desk, reader, ref)
    return _card(desk, reader, offer, request)


def mine(desk: Desk, *, caller: Caller) -> list[OfferCard]:
    """The offers that wait for the caller's answer, oldest first."""
    require(caller.role, Action.ANSWER_OFFER)
    found = desk.session.exec(
        select(Offer.ref)
        .where(
            Offer.coordinator_id == caller.id,
            col(Offer.state).in_(_OPEN),
        )
        .order_by(col(Offer.sent_at), col(Offer.id)),
    ).all()
    return [view(desk, reader=caller, ref=ref) for ref in found]


def _own(desk: Desk, caller: Caller, ref: str) -> tuple[Offer, Request]:
    mine = (Offer.ref == ref, Offer.coordinator_id == caller.id, Offer.state != OfferState.PREPARED.value)
    request_id = desk.session.exec(select(Offer.request_id).where(*mine)).first()
    request = progress.lock(desk, request_id) if request_id is not None else None
    offer = desk.session.exec(select(Offer).where(*mine)).first()
    if request is None or offer is None:
        raise NotFoundError
    return offer, request


def _require_open(desk: Desk, request: Request, offer: Offer) -> None:
    if offer.state not in offers.OPEN or request.state not in SEEKING:
        raise OfferClosedError
    progress.require_running(request)
    if offer.expires_at is not None and offer.expires_at <= desk.now:
        raise OfferClosedError


def _expire_if_late(desk: Desk, request: Request, offer: Offer) -> None:
    is_open = offer.state in offers.OPEN and request.paused_at is None
    if not is_open or offer.expires_at is None or offer.expires_at > desk.now:
        return
    offer.state = offers.move(OfferState(offer.state), OfferEvent.EXPIRE).value
    offer.answered_at = desk.now
    desk.session.add(offer)
    letters.write(
        desk, offer.coordinator_id, LetterKind.OFFER_CARD, subject=offer.ref, request=request, card=True
    )
    desk.audit(None, "offer_expired", request.ref)
    waves.look_who_is_left(desk, request, by=None)


def _decline(desk: Desk, caller: Caller, offer: Offer, request: Request, reason: DeclineReason) -> OfferCard:
    offer.state = offers.move(OfferState(offer.state), OfferEvent.DECLINE).value
    offer.reason, offer.answered_at = reason.value, desk.now
    desk.session.add(offer)
    desk.audit(caller, "declined", request.ref, reason.value)
    watching.declines(desk, request)
    waves.look_who_is_left(desk, request, by=caller)
    return _card(desk, caller, offer, request)


def _card(desk: Desk, reader: Caller, offer: Offer, request: Request) -> OfferCard:
    job = progress.running_job(desk, request)
    return OfferCard(
        ref=offer.ref,
        state=OfferState(offer.state),
        reason=DeclineReason(offer.reason) if offer.reason else None,
        region=request.region,
        language=request.language,
        wished_languages=_wished_languages(desk, reader, request),
        variant=request.variant,
        hours=request.hours,
        urgent=request.urgent,
        expires_at=offer.expires_at,
        question=offers.next_question(offer.answered_questions) if offer.state in offers.OPEN else None,
        job=job.ref if job is not None and job.coordinator_id == offer.coordinator_id else None,
    )


def _wished_languages(desk: Desk, reader: Caller, request: Request) -> tuple[str, ...]:
    """The languages that the family wishes for beside their own: of the wishes only these are shown, if there are any."""
    wished = (wish["value"] for wish in desk.open_wishes(request) if wish["kind"] == "language")
    shown = tuple(tag for tag in wished if tag != request.language)
    if shown:
        desk.open_wishes(request, who=reader, why=Why.OFFER)
    return shown
