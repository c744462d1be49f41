"""Counting what may be done only so often, where every process and a restart must know of it (trust.md 22)."""

from datetime import timedelta

from sqlmodel import col, delete, func, select

from casework import people
from casework.desk import Desk
from domain.limits import WITHIN, Limit, TooOftenError, bound, spend
from storage.arrivals import Caller
from storage.requests import Request
from storage.spent import Spent

_MARK = 32


def count(desk: Desk, *, caller: Caller, limit: Limit) -> None:
    """Count one more for the caller; it counts when the transaction is kept.

    Raises:
        TooOftenError: as often as may be was it done already.
    """
    _count(desk, caller, limit, caller.ref)


def count_opening(desk: Desk, *, caller: Caller, secret: str) -> None:
    """Count that the caller opens a link, for the caller and for the link, whether it is one or not.

    In a transaction before the opening itself: a link that is refused is counted too.

    Raises:
        TooOftenError: the caller opened many links, or this one was opened often.
    """
    count(desk, caller=caller, limit=Limit.LINKS)
    _count(desk, caller, Limit.OPENINGS, people.hashed(secret)[:_MARK])


def require_may_ask(desk: Desk, caller: Caller) -> None:
    """A request more today; the requests themselves are counted, also those that were stopped.

    Raises:
        TooOftenError: as many as may be were sent in the last day.
    """
    since: timedelta = WITHIN[Limit.REQUESTS]
    sent = desk.session.exec(
        select(func.count()).where(
            col(Request.requester_id) == caller.id, col(Request.submitted_at) > desk.now - since
        )
    ).one()
    if sent >= bound(desk.policy, Limit.REQUESTS, caller.role).most:
        raise TooOftenError


def tidy(desk: Desk) -> None:
    """Drop what says nothing any more: everything that was used up has come back."""
    desk.session.exec(delete(Spent).where(col(Spent.full_at) <= desk.now))


def _count(desk: Desk, caller: Caller, limit: Limit, mark: str) -> None:
    row = desk.session.get(Spent, (limit.value, mark), with_for_update=True)
    until = spend(row.full_at if row else None, desk.now, bound(desk.policy, limit, caller.role))
    row = row or Spent(name=limit.value, mark=mark, full_at=until)
    row.full_at = until
    desk.session.add(row)
    desk.session.flush()
