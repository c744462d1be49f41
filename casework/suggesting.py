"""*Who else could think along?* A guest names somebody by a word; the main person says yes or no (domain.md 2)."""

from dataclasses import dataclass

from casework import circle_rows, circle_views, circle_words, forms, inviting, letters, progress
from casework.desk import Desk
from casework.inviting import Invitation
from casework.letters import LetterKind
from domain.circle import Part, Standing
from domain.circle_words import check_word
from domain.errors import NotFoundError
from domain.follow_ups import safe_moment
from domain.openings import Why
from storage.arrivals import Caller
from storage.circle import Guest
from storage.requests import Request

FORM = "suggestion"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom a guest thought of, for whoever decides; `to_main_person` when that is the reader themselves."""

    guest: str
    receipt: str
    word: str
    language: str
    to_main_person: bool


def begin(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Ask for somebody else who could think along: a word and a language.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
        CircleFullError: nobody can be added any more.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    circle_words.require_room(desk, request)
    return forms.begin(desk, caller=caller, form=FORM, subject=guest.ref, afresh=True)


def suggest(desk: Desk, *, caller: Caller, revision: int) -> Invitation:
    """Lay before the main person whom the caller thought of; nobody is invited before their yes.

    Whoever has this word already stays as they are, and the caller does not learn that there is somebody.

    Raises:
        OutdatedError: the button is older than the draft.
        NotFoundError: the caller left, or somebody else has the invitation.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
        NotAWordError: it is no word for a person.
        CircleFullError: nobody can be added any more.
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    guest, request = inviting.own_telling(desk, caller, page.subject or "")
    word = str(page.answers["word"])
    check_word(word)
    circle_words.require_room(desk, request)
    if circle_words.known_by(desk, request, word) is None:
        new = circle_words.add_guest(
            desk,
            request,
            word=word,
            part=Part.CIRCLE,
            language=str(page.answers["language"]),
            standing=Standing.PROPOSED,
            suggested_by=guest.id,
        )
        desk.audit(None, "suggested", request.ref)
        _ask_who_decides(desk, new, request)
    return inviting.seen(desk, guest, request)


def look(desk: Desk, *, reader: Caller, ref: str) -> Suggestion:
    """Somebody who was thought of, as long as nothing is decided.

    Raises:
        NotFoundError: it is decided, or not the reader's to decide.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    if guest.state != Standing.PROPOSED or _decides(desk, request) != reader.id:
        raise NotFoundError
    return Suggestion(
        guest=guest.ref,
        receipt=request.ref,
        word=circle_rows.word_of(desk, request, guest, who=reader, why=Why.SUGGESTED),
        language=guest.language,
        to_main_person=request.requester_id == reader.id,
    )


def _decides(desk: Desk, request: Request) -> int | None:
    """Who says yes or no to somebody new: the main person in their chat, else the coordinator who speaks with them."""
    if circle_views.main_person_here(desk, request):
        return request.requester_id
    job = progress.running_job(desk, request)
    return None if job is None else job.coordinator_id


def _ask_who_decides(desk: Desk, guest: Guest, request: Request) -> None:
    """A main person reads it at an hour that is safe for them, and not while they take a pause: it stays on their list."""
    decides = _decides(desk, request)
    if decides is None:
        return
    is_own = decides == request.requester_id
    letters.write(
        desk,
        decides,
        LetterKind.SUGGESTED,
        subject=guest.ref,
        request=request,
        nudge=is_own,
        not_before=safe_moment(request.hours, desk.zone, now=desk.now) if is_own else None,
    )
