"""A person's own consents: what they said yes to, and taking one layer back with what follows at once (domain.md 3.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework import askings, closing, consent_rows, forms, letters, people, progress, registrations, requests
from casework.desk import Desk
from casework.endings import end, withdraw_offers
from casework.letters import LetterKind
from domain import consents
from domain.consents import OF_A_REQUEST, Layer
from domain.deciding import MAIN_PERSON
from domain.errors import NotFoundError, OutdatedError
from domain.requests import FINAL, Ending, Event, State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.consents import Consent
from storage.jobs import Registration
from storage.requests import Request

LAYER = "layer"
"""Among the facts of a letter: which layer changed."""


@dataclass(frozen=True, slots=True)
class Given:
    """One layer as it stands; `at` is when they said yes or, where `given` is not, when they took it back."""

    layer: Layer
    given: bool
    at: datetime
    can_change: bool


@dataclass(frozen=True, slots=True)
class OfRequest:
    """The layers of one request; it is `over` when only the figures are left to say no to."""

    ref: str
    over: bool
    layers: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Consents:
    """All that somebody agreed to: the text before the questions, their requests, and their own invitations."""

    agreed_at: datetime | None
    requests: tuple[OfRequest, ...]
    invitations: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a family changed, for whoever has to know: the receipt, the job where the reader has it, and the layer."""

    receipt: str
    job: str | None
    layer: Layer
    given: bool


def look(desk: Desk, *, caller: Caller) -> Consents:
    """What the caller agreed to, as it stands."""
    found = desk.session.exec(
        select(Request)
        .where(Request.requester_id == caller.id, col(Request.key).is_not(None))
        .order_by(col(Request.submitted_at).desc(), col(Request.id).desc())
    ).all()
    invited = desk.session.exec(
        select(Consent.about, Consent.given_at)
        .join(Guest, col(Guest.ref) == col(Consent.about))
        .where(
            Consent.person_id == caller.id,
            Consent.layer == Layer.GUEST.value,
            col(Consent.withdrawn_at).is_(None),
        )
        .order_by(col(Consent.id))
    ).all()
    return Consents(
        agreed_at=people.record(desk, caller).consent_at,
        requests=tuple(_of_request(desk, request) for request in found),
        invitations=tuple((about, at) for about, at in invited),
    )


def look_at(desk: Desk, *, caller: Caller, ref: str) -> OfRequest:
    """The layers of one of the caller's own requests.

    Raises:
        NotFoundError: there is none with this receipt, or it is someone else's.
    """
    return _of_request(desk, requests.own(desk, caller, ref))


def withdraw(desk: Desk, *, caller: Caller, ref: str, layer: Layer) -> OfRequest:
    """Take one layer back; what follows from it happens at once. Taken back before, nothing changes.

    Raises:
        NotFoundError: it is not the caller's request.
        OutdatedError: it changes nothing any more where the request stands.
    """
    request = requests.own(desk, caller, ref)
    row = _row(desk, request, layer)
    if row.withdrawn_at is not None:
        return _of_request(desk, request)
    if not consents.can_withdraw(layer, State(request.state)):
        raise OutdatedError
    row.withdrawn_at = desk.now
    desk.session.add(row)
    desk.session.flush()
    desk.audit(caller, "consent_withdrawn", request.ref, layer.value)
    _FOLLOWS[layer](desk, caller, request)
    return _of_request(desk, request)


def give_again(desk: Desk, *, caller: Caller, ref: str, layer: Layer) -> OfRequest:
    """Say yes again to a layer that was taken back; whoever had to stop hears it.

    Raises:
        NotFoundError: it is not the caller's request.
        OutdatedError: the request is over.
    """
    request = requests.own(desk, caller, ref)
    if not consents.can_give_again(layer, State(request.state)):
        raise OutdatedError
    if _row(desk, request, layer).withdrawn_at is not None:
        consent_rows.give(desk, caller.id, [layer], version=people.CONSENT_VERSION, about=request.ref)
        desk.audit(caller, "consent_given", request.ref, layer.value)
        _tell(desk, request, layer)
    return _of_request(desk, request)


def take_back_text(desk: Desk, *, caller: Caller) -> None:
    """Take back the yes from before the questions: what is half filled in is gone, and the text is asked again.

    Requests that were sent have layers of their own.
    """
    person = people.record(desk, caller)
    person.consent = person.consent_at = None
    desk.session.add(person)
    consent_rows.withdraw(desk, caller.id)
    forms.discard(desk, caller=caller, form="request")
    desk.audit(caller, "consent_withdrawn", person.ref)


def stop(desk: Desk, caller: Caller, request: Request) -> None:
    """End the caller's own request, as far as it has come; one whose follow-up was logged is closed with what is known."""
    if request.state == State.FOLLOW_UP_DONE:
        closing.close_access(desk, request, by=caller)
    elif request.state not in FINAL:
        is_own = request.who == MAIN_PERSON
        ending = Ending.WITHDRAWN_BY_MAIN_PERSON if is_own else Ending.WITHDRAWN_BY_REQUESTER
        end(desk, request, ending, by=caller)


def hold_back(desk: Desk, request: Request, *, by: Caller) -> None:
    """Nobody is asked any more, and who was asked need not answer, where the family does not want it."""
    if not consent_rows.withheld(desk, request, Layer.SHARE):
        return
    withdraw_offers(desk, request)
    request.next_wave_at = None
    desk.session.add(request)
    desk.session.flush()
    if request.state == State.OFFERED:
        progress.advance(desk, request, Event.RUN_OUT, by=by)


def changed(desk: Desk, *, reader: Caller, ref: str, layer: Layer) -> Change:
    """For the letter: how the layer stands now, for the manager of the request or its coordinator.

    Raises:
        NotFoundError: the reader has nothing to do with the request, or it is over.
    """
    request = progress.request_by_ref(desk, ref)
    job = progress.running_job(desk, request)
    is_coordinator = job is not None and job.coordinator_id == reader.id
    may_see = is_coordinator or letters.looks_after(desk, reader, request.region, about=request.id)
    if not may_see or request.state in FINAL:
        raise NotFoundError
    given = not consent_rows.withheld(desk, request, layer)
    return Change(request.ref, job.ref if job is not None and is_coordinator else None, layer, given)


def _stop_sharing(desk: Desk, caller: Caller, request: Request) -> None:
    hold_back(desk, request, by=caller)
    _tell(desk, request, Layer.SHARE)


def _hide_contact(desk: Desk, _caller: Caller, request: Request) -> None:
    _tell(desk, request, Layer.CONTACT)


def _stop_asking(desk: Desk, _caller: Caller, request: Request) -> None:
    letters.take_back(desk, request, LetterKind.HOW_IT_GOES)
    askings.forget_person(desk, request, request.requester_id)
    _tell(desk, request, Layer.FOLLOW_UP)


def _stop_counting(desk: Desk, _caller: Caller, request: Request) -> None:
    registrations.forget(desk, request)


_FOLLOWS: dict[Layer, Callable[[Desk, Caller, Request], None]] = {
    Layer.PROCESS: stop,
    Layer.SHARE: _stop_sharing,
    Layer.CONTACT: _hide_contact,
    Layer.FOLLOW_UP: _stop_asking,
    Layer.STATISTICS: _stop_counting,
}


def _tell(desk: Desk, request: Request, layer: Layer) -> None:
    """The manager hears of sharing, for they have to call; the coordinator of what changes for them."""
    job = progress.running_job(desk, request)
    readers: list[int] = []
    if layer is Layer.SHARE:
        readers = letters.managers_of(desk, request.region)
    elif layer in {Layer.CONTACT, Layer.FOLLOW_UP} and job is not None:
        readers = [job.coordinator_id]
    for person_id in readers:
        letters.write(
            desk,
            person_id,
            LetterKind.CONSENT_CHANGED,
            subject=request.ref,
            request=request,
            occasion=f"{layer}:{desk.now.isoformat()}",
            facts={LAYER: layer.value},
        )


def _row(desk: Desk, request: Request, layer: Layer) -> Consent:
    row = consent_rows.of_request(desk, request).get(layer)
    if row is None:
        raise OutdatedError
    return row


def _of_request(desk: Desk, request: Request) -> OfRequest:
    state = State(request.state)
    rows = consent_rows.of_request(desk, request)
    counted = state not in FINAL or desk.session.get(Registration, request.ref) is not None
    return OfRequest(
        ref=request.ref,
        over=state in FINAL,
        layers=tuple(_given(rows[layer], state, counted=counted) for layer in OF_A_REQUEST if layer in rows),
    )


def _given(row: Consent, state: State, *, counted: bool) -> Given:
    """How one layer stands; of a request that is over only what is counted, as long as it is, can still be changed."""
    layer, given = Layer(row.layer), row.withdrawn_at is None
    can = consents.can_withdraw(layer, state) and counted if given else consents.can_give_again(layer, state)
    return Given(layer, given, row.withdrawn_at or row.given_at, can)
