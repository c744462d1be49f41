"""Requests about the same situation: somebody else typed a receipt and asked too. Shown, never merged."""

from sqlmodel import col, or_, select

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from storage.arrivals import Caller
from storage.requests import Request

_SHOWN = 10


def about(desk: Desk, receipt: str | None) -> Request | None:
    """The request with the receipt that a form was begun with; nobody who sends the form learns whether there is one."""
    if receipt is None:
        return None
    return desk.session.exec(select(Request).where(Request.ref == receipt)).first()


def tell(desk: Desk, first: Request, second: Request) -> None:
    """Let the managers of the first request know that somebody asked about it once more; nothing stalls by it."""
    for manager_id in letters.managers_of(desk, first.region):
        letters.write(
            desk,
            manager_id,
            LetterKind.ASKED_AGAIN,
            subject=first.ref,
            request=first,
            occasion=second.ref,
        )


def also(desk: Desk, caller: Caller, request: Request) -> tuple[str | None, ...]:
    """The other requests about the same situation, the newest first: the receipt of those of the caller's own regions.

    None stands for one of another region: that it is there may be known, and no more (trust.md 8).
    """
    linked = [col(Request.about_id) == request.id]
    if request.about_id is not None:
        linked.append(col(Request.id) == request.about_id)
    found = desk.session.exec(
        select(Request.ref, Request.region)
        .where(or_(*linked), col(Request.id) != request.id)
        .order_by(col(Request.submitted_at).desc(), col(Request.id).desc())
        .limit(_SHOWN),
    ).all()
    return tuple(ref if letters.looks_after(desk, caller, region) else None for ref, region in found)
