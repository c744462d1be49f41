"""Forgetting what is no longer needed: the family's details some days after the end (domain.md 1.6, trust.md 15)."""

from sqlmodel import col, select

from casework import askings, circle_rows
from casework.desk import Desk
from domain.requests import State
from storage.jobs import Job
from storage.requests import Request


def forget_closed(desk: Desk) -> int:
    """Destroy the key of requests that ended long enough ago, with all that it sealed; how many there were.

    What stays is the receipt, the days and the codes. Without the key no earlier copy of the row can be opened either.
    """
    finished = desk.now - desk.policy.details_kept
    stopped = desk.now - desk.policy.details_kept_when_stopped
    found = desk.session.exec(
        select(Request).where(
            col(Request.key).is_not(None),
            ((col(Request.state) == State.CLOSED.value) & (col(Request.closed_at) <= finished))
            | ((col(Request.state) == State.ENDED.value) & (col(Request.closed_at) <= stopped)),
        ),
    ).all()
    for request in found:
        request.key = request.details = request.wishes = request.bodies = None
        desk.session.add(request)
        for job in desk.session.exec(select(Job).where(Job.request_id == request.id)).all():
            job.venue = None
            desk.session.add(job)
        askings.forget(desk, request)  # gone since the end already; nothing of it may outlive the key
        circle_rows.forget(desk, request)
        desk.audit(None, "forgotten", request.ref)
    return len(found)
