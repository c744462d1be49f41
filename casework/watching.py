"""What about a search for a coordinator its manager must hear at once."""

from sqlmodel import col, select

from casework import choosing, escalations, managing
from casework.desk import Desk
from casework.pool import candidates
from domain import waves
from domain.matching.unmet import unmet
from domain.offers import OfferState
from storage.offers import Offer
from storage.requests import Request

DECLINED_THRICE, MUST_UNMET, SOMEONE_ELSE = "declined_thrice", "must_unmet", "someone_else"
"""Escalations about matching, each raised once a request; the last one once a coordinator."""


def declines(desk: Desk, request: Request) -> None:
    """Raise three declines in a row, once."""
    desk.session.flush()
    answers = desk.session.exec(
        select(Offer.state)
        .where(Offer.request_id == request.id, col(Offer.answered_at).is_not(None))
        .order_by(col(Offer.answered_at), col(Offer.id)),
    ).all()
    if waves.declined_in_a_row([OfferState(state) for state in answers]):
        escalations.raise_(desk, DECLINED_THRICE, request, occasion="")


def musts(desk: Desk, request: Request) -> None:
    """Raise a must that nobody of the whole pool meets."""
    wishes = managing.wishes_of(desk, request)
    need = choosing.need_for(desk, request, wishes=wishes, declined=frozenset())
    pool, _ = candidates(desk, wishes)
    if unmet(need, pool, today=desk.today):
        escalations.raise_(desk, MUST_UNMET, request, occasion="")
