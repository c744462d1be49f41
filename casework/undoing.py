"""Taking an acceptance back: the coordinator within two minutes, or the family that asks for someone else."""

from datetime import datetime

from sqlmodel import col, delete, select

from casework import bodies, consents, escalations, jobs, letters, offering, progress, requests
from casework.desk import Desk
from casework.letters import LetterKind
from casework.offering import OfferCard
from casework.requests import Standing
from casework.sending import plan_next_wave
from casework.watching import SOMEONE_ELSE
from domain import offers
from domain.errors import OutdatedError, WrongMoveError
from domain.offers import OfferEvent, OfferState
from domain.people import Action, require
from domain.requests import BEFORE_MEETING, Event
from storage.arrivals import Caller
from storage.jobs import Job, PreparationStep
from storage.offers import Offer
from storage.requests import Request


def undo(desk: Desk, *, caller: Caller, ref: str) -> OfferCard:
    """Take an acceptance back: the offers stand as before it, and the requester has heard of nothing.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: two minutes have passed, or something was done already; giving it back is still possible.
    """
    job, request = jobs.own(desk, caller, ref)
    if not jobs.may_undo(desk, job, request):
        raise OutdatedError
    accepted_at = job.accepted_at
    _forget(desk, job)
    progress.advance(desk, request, Event.UNDO, by=caller)
    offer = _offer_of(desk, request, caller.id)
    offer.state = offers.move(OfferState(offer.state), OfferEvent.UNDO).value
    offer.answered_at = None
    desk.session.add(offer)
    _reopen(desk, request, withdrawn_at=accepted_at)
    plan_next_wave(desk, request)
    desk.session.flush()
    bodies.leave_out(desk, request, by=caller)
    consents.hold_back(desk, request, by=caller)
    letters.take_back(desk, request, LetterKind.COORDINATOR_FOUND)
    letters.tell_managers(desk, request, LetterKind.UNDONE)
    desk.audit(caller, "undone", request.ref)
    desk.session.flush()
    return offering.view(desk, reader=caller, ref=offer.ref)


def someone_else(desk: Desk, *, caller: Caller, ref: str) -> Standing:
    """Give the family another coordinator, twice, without a reason; the third time its manager hears of it.

    Only the state of the steps goes along to whoever comes next. This coordinator is not asked again for this request.

    Raises:
        NotFoundError: not the caller's request.
        WrongMoveError: there is no coordinator, or the meeting was held.
    """
    require(caller.role, Action.WITHDRAW)
    request = requests.own(desk, caller, ref)
    job = progress.running_job(desk, request)
    if job is None or request.state not in BEFORE_MEETING:
        raise WrongMoveError(state=request.state)
    if request.replaced >= desk.policy.someone_else:
        escalations.raise_(desk, SOMEONE_ELSE, request, occasion=job.ref)
        desk.audit(caller, "someone_else", request.ref, "asked")
        return requests.standing(desk, request)
    request.replaced += 1
    request.paused_at = None
    offer = _offer_of(desk, request, job.coordinator_id)
    offer.state = offers.move(OfferState(offer.state), OfferEvent.EXCLUDE).value
    desk.session.add(offer)
    jobs.take_from(desk, job, request, by=caller)
    letters.write(desk, job.coordinator_id, LetterKind.JOB_ENDED, subject=request.ref, request=request)
    letters.tell_managers(desk, request, LetterKind.SOMEONE_ELSE)
    desk.audit(caller, "someone_else", request.ref)
    return requests.standing(desk, request)


def _offer_of(desk: Desk, request: Request, coordinator_id: int) -> Offer:
    return desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, Offer.coordinator_id == coordinator_id),
    ).one()


def _forget(desk: Desk, job: Job) -> None:
    """The job as if it had never been; the audit still knows."""
    desk.session.exec(delete(PreparationStep).where(col(PreparationStep.job_id) == job.id))
    desk.session.delete(job)
    desk.session.flush()


def _reopen(desk: Desk, request: Request, *, withdrawn_at: datetime) -> None:
    """Whoever lost the offer to this acceptance gets it back, if there is time left to answer."""
    found = desk.session.exec(
        select(Offer).where(
            Offer.request_id == request.id,
            Offer.state == OfferState.WITHDRAWN.value,
            Offer.answered_at == withdrawn_at,
            col(Offer.expires_at) > desk.now,
        ),
    ).all()
    for offer in found:
        offer.state = offers.move(OfferState(offer.state), OfferEvent.REOPEN).value
        if offer.seen_at is not None:
            offer.state = offers.move(OfferState(offer.state), OfferEvent.SEE).value
        offer.answered_at = None
        desk.session.add(offer)
        letters.write(
            desk, offer.coordinator_id, LetterKind.OFFER_CARD, subject=offer.ref, request=request, card=True
        )
