"""A guest's own yes before what they tell is kept, and taking it back (domain.md 3.4)."""

from sqlmodel import col, delete

from casework import consent_rows, forms, inviting, suggesting
from casework.desk import Desk
from casework.inviting import Invitation
from domain.consents import Layer
from storage.arrivals import Caller, read_draft
from storage.circle import TickedDay


def agree(desk: Desk, *, caller: Caller, ref: str) -> Invitation:
    """Keep that whoever was invited read what is kept of their answers and wants to answer.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
    """
    guest, request = inviting.own(desk, caller, ref)
    if not consent_rows.guest_agreed(desk, guest):
        version = consent_rows.GUEST_VERSION
        consent_rows.give(desk, caller.id, [Layer.GUEST], version=version, about=guest.ref)
        desk.audit(None, "guest_agreed", request.ref, str(version))
    return inviting.seen(desk, guest, request)


def take_back(desk: Desk, *, caller: Caller, ref: str) -> Invitation:
    """Delete what they answered and told themselves; the invitation stays, and they may begin again.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
    """
    guest, request = inviting.own(desk, caller, ref)
    draft = read_draft(desk.session, caller.id, suggesting.FORM)
    if draft is not None and draft.subject == guest.ref:
        forms.discard(desk, caller=caller, form=suggesting.FORM)
    desk.session.exec(delete(TickedDay).where(col(TickedDay.guest_id) == guest.id))
    guest.answer = guest.answered_at = guest.private = None
    guest.needs = []
    desk.session.add(guest)
    consent_rows.withdraw(desk, caller.id, guest.ref)
    desk.session.flush()
    desk.audit(None, "guest_took_back", request.ref)
    return inviting.seen(desk, guest, request)
