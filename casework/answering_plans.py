"""A professional answers to the plan under compulsory help: yes, or not yet with reasons (domain.md 2.1, 6.1).

Their yes is presumed, and what is missing is talked about in the room first. Where they are not in the chat, the
coordinator logs what they said. Kept are codes and the numbers of lines, never words of theirs.
"""

from collections.abc import Collection
from dataclasses import dataclass

from casework import (
    acceptance_rows,
    acceptances,
    circle_rows,
    condition_rows,
    letters,
    plan_rows,
    progress,
)
from casework.acceptance_rows import Said
from casework.acceptances import REVISION
from casework.desk import Desk
from casework.letters import LetterKind
from domain import acceptance as rules
from domain.acceptance import Reason
from domain.circle_errors import AnswersThemselvesError
from domain.errors import NotAllowedError, NotFoundError, OutdatedError
from domain.openings import Why
from domain.plans import Line
from domain.requests import Event, State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.compulsory import Acceptance
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """The plan before whoever answers: a professional, by their invitation, or the coordinator who logs it, by the job.

    Attributes:
        count: how many lines the plan has; `lines` are empty where its words are not opened.
        known: the conditions that the professional set.
    """

    ref: str
    is_guest: bool
    revision: int
    count: int
    said: Said
    languages: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """For a letter to the coordinator: what was said, or that nothing was."""

    job: str
    receipt: str
    said: Said


def read(desk: Desk, *, caller: Caller, ref: str) -> ToAnswer:
    """The plan for the professional who answers to it; that they opened it is written to the audit.

    Raises:
        NotFoundError: somebody else answers, or nobody does (any more).
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
        PlanEmptyError, PlanNotAgreedError: there is nothing to answer to yet.
    """
    guest, request, _ = _own_guest(desk, caller, ref)
    plan = acceptances.require_ready(desk, request)
    desk.audit(caller, "open_plan", request.ref, Why.OWN)
    lines = plan_rows.opened(desk, request, who=None, why=Why.OWN)
    given = condition_rows.of_guest(desk, request, guest, who=caller, why=Why.OWN)
    return ToAnswer(
        ref=guest.ref,
        is_guest=True,
        revision=plan.revision,
        count=len(lines),
        said=acceptance_rows.said(desk, request, plan),
        languages=(guest.language,),
        lines=lines,
        known=tuple(one.words for one in given.lines),
    )


def look(desk: Desk, *, caller: Caller, ref: str, revision: int = 0) -> ToAnswer:
    """Before an answer is logged, or a *not yet* is chosen: how many lines the plan has; no word of it is opened.

    Raises:
        NotFoundError: it is not the caller who answers or logs the answer.
        AnswersThemselvesError: the professional answers in their own chat.
        OutdatedError: a line was changed after they read it, or they said yes.
        PausedError, WrongMoveError, PlanEmptyError, PlanNotAgreedError: there is nothing to answer to now.
    """
    _, request, is_guest = _answering(desk, caller, ref)
    plan = acceptances.require_ready(desk, request)
    found = acceptance_rows.said(desk, request, plan)
    if revision not in {0, plan.revision} or found.accepted:
        raise OutdatedError
    return ToAnswer(ref, is_guest, plan.revision, len(plan_rows.lines_of(desk, request)), found)


def answer(
    desk: Desk,
    *,
    caller: Caller,
    ref: str,
    revision: int,
    accepted: bool,
    reasons: Collection[Reason] = (),
    lines: Collection[int] = (),
) -> ToAnswer:
    """Keep the answer; the coordinator hears it. A yes is final; after a not yet the same words can still be accepted.

    With a yes to a plan that was recorded as not finished, the request goes on as after the form about the meeting.

    Raises:
        NotFoundError: it is not the caller who answers or logs the answer.
        AnswersThemselvesError: the professional answers in their own chat.
        OutdatedError: a line was changed after they read it, or no screen offers these reasons.
        PausedError, WrongMoveError, PlanEmptyError, PlanNotAgreedError: there is nothing to answer to now.
    """
    job, request, is_guest = _answering(desk, caller, ref)
    row = acceptance_rows.of_request(desk, request) or Acceptance(request_id=request.id or 0)
    plan = plan_rows.of_request(desk, request)
    if plan.revision != revision:
        raise OutdatedError
    if not (row.answered == revision and row.accepted):  # a second tap takes nothing back
        acceptances.require_ready(desk, request)
        if not accepted:
            rules.check_reasons(reasons, lines, in_plan=len(plan_rows.lines_of(desk, request)))
        _keep(desk, row, revision, reasons=reasons, lines=lines, accepted=accepted)
        desk.audit(caller, "plan_accepted" if accepted else "plan_not_yet", request.ref, str(revision))
        if is_guest:
            _tell_coordinator(desk, job, request, revision, accepted=accepted)
        if accepted:
            _go_on(desk, job, request, by=caller)
    found = acceptance_rows.said(desk, request, plan)
    return ToAnswer(ref, is_guest, revision, len(plan_rows.lines_of(desk, request)), found)


def is_asked(desk: Desk, *, caller: Caller, ref: str, revision: int) -> str:
    """For the letter to the professional: their reference, while this is what they are asked about.

    Raises:
        NotFoundError: somebody else answers, or nobody does any more.
        OutdatedError: they answered, or a line was changed since.
    """
    guest, request, _ = _own_guest(desk, caller, ref)
    plan = plan_rows.of_request(desk, request)
    answered = acceptance_rows.said(desk, request, plan).accepted is not None
    if plan.revision != revision or answered or not acceptances.is_ready(desk, request, plan):
        raise OutdatedError
    return guest.ref


def heard(desk: Desk, *, caller: Caller, ref: str, revision: int) -> Answered:
    """For the letter about the answer, while it is about the plan as it stands.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: a line was changed since, or the answer was taken away with who gave it.
    """
    job, request = acceptances.own(desk, caller, ref)
    plan = plan_rows.of_request(desk, request)
    found = acceptance_rows.said(desk, request, plan)
    if plan.revision != revision or found.accepted is None:
        raise OutdatedError
    return Answered(job.ref, request.ref, found)


def silent(desk: Desk, *, caller: Caller, ref: str, revision: int) -> Answered:
    """For the letter that there is no answer yet.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: there is one, another one is to answer, or a line was changed since.
    """
    job, request = acceptances.own(desk, caller, ref)
    plan = plan_rows.of_request(desk, request)
    found = acceptance_rows.said(desk, request, plan)
    waits = found.asked and found.accepted is None and acceptances.is_ready(desk, request, plan)
    if plan.revision != revision or not waits:
        raise OutdatedError
    return Answered(job.ref, request.ref, found)


def _own_guest(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request, Job]:
    """The caller as the professional who answers, with a running job.

    Raises:
        NotFoundError: they are not.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    chosen, job = acceptance_rows.acceptor(desk, request), progress.running_job(desk, request)
    is_theirs = chosen is not None and chosen.id == guest.id and guest.person_id == caller.id
    if job is None or not is_theirs or not request.compulsory:
        raise NotFoundError
    return guest, request, job


def _answering(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request, bool]:
    """Who answers: the professional by their invitation, or the coordinator by their job for one who is not in the chat.

    Raises:
        NotFoundError: it is not the caller.
        AnswersThemselvesError: the professional answers in their own chat.
    """
    try:
        _, request, job = _own_guest(desk, caller, ref)
    except NotFoundError:
        try:
            job, request = acceptances.own(desk, caller, ref)
        except NotAllowedError:
            raise NotFoundError from None
        if acceptance_rows.answers_here(desk, acceptance_rows.acceptor(desk, request)):
            raise AnswersThemselvesError from None
        return job, request, False
    return job, request, True


def _keep(
    desk: Desk,
    row: Acceptance,
    revision: int,
    *,
    accepted: bool,
    reasons: Collection[Reason],
    lines: Collection[int],
) -> None:
    repeated = row.answered == revision and row.accepted is False
    row.answered, row.answered_at, row.accepted = revision, desk.now, accepted
    row.reasons = [] if accepted else [reason.value for reason in Reason if reason in reasons]
    row.lines = [] if accepted else sorted(set(lines))
    row.not_yet += not accepted and not repeated
    desk.session.add(row)
    desk.session.flush()


def _tell_coordinator(desk: Desk, job: Job, request: Request, revision: int, *, accepted: bool) -> None:
    """In place of an earlier letter about it that was not sent yet."""
    letters.take_back(desk, request, LetterKind.ACCEPTANCE_ANSWERED)
    letters.write(
        desk,
        job.coordinator_id,
        LetterKind.ACCEPTANCE_ANSWERED,
        subject=job.ref,
        request=request,
        occasion=f"{revision}:{accepted}:{desk.now.isoformat()}",
        facts={REVISION: revision},
    )


def _go_on(desk: Desk, job: Job, request: Request, *, by: Caller) -> None:
    """A plan that was recorded as not finished is accepted now; of a meeting that is not recorded yet, the form says it."""
    if request.state != State.PLAN_PENDING:
        return
    job.outcome, job.acceptance = "plan_accepted", acceptance_rows.code(desk, request)
    desk.session.add(job)
    desk.session.flush()
    condition_rows.forget(desk, request)
    progress.advance(desk, request, Event.RECORD_PLAN_ACCEPTED, by=by)
