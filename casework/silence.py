"""Who is left in peace now: while a circle is among itself, nothing at all goes to anyone in it (domain.md 6.1)."""

from datetime import datetime

from sqlalchemy import CompoundSelect
from sqlalchemy import select as sql_select
from sqlmodel import col

from domain.circle import Standing
from domain.private_time import LONGEST
from storage.circle import Guest
from storage.jobs import Job
from storage.requests import Request


def people(now: datetime) -> CompoundSelect[int]:
    """The ids of whoever asked for such a conference, and of everybody agreed on who opened their invitation.

    For the inside of another statement; where nobody is among themselves it costs a look into an empty index.
    """
    runs = (
        col(Job.private_from).is_not(None)
        & (col(Job.private_from) > now - LONGEST)
        & col(Job.private_until).is_(None)
        & col(Job.ended_at).is_(None)
    )
    asked = (
        sql_select(col(Request.requester_id)).join(Job, col(Job.request_id) == col(Request.id)).where(runs)
    )
    circle = (
        sql_select(col(Guest.person_id))
        .join(Job, col(Job.request_id) == col(Guest.request_id))
        .where(runs, col(Guest.state) == Standing.AGREED.value, col(Guest.person_id).is_not(None))
    )
    return asked.union_all(circle)
