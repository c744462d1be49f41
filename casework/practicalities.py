"""Who takes care of what on the day: the coordinator, and the main person in their own chat (domain.md 5).

Names stay with the family: whoever takes something is somebody of the circle, or a word.
"""

from dataclasses import dataclass

from casework import announcing, circle_access, circle_rows, circle_words, disagreeing, forms, jobs, steps
from casework import practicality_rows as rows
from casework.desk import Desk
from domain import practicalities as rules
from domain.circle import Reply, Standing
from domain.circle_words import check_word
from domain.deciding import GATHERING
from domain.errors import NotAgreedError, NotFoundError, OutdatedError
from domain.openings import Why
from domain.practicalities import Practical
from domain.preparation import Step, StepStatus
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.practicalities import Practicality
from storage.requests import Request

FORM = "takes"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to arrange: the word for who takes it (empty for nobody yet), and whether it is settled."""

    what: Practical
    word: str
    done: bool


@dataclass(frozen=True, slots=True)
class Practicalities:
    """The list, for the coordinator or the main person.

    Attributes:
        ref: how the reader reaches it: the job, or for the main person the receipt.
        is_open: it can be changed now.
        people: whom of the circle it can be given to, by reference and word.
        to_log: the steps that one tap of the coordinator logs as done.
    """

    ref: str
    receipt: str
    by_coordinator: bool
    is_open: bool
    items: tuple[Taken, ...]
    people: tuple[tuple[str, str], ...]
    to_log: tuple[Step, ...] = ()

    def of(self, what: Practical) -> Taken:
        """The thing to arrange of this code."""
        return next(item for item in self.items if item.what is what)


def look(desk: Desk, *, caller: Caller, ref: str) -> Practicalities:
    """The list of the caller's job, or of their own request.

    Raises:
        NotFoundError: it is neither, the job has ended, or somebody else is the main person.
    """
    return _shown(desk, caller, *_own(desk, caller, ref))


def choose(desk: Desk, *, caller: Caller, ref: str, what: Practical, guest: str) -> Practicalities:
    """Somebody of the circle takes it; they see it on their own invitation.

    Raises:
        NotFoundError: it is not the caller's list, or nobody of this circle.
        NotAgreedError: this person is not to come.
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
    """
    job, request = _open(desk, caller, ref)
    found = next((one for one in circle_rows.of_request(desk, request) if one.ref == guest), None)
    if found is None:
        raise NotFoundError
    _give(desk, request, what, guest=found)
    return _changed(desk, caller, job, request, what.value)


def begin_word(desk: Desk, *, caller: Caller, ref: str, what: Practical) -> forms.Page:
    """Ask for the word of somebody who is not in the list of the circle.

    Raises:
        NotFoundError, PausedError, WrongMoveError: as for `choose`.
    """
    _open(desk, caller, ref)
    known: dict[str, str | list[str]] = {"what": what.value}
    return forms.begin(desk, caller=caller, form=FORM, subject=ref, answers=known, afresh=True)


def add_word(desk: Desk, *, caller: Caller, revision: int) -> Practicalities:
    """Keep the word; the word of somebody in the circle is that person.

    Raises:
        OutdatedError: the button is older than the draft.
        NotAWordError: it is no word for a person: empty, a telephone number or an address.
        NotFoundError, NotAgreedError, PausedError, WrongMoveError: as for `choose`.
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    job, request = _open(desk, caller, page.subject or "")
    what, word = Practical(str(page.answers["what"])), str(page.answers["word"])
    check_word(word)
    known = circle_words.known_by(desk, request, word)
    _give(desk, request, what, guest=known, word="" if known else word)
    return _changed(desk, caller, job, request, what.value)


def take_away(desk: Desk, *, caller: Caller, ref: str, what: Practical) -> Practicalities:
    """Nobody takes it any more.

    Raises:
        NotFoundError, PausedError, WrongMoveError: as for `choose`.
    """
    job, request = _open(desk, caller, ref)
    _give(desk, request, what)
    return _changed(desk, caller, job, request, what.value)


def settle(desk: Desk, *, caller: Caller, ref: str, what: Practical, done: bool) -> Practicalities:
    """The coordinator marks it as arranged (or not needed), or as open again.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError, WrongMoveError: as for `choose`.
    """
    job, request = _of_coordinator(desk, caller, ref)
    row = _row(desk, request, what)
    row.done_at = (row.done_at or desk.now) if done else None
    desk.session.add(row)
    return _changed(desk, caller, job, request, what.value)


def log_all(desk: Desk, *, caller: Caller, ref: str) -> Practicalities:
    """Everything is arranged: log the steps of the preparation that this settles.

    Raises:
        OutdatedError: something is open again, or the steps are logged.
        NotFoundError, PausedError, WrongMoveError: as for `settle`.
    """
    job, request = _of_coordinator(desk, caller, ref)
    wanted = _to_log(desk, job, rows.of_request(desk, request))
    if not wanted:
        raise OutdatedError
    for step in wanted:
        steps.write(desk, job, step, StepStatus.DONE)
    return _changed(desk, caller, job, request, "all")


def _own(desk: Desk, caller: Caller, ref: str) -> tuple[Job | None, Request]:
    """By a receipt the caller's own request, else their running job."""
    if ref.startswith("K-"):
        return None, circle_access.of_main_person(desk, caller, ref)
    return jobs.own(desk, caller, ref)


def _open(desk: Desk, caller: Caller, ref: str) -> tuple[Job | None, Request]:
    job, request = _own(desk, caller, ref)
    circle_access.require_open(request)
    disagreeing.require_agreed(desk, request)  # their invitations would be drawn anew
    return job, request


def _of_coordinator(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request]:
    job, request = jobs.own(desk, caller, ref)
    circle_access.require_open(request)
    return job, request


def _row(desk: Desk, request: Request, what: Practical) -> Practicality:
    found = rows.of_request(desk, request).get(what)
    return found or Practicality(request_id=request.id or 0, what=what.value)


def _give(
    desk: Desk, request: Request, what: Practical, *, guest: Guest | None = None, word: str = ""
) -> None:
    """Keep who takes it; whose invitation says something else now is drawn anew."""
    if guest is not None and not _may_take(guest):
        raise NotAgreedError
    row = _row(desk, request, what)
    if guest is not None and row.guest_id == guest.id:
        return
    before = None if row.guest_id is None else desk.session.get(Guest, row.guest_id)
    row.guest_id = None if guest is None else guest.id
    row.word = circle_rows.seal(desk, request, "takes", word) if word else None
    desk.session.add(row)
    desk.session.flush()
    for one in (before, guest):
        if one is not None:
            announcing.draw_anew(desk, one, request)


def _may_take(guest: Guest) -> bool:
    return guest.state == Standing.AGREED and guest.answer != Reply.NO


def _changed(desk: Desk, caller: Caller, job: Job | None, request: Request, what: str) -> Practicalities:
    desk.session.flush()
    desk.audit(caller, "practicalities", request.ref, what)
    circle_access.moved(desk, request)
    return _shown(desk, caller, job, request)


def _to_log(desk: Desk, job: Job, found: dict[Practical, Practicality]) -> tuple[Step, ...]:
    """What one tap would log: nothing before all is settled, and nothing twice."""
    settled = [what for what, row in found.items() if row.done_at is not None]
    statuses = steps.statuses(desk, job)
    wanted = rules.arranged(settled, has_place=job.meeting_at is not None)
    return tuple(step for step in wanted if statuses.get(step) is not StepStatus.DONE)


def _shown(desk: Desk, caller: Caller, job: Job | None, request: Request) -> Practicalities:
    found = rows.of_request(desk, request)
    guests = circle_rows.of_request(desk, request)
    words = {guest.id: circle_rows.word_of(desk, request, guest, who=caller, why=Why.JOB) for guest in guests}

    def taken(what: Practical) -> Taken:
        row = found.get(what)
        if row is None:
            return Taken(what, "", done=False)
        word = (
            words[row.guest_id] if row.guest_id in words else rows.typed_word(desk, request, row, who=caller)
        )
        return Taken(what, word, done=row.done_at is not None)

    is_open = request.state in GATHERING and request.paused_at is None
    return Practicalities(
        ref=request.ref if job is None else job.ref,
        receipt=request.ref,
        by_coordinator=job is not None,
        is_open=is_open,
        items=tuple(taken(what) for what in rules.ALL),
        people=tuple((guest.ref, words[guest.id]) for guest in guests if _may_take(guest)),
        to_log=_to_log(desk, job, found) if job is not None and is_open else (),
    )
