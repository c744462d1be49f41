"""The place of a meeting as it is kept: its words and its pin, both sealed with the request's key."""

import hashlib
from dataclasses import dataclass
from typing import Any

from casework.desk import Desk
from domain import places
from domain.openings import Why
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request

_MARK_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the place is on a map, in degrees; `sure` unless it is far away and nobody has said yet that it is right."""

    latitude: float
    longitude: float
    sure: bool


def venue_of(desk: Desk, job: Job, request: Request, *, who: Caller | None, why: Why) -> str | None:
    """The words of the place; None where there is none, or the request was forgotten."""
    if job.venue is None or request.key is None:
        return None
    return str(desk.unseal(request.key, "venue", job.venue, about=request.ref, who=who, why=why))


def pin_of(desk: Desk, job: Job, request: Request) -> Pin | None:
    """The pin; None where there is none, or the request was forgotten."""
    if job.pin is None or request.key is None:
        return None
    found: dict[str, Any] = desk.unseal(
        request.key, "pin", job.pin, about=request.ref, who=None, why=Why.KEEPING
    )
    return Pin(*places.read(found["at"]), sure=bool(found["sure"]))


def mark(job: Job) -> str:
    """Letters for a button, so that a yes is to the place that was read: another place has others. They say nothing."""
    return hashlib.sha256(job.venue or b"").hexdigest()[:_MARK_LETTERS]


def forget_pin(desk: Desk, job: Job) -> None:
    """The pin is not needed any more."""
    job.pin = None
    desk.session.add(job)
