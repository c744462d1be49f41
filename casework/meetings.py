"""What the coordinator's forms do when they are sent: the meeting, how it went, the follow-up, the registration."""

from datetime import UTC, date, datetime, time

from casework import (
    acceptance_rows,
    announcing,
    askings,
    circle_rows,
    condition_rows,
    disagreeing,
    escalations,
    forms,
    jobs,
    letters,
    place_rows,
    places,
    private_time,
    progress,
    registrations,
    steps,
)
from casework.desk import Desk
from casework.endings import finish_job
from casework.jobs import JobCard
from casework.letters import LetterKind
from domain import preparation
from domain.errors import DateOutOfRangeError, OutdatedError
from domain.forms.fields import SKIP, Answer
from domain.preparation import Step, StepStatus
from domain.requests import Event, State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request

ATTENTION = "attention"
"""The follow-up was logged, and a manager should look at it; what was said of the plan is not told."""

_RECORDS = {
    "plan_accepted": Event.RECORD_PLAN_ACCEPTED,
    "plan_pending": Event.RECORD_PLAN_PENDING,
    "no_plan": Event.RECORD_NO_PLAN,
}


def open_form(desk: Desk, *, caller: Caller, ref: str, form: str) -> forms.Page:
    """Open one of the job's forms where the life cycle is ready for it.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family has paused.
        GatesClosedError: the meeting cannot have been held: steps are missing.
        WrongMoveError: it is not the moment for this form.
    """
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    if form == "held" and request.state != State.PLAN_PENDING:
        statuses = jobs.card(desk, caller, job, request).statuses
        preparation.check_gates(statuses, compulsory=request.compulsory)
    progress.require_move(request, _needed(form, request))
    return forms.begin(
        desk, caller=caller, form=form, subject=ref, answers=_suggested(desk, job, request, form)
    )


def finish_form(desk: Desk, *, caller: Caller, form: str, revision: int) -> JobCard | str:
    """Act on a finished form; the card of the job, or the receipt when the job is over.

    Raises:
        OutdatedError: the button is older than the draft.
        WrongMoveError: the request has moved on meanwhile.
    """
    page = forms.take(desk, caller=caller, form=form, revision=revision)
    if page.subject is None:
        raise OutdatedError
    job, request = jobs.own(desk, caller, page.subject)
    progress.require_running(request)
    match form:
        case "meeting":
            disagreeing.require_agreed(desk, request)
            _set(desk, caller, job, request, page.answers)
        case "held":
            _record(desk, caller, job, request, page.answers)
        case "follow_up":
            _follow_up(desk, caller, job, request, page.answers)
        case _:
            _register(desk, caller, job, request, page.answers)
            return request.ref
    return jobs.card(desk, caller, job, request)


def _suggested(desk: Desk, job: Job, request: Request, form: str) -> dict[str, Answer]:
    """What is known already when the form begins."""
    match form:
        case "follow_up":
            return askings.suggested(desk, job, request)
        case "held":
            return acceptance_rows.suggested(desk, request)
        case _:
            return {}


def _needed(form: str, request: Request) -> Event:
    """The move that sending this form will make."""
    match form:
        case "meeting":
            return Event.SCHEDULE
        case "held":
            return (
                Event.RECORD_PLAN_ACCEPTED
                if request.state in {State.HELD, State.PLAN_PENDING}
                else Event.HOLD
            )
        case "follow_up":
            return Event.FOLLOW_UP
        case _:
            return Event.REGISTER


def _set(desk: Desk, caller: Caller, job: Job, request: Request, answers: dict[str, Answer]) -> None:
    """Date, time and place; at once the step for it is done."""
    clock = time.fromisoformat(str(answers["time"]))
    local = datetime.combine(date.fromisoformat(str(answers["day"])), clock, tzinfo=desk.zone)
    meeting_at = local.astimezone(UTC)
    if meeting_at <= desk.now:
        raise DateOutOfRangeError
    again = request.state == State.PLAN_PENDING
    if again:  # a second meeting: the first one did not end with a plan
        job.held_at = None
        announcing.invite_again(desk, request)
    first, before = job.meeting_at is None, announcing.when_and_where(desk, request)
    job.meeting_at = meeting_at
    job.private_from = job.private_until = None  # another day: it begins from the beginning
    job.invited = int(str(answers["invited"]))
    places.keep(desk, job, request, str(answers["venue"]), again=again)
    job.last_step_at = desk.now
    desk.session.add(job)
    steps.write(desk, job, Step.VENUE_SET, StepStatus.DONE)
    progress.advance(desk, request, Event.SCHEDULE, by=caller)
    letters.tell_requester(desk, request, LetterKind.MEETING_SET, facts={"first": first})
    announcing.tell_if_changed(desk, request, before)


def _record(desk: Desk, caller: Caller, job: Job, request: Request, answers: dict[str, Answer]) -> None:
    """How the meeting went: codes and counts only; what the plan says belongs to the family (domain.md 6.2)."""
    if request.state == State.SCHEDULED:
        statuses = jobs.card(desk, caller, job, request).statuses
        preparation.check_gates(statuses, compulsory=request.compulsory)
        job.held_at = min(job.meeting_at or desk.now, desk.now)
        desk.session.add(job)
        desk.session.flush()
        progress.advance(desk, request, Event.HOLD, by=caller)
        circle_rows.forget_private(desk, request)
        place_rows.forget_pin(desk, job)
    private_time.close(desk, job)
    job.outcome = str(answers["outcome"])
    job.attended = _count(answers, "attended")
    job.children = _count(answers, "children")
    job.professionals = _count(answers, "professionals")
    job.agreements = _count(answers, "agreements")
    job.by_circle = _count(answers, "by_circle")
    job.acceptance = (
        str(answers["acceptance"]) if "acceptance" in answers else acceptance_rows.code(desk, request)
    )
    evaluation = answers.get("evaluation", SKIP)
    job.evaluation_on = None if evaluation == SKIP else date.fromisoformat(str(evaluation))
    desk.session.add(job)
    desk.session.flush()
    progress.advance(desk, request, _RECORDS[job.outcome], by=caller)
    if request.state != State.PLAN_PENDING:
        condition_rows.forget(desk, request)  # there is no plan any more that they must be in


def _follow_up(desk: Desk, caller: Caller, job: Job, request: Request, answers: dict[str, Answer]) -> None:
    job.follow_up_at = desk.now
    job.reached = _count(answers, "reached")
    job.band = str(answers["band"])
    job.attention = answers["attention"] == "yes"
    desk.session.add(job)
    desk.session.flush()
    progress.advance(desk, request, Event.FOLLOW_UP, by=caller)
    if askings.needs_attention(desk, job, request):
        escalations.raise_(desk, ATTENTION, request, occasion=job.ref)


def _register(desk: Desk, caller: Caller, job: Job, request: Request, answers: dict[str, Answer]) -> None:
    """Complete the registration, close the request, and end the coordinator's access."""
    progress.advance(desk, request, Event.REGISTER, by=caller)
    registrations.keep(desk, request, registrations.of_conference(desk, job, request, answers))
    progress.advance(desk, request, Event.CLOSE, by=caller)
    finish_job(desk, job)
    askings.forget(desk, request)
    circle_rows.forget(desk, request)
    desk.audit(caller, "closed", request.ref)
    letters.tell_requester(desk, request, LetterKind.REQUEST_CLOSED)


def _count(answers: dict[str, Answer], name: str) -> int | None:
    return int(str(answers[name])) if name in answers else None
