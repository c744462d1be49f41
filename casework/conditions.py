"""Under compulsory help everybody knows the conditions a week before the meeting; where not, the manager hears it (E-9).

It looks at the step of the preparation: done by itself when a professional said in the chat that these are all
(`casework.setting_conditions`), or logged by hand for conditions on paper.
"""

from sqlmodel import col, select

from casework import climbing, escalations, progress, steps
from casework.desk import Desk
from domain.ladder import Note
from domain.preparation import CONDITIONS_BEFORE, conditions_missing
from domain.requests import State
from storage.escalations import Escalation
from storage.jobs import Job
from storage.requests import Request

KIND = "conditions_missing"


def notice(desk: Desk) -> int:
    """Raise it once for every meeting that is a week away or less, and end what is settled; how many are missing.

    A request whose family takes a pause, or about which there is a danger flag, waits.
    """
    for request in _raised(desk):
        settle(desk, request)
    found = [
        (request, job)
        for request, job in _coming(desk)
        if conditions_missing(steps.statuses(desk, job), meeting_at=job.meeting_at, now=desk.now)
    ]
    for request, job in found:
        if not _open_ones(desk, request) and job.meeting_at is not None:
            occasion = f"{job.ref}:{int(job.meeting_at.timestamp())}"
            escalations.raise_(desk, KIND, request, occasion=occasion)
    return len(found)


def settle(desk: Desk, request: Request) -> None:
    """End what was raised about this request where nothing is missing any more, or the meeting is further away."""
    job = progress.running_job(desk, request)
    if (
        job is not None
        and request.compulsory
        and request.state == State.SCHEDULED
        and conditions_missing(steps.statuses(desk, job), meeting_at=job.meeting_at, now=desk.now)
    ):
        return
    for escalation in _open_ones(desk, request):
        climbing.finish(desk, escalation, Note.OVER, by=None)


def _coming(desk: Desk) -> list[tuple[Request, Job]]:
    """Meetings under compulsory help in the next days, the longest awaited request first."""
    found = desk.session.exec(
        select(Request, Job)
        .join(Job, col(Job.request_id) == Request.id)
        .where(
            Request.state == State.SCHEDULED.value,
            col(Request.compulsory).is_(True),
            col(Request.paused_at).is_(None),
            col(Request.danger).is_(None),
            col(Job.ended_at).is_(None),
            col(Job.meeting_at) > desk.now,
            col(Job.meeting_at) <= desk.now + CONDITIONS_BEFORE,
        )
        .order_by(col(Request.id)),
    ).all()
    return [(request, job) for request, job in found]


def _raised(desk: Desk) -> list[Request]:
    """The requests about which this is open."""
    about = select(Escalation.request_id).where(Escalation.kind == KIND, col(Escalation.done_at).is_(None))
    return list(desk.session.exec(select(Request).where(col(Request.id).in_(about))).all())


def _open_ones(desk: Desk, request: Request) -> list[Escalation]:
    """What is open about this request; nobody else changes it until the transaction ends."""
    found = (
        select(Escalation)
        .where(
            Escalation.kind == KIND,
            Escalation.request_id == request.id,
            col(Escalation.done_at).is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(desk.session.exec(found).all())
