"""Reading the registrations: the yearly figures, and the registrations themselves without persons."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from domain import reporting
from domain.reporting import Report
from storage.jobs import Registration

COLUMNS = (
    "region",
    "variant",
    "who",
    "language",
    "urgent",
    "compulsory",
    "submitted_on",
    "opened_on",
    "offered_on",
    "accepted_on",
    "first_contact_on",
    "held_on",
    "plan_sent_on",
    "follow_up_on",
    "closed_on",
    "had_coordinator",
    "offers",
    "declines",
    "coordinator_speaks_it",
    "steps_settled",
    "safety_flag",
    "ending",
    "outcome",
    "acceptance",
    "agreements",
    "by_circle",
    "evaluation_set",
    "invited",
    "attended",
    "children",
    "professionals",
    "reached",
    "band",
    "asked",
    "answered",
    "circle_band",
    "setting",
    "minors",
    "hours_preparing",
    "hours_day",
    "travel_euros",
    "score_by",
    "score_coordinator",
    "score_meeting",
    "score_plan",
)
"""What leaves with an export: a list of what may, so that a new fact does not leave by itself (domain.md 6.4)."""

_ZONES = timedelta(days=1)
"""A day in the service's zone is within a day of the same one in UTC."""


def yearly(session: Session, *, year: int) -> Report:
    """The figures of the requests that were closed in `year`, a day being one in the service's zone."""
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    near = session.exec(
        select(Registration.facts).where(
            col(Registration.at) >= start - _ZONES, col(Registration.at) < end + _ZONES
        )
    ).all()
    return reporting.report(year, near)


def registrations(session: Session) -> list[dict[str, Any]]:
    """Every registration with the same columns, the request's number first, by number; no person is in it."""
    rows = session.exec(select(Registration).order_by(col(Registration.request_ref))).all()
    return [{"request": row.request_ref, **{name: row.facts.get(name) for name in COLUMNS}} for row in rows]
