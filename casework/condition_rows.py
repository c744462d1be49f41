"""The rows of the conditions under compulsory help: opening them, whether they are known, and deleting them."""

from dataclasses import dataclass

from sqlmodel import col, delete, select

from casework import progress, steps
from casework.desk import Desk
from domain.circle import Part, Standing
from domain.errors import NotFoundError
from domain.openings import Why
from domain.preparation import Step, StepStatus
from storage.arrivals import Caller
from storage.circle import Guest
from storage.compulsory import Acceptance, Conditions, Disagreement
from storage.jobs import Job
from storage.requests import Request

_NAME = "conditions"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as it was said."""

    ref: str
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """The conditions of one professional; `complete` when they said that these are all."""

    lines: tuple[Condition, ...] = ()
    complete: bool = False


def sets_conditions(guest: Guest, request: Request) -> bool:
    """Whether this guest sets conditions: a professional who is agreed on, under compulsory help."""
    return request.compulsory and guest.part == Part.PROFESSIONAL and guest.state == Standing.AGREED


def of_guest(
    desk: Desk, request: Request, guest: Guest, *, who: Caller | None = None, why: Why = Why.KEEPING
) -> Given:
    """What this professional has set so far; opening it is written to the audit where staff reads it."""
    row = desk.session.get(Conditions, guest.id)
    if row is None or request.key is None:
        return Given()
    found = desk.unseal(request.key, _NAME, row.words, about=request.ref, who=who, why=why)
    return Given(tuple(Condition(one["ref"], one["words"]) for one in found), row.complete_at is not None)


def keep(desk: Desk, request: Request, guest: Guest, given: Given) -> None:
    """Seal what this professional sets, in place of what it was.

    Raises:
        NotFoundError: the request was forgotten.
    """
    if request.key is None:
        raise NotFoundError
    content = [{"ref": one.ref, "words": one.words} for one in given.lines]
    words = desk.vault.seal(request.key, _NAME, content)
    row = desk.session.get(Conditions, guest.id)
    if row is None:
        row = Conditions(guest_id=guest.id or 0, request_id=request.id or 0, words=words)
    row.words = words
    row.complete_at = (row.complete_at or desk.now) if given.complete else None
    desk.session.add(row)
    desk.session.flush()


def complete_ones(desk: Desk, request: Request) -> list[Guest]:
    """The professionals whose conditions are complete and shown to everybody; nobody without compulsory help."""
    if not request.compulsory:
        return []
    return [guest for guest, row in _rows(desk, request) if row.complete_at is not None]


def has_something(desk: Desk, request: Request, guest: Guest) -> bool:
    """Whether this guest has conditions to read, or to set."""
    return sets_conditions(guest, request) or bool(complete_ones(desk, request))


def are_known(desk: Desk, request: Request) -> bool:
    """Whether every professional who began to set conditions said that these are all."""
    rows = _rows(desk, request)
    return bool(rows) and all(row.complete_at is not None for _, row in rows)


def follow(desk: Desk, request: Request, job: Job | None) -> None:
    """The step of the preparation says what is true of what was written here."""
    if job is None:
        return
    done = steps.statuses(desk, job).get(Step.CONDITIONS_KNOWN) is StepStatus.DONE
    known = are_known(desk, request)
    if done is not known:
        steps.write(desk, job, Step.CONDITIONS_KNOWN, StepStatus.DONE if known else StepStatus.OPEN)


def moved(desk: Desk, request: Request, guest: Guest, *, forget: bool = False) -> None:
    """A professional comes, goes, or gets a new link; with `forget` what they set goes too."""
    row = desk.session.get(Conditions, guest.id)
    if row is None:
        return
    if forget:
        desk.session.delete(row)
    desk.session.flush()
    follow(desk, request, progress.running_job(desk, request))


def forget(desk: Desk, request: Request) -> None:
    """Delete the conditions of this request."""
    desk.session.exec(delete(Conditions).where(col(Conditions.request_id) == request.id))


def forget_with_the_circle(desk: Desk, request: Request) -> None:
    """Delete the conditions, the answer to the plan, and that the main persons did not agree."""
    forget(desk, request)
    desk.session.exec(delete(Acceptance).where(col(Acceptance.request_id) == request.id))
    desk.session.exec(delete(Disagreement).where(col(Disagreement.request_id) == request.id))


def _rows(desk: Desk, request: Request) -> list[tuple[Guest, Conditions]]:
    """Of the professionals who are agreed on, the first one first."""
    found = desk.session.exec(
        select(Guest, Conditions)
        .join(Conditions, col(Conditions.guest_id) == Guest.id)
        .where(
            Guest.request_id == request.id,
            Guest.part == Part.PROFESSIONAL.value,
            Guest.state == Standing.AGREED.value,
        )
        .order_by(col(Guest.id))
    ).all()
    return [(guest, row) for guest, row in found]
