"""What the clock does: whatever is due, oldest first; late, twice or on two machines is harmless (design.md 3)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, select

from casework import (
    climbing,
    closing,
    conditions,
    danger,
    digests,
    escalations,
    evenings,
    freshness,
    guests,
    handing_out,
    limiting,
    offering,
    old_rows,
    progress,
    quiet,
    reminding,
    shredding,
    unreached,
    waves,
    winning,
)
from casework.desk import Desk
from domain.requests import FINAL, Event
from domain.retention import Kept
from domain.timers import SERVICE, Due, Hearer, Timer
from storage.requests import Request

_AT_ONCE = 100
_DUE = (
    select(Request)
    .where(col(Request.due_at) <= bindparam("now"))
    .order_by(col(Request.due_at), col(Request.id))
    .limit(_AT_ONCE)
    .with_for_update(skip_locked=True)
)
"""Built once: it is asked every second."""


def sweep(desk: Desk) -> int:
    """Do what is due now; how many things that were. Called again, it does nothing twice."""
    winning.settle(desk)
    # Not counted: the courier looks by itself every second, and a morning's letters do not hurry.
    digests.write_due(desk)
    return (
        _requests(desk)
        + waves.sweep(desk)
        + offering.expire(desk)
        + unreached.sweep(desk)
        + climbing.climb(desk)
        + danger.settle(desk)
        + shredding.sweep(desk)
    )


def tidy(desk: Desk) -> int:
    """Forget stale drafts, the details of ended requests and the ids of old updates; say what runs out.

    How many drafts and requests were forgotten.
    """
    limiting.tidy(desk)
    freshness.renew_marks(desk)
    freshness.remind(desk)
    guests.remind(desk)
    evenings.remind(desk)
    handing_out.forget(desk)
    conditions.notice(desk)
    quiet.notice(desk)
    gone = old_rows.sweep(desk)
    return gone[Kept.DRAFT] + gone[Kept.DETAILS] + gone[Kept.DETAILS_STOPPED]


def claim(desk: Desk) -> Sequence[Request]:
    """Up to a hundred requests about which something is due, the longest overdue first; nobody else gets them now."""
    return desk.session.exec(_DUE, params={"now": desk.now}).all()


def _requests(desk: Desk) -> int:
    found = claim(desk)
    for request in found:
        _fire(desk, request)
    return len(found)


def _fire(desk: Desk, request: Request) -> None:
    """Do everything that has fallen due about a request, oldest first, each once.

    After a long silence several words to the same person are due: only the newest is said.
    """
    words: dict[Hearer, tuple[datetime, Timer]] = {}
    while found := progress.overdue(desk, request):
        before = request.state
        for at, timer in found:
            words |= {hearer: (at, timer) for hearer in timer.tells if hearer not in SERVICE}
            _happens(desk, request, at, timer)
            if request.state != before:
                break
            request.fired_until = at
    progress.reckon(desk, request)
    if request.state not in FINAL:
        for hearer, (at, timer) in words.items():
            reminding.say(desk, request, hearer, timer, at)


def _happens(desk: Desk, request: Request, at: datetime, timer: Timer) -> None:
    """The service hears of it, and the request moves on where the life cycle says so."""
    if timer.raises:
        escalations.raise_(desk, timer.due.value, request, occasion=str(at))
    if timer.due is Due.FOLLOW_UP:
        progress.advance(desk, request, Event.FOLLOW_UP_FALLS_DUE, by=None)
    if timer.due is Due.ACCESS_CLOSES:
        closing.close_access(desk, request, by=None)
