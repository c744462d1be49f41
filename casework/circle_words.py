"""One more person in a circle, known by a word: there must be room, and the word must be free."""

from casework import circle_rows
from casework.desk import Desk
from domain.circle import Part, Standing
from domain.circle_errors import GuestRefusedError, KeptAwayError, WordTakenError
from domain.circle_words import check_word, comparable
from domain.deciding import has_room
from domain.errors import CircleFullError
from storage.circle import Guest
from storage.references import reference
from storage.requests import Request


def require_room(desk: Desk, request: Request) -> None:
    """Refuse one more person where the circle is full.

    Raises:
        CircleFullError: thirty people are in it.
    """
    if not has_room(Standing(guest.state) for guest in circle_rows.of_request(desk, request)):
        raise CircleFullError


def known_by(desk: Desk, request: Request, word: str) -> Guest | None:
    """Who is known by this word in the circle, in whatever spelling."""
    wanted = comparable(word)
    for guest in circle_rows.of_request(desk, request):
        if comparable(circle_rows.word_of(desk, request, guest)) == wanted:
            return guest
    return None


def require_free(desk: Desk, request: Request, word: str) -> None:
    """Refuse a word that is none, or that somebody in the circle has.

    Raises:
        NotAWordError: it is empty, a telephone number or an address.
        WordTakenError: somebody has it.
        GuestRefusedError: the main person said no to whoever has it.
        KeptAwayError: whoever has it is not to come after all.
    """
    check_word(word)
    guest = known_by(desk, request, word)
    if guest is None:
        return
    match Standing(guest.state):
        case Standing.REFUSED:
            raise GuestRefusedError
        case Standing.AWAY:
            raise KeptAwayError
        case _:
            raise WordTakenError


def add_guest(
    desk: Desk,
    request: Request,
    *,
    word: str,
    part: Part,
    language: str,
    standing: Standing,
    on_paper: bool = False,
    suggested_by: int | None = None,
) -> Guest:
    """Keep one more person; the caller holds the request, so that of two at once one comes second.

    Raises:
        CircleFullError: thirty people are in it.
        DomainError: the word is none, or not free (`require_free`).
    """
    require_free(desk, request, word)
    require_room(desk, request)
    guest = Guest(
        ref=reference(),
        request_id=request.id or 0,
        part=part.value,
        language=language,
        word=circle_rows.seal(desk, request, "word", word),
        state=standing.value,
        suggested_by=suggested_by,
        on_paper=on_paper,
        added_at=desk.now,
    )
    desk.session.add(guest)
    desk.session.flush()
    return guest
