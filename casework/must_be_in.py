"""What must be in the plan under compulsory help, as each reader sees it: the circle, the main person, the coordinator."""

from dataclasses import dataclass

from casework import announcing, circle_rows, condition_rows, consent_rows, inviting, jobs, progress
from casework import circle_access as access
from casework import circle_views as views
from casework.condition_rows import Condition, Given
from casework.desk import Desk
from domain import conditions as rules
from domain.circle_errors import AnswersThemselvesError
from domain.compulsory_errors import ConditionsFixedError
from domain.errors import ConsentMissingError, DomainError, InvitationUsedError, NotFoundError
from domain.openings import Why
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Setter:
    """A professional as their coordinator sees them: the word for them, and how far their conditions are."""

    guest: str
    word: str
    count: int
    complete: bool


@dataclass(frozen=True, slots=True)
class MustBeIn:
    """What must be in the plan, as one reader sees it.

    Attributes:
        guest: the reader's own invitation, or the professional whom the screen is about; else empty.
        receipt, job: of a reader who is the main person or the coordinator.
        known: what everybody reads, one tuple for each professional.
        own: what the professional of this screen has set; None on a screen that is about nobody.
        may_write: this reader may add one, and say that these are all.
        may_remove: this reader may take one away.
        fixed: everybody knows them, and the meeting is less than a week away.
        word: for the coordinator, the word for the professional.
        setters: for the coordinator, every professional.
    """

    guest: str = ""
    receipt: str = ""
    job: str = ""
    known: tuple[tuple[Condition, ...], ...] = ()
    own: Given | None = None
    may_write: bool = False
    may_remove: bool = False
    fixed: bool = False
    word: str = ""
    setters: tuple[Setter, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether no condition can be added."""
        return self.own is not None and len(self.own.lines) >= rules.MOST


def look(desk: Desk, *, caller: Caller, ref: str) -> MustBeIn:
    """For a guest, by their invitation; a professional sees their own, which they can change.

    Raises:
        NotFoundError: it is not the caller's, they are not in the circle any more, or nothing is known.
        InvitationUsedError: it is over.
    """
    guest, request = inviting.own(desk, caller, ref)
    if condition_rows.sets_conditions(guest, request):
        return of_setter(desk, caller, guest, request, progress.running_job(desk, request))
    return MustBeIn(guest=guest.ref, known=_known(desk, request, caller))


def for_main_person(desk: Desk, *, caller: Caller, receipt: str) -> MustBeIn:
    """For the main person of the request.

    Raises:
        NotFoundError: it is not the caller's, they asked for somebody else, or nothing is known.
    """
    request = access.of_main_person(desk, caller, receipt)
    return MustBeIn(receipt=request.ref, known=_known(desk, request, caller))


def for_coordinator(desk: Desk, *, caller: Caller, ref: str) -> MustBeIn:
    """The professionals of the caller's job, and how far they are.

    Raises:
        NotFoundError: the job is not the caller's, it has ended, or there is no compulsory help.
    """
    job, request = jobs.own(desk, caller, ref)
    if not request.compulsory:
        raise NotFoundError
    setters = []
    for guest in circle_rows.of_request(desk, request):
        if condition_rows.sets_conditions(guest, request):
            given = condition_rows.of_guest(desk, request, guest)
            word = circle_rows.word_of(desk, request, guest, who=caller, why=Why.JOB)
            setters.append(Setter(guest.ref, word, len(given.lines), given.complete))
    return MustBeIn(job=job.ref, receipt=request.ref, setters=tuple(setters))


def of_setter(desk: Desk, caller: Caller, guest: Guest, request: Request, job: Job | None) -> MustBeIn:
    """What one professional has set: for themselves with what others set, or for their coordinator."""
    is_own = guest.person_id == caller.id
    why = Why.OWN if is_own else Why.JOB
    given = condition_rows.of_guest(desk, request, guest, who=caller, why=why)
    change = refusal(desk, request, job, complete=given.complete)
    others = [
        condition_rows.of_guest(desk, request, other, who=caller, why=why).lines
        for other in condition_rows.complete_ones(desk, request)
        if is_own and other.id != guest.id
    ]
    return MustBeIn(
        guest=guest.ref,
        job="" if is_own or job is None else job.ref,
        known=tuple(others),
        own=given,
        may_write=change is None and (is_own or views.may_log(desk, guest)),
        may_remove=(change if is_own else refusal(desk, request, job, complete=False)) is None,
        fixed=isinstance(change, ConditionsFixedError),
        word="" if is_own else circle_rows.word_of(desk, request, guest, who=caller, why=why),
    )


def request_for(desk: Desk, reader: Caller, ref: str, role: str) -> Request:
    """The request of a letter's reader: a guest, the main person, or else the coordinator.

    Raises:
        NotFoundError: it is not theirs.
        InvitationUsedError: it is over.
    """
    match role:
        case "guest":
            return inviting.own(desk, reader, ref)[1]
        case "main_person":
            return access.of_main_person(desk, reader, ref)
        case _:
            return jobs.own(desk, reader, ref)[1]


def author(desk: Desk, caller: Caller, ref: str) -> tuple[Guest, Request, Job | None]:
    """The professional whose conditions the caller writes: themselves, or one of the caller's own circle.

    Raises:
        NotFoundError: it is neither, or nobody sets conditions there.
    """
    try:
        guest, request = inviting.own(desk, caller, ref)
        job = progress.running_job(desk, request)
    except InvitationUsedError as over:
        raise NotFoundError from over
    except NotFoundError:
        guest, request, job = inviting.of_coordinator(desk, caller, ref)
    if not condition_rows.sets_conditions(guest, request):
        raise NotFoundError
    return guest, request, job


def of_professional(desk: Desk, *, caller: Caller, ref: str) -> MustBeIn:
    """What one professional has set, by their reference: for themselves, or for the coordinator of their circle.

    Raises:
        NotFoundError: it is neither the caller nor somebody of theirs, or nobody sets conditions there.
    """
    return of_setter(desk, caller, *author(desk, caller, ref))


def require_writer(desk: Desk, caller: Caller, guest: Guest) -> None:
    """A professional writes what they agreed may be kept; the coordinator only for one who is not in the chat.

    Raises:
        ConsentMissingError: the professional has not agreed to the current text, or took it back.
        AnswersThemselvesError: this professional does it in their own chat.
    """
    if guest.person_id == caller.id and not consent_rows.guest_agreed(desk, guest):
        raise ConsentMissingError
    if guest.person_id != caller.id and not views.may_log(desk, guest):
        raise AnswersThemselvesError


def refusal(desk: Desk, request: Request, job: Job | None, *, complete: bool) -> DomainError | None:
    """Why conditions cannot be changed now, if they cannot."""
    meeting_at = None if job is None else announcing.when_and_where(desk, request).meeting_at
    try:
        progress.require_running(request)
        rules.check_change(State(request.state), complete=complete, meeting_at=meeting_at, now=desk.now)
    except DomainError as refused:
        return refused
    return None


def _known(desk: Desk, request: Request, caller: Caller) -> tuple[tuple[Condition, ...], ...]:
    """What everybody reads.

    Raises:
        NotFoundError: no professional said yet that these are all.
    """
    complete = condition_rows.complete_ones(desk, request)
    if not complete:
        raise NotFoundError
    return tuple(
        condition_rows.of_guest(desk, request, guest, who=caller, why=Why.OWN).lines for guest in complete
    )
