"""The registration: what stays of a conference for the yearly report, and the end of the job (domain.md 6.4)."""

from typing import Any

from sqlmodel import col, func, select

from casework import letters, progress
from casework.desk import Desk
from casework.endings import finish_job
from casework.letters import LetterKind
from domain.forms.fields import Answer
from domain.requests import Event
from storage.arrivals import Caller
from storage.jobs import Job, Registration
from storage.offers import Offer
from storage.requests import Request

_COUNTED = (
    "invited",
    "attended",
    "children",
    "professionals",
    "outcome",
    "agreements",
    "by_circle",
    "reached",
    "band",
)


def complete(desk: Desk, caller: Caller, job: Job, request: Request, answers: dict[str, Answer]) -> None:
    """Complete the registration, close the request, and end the coordinator's access."""
    progress.advance(desk, request, Event.REGISTER)
    desk.session.add(
        Registration(request_ref=request.ref, facts=_facts(desk, job, request, answers), at=desk.now)
    )
    progress.advance(desk, request, Event.CLOSE)
    finish_job(desk, job)
    desk.audit(caller, "closed", request.ref)
    letters.tell_requester(desk, request, LetterKind.REQUEST_CLOSED)


def _facts(desk: Desk, job: Job, request: Request, answers: dict[str, Answer]) -> dict[str, Any]:
    """The registration of domain.md 6.4: counts, codes and days; no name, no reference to a person."""
    offered = desk.session.exec(
        select(func.count())
        .select_from(Offer)
        .where(Offer.request_id == request.id, col(Offer.sent_at).is_not(None)),
    ).one()
    return {
        "region": request.region,
        "variant": request.variant,
        "who": request.who,
        "language": request.language,
        "urgent": request.urgent,
        "compulsory": request.compulsory,
        "offers": offered,
        **{name: getattr(job, name) for name in _COUNTED},
        "evaluation_set": job.evaluation_on is not None,
        **_days(desk, job, request),
        **answers,
    }


def _days(desk: Desk, job: Job, request: Request) -> dict[str, str | None]:
    """On which day each thing happened, in the service's zone."""
    moments = {
        "submitted_on": request.submitted_at,
        "opened_on": request.opened_at,
        "offered_on": request.offered_at,
        "accepted_on": job.accepted_at,
        "first_contact_on": job.first_contact_at,
        "held_on": job.held_at,
        "plan_sent_on": job.plan_sent_at,
        "follow_up_on": job.follow_up_at,
        "closed_on": desk.now,
    }
    return {
        name: moment.astimezone(desk.zone).date().isoformat() if moment else None
        for name, moment in moments.items()
    }
