"""The family's own pace: what it answers when it is asked, and what a coordinator logs who reached nobody."""

from casework import jobs, progress, requests
from casework.desk import Desk
from casework.jobs import JobCard
from casework.requests import Standing
from domain.errors import WrongMoveError
from domain.requests import State
from storage.arrivals import Caller


def is_fine(desk: Desk, *, caller: Caller, ref: str) -> Standing:
    """Write down that the family says it goes at its own pace; nothing else changes, and nobody is hurried by it.

    Raises:
        NotFoundError: not the caller's request.
    """
    request = requests.own(desk, caller, ref)
    desk.audit(caller, "pace_is_fine", request.ref)
    return requests.standing(desk, request)


def reached_nobody(desk: Desk, *, caller: Caller, ref: str) -> JobCard:
    """Log that nobody could be reached for the follow-up: the next reminder comes after some days, and only that one.

    The manager still hears on the promised day that the follow-up is late.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: the follow-up is not due.
    """
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    if request.state != State.FOLLOW_UP_DUE:
        raise WrongMoveError(state=request.state)
    job.tried_at = desk.now
    desk.session.add(job)
    desk.session.flush()
    progress.reckon(desk, request)
    desk.audit(caller, "reached_nobody", request.ref)
    return jobs.card(desk, caller, job, request)
