"""The latest day on which a coordinator still sees the family: the role is temporary (domain.md 1.3)."""

from casework import askings, circle_rows, letters, progress, registrations
from casework.desk import Desk
from casework.endings import finish_job
from casework.letters import LetterKind
from domain.requests import Event, State
from storage.arrivals import Caller
from storage.requests import Request


def close_access(desk: Desk, request: Request, *, by: Caller | None) -> None:
    """End the coordinator's access. A request whose follow-up was done is closed with what is known of it.

    Without a follow-up the request stays with its manager, who ends it. `by` is who had it closed, and None the clock.
    """
    job = progress.running_job(desk, request)
    if job is None:
        return
    letters.take_back(desk, request, LetterKind.NUDGE)
    letters.write(desk, job.coordinator_id, LetterKind.JOB_ENDED, subject=request.ref, request=request)
    desk.audit(by, "access_closed", request.ref)
    if request.state == State.FOLLOW_UP_DONE:
        progress.advance(desk, request, Event.REGISTER, by=by)
        registrations.keep(desk, request, registrations.of_conference(desk, job, request, {}))
        progress.advance(desk, request, Event.CLOSE, by=by)
        askings.forget(desk, request)
        circle_rows.forget(desk, request)
        letters.tell_requester(desk, request, LetterKind.REQUEST_CLOSED)
    finish_job(desk, job)
    desk.session.flush()
