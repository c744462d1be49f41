"""What the clock does: whatever is due, oldest first; late, twice or on two machines is harmless (design.md 3)."""

from sqlmodel import col, delete, select

from casework import drafts, escalations, freshness, letters, offering, progress, retention, waves, winning
from casework.desk import Desk
from casework.letters import LetterKind
from domain.requests import Event
from domain.timers import NUDGES, Due
from storage.requests import Request
from storage.updates import SeenUpdate

_AT_ONCE = 100


def sweep(desk: Desk) -> int:
    """Do what is due now; how many things that were. Called again, it does nothing twice."""
    winning.settle(desk)
    return _requests(desk) + waves.sweep(desk) + offering.expire(desk)


def tidy(desk: Desk) -> int:
    """Forget stale drafts, the details of ended requests and the ids of old updates; say what runs out.

    How many drafts and requests were forgotten.
    """
    desk.session.exec(
        delete(SeenUpdate).where(col(SeenUpdate.at) < desk.now - desk.policy.updates_remembered)
    )
    freshness.renew_marks(desk)
    freshness.remind(desk)
    return drafts.forget_stale(desk) + retention.forget_closed(desk)


def _requests(desk: Desk) -> int:
    found = desk.session.exec(
        select(Request)
        .where(col(Request.due_at) <= desk.now)
        .order_by(col(Request.due_at), col(Request.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True),
    ).all()
    for request in found:
        _fire(desk, request)
    return len(found)


def _fire(desk: Desk, request: Request) -> None:
    """One promise about time falls due: a nudge to the coordinator, or an escalation to the manager."""
    due = Due(str(request.due))
    occasion = str(request.due_at)
    if due is Due.FOLLOW_UP:
        progress.advance(desk, request, Event.FOLLOW_UP_FALLS_DUE)
    else:
        request.fired += 1
        progress.reckon(desk, request)
    if due not in NUDGES:
        escalations.raise_(desk, due.value, request, occasion=occasion)
        return
    job = progress.running_job(desk, request)
    if job is not None:
        letters.write(
            desk,
            job.coordinator_id,
            LetterKind.NUDGE,
            subject=job.ref,
            request=request,
            occasion=f"{due}:{occasion}",
            facts={"due": due.value},
            nudge=True,
        )
