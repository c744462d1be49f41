"""The rows of consent: written with a yes, read before anything that needs one (domain.md 3.4)."""

from collections.abc import Collection, Iterable

from sqlmodel import col, delete, select

from casework.desk import Desk
from domain.consents import Layer
from storage.circle import Guest
from storage.consents import Consent
from storage.requests import Request

GUEST_VERSION = 1
"""The version of the text above an invitation's first question; a change of meaning raises it, and guests are asked anew."""


def give(desk: Desk, person_id: int, layers: Iterable[Layer], *, version: int, about: str = "") -> None:
    """Keep a yes to these layers, to which version of the text and when; in the place of an earlier one."""
    known = {row.layer: row for row in _of(desk, person_id, about)}
    for layer in layers:
        row = known.get(layer.value) or Consent(
            person_id=person_id, about=about, layer=layer.value, version=version, given_at=desk.now
        )
        row.version, row.given_at, row.withdrawn_at = version, desk.now, None
        desk.session.add(row)
    desk.session.flush()


def withdraw(desk: Desk, person_id: int, about: str = "") -> None:
    """Keep that everything agreed to about this was taken back."""
    for row in _of(desk, person_id, about):
        row.withdrawn_at = row.withdrawn_at or desk.now
        desk.session.add(row)


def carry_over(desk: Desk, person_id: int, about: str) -> None:
    """The yes from before the first question counts for the request that was sent; from now on each goes by itself."""
    for row in _of(desk, person_id, ""):
        copied = row.model_dump(exclude={"id", "about"})
        desk.session.add(Consent(**copied, about=about))


def of_request(desk: Desk, request: Request) -> dict[Layer, Consent]:
    """What whoever asked said of this request, by layer."""
    return {Layer(row.layer): row for row in _of(desk, request.requester_id, request.ref)}


def withheld(desk: Desk, request: Request, layer: Layer) -> bool:
    """Whether whoever asked for the conference took this layer back."""
    found = select(Consent.id).where(
        Consent.person_id == request.requester_id,
        Consent.about == request.ref,
        Consent.layer == layer.value,
        col(Consent.withdrawn_at).is_not(None),
    )
    return desk.session.exec(found).first() is not None


def guest_agreed(desk: Desk, guest: Guest) -> bool:
    """Whether whoever has this invitation said yes to the text of today, and did not take it back."""
    if guest.person_id is None:
        return False
    found = select(Consent.id).where(
        Consent.person_id == guest.person_id,
        Consent.about == guest.ref,
        Consent.version == GUEST_VERSION,
        col(Consent.withdrawn_at).is_(None),
    )
    return desk.session.exec(found).first() is not None


def forget(desk: Desk, about: Collection[str]) -> None:
    """Delete what was agreed to about these invitations: with the invitation nothing is left that it is for."""
    desk.session.exec(delete(Consent).where(col(Consent.about).in_(about)))


def _of(desk: Desk, person_id: int, about: str) -> list[Consent]:
    found = select(Consent).where(Consent.person_id == person_id, Consent.about == about)
    return list(desk.session.exec(found.order_by(col(Consent.id))).all())
