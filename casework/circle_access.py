"""Whose circle it is, and the changes of a person's standing that the main person and the coordinator share."""

from casework import (
    announcing,
    circle_rows,
    circle_words,
    condition_rows,
    letters,
    practicality_rows,
    progress,
    requests,
)
from casework.desk import Desk
from casework.letters import LetterKind
from domain import deciding
from domain.circle import Standing
from domain.errors import NotFoundError, WrongMoveError
from domain.people import Action, require
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.requests import Request


def guest_of_coordinator(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Job, Request]:
    """A person in the circle that the caller prepares now.

    Raises:
        NotAllowedError: the caller is no coordinator.
        NotFoundError: there is no such person, or they are in another circle, or the job has ended.
    """
    require(caller.role, Action.DO_JOB)
    guest, request = circle_rows.of_ref(desk, ref)
    job = progress.running_job(desk, request)
    if job is None or job.coordinator_id != caller.id:
        raise NotFoundError
    return guest, job, request


def of_main_person(desk: Desk, caller: Caller, receipt: str) -> Request:
    """The request of a main person who asked themselves, after they and their coordinator have spoken.

    Raises:
        NotFoundError: it is not the caller's, it is about somebody else, or no coordinator prepares it.
    """
    request = requests.own(desk, caller, receipt)
    _require_main_person(desk, caller, request)
    return request


def guest_of_main_person(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request]:
    """A person in the caller's own circle.

    Raises:
        NotFoundError: there is no such person, or they are in another circle.
    """
    guest, request = circle_rows.of_ref(desk, ref)
    _require_main_person(desk, caller, request)
    return guest, request


def require_open(request: Request) -> None:
    """Refuse to change a circle at another time than in the preparation.

    Raises:
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
    """
    progress.require_running(request)
    if request.state not in deciding.GATHERING:
        raise WrongMoveError(state=request.state)


def agree(desk: Desk, caller: Caller, guest: Guest, request: Request) -> None:
    """The main person said yes.

    Raises:
        KeptAwayError: this person is not to come after all.
        CircleFullError: after an earlier no, thirty others are in the circle.
    """
    after = deciding.after_yes(Standing(guest.state))
    if guest.state == Standing.REFUSED:
        circle_words.require_room(desk, request)
    put(desk, caller, guest, request, after)


def put(desk: Desk, caller: Caller, guest: Guest, request: Request, after: Standing) -> None:
    """Keep the standing. The link of who is not to come is none any more, and what stands on their screen is emptied.

    Who comes back is invited anew, or sees the invitation again that they had opened.
    """
    if guest.state == after:
        return
    guest.state = after.value
    if after in {Standing.AWAY, Standing.REFUSED}:
        guest.token_hash = guest.card_voice = None
        if guest.opened_at is None:
            guest.invited_at = None
        practicality_rows.drop(desk, request, guest)
    desk.session.add(guest)
    desk.session.flush()
    condition_rows.moved(desk, request, guest)
    announcing.draw_anew(desk, guest, request)
    desk.audit(caller, f"circle_{after.value}", request.ref, guest.ref)


def moved(desk: Desk, request: Request) -> None:
    """Something was done for the circle: the preparation is not quiet."""
    job = progress.running_job(desk, request)
    if job is not None:
        job.last_step_at = desk.now
        desk.session.add(job)
        desk.session.flush()
        progress.reckon(desk, request)


def tell_coordinator(desk: Desk, request: Request) -> None:
    """The main person has decided about everybody: the coordinator can invite; one message, that is edited in place."""
    job = progress.running_job(desk, request)
    if job is not None and first_undecided(desk, request) is None:
        letters.write(
            desk, job.coordinator_id, LetterKind.CIRCLE_DECIDED, subject=job.ref, request=request, card=True
        )


def first_undecided(desk: Desk, request: Request) -> Guest | None:
    """About whom the main person decides next."""
    waiting = (guest for guest in circle_rows.of_request(desk, request) if guest.state == Standing.PROPOSED)
    return next(waiting, None)


def _require_main_person(desk: Desk, caller: Caller, request: Request) -> None:
    own = request.requester_id == caller.id and request.who == deciding.MAIN_PERSON
    spoken = request.state != State.ACCEPTED and progress.running_job(desk, request) is not None
    if not (own and spoken):
        raise NotFoundError
