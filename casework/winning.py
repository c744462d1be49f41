"""The one acceptance that wins: a conditional statement and a unique index, not luck (trust.md 4)."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, exists, select, update

from casework import steps
from casework.desk import Desk
from domain import offers
from domain.errors import OfferClosedError
from domain.offers import OfferState
from storage.arrivals import Caller
from storage.jobs import Job
from storage.offers import Offer
from storage.references import reference
from storage.requests import Request


def win(desk: Desk, offer: Offer) -> None:
    """Mark the offer as accepted in one conditional statement: who comes second finds nothing to change."""
    alive = [state.value for state in offers.OPEN]
    done = desk.session.exec(
        update(Offer)
        .where(col(Offer.id) == offer.id, col(Offer.state).in_(alive))
        .values(state=OfferState.ACCEPTED.value, answered_at=desk.now),
    )
    if done.rowcount != 1:
        raise OfferClosedError


def give_job(desk: Desk, request: Request, caller: Caller) -> Job:
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


def running_jobs(desk: Desk, caller: Caller) -> list[Job]:
    """What the caller prepares now."""
    return list(
        desk.session.exec(
            select(Job).where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None))
        ).all(),
    )


def settle(desk: Desk) -> None:
    """Delete the wishes of whoever has a coordinator that can no longer undo it (domain.md 1.6)."""
    settled = (
        exists()
        .where(
            col(Job.request_id) == col(Request.id),
            col(Job.ended_at).is_(None),
            col(Job.accepted_at) <= desk.now - desk.policy.undo,
        )
        .correlate(Request)
    )
    desk.session.exec(
        update(Request)
        .where(col(Request.wishes).is_not(None), settled)
        .values(wishes=None)
        .execution_options(synchronize_session=False),
    )
