"""Who of the service opened what a person told, for that person themselves: a role and a reason, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlmodel import col, select

from casework.desk import Desk
from domain.openings import OPENED
from domain.people import STAFF, Role
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.circle import Guest
from storage.requests import Request

MOST_LINES = 500
"""So many lines of the audit are looked at, the newest."""
MOST_SUBJECTS = 200
"""Of so many requests and invitations, the newest."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody of the service opened something on a day, so many times in a row; `what` and `why` are codes."""

    on: date
    role: Role
    what: str
    why: str
    times: int


def openings(desk: Desk, *, caller: Caller) -> tuple[Opening, ...]:
    """What others opened of the caller's own: their requests, themselves, and what they told about an invitation.

    Newest first, and of a long history the newest part.
    """
    lines = desk.session.exec(
        select(AuditLine)
        .where(
            col(AuditLine.subject).in_(_own(desk, caller)),
            col(AuditLine.what).startswith(OPENED, autoescape=True),
            col(AuditLine.role).in_([role.value for role in STAFF]),
            AuditLine.who != caller.id,
        )
        .order_by(col(AuditLine.number).desc())
        .limit(MOST_LINES)
    ).all()
    return tuple(_counted(desk, lines))


def _own(desk: Desk, caller: Caller) -> list[str]:
    """The references of what is the caller's."""
    requests = desk.session.exec(
        select(Request.ref)
        .where(Request.requester_id == caller.id)
        .order_by(col(Request.id).desc())
        .limit(MOST_SUBJECTS)
    ).all()
    guests = desk.session.exec(
        select(Guest.ref)
        .where(Guest.person_id == caller.id)
        .order_by(col(Guest.id).desc())
        .limit(MOST_SUBJECTS)
    ).all()
    return [caller.ref, *requests, *guests]


def _counted(desk: Desk, lines: Iterable[AuditLine]) -> Iterable[Opening]:
    """The same again right after it, on the same day, is one line with a number."""

    def same(line: AuditLine) -> tuple[date, Role, str, str]:
        on = line.at.astimezone(desk.zone).date()
        return on, Role(line.role or ""), line.what.removeprefix(OPENED), line.why

    for (on, role, what, why), group in groupby(lines, same):
        yield Opening(on, role, what, why, len(list(group)))
