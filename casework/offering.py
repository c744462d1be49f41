"""Offers: sent, looked at, answered, expired; exactly one acceptance ever wins (seeds S1, S3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, update

from casework import letters, progress, steps
from casework.desk import Desk
from casework.endings import withdraw_offers
from casework.letters import LetterKind
from domain import offers
from domain.errors import BusyError, NotFoundError, OfferClosedError
from domain.offers import DeclineReason, Independence, OfferEvent, OfferState
from domain.people import Action, require
from domain.requests import SEEKING, Event, State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.offers import Offer
from storage.references import reference
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


def send(desk: Desk, request: Request, offer: Offer) -> None:
    """Send one prepared offer; it expires by itself (24 h, urgent 4 h)."""
    wait = desk.policy.offer_expires_urgent if request.urgent else desk.policy.offer_expires
    offer.state = offers.move(OfferState(offer.state), OfferEvent.SEND).value
    offer.sent_at, offer.expires_at = desk.now, offers.expires_at(desk.now, wait=wait)
    desk.session.add(offer)
    letters.write(
        desk,
        offer.coordinator_id,
        LetterKind.OFFER_CARD,
        subject=offer.ref,
        request=request,
        card=True,
        urgent=request.urgent,
    )


def look(desk: Desk, *, caller: Caller, ref: str) -> OfferCard:
    """Look at an offer: from now on the manager sees that somebody is reading.

    Raises:
        NotFoundError: it is not the caller's.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    _expire_if_late(desk, request, offer)
    if offer.state in offers.OPEN:
        offer.state = offers.move(OfferState(offer.state), OfferEvent.SEE).value
        offer.seen_at = offer.seen_at or desk.now
        desk.session.add(offer)
    return _card(desk, offer, request)


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
        return _card(desk, offer, request)
    if tie:
        return _decline(desk, offer, request, DeclineReason.CONFLICT)
    offer.answered_questions += 1
    desk.session.add(offer)
    return _card(desk, offer, request)


def decline(desk: Desk, *, caller: Caller, ref: str, reason: DeclineReason) -> OfferCard:
    """Say no, with a code.

    Raises:
        NotFoundError: it is not the caller's.
        OfferClosedError: it is no longer open.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    if offer.state == OfferState.DECLINED:
        return _card(desk, offer, request)
    _require_open(desk, request, offer)
    return _decline(desk, offer, request, reason)


def accept(desk: Desk, *, caller: Caller, ref: str) -> Job:
    """Give the job to the caller, if the offer still stands; exactly one acceptance ever wins.

    Accepted before by the same person, it is the same job: a client may send one tap twice.

    Raises:
        OfferClosedError: answered, withdrawn, expired, or somebody else was first.
        QuestionsOpenError: the five questions come first.
        BusyError: the caller prepares another conference.
    """
    require(caller.role, Action.ANSWER_OFFER)
    offer, request = _own(desk, caller, ref)
    running = _running_jobs(desk, caller)
    for job in running:
        if job.request_id == request.id:
            return job
    _require_open(desk, request, offer)
    offers.check_independence(offer.answered_questions, tie=False)
    if running:
        raise BusyError
    _win(desk, offer)
    job = _give_job(desk, request, caller)
    offer.state, offer.answered_at = OfferState.ACCEPTED.value, desk.now
    request.wishes = None
    progress.advance(desk, request, Event.ACCEPT)
    desk.audit(caller, "accepted", request.ref)
    withdraw_offers(desk, request)
    letters.tell_requester(desk, request, LetterKind.COORDINATOR_FOUND)
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
    return _card(desk, offer, request)


def mine(desk: Desk, *, caller: Caller) -> list[OfferCard]:
    """The offers that wait for the caller's answer, oldest first."""
    require(caller.role, Action.ANSWER_OFFER)
    found = desk.session.exec(
        select(Offer.ref)
        .where(
            Offer.coordinator_id == caller.id,
            col(Offer.state).in_(_OPEN),
        )
        .order_by(col(Offer.sent_at)),
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
    _look_who_is_left(desk, request)


def _decline(desk: Desk, offer: Offer, request: Request, reason: DeclineReason) -> OfferCard:
    offer.state = offers.move(OfferState(offer.state), OfferEvent.DECLINE).value
    offer.reason, offer.answered_at = reason.value, desk.now
    desk.session.add(offer)
    _look_who_is_left(desk, request)
    return _card(desk, offer, request)


def _look_who_is_left(desk: Desk, request: Request) -> None:
    """When the last one who was asked says no or stays silent, the manager hears it at once."""
    desk.session.flush()
    left = desk.session.exec(
        select(Offer.id).where(Offer.request_id == request.id, col(Offer.state).in_(_OPEN)),
    ).first()
    if left is None and request.state == State.OFFERED:
        progress.advance(desk, request, Event.RUN_OUT)
        letters.tell_managers(desk, request, LetterKind.NOBODY_LEFT)


def _win(desk: Desk, offer: Offer) -> None:
    """Mark the offer as accepted in one conditional statement: who comes second finds nothing to change."""
    done = desk.session.exec(
        update(Offer)
        .where(col(Offer.id) == offer.id, col(Offer.state).in_(_OPEN))
        .values(state=OfferState.ACCEPTED.value, answered_at=desk.now),
    )
    if done.rowcount != 1:
        raise OfferClosedError


def _give_job(desk: Desk, request: Request, caller: Caller) -> Job:
    """Insert the job; the unique index on running jobs is what makes a second acceptance impossible.

    Raises:
        OfferClosedError: somebody else was first by a hair.
    """
    assert request.id is not None  # noqa: S101 - it was read from the database
    job = Job(
        ref=reference(),
        request_id=request.id,
        coordinator_id=caller.id,
        accepted_at=desk.now,
        last_step_at=desk.now,
    )
    try:
        with desk.session.begin_nested():
            desk.session.add(job)
            desk.session.flush()
    except IntegrityError as error:
        raise OfferClosedError from error
    steps.begin(desk, job)
    return job


def _running_jobs(desk: Desk, caller: Caller) -> list[Job]:
    running = select(Job).where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None))
    return list(desk.session.exec(running).all())


def _card(desk: Desk, offer: Offer, request: Request) -> OfferCard:
    wished = tuple(wish["value"] for wish in desk.open_wishes(request) if wish["kind"] == "language")
    job = progress.running_job(desk, request)
    return OfferCard(
        ref=offer.ref,
        state=OfferState(offer.state),
        reason=DeclineReason(offer.reason) if offer.reason else None,
        region=request.region,
        language=request.language,
        wished_languages=tuple(tag for tag in wished if tag != request.language),
        variant=request.variant,
        hours=request.hours,
        urgent=request.urgent,
        expires_at=offer.expires_at,
        question=offers.next_question(offer.answered_questions) if offer.state in offers.OPEN else None,
        job=job.ref if job is not None and job.coordinator_id == offer.coordinator_id else None,
    )
