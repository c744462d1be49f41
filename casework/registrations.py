"""The registration: what stays of a request for the yearly report, counts and codes, no person (domain.md 6.4)."""

from collections import Counter
from typing import Any

from sqlmodel import col, delete, select

from casework import askings, consent_rows, steps
from casework.desk import Desk
from domain.consents import Layer
from domain.forms.fields import Answer
from domain.requests import Ending
from storage.jobs import Job, Registration
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request

_COUNTED = (
    "invited",
    "attended",
    "children",
    "professionals",
    "outcome",
    "agreements",
    "by_circle",
    "acceptance",
    "reached",
    "band",
)


def keep(desk: Desk, request: Request, facts: dict[str, Any]) -> None:
    """Keep the facts for the yearly figures; nothing where whoever asked does not want to be counted (domain.md 3.4)."""
    if not consent_rows.withheld(desk, request, Layer.STATISTICS):
        desk.session.add(Registration(request_ref=request.ref, facts=facts, at=desk.now))


def forget(desk: Desk, request: Request) -> None:
    """Delete what was kept of this request for the figures."""
    desk.session.exec(delete(Registration).where(col(Registration.request_ref) == request.ref))


def of_conference(desk: Desk, job: Job, request: Request, answers: dict[str, Answer]) -> dict[str, Any]:
    """What stays of a conference that was held: counts, codes and days, and what the coordinator filled in."""
    profile = desk.session.get(Profile, job.coordinator_id)
    return {
        **_request(request),
        **_offers(desk, request),
        "steps_settled": steps.settled(desk, job),
        "coordinator_speaks_it": profile is not None and request.language in profile.languages,
        "safety_flag": False,
        **{name: getattr(job, name) for name in _COUNTED},
        "evaluation_set": job.evaluation_on is not None,
        **_people(desk, job, request),
        **_days(desk, job, request),
        **answers,
    }


def of_ending(desk: Desk, request: Request) -> dict[str, Any]:
    """What stays of a request that ended early; it fills itself in, also when its meeting had been held already."""
    job = desk.session.exec(
        select(Job).where(Job.request_id == request.id).order_by(col(Job.id).desc()),
    ).first()
    known = {name: getattr(job, name) for name in _COUNTED} if job is not None else {}
    return {
        **_request(request),
        **_offers(desk, request),
        **known,
        "ending": request.ending,
        "had_coordinator": job is not None,
        "steps_settled": steps.settled(desk, job) if job is not None else 0,
        "safety_flag": request.ending == Ending.UNSAFE_NOW,
        **_days(desk, job, request),
    }


def _people(desk: Desk, job: Job, request: Request) -> dict[str, Any]:
    """How many people were asked how it goes, and what they said together; nothing of fewer than three."""
    found = askings.findings(desk, job, request)
    return {"asked": found.asked, "answered": found.answered, "circle_band": found.overall}


def _request(request: Request) -> dict[str, Any]:
    return {
        "region": request.region,
        "variant": request.variant,
        "who": request.who,
        "language": request.language,
        "urgent": request.urgent,
        "compulsory": request.compulsory,
    }


def _offers(desk: Desk, request: Request) -> dict[str, Any]:
    """How many were asked, and how many said no, by reason code."""
    sent = desk.session.exec(
        select(Offer).where(Offer.request_id == request.id, col(Offer.sent_at).is_not(None)),
    ).all()
    return {"offers": len(sent), "declines": dict(Counter(offer.reason for offer in sent if offer.reason))}


def _days(desk: Desk, job: Job | None, request: Request) -> dict[str, str | None]:
    """On which day each thing happened, in the service's zone."""
    moments = {
        "submitted_on": request.submitted_at,
        "opened_on": request.opened_at,
        "offered_on": request.offered_at,
        "accepted_on": job.accepted_at if job else None,
        "first_contact_on": job.first_contact_at if job else None,
        "held_on": job.held_at if job else None,
        "plan_sent_on": job.plan_sent_at if job else None,
        "follow_up_on": job.follow_up_at if job else None,
        "closed_on": desk.now,
    }
    return {
        name: moment.astimezone(desk.zone).date().isoformat() if moment else None
        for name, moment in moments.items()
    }
