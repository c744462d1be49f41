"""The coordinator writes the plan down as it is read out: lines, and the same line in another language beside it."""

from dataclasses import dataclass

from casework import forms, jobs, own_reminders, plan_rows, progress, written_plans
from casework.desk import Desk
from casework.plan_rows import BESIDE_FORM, LINE_FORM
from casework.written_plans import WrittenPlan
from domain.errors import NotFoundError, PlanFullError, TooManyBesideError, WrongMoveError
from domain.forms.fields import SKIP, Answer
from domain.openings import Why
from domain.people import Action, require
from domain.plans import MOST, MOST_BESIDE, Line, LineKind
from storage.arrivals import Caller
from storage.jobs import Job
from storage.plans import PlanLine
from storage.references import reference
from storage.requests import Request

FORMS = frozenset({LINE_FORM, BESIDE_FORM})
"""The forms that end here."""


@dataclass(frozen=True, slots=True)
class OneLine:
    """One line with what can be done about it."""

    job: str
    line: Line


def look(desk: Desk, *, caller: Caller, ref: str) -> WrittenPlan:
    """The plan of the caller's job; opening it is written to the audit.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    return written_plans.view(desk, caller, job, request)


def one(desk: Desk, *, caller: Caller, ref: str) -> OneLine:
    """One line.

    Raises:
        NotFoundError: it is of another's job, or it was deleted.
    """
    _, job, request = _own_line(desk, caller, ref)
    return _shown(desk, caller, job, request, ref)


def begin_line(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Write one more line down.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: the plan is not made yet, or it is too late.
        PlanFullError: there are forty lines.
    """
    job, request = jobs.own(desk, caller, ref)
    _require_writing(desk, job, request)
    _require_room(desk, request)
    return forms.begin(desk, caller=caller, form=LINE_FORM, subject=job.ref)


def begin_change(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Change the words of a line, from what stands there.

    Raises:
        NotFoundError: it is of another's job, or it was deleted.
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
    """
    line, _, request = _line_to_change(desk, caller, ref)
    words = plan_rows.words_of(desk, request, line, who=caller, why=Why.JOB)
    answers: dict[str, Answer] = {name: said or SKIP for name, said in words.items()}
    return forms.begin(desk, caller=caller, form=LINE_FORM, subject=line.ref, answers=answers, afresh=True)


def begin_beside(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Put the line in another language beside it, in the words of somebody who was there.

    Raises:
        NotFoundError: it is of another's job, or it was deleted.
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
    """
    line, *_ = _line_to_change(desk, caller, ref)
    return forms.begin(desk, caller=caller, form=BESIDE_FORM, subject=line.ref, afresh=True)


def finish(desk: Desk, *, caller: Caller, form: str, revision: int) -> WrittenPlan:
    """Keep the line, or what stands beside it, as it was typed.

    Raises:
        OutdatedError: the button is older than the draft.
        NotFoundError: the job or the line is not the caller's (any more).
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
        PlanFullError: there are forty lines.
        TooManyBesideError: eight languages stand beside the line.
    """
    page = forms.take(desk, caller=caller, form=form, revision=revision)
    subject = page.subject or ""
    if form == BESIDE_FORM:
        return _put_beside(desk, caller, subject, page.answers)
    try:
        line, job, request = _own_line(desk, caller, subject)
    except NotFoundError:
        return _add(desk, caller, subject, page.answers)
    _require_writing(desk, job, request)
    if plan_rows.words_of(desk, request, line)["what"] != page.answers["what"]:
        line.beside = None  # it was said of the words before, and would tell its readers something else now
    line.words = _sealed(desk, request, page.answers)
    return _kept(desk, caller, job, request, line)


def set_kind(desk: Desk, *, caller: Caller, ref: str, kind: LineKind) -> OneLine:
    """Say what a line is: an agreement, help that the circle asks for, or who can be called.

    Raises:
        NotFoundError: it is of another's job, or it was deleted.
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
    """
    line, job, request = _line_to_change(desk, caller, ref)
    if line.kind != kind:
        line.kind = kind.value
        _kept(desk, caller, job, request, line)
    return _shown(desk, caller, job, request, ref)


def remove(desk: Desk, *, caller: Caller, ref: str) -> WrittenPlan:
    """Delete a line.

    Raises:
        NotFoundError: it is of another's job, or it was deleted before.
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
    """
    line, job, request = _line_to_change(desk, caller, ref)
    own_reminders.forget_line(desk, ref)
    desk.session.delete(line)
    desk.audit(caller, "plan_line_removed", request.ref, ref)
    plan_rows.changed(desk, plan_rows.of_request(desk, request))
    return written_plans.view(desk, caller, job, request)


def remove_beside(desk: Desk, *, caller: Caller, ref: str, language: str) -> OneLine:
    """Delete what stands beside a line in this language; when nothing does, nothing changes.

    Raises:
        NotFoundError: it is of another's job, or it was deleted.
        PausedError: the family takes a pause.
        WrongMoveError: it is too late.
    """
    line, job, request = _line_to_change(desk, caller, ref)
    beside = plan_rows.beside_of(desk, request, line)
    if beside.pop(language, None) is not None:
        line.beside = _sealed_beside(desk, request, beside)
        _kept(desk, caller, job, request, line)
    return _shown(desk, caller, job, request, ref)


def _own_line(desk: Desk, caller: Caller, ref: str) -> tuple[PlanLine, Job, Request]:
    require(caller.role, Action.DO_JOB)
    line, request = plan_rows.of_ref(desk, ref)
    job = progress.running_job(desk, request)
    if job is None or job.coordinator_id != caller.id:
        raise NotFoundError
    return line, job, request


def _line_to_change(desk: Desk, caller: Caller, ref: str) -> tuple[PlanLine, Job, Request]:
    line, job, request = _own_line(desk, caller, ref)
    _require_writing(desk, job, request)
    return line, job, request


def _require_writing(desk: Desk, job: Job, request: Request) -> None:
    progress.require_running(request)
    if not written_plans.is_time(desk, job, request):
        raise WrongMoveError(state=request.state)


def _require_room(desk: Desk, request: Request) -> None:
    if len(plan_rows.lines_of(desk, request)) >= MOST:
        raise PlanFullError


def _add(desk: Desk, caller: Caller, ref: str, answers: dict[str, Answer]) -> WrittenPlan:
    job, request = jobs.own(desk, caller, ref)
    _require_writing(desk, job, request)
    _require_room(desk, request)
    line = PlanLine(
        ref=reference(),
        request_id=request.id or 0,
        kind=LineKind.PROMISE.value,
        number=plan_rows.next_number(desk, request),
        words=_sealed(desk, request, answers),
    )
    return _kept(desk, caller, job, request, line)


def _put_beside(desk: Desk, caller: Caller, ref: str, answers: dict[str, Answer]) -> WrittenPlan:
    line, job, request = _line_to_change(desk, caller, ref)
    beside = plan_rows.beside_of(desk, request, line) | {str(answers["language"]): str(answers["what"])}
    if len(beside) > MOST_BESIDE:
        raise TooManyBesideError
    line.beside = _sealed_beside(desk, request, beside)
    return _kept(desk, caller, job, request, line)


def _kept(desk: Desk, caller: Caller, job: Job, request: Request, line: PlanLine) -> WrittenPlan:
    desk.session.add(line)
    desk.session.flush()
    desk.audit(caller, "plan_line_written", request.ref, line.ref)
    plan_rows.changed(desk, plan_rows.of_request(desk, request))
    return written_plans.view(desk, caller, job, request)


def _shown(desk: Desk, caller: Caller, job: Job, request: Request, ref: str) -> OneLine:
    lines = plan_rows.opened(desk, request, who=caller, why=Why.JOB)
    return OneLine(job.ref, next(line for line in lines if line.ref == ref))


def _sealed(desk: Desk, request: Request, answers: dict[str, Answer]) -> bytes:
    """The words of a line; what was skipped is nothing."""
    words = {
        name: None if answers.get(name, SKIP) == SKIP else answers[name]
        for name in ("what", "who", "by", "checks")
    }
    return _seal(desk, request, LINE_FORM, words)


def _sealed_beside(desk: Desk, request: Request, beside: dict[str, str]) -> bytes | None:
    return _seal(desk, request, BESIDE_FORM, beside) if beside else None


def _seal(desk: Desk, request: Request, name: str, words: object) -> bytes:
    if request.key is None:
        raise NotFoundError
    return desk.vault.seal(request.key, name, words)
