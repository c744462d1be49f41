"""A professional sets conditions under compulsory help, so that they are known before the meeting (domain.md 2, 2.1).

At most five sentences, by a professional who opened their invitation; for one without Telegram the coordinator writes them
down. When they are complete everybody can read them, and the step of the preparation is done by itself.
"""

from dataclasses import replace

from casework import circle_views, condition_rows, conditions, forms, letters, must_be_in, plan_rows, progress
from casework.condition_rows import Condition, Given
from casework.desk import Desk
from casework.letters import LetterKind
from casework.must_be_in import MustBeIn, author, of_setter
from domain import conditions as rules
from domain.circle import Reply
from domain.errors import NotFoundError, OutdatedError
from domain.follow_ups import safe_moment
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.references import reference
from storage.requests import Request

FORM = "condition"

FOR = "for"
"""Among the facts of a letter: as what its reader gets it."""
GUEST, MAIN_PERSON, COORDINATOR = "guest", "main_person", "coordinator"


def begin(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Ask for one more condition.

    Raises:
        NotFoundError: this is not the caller's, or nobody sets conditions there.
        PausedError: the family takes a pause.
        ConsentMissingError: the professional has not agreed to the current text.
        AnswersThemselvesError: the professional does it in their own chat.
        WrongMoveError: it is too early or too late for it.
        ConditionsFixedError: they are known, and the meeting is less than a week away.
        TooManyConditionsError: there are five.
    """
    guest, request, job = author(desk, caller, ref)
    rules.check_room(len(_changing(desk, caller, guest, request, job).lines))
    return forms.begin(desk, caller=caller, form=FORM, subject=guest.ref, afresh=True)


def add(desk: Desk, *, caller: Caller, revision: int) -> MustBeIn:
    """Keep one more condition; until they say again that these are all, nobody else reads them.

    Raises:
        OutdatedError: the button is older than the draft.
        DomainError: as for `begin`.
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    guest, request, job = author(desk, caller, page.subject or "")
    given = _changing(desk, caller, guest, request, job)
    rules.check_room(len(given.lines))
    new = Condition(reference(), " ".join(str(page.answers["words"]).split()))
    return _kept(desk, caller, guest, request, job, Given((*given.lines, new)))


def remove(desk: Desk, *, caller: Caller, ref: str, line: str) -> MustBeIn:
    """Take one away: a professional as long as they may change them, their coordinator until the meeting begins.

    What was known stays known, for that less is asked takes nobody by surprise.

    Raises:
        NotFoundError: this is not the caller's, or nobody sets conditions there.
        OutdatedError: it is not there (any more).
        PausedError, WrongMoveError, ConditionsFixedError: as for `begin`.
    """
    guest, request, job = author(desk, caller, ref)
    given = condition_rows.of_guest(desk, request, guest)
    _check(desk, request, job, complete=given.complete and guest.person_id == caller.id)
    left = tuple(one for one in given.lines if one.ref != line)
    if left == given.lines:
        raise OutdatedError
    return _kept(desk, caller, guest, request, job, replace(given, lines=left))


def say_all(desk: Desk, *, caller: Caller, ref: str) -> MustBeIn:
    """These are all, or there are none: everybody hears that they can read them. Said again, nothing happens.

    Raises:
        NotFoundError: this is not the caller's, or nobody sets conditions there.
        PausedError, AnswersThemselvesError, WrongMoveError: as for `begin`.
    """
    guest, request, job = author(desk, caller, ref)
    given = condition_rows.of_guest(desk, request, guest)
    if given.complete:
        return of_setter(desk, caller, guest, request, job)
    _changing(desk, caller, guest, request, job)
    shown = _kept(desk, caller, guest, request, job, replace(given, complete=True))
    if job is not None and condition_rows.are_known(desk, request):
        conditions.settle(desk, request)
        _tell_everybody(desk, request, job, but=guest, by=caller)
    return shown


def read(desk: Desk, *, reader: Caller, ref: str, role: str) -> str:
    """For the letter: the reference behind its button, as long as this reader may read them; no word is opened.

    Raises:
        NotFoundError: nothing is known any more, or it is not theirs to read.
        InvitationUsedError: it is over.
    """
    request = must_be_in.request_for(desk, reader, ref, role)
    if not condition_rows.complete_ones(desk, request):
        raise NotFoundError
    return ref


def _changing(desk: Desk, caller: Caller, guest: Guest, request: Request, job: Job | None) -> Given:
    """What there is, where the caller may change it."""
    must_be_in.require_writer(desk, caller, guest)
    given = condition_rows.of_guest(desk, request, guest)
    _check(desk, request, job, complete=given.complete)
    return given


def _check(desk: Desk, request: Request, job: Job | None, *, complete: bool) -> None:
    refused = must_be_in.refusal(desk, request, job, complete=complete)
    if refused is not None:
        raise refused


def _kept(
    desk: Desk, caller: Caller, guest: Guest, request: Request, job: Job | None, given: Given
) -> MustBeIn:
    condition_rows.keep(desk, request, guest, given)
    condition_rows.follow(desk, request, job)
    if job is not None:
        job.last_step_at = desk.now
        desk.session.add(job)
        desk.session.flush()
        progress.reckon(desk, request)
    desk.audit(caller, "conditions", request.ref, "complete" if given.complete else "open")
    return of_setter(desk, caller, guest, request, job)


def _tell_everybody(desk: Desk, request: Request, job: Job, *, but: Guest, by: Caller) -> None:
    """Everybody who may come and opened their invitation, the main person in the chat, and the coordinator."""
    for guest in plan_rows.guests(desk, request):
        if guest.id != but.id and guest.answer != Reply.NO:
            _tell(desk, request, guest.person_id or 0, guest.ref, GUEST)
    if circle_views.main_person_here(desk, request):
        _tell(desk, request, request.requester_id, request.ref, MAIN_PERSON)
    if job.coordinator_id != by.id:
        _tell(desk, request, job.coordinator_id, job.ref, COORDINATOR)


def _tell(desk: Desk, request: Request, person_id: int, subject: str, role: str) -> None:
    """A main person reads it at an hour that is safe for them."""
    safe = safe_moment(request.hours, desk.zone, now=desk.now) if role == MAIN_PERSON else None
    letters.write(
        desk,
        person_id,
        LetterKind.CONDITIONS_KNOWN,
        subject=subject,
        request=request,
        facts={FOR: role},
        nudge=True,
        not_before=safe,
    )
