"""A receipt that somebody types: to its own people it opens, to everybody else it says the same as one that is not there."""

from casework import forms, jobs, letters, limiting, links, managing, progress, requests
from casework.desk import Desk
from casework.jobs import JobCard
from casework.managing import RequestCard
from casework.requests import Standing
from domain.errors import OutdatedError
from domain.limits import Limit
from storage.arrivals import Caller, newest_draft
from storage.references import read_receipt

_LETTER_FORM = "message"
"""In a message to the other side a number is what somebody wants to say."""


def is_looked_up(desk: Desk, *, caller: Caller) -> bool:
    """Whether a receipt that is typed now asks for what it belongs to; in a message it is passed on instead."""
    row = newest_draft(desk.session, caller.id)
    return row is None or row.at is None or row.form != _LETTER_FORM


def look_up(desk: Desk, *, caller: Caller, ref: str) -> Standing | RequestCard | JobCard | None:
    """What the caller may see of a receipt: where their own request stands, the card of their region's, their job.

    None for everybody else, and where there is no such request: nobody can tell the two apart (trust.md 8).

    Raises:
        TooOftenError: the caller typed as many as may be that were not theirs.
    """
    found = _seen(desk, caller, ref)
    if found is None:
        limiting.count(desk, caller=caller, limit=Limit.RECEIPTS)
    return found


def _seen(desk: Desk, caller: Caller, ref: str) -> Standing | RequestCard | JobCard | None:
    request = links.about(desk, ref)
    if request is None:
        return None
    if request.requester_id == caller.id:
        return requests.standing(desk, request)
    if letters.looks_after(desk, caller, request.region):
        return managing.open_card(desk, caller=caller, ref=ref)
    job = progress.running_job(desk, request)
    if job is not None and job.coordinator_id == caller.id:
        return jobs.view(desk, caller=caller, ref=job.ref)
    return None


def ask_about(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Begin a request about the same situation as this receipt, or go on with the one that is half filled in.

    Raises:
        OutdatedError: no receipt looks like this.
        ConsentMissingError: before consent to the current text.
    """
    return forms.begin(desk, caller=caller, form="request", subject=checked(ref))


def agree_and_ask_about(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Keep the consent and begin a request about the same situation as this receipt.

    Raises:
        OutdatedError: no receipt looks like this.
    """
    return forms.agree_and_begin(desk, caller=caller, subject=checked(ref))


def checked(ref: str) -> str:
    """A receipt from a button, as receipts are written.

    Raises:
        OutdatedError: no receipt looks like this.
    """
    if read_receipt(ref) != ref:
        raise OutdatedError
    return ref
