"""Reading the plan: whoever was there and fetches their copy, the main person before the yes, and the page to print."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework import jobs, plan_rows, progress, requests
from casework.desk import Desk
from casework.letters import LetterKind
from domain import plans
from domain.circle import Standing
from domain.errors import NotFoundError, OutdatedError, PlanGoneError
from domain.openings import Why
from domain.plans import KEPT, Line
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.outbox import UNREACHABLE, WAITING, Letter
from storage.plans import OwnReminder
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan as somebody reads it.

    Attributes:
        ref: what their buttons hold: the receipt, or the reference of the guest.
        is_guest: which of the two it is.
        languages: the languages that they read; beside a line only these are shown.
        kept_until: the day until which it can be fetched, at most; None before it was handed out.
        may_remind: the lines of which this person may be reminded, for their day is ahead.
        reminded: those that they asked to be reminded of.
        may_judge: the main person has not said yes to these words yet.
        may_review: this person may ask to be reminded of looking back; `review` is that they did.
    """

    ref: str
    is_guest: bool
    revision: int
    lines: tuple[Line, ...]
    languages: tuple[str, ...]
    held_on: date | None
    evaluation_on: date | None
    kept_until: date | None = None
    may_remind: frozenset[str] = frozenset()
    reminded: frozenset[str] = frozenset()
    may_judge: bool = False
    may_review: bool = False
    review: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """For the letter: the plan can be fetched until then, at most."""

    ref: str
    is_guest: bool
    kept_until: date


def waiting(desk: Desk, *, caller: Caller, ref: str) -> Waiting:
    """Whether a plan lies ready for the caller; it does not count as fetched.

    Raises:
        NotFoundError: the plan is not theirs to read.
        PlanGoneError: it was not handed out, or its lines were deleted.
    """
    request, guest = _reader(desk, caller, ref)
    return Waiting(ref, guest is not None, _kept_until(desk, request))


def fetch(desk: Desk, *, caller: Caller, ref: str) -> Reading:
    """The plan for a guest or for who asked for the conference; from now on they have it.

    Raises:
        NotFoundError: the plan is not theirs to read.
        PlanGoneError: it was not handed out, or its lines were deleted.
    """
    request, guest = _reader(desk, caller, ref)
    kept_until = _kept_until(desk, request)
    plan = plan_rows.of_request(desk, request)
    plan_rows.fetched(desk, request, plan, caller.id)
    desk.audit(caller, "open_plan", request.ref, Why.OWN)
    lines = plan_rows.opened(desk, request, who=None, why=Why.OWN)
    job = progress.running_job(desk, request)
    held_on, evaluation_on = _days(desk, job)
    return Reading(
        ref=ref,
        is_guest=guest is not None,
        revision=plan.revision,
        lines=lines,
        languages=(request.language if guest is None else guest.language,),
        held_on=held_on,
        evaluation_on=evaluation_on,
        kept_until=kept_until,
        may_remind=frozenset(
            line.ref for line in lines if plans.own_reminder_at(line.by, desk.zone, now=desk.now) is not None
        ),
        reminded=frozenset(_reminded(desk, caller, lines)),
        may_review=guest is None and job is not None and job.held_at is not None,
        review=guest is None and _will_review(desk, request),
    )


def of_line(desk: Desk, *, caller: Caller, ref: str) -> Reading:
    """The plan that this line stands in, for whoever may read it.

    Raises:
        NotFoundError: the line was deleted, or the plan is not the caller's to read.
        PlanGoneError: the plan was not handed out.
    """
    _, request = plan_rows.of_ref(desk, ref)
    if request.requester_id == caller.id:
        return fetch(desk, caller=caller, ref=request.ref)
    guest = desk.session.exec(
        select(Guest.ref).where(Guest.request_id == request.id, Guest.person_id == caller.id)
    ).first()
    if guest is None:
        raise NotFoundError
    return fetch(desk, caller=caller, ref=guest)


def to_print(desk: Desk, *, caller: Caller, ref: str, language: str) -> Reading:
    """The plan for the coordinator to print for somebody without Telegram, in that person's language.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: nobody without Telegram reads this language.
        PlanGoneError: it was not handed out, or its lines were deleted.
    """
    job, request = jobs.own(desk, caller, ref)
    if language not in plan_rows.on_paper(desk, request):
        raise OutdatedError
    kept_until = _kept_until(desk, request)
    plan = plan_rows.of_request(desk, request)
    plan_rows.fetched(desk, request, plan, caller.id)
    held_on, evaluation_on = _days(desk, job)
    return Reading(
        ref=ref,
        is_guest=False,
        revision=plan.revision,
        lines=plan_rows.opened(desk, request, who=caller, why=Why.PRINT),
        languages=(language,),
        held_on=held_on,
        evaluation_on=evaluation_on,
        kept_until=kept_until,
    )


def before_the_yes(desk: Desk, caller: Caller, request: Request) -> Reading:
    """The plan as it stands, for the main person who was asked about it.

    Raises:
        PlanGoneError: they were not asked about what stands there now.
    """
    plan = plan_rows.of_request(desk, request)
    lines = plan_rows.opened(desk, request, who=None, why=Why.OWN)
    if not lines or plan.revision not in {plan.asked, plan.agreed}:
        raise PlanGoneError
    desk.audit(caller, "open_plan", request.ref, Why.OWN)
    held_on, evaluation_on = _days(desk, progress.running_job(desk, request))
    return Reading(
        ref=request.ref,
        is_guest=False,
        revision=plan.revision,
        lines=lines,
        languages=(request.language,),
        held_on=held_on,
        evaluation_on=evaluation_on,
        may_judge=plan.agreed != plan.revision,
    )


def _reader(desk: Desk, caller: Caller, ref: str) -> tuple[Request, Guest | None]:
    """The request whose plan this person may read, held until the transaction ends, and the guest if they are one."""
    guest = desk.session.exec(select(Guest).where(Guest.ref == ref)).first()
    if guest is None:
        return requests.own(desk, caller, ref), None
    request = progress.lock(desk, guest.request_id)
    found = desk.session.exec(
        select(Guest)
        .where(Guest.ref == ref, col(Guest.person_id) == caller.id, Guest.state == Standing.AGREED.value)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFoundError
    return request, found


def _kept_until(desk: Desk, request: Request) -> date:
    """Until which day a plan that was handed out can be fetched; while it is being changed nobody gets half of it."""
    plan = plan_rows.of_request(desk, request)
    over = request.state == State.ENDED
    if (
        over
        or plan.handed_at is None
        or plan.handed != plan.revision
        or not plan_rows.lines_of(desk, request)
    ):
        raise PlanGoneError
    return (plan.handed_at + KEPT).astimezone(desk.zone).date()


def _days(desk: Desk, job: Job | None) -> tuple[date | None, date | None]:
    """The day of the meeting, and the day on which the circle looks back."""
    if job is None:
        return None, None
    met_at = job.held_at or job.meeting_at
    return (None if met_at is None else met_at.astimezone(desk.zone).date()), job.evaluation_on


def _will_review(desk: Desk, request: Request) -> bool:
    found = select(Letter.id).where(
        Letter.kind == LetterKind.REVIEW.value,
        Letter.subject == request.ref,
        col(Letter.state).in_([WAITING, UNREACHABLE]),
    )
    return desk.session.exec(found).first() is not None


def _reminded(desk: Desk, caller: Caller, lines: tuple[Line, ...]) -> list[str]:
    refs = [line.ref for line in lines]
    return list(
        desk.session.exec(
            select(OwnReminder.line).where(
                OwnReminder.person_id == caller.id, col(OwnReminder.line).in_(refs)
            )
        ).all()
    )
