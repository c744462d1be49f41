"""The coordinator's own voice on a child's card: Telegram keeps it, and here stands sealed under which id (domain.md 2.1)."""

from casework import announcing, circle_rows, inviting, voice_rows
from casework import circle_access as access
from casework import circle_views as views
from casework.circle_views import Circle
from casework.desk import Desk
from casework.voice_rows import Awaited
from domain import voices
from domain.circle import Part, Standing
from domain.errors import NotFoundError, WrongMoveError
from domain.openings import Why
from domain.voices import Waiting
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.requests import Request

SEALED = "card_voice"
"""Under this name the id of the file is sealed."""


def begin(desk: Desk, *, caller: Caller, ref: str) -> Awaited:
    """Wait for a voice message of the coordinator for the card of a child; it takes the place of an earlier one.

    Raises:
        NotAllowedError: the caller is no coordinator.
        NotFoundError: this person is in no circle that the caller prepares now.
        PausedError: the family takes a pause.
        WrongMoveError: it is no child who opens the card in a chat, or people are not invited now.
    """
    guest, _, _ = _child(desk, caller, ref)
    return voice_rows.begin(desk, caller, Waiting.CARD_VOICE, guest)


def keep(desk: Desk, *, caller: Caller, file_id: str) -> Circle:
    """Keep under which id Telegram has the voice message that came; whoever opened the card sees that it is there.

    Raises:
        NothingOpenError: no voice message is awaited.
        DomainError: as `begin`; rights are looked at once more when the message is there.
        WrongMoveError: the id is longer than any.
    """
    guest, job, request = _child(desk, caller, voice_rows.awaited(desk, caller, Waiting.CARD_VOICE))
    if len(file_id) > voices.LONGEST_FILE_ID:
        raise WrongMoveError(state=request.state)
    voice_rows.stop(desk, caller=caller)
    guest.card_voice = circle_rows.seal(desk, request, SEALED, {"file": file_id})
    desk.session.add(guest)
    desk.session.flush()
    desk.audit(caller, "card_voice", request.ref, guest.ref)
    announcing.draw_anew(desk, guest, request)
    return views.for_coordinator(desk, caller, job, request, chosen=guest)


def remove(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """Take the voice off a card; a second tap changes nothing.

    Raises:
        NotAllowedError: the caller is no coordinator.
        NotFoundError: this person is in no circle that the caller prepares now.
    """
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    if guest.card_voice is not None:
        guest.card_voice = None
        desk.session.add(guest)
        desk.session.flush()
        desk.audit(caller, "card_voice_removed", request.ref, guest.ref)
    return views.for_coordinator(desk, caller, job, request, chosen=guest)


def hear(desk: Desk, *, caller: Caller, ref: str) -> str:
    """Telegram's id of the voice on the caller's own card.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else; or there is no voice on the card.
        InvitationUsedError: it is over.
    """
    guest, request = inviting.own(desk, caller, ref)
    if guest.card_voice is None or request.key is None:
        raise NotFoundError
    sealed = guest.card_voice
    content = desk.unseal(request.key, SEALED, sealed, about=request.ref, who=caller, why=Why.OWN)
    return str(content["file"])


def _child(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Job, Request]:
    """A child in the caller's circle on whose card there may be a voice."""
    guest, job, request = access.guest_of_coordinator(desk, caller, ref)
    access.require_open(request)
    if not voices.may_have_voice(Part(guest.part), Standing(guest.state), on_paper=guest.on_paper):
        raise WrongMoveError(state=request.state)
    return guest, job, request
