"""The coordinator asks people how it goes: whoever asked for the conference, and others by one-time links."""

from dataclasses import dataclass
from datetime import datetime

from casework import askings, consent_rows, jobs, letters, people, progress
from casework.desk import Desk
from casework.letters import LetterKind
from domain import follow_ups
from domain.consents import Layer
from domain.errors import AskingClosedError
from domain.follow_ups import MOST_LINKS, Findings
from domain.timers import Due
from storage.arrivals import Caller
from storage.follow_ups import Asking
from storage.jobs import Job
from storage.people import Person
from storage.references import reference, token
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Round:
    """The asking as the coordinator sees it: how many were asked, and bands; never who said what.

    `secrets` are those of links that were made just now: only their hashes are kept, so they are shown once.
    `unasked` when whoever asked for the conference does not want to be asked.
    """

    job: str
    receipt: str
    is_open: bool
    agreements: int
    closes_at: datetime | None
    requester_asked: bool
    may_ask_requester: bool
    links_left: int
    found: Findings
    secrets: tuple[str, ...] = ()
    unasked: bool = False


def look(desk: Desk, *, caller: Caller, ref: str) -> Round:
    """How far the asking is.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    return _round(desk, job, request)


def ask_requester(desk: Desk, *, caller: Caller, ref: str) -> Round:
    """Ask whoever asked for the conference, in their chat and at an hour that is safe for them; once.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        AskingClosedError: it is not the time for it, there are no agreements, or they cannot be reached.
    """
    job, request = _open(desk, caller, ref)
    now = _round(desk, job, request)
    if not now.requester_asked:
        if not now.may_ask_requester:
            raise AskingClosedError
        asking = _add(desk, request, person_id=request.requester_id)
        letters.write(
            desk,
            request.requester_id,
            LetterKind.HOW_IT_GOES,
            subject=asking.ref,
            request=request,
            nudge=True,  # dropped when they pause or stop before it is sent
            not_before=follow_ups.safe_moment(request.hours, desk.zone, now=desk.now),
        )
        desk.audit(caller, "asked_how_it_goes", request.ref, "requester")
    return _round(desk, job, request)


def make_links(desk: Desk, *, caller: Caller, ref: str, count: int) -> Round:
    """Make one-time links to hand on, one a person; they work until six weeks after the meeting.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
        PausedError: the family takes a pause.
        AskingClosedError: it is not the time for it, there are no agreements, or so many links are not left.
    """
    job, request = _open(desk, caller, ref)
    if not 1 <= count <= _round(desk, job, request).links_left:
        raise AskingClosedError
    secrets = tuple(token() for _ in range(count))
    for secret in secrets:
        _add(desk, request, token_hash=people.hashed(secret))
    desk.audit(caller, "asked_how_it_goes", request.ref, f"links {count}")
    return _round(desk, job, request, secrets)


def _open(desk: Desk, caller: Caller, ref: str) -> tuple[Job, Request]:
    """The caller's job, if people can be asked about it now."""
    job, request = jobs.own(desk, caller, ref)
    progress.require_running(request)
    if not askings.is_open(desk, job, request):
        raise AskingClosedError
    return job, request


def _add(
    desk: Desk, request: Request, *, person_id: int | None = None, token_hash: str | None = None
) -> Asking:
    asking = Asking(
        ref=reference(),
        request_id=request.id or 0,
        person_id=person_id,
        token_hash=token_hash,
        asked_at=desk.now,
    )
    desk.session.add(asking)
    desk.session.flush()
    return asking


def _round(desk: Desk, job: Job, request: Request, secrets: tuple[str, ...] = ()) -> Round:
    rows = askings.of_request(desk, request)
    person = desk.session.get(Person, request.requester_id)
    asked = any(row.person_id == request.requester_id for row in rows)
    reachable = person is not None and person.reachable and person.chat_id is not None
    running = askings.is_open(desk, job, request)
    unasked = consent_rows.withheld(desk, request, Layer.FOLLOW_UP)
    return Round(
        job=job.ref,
        receipt=request.ref,
        is_open=running,
        agreements=job.agreements or 0,
        closes_at=askings.when(desk, request, Due.FOLLOW_UP_OVERDUE),
        requester_asked=asked,
        may_ask_requester=running and not asked and not unasked and reachable and _agreed(person),
        links_left=MOST_LINKS - sum(row.token_hash is not None for row in rows) if running else 0,
        found=askings.findings(desk, job, request),
        secrets=secrets,
        unasked=unasked,
    )


def _agreed(person: Person | None) -> bool:
    """The text that a requester agrees to says that they are asked after four weeks (domain.md 3.4, d)."""
    return person is not None and person.consent == people.CONSENT_VERSION
