"""The plan on its way: the main person's yes, a copy for everybody in their language, and deleting the lines."""

from sqlmodel import col, select

from casework import (
    acceptances,
    disagreeing,
    jobs,
    letters,
    own_reminders,
    plan_readers,
    plan_rows,
    progress,
    requests,
    written_plans,
)
from casework.desk import Desk
from casework.letters import LetterKind
from casework.plan_readers import Reading
from casework.plan_rows import WITH_A_PLAN
from casework.written_plans import WrittenPlan
from domain.circle_errors import MainPersonDecidesError, MainPersonElsewhereError
from domain.errors import (
    NotFoundError,
    OutdatedError,
    PlanEmptyError,
    PlanNotAgreedError,
    WrongMoveError,
)
from domain.openings import Why
from domain.plans import LineKind
from storage.arrivals import Caller
from storage.jobs import Job
from storage.plans import Plan, PlanLine
from storage.requests import Request


def ask(desk: Desk, *, caller: Caller, ref: str) -> WrittenPlan:
    """Ask the main person whether the plan stands there as it was said, and may be handed out; once for each version.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        PlanEmptyError: there is no line.
        MainPersonElsewhereError: the main person is not in the chat: they are asked in person.
    """
    job, request, plan = _written(desk, caller, ref)
    if not written_plans.is_in_chat(desk, request):
        raise MainPersonElsewhereError
    if plan.revision not in {plan.asked, plan.agreed}:
        plan.asked = plan.revision
        desk.session.add(plan)
        letters.write(
            desk,
            request.requester_id,
            LetterKind.PLAN_ASKED,
            subject=request.ref,
            request=request,
            # Asked again after "something is not right" about the same words is asked anew.
            occasion=f"{plan.revision}:{desk.now.isoformat()}",
        )
        desk.audit(caller, "plan_asked", request.ref, str(plan.revision))
    return written_plans.view(desk, caller, job, request)


def log_yes(desk: Desk, *, caller: Caller, ref: str, revision: int) -> WrittenPlan:
    """Log that the main person, who is not in the chat, heard the plan and says yes to it.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        PlanEmptyError: there is no line.
        MainPersonDecidesError: the main person is in the chat and says it there.
        OutdatedError: a line was changed meanwhile.
    """
    job, request, plan = _written(desk, caller, ref)
    if written_plans.is_in_chat(desk, request):
        raise MainPersonDecidesError
    if plan.revision != revision:
        raise OutdatedError
    if plan.agreed != revision:
        plan.agreed = revision
        desk.session.add(plan)
        desk.audit(caller, "plan_agreed", request.ref, f"logged {revision}")
        desk.session.flush()
        acceptances.ask_if_ready(desk, request)
    return written_plans.view(desk, caller, job, request)


def is_asked(desk: Desk, *, caller: Caller, ref: str) -> str:
    """For the letter: the receipt, while the main person's answer about the plan as it stands is still open.

    Raises:
        NotFoundError: it is not the caller's request, or somebody else is the main person.
        OutdatedError: they said yes, or a line was changed since.
    """
    request = _of_main_person(desk, caller, ref)
    plan = plan_rows.of_request(desk, request)
    if plan.asked != plan.revision or plan.agreed == plan.revision:
        raise OutdatedError
    return request.ref


def to_judge(desk: Desk, *, caller: Caller, ref: str) -> Reading:
    """The plan as the main person reads it before they say yes.

    Raises:
        NotFoundError: it is not the caller's request, or somebody else is the main person.
        PlanGoneError: they were not asked about what stands there now.
    """
    request = _of_main_person(desk, caller, ref)
    return plan_readers.before_the_yes(desk, caller, request)


def answer(desk: Desk, *, caller: Caller, ref: str, revision: int, yes: bool) -> Reading:
    """The main person says whether the plan stands there as it was said, and may be handed out.

    The coordinator hears it. After a no they may still say yes to the same words.

    Raises:
        NotFoundError: it is not the caller's request, or somebody else is the main person.
        PausedError: the family takes a pause.
        PlanGoneError: they were not asked about what stands there now, and nothing else was handed out.
        OutdatedError: a line was changed after they read it.
    """
    request = _of_main_person(desk, caller, ref)
    progress.require_running(request)
    reading = plan_readers.before_the_yes(desk, caller, request)
    if reading.revision != revision:
        raise OutdatedError
    plan = plan_rows.of_request(desk, request)
    job = progress.running_job(desk, request)
    if plan.agreed == revision or job is None:  # said before: nothing is taken back by a second tap
        return reading
    if yes:
        plan.agreed = revision
    else:
        plan.asked = None
    desk.session.add(plan)
    desk.audit(caller, "plan_agreed" if yes else "plan_not_agreed", request.ref, str(revision))
    letters.write(
        desk,
        job.coordinator_id,
        LetterKind.PLAN_ANSWERED,
        subject=job.ref,
        request=request,
        facts={"yes": yes, "revision": revision},
    )
    desk.session.flush()
    acceptances.ask_if_ready(desk, request)
    return reading


def heard(desk: Desk, *, caller: Caller, ref: str, revision: int) -> str:
    """For the letter about the answer: the receipt, while what was said is about the plan as it stands.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: a line was changed since, or the plan was handed out.
    """
    _, request = jobs.own(desk, caller, ref)
    plan = plan_rows.of_request(desk, request)
    if plan.revision != revision or plan.handed == revision:
        raise OutdatedError
    return request.ref


def hand_out(desk: Desk, *, caller: Caller, ref: str) -> WrittenPlan:
    """Give the plan to everybody who opened their invitation and to who asked for the conference, once a version.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: the meeting was not recorded, or there is no plan.
        PlanEmptyError: there is no line.
        PlanNotAgreedError: the main person has not said yes to what stands there.
    """
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    disagreeing.require_agreed(desk, request)
    plan = plan_rows.of_request(desk, request)
    if plan.handed == plan.revision:
        return written_plans.view(desk, caller, job, request)
    if job.outcome not in WITH_A_PLAN:
        raise WrongMoveError(state=request.state)
    lines = plan_rows.lines_of(desk, request)
    if not lines:
        raise PlanEmptyError
    if plan.agreed != plan.revision:
        raise PlanNotAgreedError
    plan.handed, plan.handed_at = plan.revision, desk.now
    job.plan_sent_at = job.plan_sent_at or desk.now
    _count(job, lines)
    desk.session.add(plan)
    desk.session.add(job)
    desk.session.flush()
    progress.reckon(desk, request)
    desk.audit(caller, "plan_handed_out", request.ref, str(plan.revision))
    own_reminders.follow(desk, request, plan_rows.opened(desk, request, who=None, why=Why.KEEPING))
    _tell_everybody(desk, request, plan)
    return written_plans.view(desk, caller, job, request)


def forget(desk: Desk) -> int:
    """Delete the lines of the plans that everybody has, or that waited long enough; how many plans that were.

    Of those who had not fetched theirs only the number is kept. What was said of one's own promise is deleted too.
    """
    found = desk.session.exec(select(PlanLine.request_id).distinct().order_by(col(PlanLine.request_id))).all()
    done = 0
    for request_id in found:
        request = progress.lock(desk, request_id)
        plan = plan_rows.of_request(desk, request)
        if not plan_rows.is_done(desk, request, plan):
            continue
        if plan.handed is not None:
            now = plan_rows.copies(desk, request, plan)
            plan.missed = now.readers - now.fetched
        plan.forgotten_at = desk.now
        desk.session.add(plan)
        plan_rows.forget_lines(desk, request)
        desk.audit(None, "plan_forgotten", request.ref)
        done += 1
    own_reminders.bring(desk)
    return done


def _written(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request, Plan]:
    """The caller's running job with a plan that has lines."""
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    disagreeing.require_agreed(desk, request)
    if not plan_rows.lines_of(desk, request):
        raise PlanEmptyError
    return job, request, plan_rows.of_request(desk, request)


def _of_main_person(desk: Desk, caller: Caller, ref: str) -> Request:
    request = requests.own(desk, caller, ref)
    if request.who != "main_person":
        raise NotFoundError
    return request


def _count(job: Job, lines: list[PlanLine]) -> None:
    """What stays of the plan: how many agreements it has, in the place of the number that was counted in the room."""
    count = sum(line.kind == LineKind.PROMISE for line in lines)
    job.agreements = count
    job.by_circle = None if job.by_circle is None else min(job.by_circle, count)


def _tell_everybody(desk: Desk, request: Request, plan: Plan) -> None:
    occasion = f"{request.ref}:{plan.revision}"
    letters.write(
        desk,
        request.requester_id,
        LetterKind.PLAN_READY,
        subject=request.ref,
        request=request,
        occasion=occasion,
    )
    for guest in plan_rows.guests(desk, request):
        letters.write(
            desk,
            guest.person_id or 0,
            LetterKind.PLAN_READY,
            subject=guest.ref,
            request=request,
            occasion=occasion,
        )
