"""What a circle is told: another day or place, one more meeting, or that it does not go on."""

from dataclasses import dataclass
from datetime import datetime

from casework import circle_rows, letters, place_rows, progress
from casework.desk import Desk
from casework.letters import LetterKind
from domain import invitations
from domain.circle import Reply, Standing
from domain.openings import Why
from domain.places import PlaceAnswer
from storage.arrivals import Caller
from storage.circle import Guest
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class WhenAndWhere:
    """Of the meeting, as far as it is set; the place only where the main person said yes to it (domain.md 2)."""

    meeting_at: datetime | None = None
    venue: str | None = None
    has_pin: bool = False


def when_and_where(desk: Desk, request: Request, *, who: Caller | None = None) -> WhenAndWhere:
    """When and where the meeting is, as far as the coordinator has set it and the main person agreed to the place."""
    job = progress.running_job(desk, request)
    meeting_at = None if job is None else invitations.meets_at(job.meeting_at, job.held_at)
    if job is None or meeting_at is None:
        return WhenAndWhere()
    if job.venue_answer != PlaceAnswer.YES:
        return WhenAndWhere(meeting_at)
    pin = place_rows.pin_of(desk, job, request)
    venue = place_rows.venue_of(desk, job, request, who=who, why=Why.INVITATION)
    return WhenAndWhere(meeting_at, venue, has_pin=pin is not None and pin.sure)


def tell_if_changed(desk: Desk, request: Request, before: WhenAndWhere) -> None:
    """The day, the time or the place is another one: everybody who opened the invitation and did not say no sees it."""
    desk.session.flush()
    if when_and_where(desk, request) == before:
        return
    for guest in _expecting(desk, request):
        draw_anew(desk, guest, request)


def draw_anew(desk: Desk, guest: Guest, request: Request) -> None:
    """Draw the invitation anew on the screen of who opened it; of who is not to come after all, an empty one.

    An invitation that was drawn by a letter before is edited in place. The words are made when it is sent.
    """
    if guest.person_id is not None:
        letters.write(
            desk, guest.person_id, LetterKind.INVITATION, subject=guest.ref, request=request, card=True
        )


def invite_again(desk: Desk, request: Request) -> None:
    """There will be one more meeting: what people answered was about the first one, so they are asked anew.

    Whoever opened the invitation has as much time for this answer as they had for the first.
    """
    for guest in circle_rows.of_request(desk, request):
        guest.answer = guest.answered_at = guest.reminded_at = None
        guest.opened_at = None if guest.opened_at is None else desk.now
        desk.session.add(guest)


def tell_it_is_off(desk: Desk, request: Request) -> None:
    """The request ends before the meeting: everybody who opened the invitation and did not say no hears it."""
    job = progress.running_job(desk, request)
    if job is not None and job.held_at is not None:
        return
    for guest in _expecting(desk, request):
        letters.write(
            desk, guest.person_id or 0, LetterKind.CIRCLE_OVER, subject=request.ref, occasion="over"
        )


def _expecting(desk: Desk, request: Request) -> list[Guest]:
    """Who opened the invitation, is agreed on and did not say no."""
    return [
        guest
        for guest in circle_rows.of_request(desk, request)
        if guest.person_id is not None and guest.state == Standing.AGREED and guest.answer != Reply.NO
    ]
