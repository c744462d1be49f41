"""Invitations on their way: one-time links that a human hands on, who may open them, and what changes is told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select

from casework import (
    acceptance_rows,
    announcing,
    circle_rows,
    condition_rows,
    consent_rows,
    disagreeing,
    jobs,
    people,
    plan_rows,
    practicality_rows,
    progress,
    voice_rows,
)
from casework.circle_rows import Told
from casework.desk import Desk
from domain import invitations
from domain.circle import Need, Part, Reply, Standing
from domain.deciding import GATHERING, MAIN_PERSON
from domain.errors import (
    ConsentMissingError,
    InvitationUsedError,
    NotAgreedError,
    NotFoundError,
    WrongMoveError,
)
from domain.openings import Why
from domain.practicalities import Practical
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay, TickedDay
from storage.jobs import Job
from storage.outbox import Letter
from storage.references import token
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Card:
    """An invitation to hand on. Only its hash is kept of `secret`: it is shown this once.

    `word` is for whoever hands it on, and never stands on the card itself.
    """

    guest: str
    word: str
    language: str
    part: Part
    secret: str
    meeting_at: datetime | None
    venue: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody sees of a circle: their own invitation and their own answers, and nobody else.

    `language` is the one that the family named; `has_days` when there are moments to choose from, `must_be_in` when there
    are conditions to read or to set.
    `agreed` when they said yes to what is kept of their answers; before that nothing is asked.
    `may_speak` when they can send something for the meeting; `has_voice` when their card is read out as well.
    `has_pin` when the place can be shown on a map; `takes` is what they themselves take care of on the day.
    """

    guest: str
    part: Part
    language: str
    reply: Reply | None
    needs: tuple[Need, ...]
    told: Told
    meeting_at: datetime | None
    venue: str | None
    has_days: bool = False
    must_be_in: bool = False
    agreed: bool = True
    may_speak: bool = False
    has_voice: bool = False
    has_pin: bool = False
    takes: tuple[Practical, ...] = ()


def make_cards(desk: Desk, *, caller: Caller, ref: str) -> tuple[Card, ...]:
    """A card with a link for everyone in the caller's circle who uses Telegram, is agreed on and has none yet.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: the coordinator and the main person have not spoken, or the meeting was held.
    """
    _, request = jobs.own(desk, caller, ref)
    _require_gathering(desk, request)
    waiting = [
        guest
        for guest in circle_rows.of_request(desk, request)
        if guest.state == Standing.AGREED
        and not guest.on_paper
        and guest.token_hash is None
        and guest.person_id is None
    ]
    made = tuple(_card(desk, caller, request, guest) for guest in waiting)
    if made:
        desk.audit(caller, "invited", request.ref, f"links {len(made)}")
    return made


def new_link(desk: Desk, *, caller: Caller, ref: str) -> Card:
    """A new card for one person; the old link stops, and whoever opened it sees this invitation no more.

    What was answered with the old link is deleted: it may have been somebody else.

    Raises:
        NotFoundError: it is nobody of a circle of the caller's.
        PausedError: the family takes a pause.
        NotAgreedError: the main person has not said yes to this person.
        WrongMoveError: it is somebody on paper, or it is not the moment to invite people.
    """
    guest, request, _ = of_coordinator(desk, caller, ref)
    _require_gathering(desk, request)
    if guest.state != Standing.AGREED:
        raise NotAgreedError
    if guest.on_paper:
        raise WrongMoveError(state=request.state)
    unlink(desk, guest)
    desk.audit(caller, "invited", request.ref, "link anew")
    return _card(desk, caller, request, guest)


def open_link(desk: Desk, *, caller: Caller, secret: str) -> Invitation | None:
    """The invitation behind a link; from now on it is the caller's. None when it is no link into a circle.

    Whoever has an invitation to this meeting keeps the one they have, and the link stays good for somebody else.

    Raises:
        InvitationUsedError: somebody else opened it, it is over, or the caller is the coordinator or the main person.
    """
    if not invitations.is_secret(secret):
        return None
    mark = people.hashed(secret)
    request_id = desk.session.exec(select(Guest.request_id).where(Guest.token_hash == mark)).first()
    if request_id is None:
        raise InvitationUsedError
    request = progress.lock(desk, request_id)
    guest = _guest(desk, request, col(Guest.token_hash) == mark)
    if guest is None or not _shows(guest, request) or _asks(desk, request, caller):
        raise InvitationUsedError
    own_one = _guest(desk, request, col(Guest.person_id) == caller.id) or guest
    if not _shows(own_one, request) or own_one.person_id not in {None, caller.id}:
        raise InvitationUsedError
    if own_one.person_id is None:
        own_one.person_id, own_one.opened_at = caller.id, desk.now
        desk.audit(None, "guest_opened", request.ref)  # without who: whoever leaves is to be forgotten
        desk.session.add(own_one)
        desk.session.flush()
    return seen(desk, own_one, request)


def own_telling(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request]:
    """The same as `own`, for what keeps something that they tell: only after their own yes (trust.md 14).

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: they have not agreed to the current text, or took it back.
    """
    guest, request = own(desk, caller, ref)
    if not consent_rows.guest_agreed(desk, guest):
        raise ConsentMissingError
    return guest, request


def own(desk: Desk, caller: Caller, ref: str, *, after_meeting: bool = False) -> tuple[Guest, Request]:
    """The caller's own row in a circle, and the request, which is held until the transaction ends.

    With `after_meeting` also when there is nothing to answer any more.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    if guest.person_id != caller.id:
        raise NotFoundError
    if not (_shows(guest, request) or (after_meeting and guest.state == Standing.AGREED)):
        raise InvitationUsedError
    return guest, request


def of_coordinator(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request, Job]:
    """Somebody in the circle of the caller's running job.

    Raises:
        NotFoundError: it is nobody of a circle of the caller's.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    job = progress.running_job(desk, request)
    if job is None or job.coordinator_id != caller.id:
        raise NotFoundError
    return guest, request, job


def seen(desk: Desk, guest: Guest, request: Request) -> Invitation:
    """The invitation as this guest sees it."""
    set_now = announcing.when_and_where(desk, request)
    days = select(MeetingDay.id).where(MeetingDay.request_id == request.id).limit(1)
    return Invitation(
        guest=guest.ref,
        part=Part(guest.part),
        language=guest.language,
        reply=None if guest.answer is None else Reply(guest.answer),
        needs=tuple(need for need in Need if need.value in guest.needs),
        told=circle_rows.told_by(desk, request, guest),
        meeting_at=set_now.meeting_at,
        venue=set_now.venue,
        agreed=consent_rows.guest_agreed(desk, guest),
        may_speak=voice_rows.may_speak(desk, guest, request),
        has_voice=guest.card_voice is not None,
        has_pin=set_now.has_pin,
        takes=practicality_rows.taken_by(desk, guest),
        has_days=set_now.meeting_at is None and desk.session.exec(days).first() is not None,
        must_be_in=condition_rows.has_something(desk, request, guest),
    )


def unlink(desk: Desk, guest: Guest) -> None:
    """Forget who opened this invitation, with all that they answered and all that was written to them about it."""
    request = desk.session.get_one(Request, guest.request_id)
    if guest.person_id is not None:
        plan_rows.forget_reader(desk, request, guest.person_id)
    condition_rows.moved(desk, request, guest, forget=True)
    acceptance_rows.unlinked(desk, request, guest)
    to_guest = (col(Letter.person_id) == guest.person_id, col(Letter.subject) == guest.ref)
    desk.session.exec(delete(Letter).where(*to_guest))
    desk.session.exec(delete(TickedDay).where(col(TickedDay.guest_id) == guest.id))
    consent_rows.forget(desk, [guest.ref])
    guest.token_hash = guest.person_id = guest.invited_at = guest.opened_at = guest.reminded_at = None
    guest.answer = guest.answered_at = guest.private = None
    guest.needs, guest.voices = [], 0
    desk.session.add(guest)
    desk.session.flush()


def _require_gathering(desk: Desk, request: Request) -> None:
    progress.require_running(request)
    disagreeing.require_agreed(desk, request)
    if State(request.state) not in GATHERING:
        raise WrongMoveError(state=request.state)


def _card(desk: Desk, caller: Caller, request: Request, guest: Guest) -> Card:
    secret = invitations.secret(token())
    guest.token_hash, guest.invited_at = people.hashed(secret), desk.now
    desk.session.add(guest)
    desk.session.flush()
    set_now = announcing.when_and_where(desk, request, who=caller)
    return Card(
        guest=guest.ref,
        word=circle_rows.word_of(desk, request, guest, who=caller, why=Why.INVITATION),
        language=guest.language,
        part=Part(guest.part),
        secret=secret,
        meeting_at=set_now.meeting_at,
        venue=set_now.venue,
    )


def _guest(desk: Desk, request: Request, which: ColumnElement[bool]) -> Guest | None:
    """One of this circle, read again now that the request is held."""
    found = select(Guest).where(Guest.request_id == request.id, which)
    return desk.session.exec(found.execution_options(populate_existing=True)).first()


def _shows(guest: Guest, request: Request) -> bool:
    return invitations.is_open(Standing(guest.state), State(request.state))


def _asks(desk: Desk, request: Request, caller: Caller) -> bool:
    """Whether the caller is on the side of those who ask, and only looks whether a link works."""
    job = progress.running_job(desk, request)
    is_main_person = request.who == MAIN_PERSON and request.requester_id == caller.id
    return is_main_person or (job is not None and job.coordinator_id == caller.id)
