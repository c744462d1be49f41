"""What the family and the requester do: send a request, see where it stands, pause, go on, withdraw."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, func, select

from casework import consent_rows, escalations, forms, letters, limiting, links, progress, ties, watching
from casework.desk import Desk
from casework.endings import end
from casework.letters import LetterKind
from casework.sending import plan_next_wave
from casework.wishing import made_in
from domain import offers
from domain.deciding import GATHERING, MAIN_PERSON
from domain.errors import NotFoundError, TooManyRequestsError
from domain.forms.fields import SKIP, Answer
from domain.offers import OfferState
from domain.people import Action, require
from domain.places import PlaceAnswer
from domain.requests import FINAL, Ending, State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.offers import Offer
from storage.references import receipt
from storage.requests import Request

_SEALED = ("name", "place", "channel", "phone", "may_say", "access", "wish_other")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands, for whoever asked for it: counts and days, no person."""

    ref: str
    state: State
    ending: Ending | None
    asked: int
    reading: int
    declined: int
    paused: bool
    meeting_at: datetime | None
    submitted_at: datetime
    circle: bool = False
    """It is about the requester, who builds a circle with a coordinator now."""
    where: bool = False
    """There is a place for the meeting, to which the main person said yes."""


def submit(desk: Desk, *, caller: Caller, revision: int) -> Standing:
    """Turn the finished draft into a request with a receipt, and tell the managers of its region.

    Raises:
        OutdatedError: the button is older than the draft, or a question is open.
        TooManyRequestsError: three requests of this person are open already.
        TooOftenError: the person sent as many as may be in a day.
    """
    require(caller.role, Action.REQUEST)
    page = forms.take(desk, caller=caller, form="request", revision=revision)
    open_now = desk.session.exec(
        select(func.count())
        .select_from(Request)
        .where(
            Request.requester_id == caller.id,
            col(Request.state).not_in([state.value for state in FINAL]),
        ),
    ).one()
    if open_now >= desk.policy.open_requests:
        raise TooManyRequestsError(most=desk.policy.open_requests)
    limiting.require_may_ask(desk, caller)
    request = _request_from(desk, caller, page.answers)
    first = links.about(desk, page.subject)
    request.about_id = first.id if first else None
    desk.session.add(request)
    desk.session.flush()
    consent_rows.carry_over(desk, caller.id, request.ref)
    progress.reckon(desk, request)
    desk.audit(caller, "submitted", request.ref)
    letters.tell_managers(desk, request, LetterKind.REQUEST_CARD, card=True)
    if first is not None:
        links.tell(desk, first, request)
    watching.musts(desk, request)
    return standing(desk, request)


def mine(desk: Desk, *, caller: Caller) -> list[Standing]:
    """The caller's requests, the open ones first, the newest first."""
    found = desk.session.exec(select(Request).where(Request.requester_id == caller.id)).all()
    ordered = sorted(found, key=lambda request: (request.state in FINAL, -request.submitted_at.timestamp()))
    return [standing(desk, request) for request in ordered]


def standing(desk: Desk, request: Request) -> Standing:
    """Where a request stands; a coordinator who may still undo the acceptance is not told of yet."""
    states = Counter(
        OfferState(state)
        for state in desk.session.exec(select(Offer.state).where(Offer.request_id == request.id)).all()
    )
    job = progress.running_job(desk, request)
    return Standing(
        ref=request.ref,
        state=State.OFFERED if job and _may_change_their_mind(desk, request, job) else State(request.state),
        ending=Ending(request.ending) if request.ending else None,
        asked=sum(states.values()) - states[OfferState.PREPARED],
        reading=states[OfferState.SEEN],
        declined=states[OfferState.DECLINED],
        paused=request.paused_at is not None,
        meeting_at=job.meeting_at if job else None,
        submitted_at=request.submitted_at,
        circle=request.who == MAIN_PERSON and request.state in GATHERING and job is not None,
        where=job is not None and request.state == State.SCHEDULED and job.venue_answer == PlaceAnswer.YES,
    )


def _may_change_their_mind(desk: Desk, request: Request, job: Job) -> bool:
    return request.state == State.ACCEPTED and desk.now < job.accepted_at + desk.policy.undo


def own(desk: Desk, caller: Caller, ref: str) -> Request:
    """The caller's own request.

    Raises:
        NotFoundError: there is none with this receipt, or it is someone else's.
    """
    request = progress.request_by_ref(desk, ref)
    if request.requester_id != caller.id:
        raise NotFoundError
    return request


def look(desk: Desk, *, caller: Caller, ref: str) -> Standing:
    """Where one of the caller's own requests stands.

    Raises:
        NotFoundError: there is none with this receipt, or it is someone else's.
    """
    return standing(desk, own(desk, caller, ref))


def for_reader(desk: Desk, *, reader: Caller, ref: str) -> Standing:
    """Where a request stands, for its requester or its coordinator.

    Raises:
        NotFoundError: the reader has nothing to do with it.
    """
    return standing(desk, _own_or_job(desk, reader, ref))


def withdraw(desk: Desk, *, caller: Caller, ref: str, ending: Ending) -> Standing:
    """End the requester's own request; a right, at every moment, without a reason in words.

    Raises:
        NotFoundError: not the caller's request.
        WrongMoveError: it is over already.
    """
    require(caller.role, Action.WITHDRAW)
    request = own(desk, caller, ref)
    end(desk, request, ending, by=caller)
    return standing(desk, request)


def pause(desk: Desk, *, caller: Caller, ref: str) -> Standing:
    """Stop the clock of a request: no nudge about it until the family goes on (feature 114).

    Raises:
        NotFoundError: neither the caller's own request nor their job.
    """
    require(caller.role, Action.PAUSE)
    request = _own_or_job(desk, caller, ref)
    if request.paused_at is None and request.state not in FINAL:
        request.paused_at = desk.now
        progress.reckon(desk, request)
        desk.audit(caller, "paused", request.ref)
        _tell_the_other(desk, request, caller, LetterKind.PAUSED)
    return standing(desk, request)


def go_on(desk: Desk, *, caller: Caller, ref: str) -> Standing:
    """Let the clock run again: every promise that ran has as much time left as before the pause.

    The quiet of a preparation counts from now, for the family's own tempo does (domain.md 1.3).

    Raises:
        NotFoundError: neither the caller's own request nor their job.
    """
    require(caller.role, Action.PAUSE)
    request = _own_or_job(desk, caller, ref)
    if request.paused_at is not None:
        _give_back_the_time(desk, request, desk.now - request.paused_at)
        # A new list, for what changes inside a column of JSON is not noticed.
        request.pauses = [
            *(request.pauses or []),
            [request.paused_at.isoformat(), desk.now.isoformat()],
        ]
        request.paused_at = None
        if request.next_wave_at is not None:
            plan_next_wave(desk, request)
        job = progress.running_job(desk, request)
        if job is not None:
            job.last_step_at = desk.now
            desk.session.add(job)
            desk.session.flush()
        progress.reckon(desk, request)
        desk.audit(caller, "went_on", request.ref)
        _tell_the_other(desk, request, caller, LetterKind.WENT_ON)
    return standing(desk, request)


def _give_back_the_time(desk: Desk, request: Request, pause: timedelta) -> None:
    """Who was asked could not answer during the pause, so that their time stood still."""
    for offer in desk.session.exec(select(Offer).where(Offer.request_id == request.id)).all():
        if offer.state in offers.OPEN and offer.expires_at is not None:
            offer.expires_at += pause
            desk.session.add(offer)


def ask_for_human(desk: Desk, *, caller: Caller) -> bool:
    """Have a person call or write; never refused. Whether a manager of a region was told.

    Asked again before anybody took it, it stays one question.
    """
    newest = desk.session.exec(
        select(Request).where(Request.requester_id == caller.id).order_by(col(Request.id).desc()),
    ).first()
    return escalations.raise_for_person(desk, caller=caller, request=newest)


def _own_or_job(desk: Desk, caller: Caller, ref: str) -> Request:
    request = progress.request_by_ref(desk, ref)
    job = progress.running_job(desk, request)
    if request.requester_id != caller.id and (job is None or job.coordinator_id != caller.id):
        raise NotFoundError
    return request


def _tell_the_other(desk: Desk, request: Request, caller: Caller, kind: LetterKind) -> None:
    """The family and the coordinator know of each other's pause; whoever pressed is answered directly."""
    job = progress.running_job(desk, request)
    for person_id in {request.requester_id, job.coordinator_id if job else request.requester_id} - {
        caller.id
    }:
        letters.write(desk, person_id, kind, subject=request.ref, request=request)


def _request_from(desk: Desk, caller: Caller, answers: dict[str, Answer]) -> Request:
    region, place = str(answers["place"]).split("/", 1)
    key = desk.vault.make_key()
    deadline = None if answers["deadline"] == SKIP else date.fromisoformat(str(answers["deadline"]))
    details = {name: answers[name] for name in _SEALED if name in answers} | {"place": place}
    return Request(
        ref=receipt(),
        requester_id=caller.id,
        region=region,
        language=str(answers["language"]),
        who=str(answers["who"]),
        variant=str(answers["variant"]),
        hours=str(answers["hours"]),
        deadline_on=deadline,
        urgent=deadline is not None and deadline <= desk.today + desk.policy.urgent_within,
        key=key,
        details=desk.vault.seal(key, "details", details),
        wishes=desk.vault.seal(key, "wishes", _wishes_from(answers)),
        bodies=ties.seal(desk, key, _worked_for(answers)),
        submitted_at=desk.now,
    )


def _worked_for(answers: dict[str, Answer]) -> list[str]:
    """For which organisation a professional who asks works: the first with a part in it."""
    organisation = str(answers.get("organisation", SKIP))
    return [] if organisation == SKIP else [organisation]


def _wishes_from(answers: dict[str, Answer]) -> list[dict[str, str]]:
    """The wishes that were really made, in the order of the form."""
    return [
        {"kind": str(wish.kind), "value": wish.value, "weight": str(wish.weight)} for wish in made_in(answers)
    ]
