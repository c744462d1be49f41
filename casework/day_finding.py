"""Finding a day: the main person proposes moments, the circle says which it can, the main person decides (domain.md 2).

Where the main person is not in the chat, the coordinator does it for them, after having spoken with them.
"""

from datetime import date, time

from sqlmodel import col, delete

from casework import circle_views, disagreeing, forms, letters, meeting_days, progress
from casework.desk import Desk
from casework.letters import LetterKind
from casework.meeting_days import Days
from domain import meeting_days as rules
from domain.errors import DayNotYoursError, MomentGoneError
from domain.requests import Event
from storage.arrivals import Caller
from storage.circle import MeetingDay, TickedDay
from storage.jobs import Job
from storage.references import reference
from storage.requests import Request

FORM = "meeting_day"


def propose(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Ask for one moment.

    Raises:
        NotFoundError: it is neither the caller's request nor their job.
        DayNotYoursError: it is not the caller's to decide.
        PausedError: the family takes a pause.
        WrongMoveError: it is not the time for it.
        TooManyMomentsError: there are six.
    """
    request = progress.request_by_ref(desk, ref)
    _deciding(desk, caller, request)
    rules.check_room([row.at for row in meeting_days.to_come(desk, request)])
    return forms.begin(desk, caller=caller, form=FORM, subject=ref, afresh=True)


def add(desk: Desk, *, caller: Caller, revision: int) -> Days:
    """Put the moment on the list.

    Raises:
        OutdatedError: the button is older than the draft.
        MomentPastError, MomentRepeatedError, TooManyMomentsError: this moment cannot be added.
        NotFoundError, DayNotYoursError, PausedError, WrongMoveError: as for `propose`.
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    request = progress.request_by_ref(desk, page.subject or "")
    job = _deciding(desk, caller, request)
    day, clock = (str(page.answers[name]) for name in ("day", "time"))
    at = rules.moment(date.fromisoformat(day), time.fromisoformat(clock), desk.zone)
    _forget_passed(desk, request)
    rules.check_new(at, [row.at for row in meeting_days.rows(desk, request)], now=desk.now)
    desk.session.add(MeetingDay(ref=reference(), request_id=request.id or 0, at=at))
    desk.session.flush()
    desk.audit(caller, "day_proposed", request.ref)
    return meeting_days.shown(desk, caller, job, request)


def remove(desk: Desk, *, caller: Caller, ref: str) -> Days:
    """Take a moment off the list, with what people said of it.

    Raises:
        NotFoundError: it is not on a list of the caller's (any more).
        DayNotYoursError, PausedError, WrongMoveError: as for `propose`.
    """
    day, request = meeting_days.of_ref(desk, ref)
    job = _deciding(desk, caller, request)
    _delete(desk, [day])
    desk.audit(caller, "day_removed", request.ref)
    return meeting_days.shown(desk, caller, job, request)


def ask(desk: Desk, *, caller: Caller, ref: str) -> Days:
    """Ask everybody in the circle which moments suit them; who was asked about the same ones is not asked twice.

    Raises:
        MainPersonsDisagreeError: those whom it is about do not agree with each other.
        MomentGoneError: there is no moment to ask about.
        NotFoundError, DayNotYoursError, PausedError, WrongMoveError: as for `propose`.
    """
    request = progress.request_by_ref(desk, ref)
    job = _deciding(desk, caller, request)
    disagreeing.require_agreed(desk, request)
    coming = meeting_days.to_come(desk, request)
    if not coming:
        raise MomentGoneError
    letters.may_repeat(desk, request, LetterKind.DAYS_ASKED)
    these = "".join(row.ref[:4] for row in coming)
    for guest in meeting_days.can_be_asked(desk, request):
        letters.write(
            desk,
            guest.person_id or 0,
            LetterKind.DAYS_ASKED,
            subject=guest.ref,
            request=request,
            occasion=these,
            card=True,
            nudge=True,
        )
    return meeting_days.shown(desk, caller, job, request)


def choose(desk: Desk, *, caller: Caller, ref: str) -> Days | forms.Page:
    """The main person decides, and the coordinator hears it; for the coordinator the meeting's form begins with it.

    Raises:
        NotFoundError: it is not on a list of the caller's (any more).
        MomentGoneError: it has passed.
        DayNotYoursError: the main person is in the chat and has not chosen this one.
        PausedError, WrongMoveError: as for `propose`.
    """
    day, request = meeting_days.of_ref(desk, ref)
    job = meeting_days.job_of(desk, caller, request)
    is_coordinator = job.coordinator_id == caller.id
    if not (is_coordinator and day.chosen_at):
        _deciding(desk, caller, request)
    progress.require_running(request)
    progress.require_move(request, Event.SCHEDULE)
    if day.at <= desk.now:
        raise MomentGoneError
    if day.chosen_at is None:
        _mark(desk, request, day)
        desk.audit(caller, "day_chosen", request.ref)
        if not is_coordinator:
            _tell_coordinator(desk, request, job, day)
    if not is_coordinator:
        return meeting_days.shown(desk, caller, job, request)
    local = day.at.astimezone(desk.zone)
    known = {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
    return forms.begin(desk, caller=caller, form="meeting", subject=job.ref, answers={**known}, afresh=True)


def _tell_coordinator(desk: Desk, request: Request, job: Job, day: MeetingDay) -> None:
    """What the main person chose; an earlier choice that was not sent yet is not said any more."""
    letters.take_back(desk, request, LetterKind.DAY_CHOSEN)
    occasion = f"{day.ref}:{day.chosen_at}"
    letters.write(
        desk,
        job.coordinator_id,
        LetterKind.DAY_CHOSEN,
        subject=job.ref,
        request=request,
        occasion=occasion,
    )


def _deciding(desk: Desk, caller: Caller, request: Request) -> Job:
    """The running job, if the caller may decide about the days now."""
    job = meeting_days.job_of(desk, caller, request)
    is_here = circle_views.main_person_here(desk, request)
    if is_here != (request.requester_id == caller.id):
        raise DayNotYoursError
    progress.require_running(request)
    progress.require_move(request, Event.SCHEDULE)
    return job


def _mark(desk: Desk, request: Request, chosen: MeetingDay) -> None:
    """At most one is chosen."""
    for row in meeting_days.rows(desk, request):
        row.chosen_at = desk.now if row.ref == chosen.ref else None
        desk.session.add(row)
    desk.session.flush()


def _forget_passed(desk: Desk, request: Request) -> None:
    """A moment that has passed takes nobody's place."""
    _delete(desk, [row for row in meeting_days.rows(desk, request) if row.at <= desk.now])


def _delete(desk: Desk, days: list[MeetingDay]) -> None:
    ids = [day.id for day in days]
    desk.session.exec(delete(TickedDay).where(col(TickedDay.day_id).in_(ids)))
    desk.session.exec(delete(MeetingDay).where(col(MeetingDay.id).in_(ids)))
    desk.session.flush()
