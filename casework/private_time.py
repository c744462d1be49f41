"""The day of the meeting, as its coordinator taps it: among themselves, and the plan is there (domain.md 6.1)."""

from dataclasses import dataclass
from datetime import datetime

from casework import circle_rows, jobs, letters, progress, steps
from casework.desk import Desk
from domain import preparation, private_time
from domain.circle import Tally
from domain.preparation import Step
from domain.private_time import Phase
from domain.requests import State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class TheDay:
    """The day as its coordinator sees it; `missing` are the steps without which it cannot be recorded."""

    job: str
    receipt: str
    phase: Phase
    meeting_at: datetime | None
    private_from: datetime | None
    expected: Tally
    missing: tuple[Step, ...]


def look(desk: Desk, *, caller: Caller, ref: str) -> TheDay:
    """Where the day stands.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    return _shown(desk, job, request)


def begin(desk: Desk, *, caller: Caller, ref: str) -> TheDay:
    """The circle is among itself: from now on nothing is sent to anyone in it. Told twice, it began the first time.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        NotTheDayError: it is not the day of the meeting yet, or the meeting is over.
    """
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    if private_time.begin(_phase(desk, job, request)):
        job.private_from, job.private_until = desk.now, None
        desk.session.add(job)
        desk.audit(caller, "private_time", request.ref)
    return _shown(desk, job, request)


def plan_is_there(desk: Desk, *, caller: Caller, ref: str) -> TheDay:
    """The circle called the coordinator back: what was held back goes on its way. Told twice, nothing changes.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        NoPrivateTimeError: the circle was not among itself yet.
    """
    job, request = jobs.own(desk, caller, ref)
    if private_time.end(_phase(desk, job, request)):
        close(desk, job)
        desk.audit(caller, "plan_is_there", request.ref)
    return _shown(desk, job, request)


def close(desk: Desk, job: Job) -> None:
    """Private time is over, if it ran; the courier looks at once what it held back."""
    if job.private_from is not None and job.private_until is None:
        job.private_until = desk.now
        desk.session.add(job)
        desk.session.info[letters.WRITTEN] = True


def _phase(desk: Desk, job: Job, request: Request) -> Phase:
    return private_time.phase(
        State(request.state),
        None if job.meeting_at is None else job.meeting_at.astimezone(desk.zone).date(),
        job.private_from,
        job.private_until,
        today=desk.today,
        now=desk.now,
    )


def _shown(desk: Desk, job: Job, request: Request) -> TheDay:
    missing = preparation.missing_gates(steps.statuses(desk, job), compulsory=request.compulsory)
    return TheDay(
        job=job.ref,
        receipt=request.ref,
        phase=_phase(desk, job, request),
        meeting_at=job.meeting_at,
        private_from=job.private_from,
        expected=circle_rows.counts(desk, request),
        # Recorded once, the steps before it hold nothing back any more.
        missing=missing if request.state == State.SCHEDULED else (),
    )
