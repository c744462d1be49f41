"""The coordinator's job: what they may see, the steps they log, the meeting, and the end of it all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from casework import (
    announcing,
    askings,
    circle_rows,
    conditions,
    consent_rows,
    letters,
    plan_rows,
    progress,
    steps,
)
from casework.desk import Desk
from casework.endings import end, finish_job
from casework.letters import LetterKind
from domain import offers, preparation
from domain.consents import Layer
from domain.errors import NotFoundError, WrongMoveError
from domain.openings import Why
from domain.people import Action, require
from domain.preparation import Step, StepStatus
from domain.requests import WITH_COORDINATOR, Ending, Event, State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class JobCard:
    """A running job as its coordinator sees it: only what is needed to organise (features.md 47)."""

    ref: str
    receipt: str
    state: State
    paused: bool
    compulsory: bool
    language: str
    variant: str
    who: str
    hours: str
    details: dict[str, Any]
    first_contact_at: datetime | None
    statuses: dict[Step, StepStatus]
    missing: tuple[Step, ...]
    meeting_at: datetime | None
    venue: str | None
    invited: int | None
    outcome: str | None
    plan_sent_at: datetime | None
    follow_up_at: datetime | None
    may_undo: bool = False
    may_ask: bool = False
    contact_hidden: bool = False
    unasked: bool = False

    @property
    def settled(self) -> int:
        """How many of the 25 steps are done or do not apply."""
        return preparation.settled(self.statuses)


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step on the screen; None when all are settled."""

    job: str
    step: Step | None
    status: StepStatus
    settled: int


def mine(desk: Desk, *, caller: Caller) -> list[JobCard]:
    """The caller's running jobs. Ended ones are not there any more, and that is the point (feature 48)."""
    require(caller.role, Action.DO_JOB)
    refs = desk.session.exec(
        select(Job.ref)
        .where(Job.coordinator_id == caller.id, col(Job.ended_at).is_(None))
        .order_by(col(Job.id)),
    ).all()
    return [view(desk, caller=caller, ref=ref) for ref in refs]


def view(desk: Desk, *, caller: Caller, ref: str) -> JobCard:
    """The job's card.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
    """
    job, request = own(desk, caller, ref)
    return card(desk, caller, job, request)


def first_contact(desk: Desk, *, caller: Caller, ref: str) -> JobCard:
    """Log that the coordinator and the main person have spoken.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
        PausedError: the family has paused.
    """
    job, request = own(desk, caller, ref)
    progress.require_running(request)
    if job.first_contact_at is None:
        job.first_contact_at = desk.now
        job.last_step_at = desk.now
        desk.session.add(job)
        steps.write(desk, job, Step.FIRST_CONTACT, StepStatus.DONE)
        desk.session.flush()
        progress.advance(desk, request, Event.CONTACT, by=caller)
    return card(desk, caller, job, request)


def step_page(desk: Desk, *, caller: Caller, ref: str, step: Step | None) -> StepPage:
    """One step to log; without a step the next one that is open.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
    """
    job, _ = own(desk, caller, ref)
    statuses = steps.statuses(desk, job)
    shown = step or preparation.next_open(statuses)
    status = statuses.get(shown, StepStatus.OPEN) if shown else StepStatus.DONE
    return StepPage(job.ref, shown, status, preparation.settled(statuses))


def log_step(desk: Desk, *, caller: Caller, ref: str, step: Step, status: StepStatus) -> StepPage:
    """Log a step with one tap and give the next open one.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
        PausedError: the family has paused.
        StepNeededError: this step always applies.
    """
    job, request = own(desk, caller, ref)
    progress.require_running(request)
    preparation.check_status(step, status)
    desk.audit(caller, "step", request.ref, f"{step.value} {status.value}"[:40])
    if step is Step.FIRST_CONTACT and status is StepStatus.DONE and job.first_contact_at is None:
        first_contact(desk, caller=caller, ref=ref)
    else:
        steps.write(desk, job, step, status)
        job.last_step_at = desk.now
        desk.session.add(job)
        desk.session.flush()
        progress.reckon(desk, request)
        if step is Step.CONDITIONS_KNOWN:
            conditions.settle(desk, request)
    statuses = steps.statuses(desk, job)
    following = preparation.next_open(statuses, after=step)
    return StepPage(
        job.ref,
        following,
        statuses.get(following, StepStatus.OPEN) if following else StepStatus.DONE,
        preparation.settled(statuses),
    )


def send_plan(desk: Desk, *, caller: Caller, ref: str) -> JobCard:
    """Log that the plan was sent to everyone who was there; whoever asked for the conference hears that it is.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
        WrongMoveError: the meeting was not recorded, or there is no plan.
    """
    job, request = own(desk, caller, ref)
    if job.outcome not in {"plan_accepted", "plan_pending"}:
        raise WrongMoveError(state=request.state)
    if job.plan_sent_at is None:
        job.plan_sent_at = desk.now
        desk.session.add(job)
        desk.session.flush()
        progress.reckon(desk, request)
        desk.audit(caller, "plan_sent", request.ref)
        letters.tell_requester(desk, request, LetterKind.PLAN_SENT)
    return card(desk, caller, job, request)


def hand_back(desk: Desk, *, caller: Caller, ref: str) -> str:
    """Give the job back; the request looks for someone else, and only the state of the steps goes along.

    Returns the receipt. A family that has not heard of this coordinator yet hears nothing.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
        WrongMoveError: the meeting was held already.
    """
    job, request = own(desk, caller, ref)
    known = not may_undo(desk, job, request)
    take_from(desk, job, request, by=caller)
    desk.audit(caller, "handed_back", request.ref)
    letters.tell_managers(desk, request, LetterKind.HANDED_BACK)
    if known:
        letters.tell_requester(desk, request, LetterKind.COORDINATOR_CHANGES)
    return request.ref


def take_from(desk: Desk, job: Job, request: Request, *, by: Caller | None) -> None:
    """End the job; the request seeks again. That there is a coordinator is not said any more, if it was not yet.

    Raises:
        WrongMoveError: the meeting was held already.
    """
    before = announcing.when_and_where(desk, request)
    progress.advance(desk, request, Event.HAND_BACK, by=by)
    finish_job(desk, job)
    circle_rows.forget_private(desk, request)  # told to this coordinator, not to the next
    plan_rows.forget_unfinished(desk, request)
    announcing.tell_if_changed(desk, request, before)
    letters.take_back(desk, request, LetterKind.COORDINATOR_FOUND)
    desk.session.flush()
    progress.reckon(desk, request)


def end_early(desk: Desk, *, caller: Caller, ref: str, ending: Ending) -> str:
    """End the request early with a reason code; the caller's access ends with it. Returns the receipt.

    Raises:
        NotFoundError: it is not the caller's, or it has ended.
        WrongMoveError: too late for an early ending.
    """
    require(caller.role, Action.END_REQUEST)
    _, request = own(desk, caller, ref)
    end(desk, request, ending, by=caller)
    return request.ref


def own(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request]:
    """The caller's running job and its request.

    Raises:
        NotAllowedError: the caller is no coordinator.
        NotFoundError: it is not the caller's, or it has ended (trust.md 9).
    """
    require(caller.role, Action.DO_JOB)
    request_id = desk.session.exec(select(Job.request_id).where(Job.ref == ref)).first()
    if request_id is None:
        raise NotFoundError
    request = progress.lock(desk, request_id)
    job = progress.running_job(desk, request)
    if job is None or job.ref != ref or job.coordinator_id != caller.id:
        raise NotFoundError
    return job, request


def card(desk: Desk, caller: Caller, job: Job, request: Request) -> JobCard:
    """The card of a running job; opening the family's details is written to the audit."""
    statuses = steps.statuses(desk, job)
    hidden = consent_rows.withheld(desk, request, Layer.CONTACT)
    venue = (
        str(desk.unseal(request.key, "venue", job.venue, about=request.ref, who=caller, why=Why.JOB))
        if job.venue is not None and request.key
        else None
    )
    return JobCard(
        ref=job.ref,
        receipt=request.ref,
        state=State(request.state),
        paused=request.paused_at is not None,
        compulsory=request.compulsory,
        language=request.language,
        variant=request.variant,
        who=request.who,
        hours=request.hours,
        details=_details(desk, caller, request, hidden=hidden),
        first_contact_at=job.first_contact_at,
        statuses=statuses,
        missing=preparation.missing_gates(statuses, compulsory=request.compulsory),
        meeting_at=job.meeting_at,
        venue=venue,
        invited=job.invited,
        outcome=job.outcome,
        plan_sent_at=job.plan_sent_at,
        follow_up_at=job.follow_up_at,
        may_undo=may_undo(desk, job, request),
        may_ask=askings.is_open(desk, job, request),
        contact_hidden=hidden,
        unasked=consent_rows.withheld(desk, request, Layer.FOLLOW_UP),
    )


def _details(desk: Desk, caller: Caller, request: Request, *, hidden: bool) -> dict[str, Any]:
    """What the coordinator knows of the family; `hidden` leaves what they need, and the bot as the only way."""
    if request.state not in WITH_COORDINATOR:
        return {}
    details = desk.open_details(request, who=caller, why=Why.JOB)
    return {"channel": "here", "access": details.get("access", [])} if hidden else details


def may_undo(desk: Desk, job: Job, request: Request) -> bool:
    """Whether the acceptance can still be taken back: two minutes, and nothing was done yet."""
    wait = desk.policy.undo
    return request.state == State.ACCEPTED and offers.may_undo(
        job.accepted_at, last_step_at=job.last_step_at, now=desk.now, wait=wait
    )
