"""The rows behind the 25 steps of preparation of one job."""

from sqlmodel import col, select

from casework.desk import Desk
from domain import preparation
from domain.preparation import Step, StepStatus
from storage.jobs import Job, PreparationStep

_PERSONAL = frozenset({Step.ACCEPTED_CONFLICT_CHECKED, Step.FIRST_CONTACT, Step.READY_CONFIRMED})
"""What one coordinator cannot settle for another."""


def settled(desk: Desk, job: Job) -> int:
    """How many of the 25 steps are done or do not apply."""
    return preparation.settled(statuses(desk, job))


def write(desk: Desk, job: Job, step: Step, status: StepStatus) -> None:
    """Keep the status of a step, in place of what it was."""
    assert job.id is not None  # noqa: S101 - it was read from the database
    row = desk.session.get(PreparationStep, (job.id, step.value))
    if row is None:
        row = PreparationStep(job_id=job.id, step=step.value, status=status.value, at=desk.now)
    row.status, row.at = status.value, desk.now
    desk.session.add(row)
    desk.session.flush()


def begin(desk: Desk, job: Job) -> None:
    """The steps of a new job: accepted; and what an earlier coordinator of this request had settled with the family.

    Meeting each other is new for every coordinator, so that first contact is not among it (domain.md 1.4, E-7).
    """
    earlier = desk.session.exec(
        select(Job).where(Job.request_id == job.request_id, Job.id != job.id).order_by(col(Job.id).desc()),
    ).first()
    for step, status in (statuses(desk, earlier) if earlier is not None else {}).items():
        if step not in _PERSONAL:
            write(desk, job, step, status)
    write(desk, job, Step.ACCEPTED_CONFLICT_CHECKED, StepStatus.DONE)


def statuses(desk: Desk, job: Job) -> dict[Step, StepStatus]:
    """How every step stands that was ever touched."""
    rows = desk.session.exec(select(PreparationStep).where(PreparationStep.job_id == job.id)).all()
    return {Step(row.step): StepStatus(row.status) for row in rows}
