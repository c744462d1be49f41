"""Sending an offer, and when the next ones go out."""

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from domain import offers, waves
from domain.offers import OfferEvent, OfferState
from storage.offers import Offer
from storage.requests import Request


def send(desk: Desk, request: Request, offer: Offer) -> None:
    """Send one prepared offer; it expires by itself (24 h, urgent 4 h)."""
    wait = desk.policy.offer_expires_urgent if request.urgent else desk.policy.offer_expires
    offer.state = offers.move(OfferState(offer.state), OfferEvent.SEND).value
    offer.sent_at, offer.expires_at = desk.now, offers.expires_at(desk.now, wait=wait)
    desk.session.add(offer)
    letters.write(
        desk,
        offer.coordinator_id,
        LetterKind.OFFER_CARD,
        subject=offer.ref,
        request=request,
        card=True,
        urgent=request.urgent,
    )


def plan_next_wave(desk: Desk, request: Request) -> None:
    """Let the clock ask the next ones after the wait, unless the manager asks everybody by hand."""
    request.next_wave_at = (
        None if request.by_hand else waves.next_wave_at(desk.now, urgent=request.urgent, policy=desk.policy)
    )
    desk.session.add(request)
