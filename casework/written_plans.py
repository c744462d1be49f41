"""The plan as its coordinator sees it: the lines, and how far it is on its way to the people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from casework import acceptance_rows, plan_rows
from casework.acceptance_rows import Said
from casework.desk import Desk
from casework.plan_rows import WITH_A_PLAN
from domain import plans
from domain.openings import Why
from domain.plans import MOST, Gap, Line
from domain.requests import State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.people import Person
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """The plan as the coordinator sees it.

    Attributes:
        may_write: it is the time to write lines down.
        in_chat: the main person is asked in the chat; else the coordinator logs what they said.
        recorded: the outcome of the meeting says that there is a plan.
        asked: the main person was asked about what stands there now.
        agreed: they said yes to what stands there now.
        handed: what stands there now was handed out.
        again: the main person said yes to what stood there before.
        by_hand: it was logged that the plan was sent on paper.
        paper: the languages of the people without Telegram.
        missed: how many had not fetched it when its lines were deleted.
        acceptance: under compulsory help, how far the professional's answer is, while it is asked.
    """

    job: str
    receipt: str
    revision: int
    lines: tuple[Line, ...]
    may_write: bool
    in_chat: bool
    recorded: bool
    asked: bool
    agreed: bool
    handed: bool
    again: bool
    by_hand: bool
    readers: int
    fetched: int
    paper: tuple[str, ...]
    forgotten_at: datetime | None
    missed: int | None
    evaluation_on: date | None
    gaps: Mapping[Gap, tuple[int, ...]] = field(default_factory=dict)
    acceptance: Said | None = None

    @property
    def is_full(self) -> bool:
        """Whether no line can be added."""
        return len(self.lines) >= MOST


def view(desk: Desk, caller: Caller, job: Job, request: Request) -> WrittenPlan:
    """The plan of a running job; opening its lines is written to the audit."""
    plan = plan_rows.of_request(desk, request)
    lines = plan_rows.opened(desk, request, who=caller, why=Why.JOB)
    now = plan_rows.copies(desk, request, plan)
    return WrittenPlan(
        job=job.ref,
        receipt=request.ref,
        revision=plan.revision,
        lines=lines,
        may_write=is_time(desk, job, request),
        in_chat=is_in_chat(desk, request),
        recorded=job.outcome in WITH_A_PLAN,
        asked=plan.asked == plan.revision,
        agreed=plan.agreed == plan.revision,
        handed=plan.handed == plan.revision,
        again=plan.agreed not in {None, plan.revision},
        by_hand=job.plan_sent_at is not None and plan.handed is None,
        readers=now.readers,
        fetched=now.fetched,
        paper=plan_rows.on_paper(desk, request),
        forgotten_at=plan.forgotten_at,
        missed=plan.missed,
        evaluation_on=job.evaluation_on,
        gaps=plans.gaps(lines),
        acceptance=acceptance_rows.said(desk, request, plan) if acceptance_rows.is_open(request) else None,
    )


def is_in_chat(desk: Desk, request: Request) -> bool:
    """Whether the main person is who asked for the conference, and can be asked here."""
    person = desk.session.get(Person, request.requester_id)
    return (
        request.who == "main_person"
        and person is not None
        and person.reachable
        and person.chat_id is not None
    )


def is_time(desk: Desk, job: Job, request: Request) -> bool:
    """Whether lines can be written down now."""
    return plans.may_write(
        State(request.state),
        outcome=job.outcome,
        meeting_at=job.meeting_at,
        private_from=job.private_from,
        private_until=job.private_until,
        now=desk.now,
    )
