"""Somebody of a circle is not safe with somebody else: the manager is asked to call the coordinator (domain.md 1.4, E-8).

Nobody else hears it, and it says nothing of who or why. It is not over when somebody takes their word back, for that may
be under pressure: whoever took it looks at it with the coordinator.
"""

from sqlalchemy import Select
from sqlalchemy import select as sql_select
from sqlmodel import col

from casework import escalations, jobs
from casework.desk import Desk
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.requests import Request

KIND = "unsafe"


def open_about() -> Select[int | None]:
    """The requests about which a manager is to look who is safe: nobody is hurried to answer meanwhile (E-8)."""
    return sql_select(col(Escalation.request_id)).where(
        col(Escalation.kind) == KIND,
        col(Escalation.done_at).is_(None),
        col(Escalation.request_id).is_not(None),
    )


def told_unsafe(desk: Desk, request: Request, occasion: str) -> None:
    """Tell the manager at once, at any hour, that somebody is not safe; once a day for each `occasion`."""
    escalations.raise_(desk, KIND, request, occasion=f"{occasion}:{desk.today}")


def may_report(desk: Desk, *, caller: Caller, ref: str) -> str:
    """The reference of the job, if it is the caller's; nothing of the family is opened for it.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    return jobs.own(desk, caller, ref)[0].ref


def report(desk: Desk, *, caller: Caller, ref: str) -> str:
    """The coordinator says that somebody of the circle is not safe, also during a pause. Returns the receipt.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    told_unsafe(desk, request, job.ref)
    desk.audit(caller, "told_unsafe", request.ref)
    return request.ref
