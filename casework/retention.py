"""Forgetting what is no longer needed: the family's details some days after the end (domain.md 1.6, trust.md 15)."""

from datetime import datetime

from sqlmodel import col, select

from casework import askings, circle_rows
from casework.desk import Desk
from domain.requests import State
from storage.jobs import Job
from storage.requests import Request


def forget_closed(desk: Desk) -> int:
    """Destroy the key of requests that ended long enough ago, with all that it sealed; how many there were.

    What stays is the receipt, the days and the codes. Some days later its half goes (`casework.shredding`): then no earlier
    copy of the row can be opened either.
    """
    return forget_details(desk, State.CLOSED, desk.now - desk.policy.details_kept) + forget_details(
        desk, State.ENDED, desk.now - desk.policy.details_kept_when_stopped
    )


def forget_details(desk: Desk, state: State, before: datetime) -> int:
    """The same for requests that came to this state by then."""
    found = desk.session.exec(
        select(Request).where(
            col(Request.key).is_not(None),
            col(Request.state) == state.value,
            col(Request.closed_at) <= before,
        ),
    ).all()
    for request in found:
        request.key = request.details = request.wishes = request.bodies = None
        desk.session.add(request)
        for job in desk.session.exec(select(Job).where(Job.request_id == request.id)).all():
            job.venue = job.pin = None
            desk.session.add(job)
        askings.forget(desk, request)  # gone since the end already; nothing of it may outlive the key
        circle_rows.forget(desk, request)
        desk.audit(None, "forgotten", request.ref)
    return len(found)
