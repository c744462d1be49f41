"""The coordinator logs that those whom the request is about do not agree with each other, or that they do again."""

from casework import circle_views, disagreeing, jobs
from casework.circle_views import Circle
from casework.desk import Desk
from storage.arrivals import Caller


def disagree(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """They do not agree: from now on nothing goes to their circle, and nobody is told why.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    disagreeing.keep(desk, request)
    desk.audit(caller, "main_persons_disagree", request.ref)
    return circle_views.for_coordinator(desk, caller, job, request)


def agree_again(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """They agree: everything can be done as before. What was held back is done by whoever wants it done.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    disagreeing.forget(desk, request)
    desk.audit(caller, "main_persons_agree", request.ref)
    return circle_views.for_coordinator(desk, caller, job, request)
