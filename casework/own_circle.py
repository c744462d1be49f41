"""What the main person does with their own circle: looking, saying yes and no. They decide, in their own chat."""

from casework import circle_access as access
from casework import circle_rows
from casework import circle_views as views
from casework.circle_views import Circle
from casework.desk import Desk
from domain import deciding
from domain.circle import Standing
from domain.errors import NotFoundError
from storage.arrivals import Caller
from storage.requests import Request


def people(desk: Desk, *, caller: Caller, receipt: str) -> Circle:
    """The main person's own circle.

    Raises:
        NotFoundError: it is not the caller's, they asked for somebody else, or no coordinator prepares it.
    """
    return views.for_main_person(desk, caller, access.of_main_person(desk, caller, receipt))


def person(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """One person (`chosen`) of the main person's own circle.

    Raises:
        NotFoundError: this person is not in the caller's circle.
    """
    guest, request = access.guest_of_main_person(desk, caller, ref)
    return views.for_main_person(desk, caller, request, chosen=guest.ref)


def undecided(desk: Desk, *, caller: Caller, receipt: str) -> int:
    """How many people wait for the main person's yes or no; no word is opened for it.

    Raises:
        NotFoundError: nobody does any more, or it is not the caller's circle.
    """
    request = access.of_main_person(desk, caller, receipt)
    count = sum(guest.state == Standing.PROPOSED for guest in circle_rows.of_request(desk, request))
    if not count or request.state not in deciding.GATHERING:
        raise NotFoundError
    return count


def agree(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """The main person wants this person there, also after an earlier no; `chosen` is the next about whom they decide.

    Raises:
        NotFoundError: this person is not in the caller's circle.
        PausedError: the family takes a pause.
        WrongMoveError: people are not invited now.
        KeptAwayError: this person is not to come after all.
        CircleFullError: after an earlier no, thirty others are in it.
    """
    guest, request = access.guest_of_main_person(desk, caller, ref)
    access.require_open(request)
    access.agree(desk, caller, guest, request)
    return _after_deciding(desk, caller, request)


def refuse(desk: Desk, *, caller: Caller, ref: str) -> Circle:
    """The main person does not want this person there; an invitation that was made shows nothing any more.

    Raises:
        NotFoundError: this person is not in the caller's circle.
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
    """
    guest, request = access.guest_of_main_person(desk, caller, ref)
    access.require_open(request)
    after = deciding.after_no(Standing(guest.state), invited=guest.invited_at is not None)
    access.put(desk, caller, guest, request, after)
    return _after_deciding(desk, caller, request)


def _after_deciding(desk: Desk, caller: Caller, request: Request) -> Circle:
    """The next about whom they decide, if there is one; without one the coordinator hears of it."""
    access.moved(desk, request)
    access.tell_coordinator(desk, request)
    following = access.first_undecided(desk, request)
    return views.for_main_person(desk, caller, request, chosen=following.ref if following else None)
