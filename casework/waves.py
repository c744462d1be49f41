"""The clock asks the next of the shortlist while nobody has said yes, and says so when the list has ended."""

from sqlmodel import col, select

from casework import choosing, consent_rows, letters, managing, progress
from casework.desk import Desk
from casework.letters import LetterKind
from casework.pool import candidates
from casework.sending import plan_next_wave, send
from domain import offers, waves
from domain.consents import Layer
from domain.matching import shortlist
from domain.offers import OfferState
from domain.requests import SEEKING, Event, State
from storage.arrivals import Caller
from storage.offers import Offer
from storage.references import reference
from storage.requests import Request

_AT_ONCE = 20


def sweep(desk: Desk) -> int:
    """Send the waves that are due, oldest first; how many were sent. A pause by the family and a danger flag hold them."""
    found = desk.session.exec(
        select(Request)
        .where(
            col(Request.next_wave_at) <= desk.now,
            col(Request.paused_at).is_(None),
            col(Request.danger).is_(None),
        )
        .order_by(col(Request.next_wave_at), col(Request.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True),
    ).all()
    return sum(ask_next(desk, request, by=None) for request in found)


def ask_next(desk: Desk, request: Request, *, by: Caller | None) -> bool:
    """Offer the request to the next of its shortlist; False, and no more waves, when the list has ended.

    Nobody is asked for whom a wish would have to be relaxed: that stays with the manager. `by` is whose answer made it
    happen now, and None the clock.
    """
    request.next_wave_at = None
    desk.session.add(request)
    may_ask = request.state in SEEKING and not consent_rows.withheld(desk, request, Layer.SHARE)
    wave = _next(desk, request) if may_ask else []
    if not wave:
        return False
    progress.advance(desk, request, Event.ASK, by=by)
    for offer in wave:
        send(desk, request, offer)
    plan_next_wave(desk, request)
    desk.audit(by, "wave", request.ref, str(len(wave)))
    return True


def look_who_is_left(desk: Desk, request: Request, *, by: Caller | None) -> None:
    """When the last one who was asked says no or stays silent: ask the next at once, or tell the manager."""
    desk.session.flush()
    alive = [state.value for state in offers.OPEN]
    left = desk.session.exec(
        select(Offer.id).where(Offer.request_id == request.id, col(Offer.state).in_(alive)),
    ).first()
    if left is not None or request.state != State.OFFERED:
        return
    held = request.paused_at is not None or request.danger is not None or request.by_hand
    if not held and ask_next(desk, request, by=by):
        return
    progress.advance(desk, request, Event.RUN_OUT, by=by)
    letters.tell_managers(desk, request, LetterKind.NOBODY_LEFT)


def _next(desk: Desk, request: Request) -> list[Offer]:
    """The next of the shortlist as offers that are ready to be sent."""
    desk.session.flush()
    before = {
        offer.coordinator_id: offer
        for offer in desk.session.exec(select(Offer).where(Offer.request_id == request.id)).all()
    }
    wishes = managing.wishes_of(desk, request)
    pool, people = candidates(desk, wishes)
    had_their_turn = {
        people[who]
        for who, offer in before.items()
        if who in people and waves.was_asked(OfferState(offer.state))
    }
    need = choosing.need_for(desk, request, wishes=wishes, declined=frozenset(had_their_turn))
    found = shortlist(need, pool, today=desk.today, limit=desk.policy.wave_size).candidates
    ids = {ref: person_id for person_id, ref in people.items()}
    return [_ready(desk, request, ids[ranked.ref], before.get(ids[ranked.ref])) for ranked in found]


def _ready(desk: Desk, request: Request, person_id: int, before: Offer | None) -> Offer:
    """The offer that the manager prepared, or a new one; one that was withdrawn starts again."""
    if before is not None and before.state == OfferState.PREPARED:
        return before
    if before is not None:
        desk.session.delete(before)
        desk.session.flush()
    assert request.id is not None  # noqa: S101 - it was read from the database
    return Offer(ref=reference(), request_id=request.id, coordinator_id=person_id)
