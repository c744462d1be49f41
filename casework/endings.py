"""The early endings: one tap, a code, and everyone concerned hears it (domain.md 1.5)."""

from collections.abc import Collection

from sqlmodel import col, select

from casework import announcing, askings, circle_rows, letters, progress, registrations
from casework.desk import Desk
from casework.letters import LetterKind
from domain import offers, requests
from domain.errors import WrongMoveError
from domain.offers import OfferEvent, OfferState
from domain.requests import Ending
from storage.arrivals import Caller
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request


def end(desk: Desk, request: Request, ending: Ending, *, by: Caller) -> None:
    """End a request early. A plan without a meeting closes it as a success (features.md 113).

    Raises:
        WrongMoveError: it is over already, or a meeting was held before "plan without a meeting".
    """
    job = progress.running_job(desk, request)
    if ending is Ending.PLAN_WITHOUT_MEETING and _had_meeting(desk, request):
        raise WrongMoveError(state=request.state)
    announcing.tell_it_is_off(desk, request)
    request.ending = ending.value
    request.paused_at = None
    progress.advance(desk, request, requests.ending_event(ending), by=by)
    desk.audit(by, "ended", request.ref, ending.value)
    withdraw_offers(desk, request)
    request.wishes = None
    if job is not None:
        finish_job(desk, job)
        letters.take_back(desk, request, LetterKind.COORDINATOR_FOUND)
        if job.coordinator_id != by.id:
            letters.write(
                desk, job.coordinator_id, LetterKind.JOB_ENDED, subject=request.ref, request=request
            )
    if request.requester_id != by.id:
        letters.tell_requester(desk, request, LetterKind.REQUEST_ENDED)
    for manager_id in letters.managers_of(desk, request.region):
        if manager_id != by.id:
            letters.write(desk, manager_id, LetterKind.REQUEST_ENDED, subject=request.ref, request=request)
    registrations.keep(desk, request, registrations.of_ending(desk, request))
    askings.forget(desk, request)
    circle_rows.forget(desk, request)


def _had_meeting(desk: Desk, request: Request) -> bool:
    """Whether a meeting was recorded, also by a coordinator who gave the conference back since."""
    recorded = select(Job.id).where(Job.request_id == request.id, col(Job.outcome).is_not(None))
    return desk.session.exec(recorded.limit(1)).first() is not None


def withdraw_offers(desk: Desk, request: Request, *, of: Collection[int] | None = None) -> None:
    """Withdraw what is still open (so not the offer that won), and change the cards of whoever was asked.

    With `of` only what was offered to these people, by their ids.
    """
    alive = [state.value for state in (*offers.OPEN, OfferState.PREPARED)]
    for offer in desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, col(Offer.state).in_(alive)),
    ).all():
        if of is not None and offer.coordinator_id not in of:
            continue
        was_sent = offer.state != OfferState.PREPARED
        offer.state = offers.move(OfferState(offer.state), OfferEvent.WITHDRAW).value
        offer.answered_at = desk.now
        desk.session.add(offer)
        if was_sent:
            letters.write(
                desk,
                offer.coordinator_id,
                LetterKind.OFFER_CARD,
                subject=offer.ref,
                request=request,
                card=True,
                urgent=True,
            )


def finish_job(desk: Desk, job: Job) -> None:
    """End the job: from now on its coordinator sees nothing of the family any more (feature 48)."""
    job.ended_at = desk.now
    job.venue = job.pin = None
    desk.session.add(job)
    profile = desk.session.get(Profile, job.coordinator_id)
    if profile is not None:
        profile.last_job_ended_on = desk.today
        desk.session.add(profile)
