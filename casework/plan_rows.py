"""The rows of a plan: reading its lines, who gets it, who has it, and deleting it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, delete, func, select

from casework import progress
from casework.desk import Desk
from domain import plans
from domain.circle import Standing
from domain.errors import NotFoundError
from domain.openings import Why
from domain.plans import Line, LineKind
from storage.arrivals import Caller
from storage.circle import Guest
from storage.drafts import Draft
from storage.jobs import Job
from storage.plans import OwnReminder, Plan, PlanCopy, PlanLine
from storage.requests import Request

WITH_A_PLAN = frozenset({"plan_accepted", "plan_pending"})
"""The outcomes of a meeting after which there is a plan."""

LINE_FORM, BESIDE_FORM = "plan_line", "plan_beside"
_KINDS = tuple(LineKind)


@dataclass(frozen=True, slots=True)
class Copies:
    """How many people get the plan, how many have it, and when the last one fetched it."""

    readers: int
    fetched: int
    last_at: datetime | None


def of_request(desk: Desk, request: Request) -> Plan:
    """How far the plan of this request is; a new row when nothing was written yet. The request is held by the caller."""
    found = desk.session.exec(
        select(Plan).where(Plan.request_id == request.id).execution_options(populate_existing=True)
    ).first()
    if found is None:
        found = Plan(request_id=request.id or 0)
        desk.session.add(found)
        desk.session.flush()
    return found


def lines_of(desk: Desk, request: Request) -> list[PlanLine]:
    """The rows of the lines, in the order in which the plan is read."""
    found = desk.session.exec(select(PlanLine).where(PlanLine.request_id == request.id)).all()
    return sorted(found, key=lambda line: (_KINDS.index(LineKind(line.kind)), line.number))


def of_ref(desk: Desk, ref: str) -> tuple[PlanLine, Request]:
    """A line and its request, which is held until the transaction ends.

    Raises:
        NotFoundError: there is none.
    """
    return progress.held(desk, PlanLine, ref)


def opened(desk: Desk, request: Request, *, who: Caller | None, why: Why) -> tuple[Line, ...]:
    """The lines of the plan, opened, numbered as it is read; none when the request was forgotten."""
    key = request.key
    if key is None:
        return ()
    return tuple(
        _line(_opened(desk, request, key, line, who, why), line, number)
        for number, line in enumerate(lines_of(desk, request), start=1)
    )


def words_of(
    desk: Desk, request: Request, line: PlanLine, *, who: Caller | None = None, why: Why = Why.KEEPING
) -> dict[str, Any]:
    """The words of a line under the names of the form's questions.

    Raises:
        NotFoundError: the request was forgotten.
    """
    if request.key is None:
        raise NotFoundError
    return _opened(desk, request, request.key, line, who, why)[0]


def beside_of(desk: Desk, request: Request, line: PlanLine) -> dict[str, str]:
    """The line in other languages, by tag, to seal it anew."""
    return {} if request.key is None else _beside(desk, request, request.key, line, None, Why.KEEPING)


def guests(desk: Desk, request: Request) -> list[Guest]:
    """Whoever opened their invitation and is still in the circle; who asked for the conference is none of them."""
    return list(
        desk.session.exec(
            select(Guest)
            .where(
                Guest.request_id == request.id,
                Guest.state == Standing.AGREED.value,
                col(Guest.person_id).is_not(None),
                Guest.person_id != request.requester_id,
            )
            .order_by(col(Guest.id))
        ).all()
    )


def on_paper(desk: Desk, request: Request) -> tuple[str, ...]:
    """The languages of the people in the circle without Telegram, each once."""
    found = desk.session.exec(
        select(Guest.language)
        .where(
            Guest.request_id == request.id,
            Guest.state == Standing.AGREED.value,
            col(Guest.on_paper).is_(True),
        )
        .order_by(col(Guest.id))
    ).all()
    return tuple(dict.fromkeys(found))


def copies(desk: Desk, request: Request, plan: Plan) -> Copies:
    """Who of those that get the plan fetched what was handed out last."""
    wanted = {request.requester_id, *(guest.person_id for guest in guests(desk, request))}
    found = desk.session.exec(
        select(PlanCopy).where(PlanCopy.request_id == request.id, PlanCopy.revision == plan.handed)
    ).all()
    theirs = [copy for copy in found if copy.person_id in wanted]
    return Copies(len(wanted), len(theirs), max((copy.fetched_at for copy in found), default=None))


def printed(desk: Desk, request: Request, plan: Plan, coordinator_id: int) -> bool:
    """Whether the coordinator made the page of what was handed out last, for who is on paper."""
    copy = desk.session.get(PlanCopy, (request.id, coordinator_id))
    return copy is not None and copy.revision == plan.handed


def fetched(desk: Desk, request: Request, plan: Plan, person_id: int) -> None:
    """Keep that this person has what was handed out last; the first time counts."""
    if plan.handed is None:
        return
    copy = desk.session.get(PlanCopy, (request.id, person_id))
    if copy is not None and copy.revision == plan.handed:
        return
    desk.session.merge(
        PlanCopy(request_id=request.id or 0, person_id=person_id, revision=plan.handed, fetched_at=desk.now)
    )
    desk.session.flush()


def changed(desk: Desk, plan: Plan) -> None:
    """A line changed: what the main person said yes to is no longer what stands there, and it waits as long again."""
    plan.revision += 1
    plan.handed_at = desk.now
    plan.forgotten_at = plan.missed = None
    desk.session.add(plan)
    desk.session.flush()


def forget_lines(desk: Desk, request: Request) -> None:
    """Delete every word of the plan: the lines, what is half typed about it, and who has it."""
    desk.session.flush()
    refs = [line.ref for line in lines_of(desk, request)]
    refs += desk.session.exec(select(Job.ref).where(Job.request_id == request.id)).all()
    desk.session.exec(
        delete(Draft).where(col(Draft.form).in_([LINE_FORM, BESIDE_FORM]), col(Draft.subject).in_(refs))
    )
    desk.session.exec(delete(PlanLine).where(col(PlanLine.request_id) == request.id))
    desk.session.exec(delete(PlanCopy).where(col(PlanCopy.request_id) == request.id))


def forget_unfinished(desk: Desk, request: Request) -> None:
    """The coordinator stops: lines that were not handed out as they stand are for nobody else."""
    plan = desk.session.get(Plan, request.id)
    if plan is not None and plan.handed != plan.revision:
        forget_lines(desk, request)


def forget_reader(desk: Desk, request: Request, person_id: int) -> None:
    """Somebody leaves the circle: that they had the plan is deleted, and what they want to be reminded of.

    Of which request a reminder is, only its line says. What stands in the plan of another circle stays.
    """
    desk.session.exec(
        delete(PlanCopy).where(col(PlanCopy.request_id) == request.id, col(PlanCopy.person_id) == person_id)
    )
    elsewhere = select(PlanLine.ref).where(PlanLine.request_id != request.id)
    desk.session.exec(
        delete(OwnReminder).where(
            col(OwnReminder.person_id) == person_id, col(OwnReminder.line).not_in(elsewhere)
        )
    )


def forget(desk: Desk, request: Request) -> None:
    """Delete all there is of the plan; what stays is in the job, counts and codes (domain.md 6.2)."""
    forget_lines(desk, request)
    desk.session.exec(delete(Plan).where(col(Plan.request_id) == request.id))


def is_done(desk: Desk, request: Request, plan: Plan) -> bool:
    """Whether the lines are to be deleted now; of a plan that nobody hands out any more too."""
    job = progress.running_job(desk, request)
    if job is not None and job.outcome == "no_plan":
        return True
    if plan.handed is None or plan.handed_at is None:
        by_hand = job.plan_sent_at if job is not None else None
        since = None if by_hand is None else max(by_hand, plan.handed_at or by_hand)
        return job is None or (since is not None and desk.now >= since + plans.KEPT)
    now, paper = copies(desk, request, plan), on_paper(desk, request)
    # Of which page was made nothing is kept: with one language it is that one, with more there is time for each.
    paper_done = (
        not paper or job is None or (len(paper) == 1 and printed(desk, request, plan, job.coordinator_id))
    )
    return plans.is_done(
        handed_at=plan.handed_at,
        last_fetched_at=now.last_at,
        everyone=now.fetched == now.readers and paper_done and plan.handed == plan.revision,
        settled=job is None or job.outcome == "plan_accepted",
        now=desk.now,
    )


def next_number(desk: Desk, request: Request) -> int:
    """The number of a new line: after all others."""
    top = desk.session.exec(select(func.max(PlanLine.number)).where(PlanLine.request_id == request.id)).one()
    return int(top or 0) + 1


_Words = tuple[dict[str, Any], dict[str, str]]
"""A line, and the line in other languages."""


def _opened(desk: Desk, request: Request, key: bytes, line: PlanLine, who: Caller | None, why: Why) -> _Words:
    words = desk.unseal(key, LINE_FORM, line.words, about=request.ref, who=who, why=why)
    return words, _beside(desk, request, key, line, who, why)


def _beside(
    desk: Desk, request: Request, key: bytes, line: PlanLine, who: Caller | None, why: Why
) -> dict[str, str]:
    if line.beside is None:
        return {}
    found: dict[str, str] = desk.unseal(key, BESIDE_FORM, line.beside, about=request.ref, who=who, why=why)
    return found


def _line(opened_words: _Words, line: PlanLine, number: int) -> Line:
    words, besides = opened_words
    by = words["by"]
    return Line(
        ref=line.ref,
        number=number,
        kind=LineKind(line.kind),
        what=words["what"],
        who=words["who"],
        by=None if by is None else date.fromisoformat(by),
        checks=words["checks"],
        beside=besides,
    )
