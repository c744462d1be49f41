"""The main person's yes to the place and to the question: nothing about a place is sent before it (domain.md 2).

Of the question only that they agreed on it is kept, never its words (domain.md 9).
"""

from dataclasses import dataclass
from datetime import datetime

from casework import (
    announcing,
    circle_access,
    circle_views,
    disagreeing,
    jobs,
    letters,
    place_rows,
    progress,
    steps,
)
from casework.desk import Desk
from casework.letters import LetterKind
from domain.circle_errors import MainPersonDecidesError, MainPersonElsewhereError
from domain.errors import OutdatedError
from domain.follow_ups import safe_moment
from domain.invitations import meets_at
from domain.openings import Why
from domain.places import PlaceAnswer
from domain.preparation import Step, StepStatus
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request

PLACE, QUESTION = "place", "question"
"""What the main person said something about, among the facts of the letter to the coordinator."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a meeting, for its coordinator or the main person.

    Attributes:
        job: empty for the main person.
        venue: None before a day and a place are set.
        mark: of this place, for a button.
        main_person_here: the main person says yes or no in their own chat; else the coordinator notes it down.
        question_agreed: the coordinator noted down that there is a question.
        has_pin: there is a pin; `is_far` when it is not sent before somebody said that it is right.
    """

    job: str
    receipt: str
    meeting_at: datetime | None
    venue: str | None
    mark: str
    answer: PlaceAnswer
    main_person_here: bool
    question_agreed: bool
    has_pin: bool
    is_far: bool


def look(desk: Desk, *, caller: Caller, ref: str) -> Place:
    """The place, for the coordinator.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    return shown(desk, caller, *jobs.own(desk, caller, ref))


def to_judge(desk: Desk, *, caller: Caller, receipt: str) -> Place:
    """The place and whether there is a question, for the main person.

    Raises:
        NotFoundError: it is not the caller's, somebody else is the main person, or nobody prepares a meeting.
    """
    return shown(desk, caller, *_of_main_person(desk, caller, receipt))


def is_asked(desk: Desk, *, caller: Caller, receipt: str) -> Place:
    """The same for the letter, as long as the question stands open.

    Raises:
        NotFoundError: as for `to_judge`.
        OutdatedError: they answered, or there is no place.
    """
    place = to_judge(desk, caller=caller, receipt=receipt)
    if place.answer is not PlaceAnswer.ASKED or place.venue is None:
        raise OutdatedError
    return place


def ask(desk: Desk, *, caller: Caller, ref: str) -> Place:
    """Ask the main person about the place, in their chat and at an hour that is safe for them; once a day.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
        OutdatedError: there is no place, or they said yes to it.
        MainPersonElsewhereError: they are not in the chat.
        MainPersonsDisagreeError: those whom it is about do not agree with each other.
    """
    job, request = jobs.own(desk, caller, ref)
    circle_access.require_open(request)
    disagreeing.require_agreed(desk, request)
    _require_undecided(job)
    if not circle_views.main_person_here(desk, request):
        raise MainPersonElsewhereError
    _ask(desk, job, request)
    return shown(desk, caller, job, request)


def log_yes(desk: Desk, *, caller: Caller, ref: str, mark: str) -> Place:
    """Note down that the main person, with whom the coordinator spoke, agrees to the place.

    Raises:
        NotFoundError, PausedError, WrongMoveError: as for `ask`.
        MainPersonDecidesError: they are in the chat, and say it there.
        OutdatedError: it is another place by now.
    """
    job, request = jobs.own(desk, caller, ref)
    circle_access.require_open(request)
    if circle_views.main_person_here(desk, request):
        raise MainPersonDecidesError
    _keep_answer(desk, caller, job, request, mark, PlaceAnswer.YES)
    return shown(desk, caller, job, request)


def answer(desk: Desk, *, caller: Caller, receipt: str, mark: str, yes: bool) -> Place:
    """The main person says yes, or that it should be another place; the coordinator hears it.

    Raises:
        NotFoundError: as for `to_judge`.
        PausedError: the family takes a pause.
        WrongMoveError: it is too early or too late for it.
        OutdatedError: it is another place by now.
    """
    job, request = _of_main_person(desk, caller, receipt)
    circle_access.require_open(request)
    said = PlaceAnswer.YES if yes else PlaceAnswer.ANOTHER
    if job.venue_answer != said:
        _keep_answer(desk, caller, job, request, mark, said)
        letters.take_back(desk, request, LetterKind.PLACE_ASKED)
        _tell_coordinator(desk, job, request, PLACE, yes=yes)
    return shown(desk, caller, job, request)


def question_is_open(desk: Desk, *, caller: Caller, receipt: str) -> Place:
    """The main person says that they have not agreed on the question: its step is open again; the coordinator hears it.

    Raises:
        NotFoundError, PausedError, WrongMoveError: as for `answer`.
    """
    job, request = _of_main_person(desk, caller, receipt)
    circle_access.require_open(request)
    if _question_agreed(desk, job):
        steps.write(desk, job, Step.QUESTION_AGREED, StepStatus.LATER)
        desk.audit(caller, "question_open", request.ref)
        _tell_coordinator(desk, job, request, QUESTION, yes=False)
    return shown(desk, caller, job, request)


def keep(desk: Desk, job: Job, request: Request, venue: str, *, again: bool) -> None:
    """Keep the place of the meeting. Another place, or one `again` for a second meeting, waits for a yes of its own.

    The main person in the chat is asked at once; the pin of the place before goes.
    """
    if request.key is None:
        return
    same = place_rows.venue_of(desk, job, request, who=None, why=Why.KEEPING) == venue
    if same and not again and job.venue_answer != PlaceAnswer.ANOTHER:
        return
    job.venue = desk.vault.seal(request.key, "venue", venue)
    job.venue_answer = PlaceAnswer.OPEN.value
    place_rows.forget_pin(desk, job)
    if circle_views.main_person_here(desk, request):
        _ask(desk, job, request)


def heard(desk: Desk, *, caller: Caller, ref: str, about: str, yes: bool) -> Place:
    """For the letter about what the main person said: the place, as long as it still stands so.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        OutdatedError: it was said otherwise since.
    """
    place = look(desk, caller=caller, ref=ref)
    said = PlaceAnswer.YES if yes else PlaceAnswer.ANOTHER
    stands = not place.question_agreed if about == QUESTION else place.answer is said
    if not stands:
        raise OutdatedError
    return place


def shown(desk: Desk, caller: Caller, job: Job, request: Request) -> Place:
    """What the caller, who is the coordinator or the main person, sees of the place."""
    pin = place_rows.pin_of(desk, job, request)
    meeting_at = meets_at(job.meeting_at, job.held_at)
    return Place(
        job=job.ref if job.coordinator_id == caller.id else "",
        receipt=request.ref,
        meeting_at=meeting_at,
        venue=None
        if meeting_at is None
        else place_rows.venue_of(desk, job, request, who=caller, why=Why.JOB),
        mark=place_rows.mark(job),
        answer=PlaceAnswer(job.venue_answer),
        main_person_here=circle_views.main_person_here(desk, request),
        question_agreed=_question_agreed(desk, job),
        has_pin=pin is not None,
        is_far=pin is not None and not pin.sure,
    )


def _of_main_person(desk: Desk, caller: Caller, receipt: str) -> tuple[Job, Request]:
    request = circle_access.of_main_person(desk, caller, receipt)
    job = progress.running_job(desk, request)
    assert job is not None  # noqa: S101 - without a coordinator it is no circle of a main person
    return job, request


def _require_undecided(job: Job) -> None:
    if job.venue is None or meets_at(job.meeting_at, job.held_at) is None:
        raise OutdatedError
    if job.venue_answer == PlaceAnswer.YES:
        raise OutdatedError


def _ask(desk: Desk, job: Job, request: Request) -> None:
    job.venue_answer = PlaceAnswer.ASKED.value
    desk.session.add(job)
    desk.session.flush()
    letters.take_back(desk, request, LetterKind.PLACE_ASKED)
    letters.may_repeat(desk, request, LetterKind.PLACE_ASKED)
    letters.write(
        desk,
        request.requester_id,
        LetterKind.PLACE_ASKED,
        subject=request.ref,
        request=request,
        occasion=f"{place_rows.mark(job)}:{desk.today}",
        nudge=True,  # dropped when they pause or stop before it is sent
        not_before=safe_moment(request.hours, desk.zone, now=desk.now),
    )


def _keep_answer(
    desk: Desk, caller: Caller, job: Job, request: Request, mark: str, said: PlaceAnswer
) -> None:
    """Whoever opened their invitation sees the place now, or that it follows."""
    if job.venue is None or meets_at(job.meeting_at, job.held_at) is None or mark != place_rows.mark(job):
        raise OutdatedError
    if said is PlaceAnswer.YES:
        disagreeing.require_agreed(desk, request)
    before = announcing.when_and_where(desk, request)
    job.venue_answer = said.value
    desk.session.add(job)
    desk.audit(caller, f"place_{said.value}", request.ref)
    circle_access.moved(desk, request)
    announcing.tell_if_changed(desk, request, before)


def _tell_coordinator(desk: Desk, job: Job, request: Request, about: str, *, yes: bool) -> None:
    letters.write(
        desk,
        job.coordinator_id,
        LetterKind.MAIN_PERSON_SAID,
        subject=job.ref,
        request=request,
        facts={"about": about, "yes": yes},
    )


def _question_agreed(desk: Desk, job: Job) -> bool:
    return steps.statuses(desk, job).get(Step.QUESTION_AGREED) is StepStatus.DONE
