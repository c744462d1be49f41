"""The organisations with a part in a request, as its manager names them: names of organisations, never of persons."""

from dataclasses import dataclass

from sqlmodel import col, select

from casework import forms, managing, progress, ties, waves
from casework.confidences import BODY
from casework.desk import Desk
from casework.endings import withdraw_offers
from domain import offers
from domain.bodies import MOST, comparable
from domain.errors import NotAnOptionError, OutdatedError, TooManyBodiesError
from domain.offers import OfferState
from domain.people import Action, require
from domain.requests import FINAL
from storage.arrivals import Caller
from storage.offers import Offer
from storage.requests import Request

FORM = "organisation"
_TOKEN = slice(8, 20)
"""The part of a mark that a button holds; before it stands what every mark of a master key begins with."""


@dataclass(frozen=True, slots=True)
class Involved:
    """The organisations of a request: a short reference for a button, and the name.

    `is_full` when no more can be named; `coordinator_tied` when whoever prepares the conference has a tie.
    """

    request: str
    named: tuple[tuple[str, str], ...]
    is_full: bool
    coordinator_tied: bool


def look(desk: Desk, *, caller: Caller, ref: str) -> Involved:
    """The organisations with a part in a request of the manager's region; looking is written to the audit.

    Raises:
        NotFoundError: it is of another region, or there is none.
        OutdatedError: it is over.
    """
    request = _of_manager(desk, caller, ref)
    return _involved(desk, caller, request)


def begin(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Ask for the name of one organisation.

    Raises:
        NotFoundError: it is of another region, or there is none.
        OutdatedError: it is over.
        TooManyBodiesError: ten are named.
    """
    request = _of_manager(desk, caller, ref)
    _require_room(desk, request)
    return forms.begin(desk, caller=caller, form=FORM, subject=request.ref, afresh=True)


def add(desk: Desk, *, caller: Caller, revision: int) -> Involved:
    """Keep the name that was typed; whoever was asked and has a tie with it is thanked and not needed any more.

    Named before in another spelling, it stays one.

    Raises:
        OutdatedError: the button is older than the draft, or the request is over.
        NotFoundError: the request is no longer the caller's to see.
        NotAnOptionError: there is no letter in it.
        TooManyBodiesError: ten are named.
    """
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    request = _of_manager(desk, caller, page.subject or "")
    name = str(page.answers["name"])
    if not comparable(name):
        raise NotAnOptionError
    now = ties.names_of(desk, request)
    if comparable(name) not in map(comparable, now):
        _require_room(desk, request)
        _keep(desk, caller, request, (*now, name))
        leave_out(desk, request, by=caller)
    return _involved(desk, caller, request)


def remove(desk: Desk, *, caller: Caller, ref: str, token: str) -> Involved:
    """Take one off the list; taken off before, nothing changes. Whoever was left out may be asked again.

    Raises:
        NotFoundError: it is of another region, or there is none.
        OutdatedError: it is over.
    """
    request = _of_manager(desk, caller, ref)
    now = ties.names_of(desk, request)
    left = tuple(name for name in now if _token(desk, name) != token)
    if left != now:
        _keep(desk, caller, request, left)
    return _involved(desk, caller, request)


def leave_out(desk: Desk, request: Request, *, by: Caller) -> None:
    """Withdraw what was offered to people with a tie, with the usual thanks; the next of the list may be asked."""
    tied = ties.tied(desk, request)
    if tied:
        withdraw_offers(desk, request, of=tied)
        desk.audit(by, "offers_withdrawn", request.ref)
        waves.look_who_is_left(desk, request, by=by)


def leave_out_everywhere(desk: Desk, coordinator: Caller) -> None:
    """A coordinator tells of ties: withdraw what was offered to them about a request that they are tied to."""
    alive = [state.value for state in (*offers.OPEN, OfferState.PREPARED)]
    found = desk.session.exec(
        select(Offer.request_id)
        .where(Offer.coordinator_id == coordinator.id, col(Offer.state).in_(alive))
        .order_by(col(Offer.request_id)),
    ).all()
    for request_id in found:
        leave_out(desk, progress.lock(desk, request_id), by=coordinator)


def _of_manager(desk: Desk, caller: Caller, ref: str) -> Request:
    require(caller.role, Action.ASK_COORDINATORS)
    request = managing.of_region(desk, caller, ref)
    if request.state in FINAL:
        raise OutdatedError
    return request


def _require_room(desk: Desk, request: Request) -> None:
    if len(ties.names_of(desk, request)) >= MOST:
        raise TooManyBodiesError


def _keep(desk: Desk, caller: Caller, request: Request, names: tuple[str, ...]) -> None:
    if request.key is None:
        raise OutdatedError
    request.bodies = ties.seal(desk, request.key, names)
    desk.session.add(request)
    desk.session.flush()
    desk.audit(caller, "bodies", request.ref, str(len(names)))


def _token(desk: Desk, name: str) -> str:
    return desk.vault.mark(BODY, comparable(name))[_TOKEN]


def _involved(desk: Desk, caller: Caller, request: Request) -> Involved:
    names = ties.names_of(desk, request, who=caller)
    job = progress.running_job(desk, request)
    return Involved(
        request=request.ref,
        named=tuple((_token(desk, name), name) for name in names),
        is_full=len(names) >= MOST,
        coordinator_tied=job is not None and ties.is_tied(desk, request, job.coordinator_id),
    )
