"""What the rows about the follow-up add up to, and forgetting them: read by whoever may know a part of it."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import col, delete, select

from casework import progress
from casework.desk import Desk
from domain import follow_ups
from domain.follow_ups import Face, Findings
from domain.forms.fields import Answer
from domain.requests import State
from domain.timers import USUAL_TIMERS, Due
from storage.follow_ups import Asking, TappedFace
from storage.jobs import Job
from storage.requests import Request

_TOLD_TO_MANAGERS = (State.FOLLOW_UP_DUE, State.FOLLOW_UP_DONE, State.REGISTERED)


def of_request(desk: Desk, request: Request) -> list[Asking]:
    """Everyone who was asked about this request, the first one first."""
    found = select(Asking).where(Asking.request_id == request.id).order_by(col(Asking.id))
    return list(desk.session.exec(found).all())


def faces_of(desk: Desk, asking: Asking) -> dict[int, Face]:
    """What this person said, by the number of the promise."""
    found = desk.session.exec(select(TappedFace).where(TappedFace.asking_id == asking.id)).all()
    return {one.number: Face(one.face) for one in found}


def findings(desk: Desk, job: Job, request: Request) -> Findings:
    """What may be told of the answers: bands, and no person."""
    askings = of_request(desk, request)
    sheets: dict[int, dict[int, Face]] = defaultdict(dict)
    ids = [asking.id for asking in askings]
    for one in desk.session.exec(select(TappedFace).where(col(TappedFace.asking_id).in_(ids))).all():
        sheets[one.asking_id][one.number] = Face(one.face)
    return follow_ups.find(list(sheets.values()), asked=len(askings), agreements=job.agreements or 0)


def when(desk: Desk, request: Request, due: Due) -> datetime | None:
    """When this promise about the follow-up falls due (aware, UTC), its pauses counted in; None without a meeting.

    A policy that does not make the promise leaves the usual one.
    """
    timers = (*desk.policy.promises, *USUAL_TIMERS)
    timer = next(timer for timer in timers if timer.due is due)
    return timer.at(progress.anchors(desk, request), desk.policy.calendar)


def is_open(desk: Desk, job: Job, request: Request) -> bool:
    """Whether people can be asked and can answer now: there are agreements, and it is the time for it.

    While a danger flag stands on the request nothing is sent around, and nobody is told why (domain.md 2.1).
    """
    if not job.agreements or request.danger is not None:
        return False
    return follow_ups.is_open(
        State(request.state),
        opens_at=when(desk, request, Due.FOLLOW_UP_SOON),
        closes_at=when(desk, request, Due.FOLLOW_UP_OVERDUE),
        now=desk.now,
    )


def needs_attention(desk: Desk, job: Job | None, request: Request) -> bool:
    """Whether the regional manager should look at the follow-up: all that they learn of it."""
    if job is None or request.state not in _TOLD_TO_MANAGERS:
        return False
    late_at = when(desk, request, Due.FOLLOW_UP_LATE)
    return follow_ups.needs_attention(
        findings(desk, job, request),
        reached=job.reached,
        wished=job.attention is True,
        late=late_at is not None and desk.now >= late_at,
    )


def suggested(desk: Desk, job: Job, request: Request) -> dict[str, Answer]:
    """What the coordinator's own form begins with: how the plan goes, when enough people have answered."""
    said = follow_ups.suggestion(findings(desk, job, request))
    return {"band": said} if said is not None else {}


def forget_person(desk: Desk, request: Request, person_id: int) -> None:
    """Delete that this person was asked, and what they said; what was not sent yet is not sent."""
    ids = [asking.id for asking in of_request(desk, request) if asking.person_id == person_id]
    desk.session.exec(delete(TappedFace).where(col(TappedFace.asking_id).in_(ids)))
    desk.session.exec(delete(Asking).where(col(Asking.id).in_(ids)))


def forget(desk: Desk, request: Request) -> None:
    """Delete who was asked and what they said; what stays is in the registration, bands and counts."""
    ids = [asking.id for asking in of_request(desk, request)]
    desk.session.exec(delete(TappedFace).where(col(TappedFace.asking_id).in_(ids)))
    desk.session.exec(delete(Asking).where(col(Asking.id).in_(ids)))
