"""Under compulsory help the coordinator says which professional answers to the plan, who is then asked (domain.md 6.1).

They are asked about the words to which the main person said yes, on the same day; after a change both are asked again.
"""

from dataclasses import dataclass

from casework import acceptance_rows, circle_rows, jobs, letters, plan_rows, progress
from casework.desk import Desk
from casework.letters import LetterKind
from domain import acceptance as rules
from domain.circle import Part, Standing
from domain.errors import NotFoundError, PlanEmptyError, PlanNotAgreedError, WrongMoveError
from domain.openings import Why
from storage.arrivals import Caller
from storage.circle import Guest
from storage.compulsory import Acceptance
from storage.jobs import Job
from storage.plans import Plan
from storage.requests import Request

REVISION = "revision"
"""Among the facts of a letter: of which plan it speaks."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Who can be the one that answers: professionals by their reference and the word for them."""

    job: str
    receipt: str
    people: tuple[tuple[str, str], ...]
    chosen: str | None
    on_paper: bool


def choosing(desk: Desk, *, caller: Caller, ref: str) -> Choosing:
    """The professionals of the caller's circle, one of whom answers to the plan.

    Raises:
        NotFoundError: the job is not the caller's, it has ended, or there is no compulsory help.
    """
    job, request = own(desk, caller, ref)
    people = tuple(
        (guest.ref, circle_rows.word_of(desk, request, guest, who=caller, why=Why.JOB))
        for guest in circle_rows.of_request(desk, request)
        if _is_professional(guest)
    )
    row, chosen = acceptance_rows.of_request(desk, request), acceptance_rows.acceptor(desk, request)
    return Choosing(
        job=job.ref,
        receipt=request.ref,
        people=people,
        chosen=None if chosen is None else chosen.ref,
        on_paper=row is not None and row.guest_id is None,
    )


def choose(desk: Desk, *, caller: Caller, ref: str, guest: str | None) -> Choosing:
    """This professional answers; with None the coordinator logs what was said on paper.

    Where the main person said yes to the plan already, they are asked at once. What another one answered is gone.

    Raises:
        NotFoundError: the job is not the caller's, there is no compulsory help, or no such professional in its circle.
        PausedError: the family takes a pause.
    """
    _, request = own(desk, caller, ref)
    progress.require_running(request)
    guest_id = None if guest is None else _professional(desk, request, guest).id
    row = acceptance_rows.of_request(desk, request) or Acceptance(request_id=request.id or 0)
    if row.guest_id != guest_id:
        row.asked = row.asked_at = row.answered = row.answered_at = row.accepted = None
        row.reasons, row.lines = [], []
    row.guest_id = guest_id
    desk.session.add(row)
    desk.session.flush()
    desk.audit(caller, "acceptor", request.ref, guest or "on paper")
    ask_if_ready(desk, request)
    return choosing(desk, caller=caller, ref=ref)


def ask_if_ready(desk: Desk, request: Request) -> None:
    """Ask the professional about a plan to which the main person said yes, once for each version, on the same day."""
    row, plan = acceptance_rows.of_request(desk, request), desk.session.get(Plan, request.id)
    guest = acceptance_rows.acceptor(desk, request)
    job = progress.running_job(desk, request)
    if row is None or plan is None or guest is None or job is None or not is_ready(desk, request, plan):
        return
    if plan.revision in {row.asked, row.answered} or not acceptance_rows.answers_here(desk, guest):
        return
    row.asked, row.asked_at = plan.revision, desk.now
    desk.session.add(row)
    facts, occasion = {REVISION: plan.revision}, f"{plan.revision}:{desk.now.isoformat()}"
    letters.write(
        desk,
        guest.person_id or 0,
        LetterKind.PLAN_TO_ACCEPT,
        subject=guest.ref,
        request=request,
        occasion=occasion,
        facts=facts,
    )
    letters.write(
        desk,
        job.coordinator_id,
        LetterKind.ACCEPTANCE_SILENT,
        subject=job.ref,
        request=request,
        occasion=occasion,
        facts=facts,
        nudge=True,
        not_before=rules.told_silent_at(desk.now, desk.zone),
    )
    desk.audit(None, "acceptance_asked", request.ref, str(plan.revision))


def ask(desk: Desk, *, caller: Caller, ref: str) -> None:
    """Ask the professional who was chosen, when they opened their invitation after the main person's yes.

    Raises:
        NotFoundError: the job is not the caller's, or there is no compulsory help.
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
        PlanEmptyError: there is no line.
        PlanNotAgreedError: the main person has not said yes to what stands there.
    """
    _, request = own(desk, caller, ref)
    require_ready(desk, request)
    ask_if_ready(desk, request)


def own(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request]:
    """The caller's running job, under compulsory help.

    Raises:
        NotFoundError: it is not the caller's, it has ended, or there is no compulsory help.
    """
    job, request = jobs.own(desk, caller, ref)
    if not request.compulsory:
        raise NotFoundError
    return job, request


def is_ready(desk: Desk, request: Request, plan: Plan) -> bool:
    """Whether there is a plan to answer to: written down, with the main person's yes to it, and not settled yet."""
    return (
        acceptance_rows.is_open(request)
        and plan.agreed == plan.revision
        and bool(plan_rows.lines_of(desk, request))
    )


def require_ready(desk: Desk, request: Request) -> Plan:
    """The plan that is to be answered to.

    Raises:
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
        PlanEmptyError: there is no line.
        PlanNotAgreedError: the main person has not said yes to what stands there.
    """
    progress.require_running(request)
    if not acceptance_rows.is_open(request):
        raise WrongMoveError(state=request.state)
    plan = plan_rows.of_request(desk, request)
    if not plan_rows.lines_of(desk, request):
        raise PlanEmptyError
    if plan.agreed != plan.revision:
        raise PlanNotAgreedError
    return plan


def _is_professional(guest: Guest) -> bool:
    return guest.part == Part.PROFESSIONAL and guest.state == Standing.AGREED


def _professional(desk: Desk, request: Request, ref: str) -> Guest:
    """A professional in this circle.

    Raises:
        NotFoundError: there is none with this reference.
    """
    for guest in circle_rows.of_request(desk, request):
        if guest.ref == ref and _is_professional(guest):
            return guest
    raise NotFoundError
