"""A few lines from the coordinator or the manager to the family, and back: passed on, then forgotten.

For people whose only safe way is this chat. The lines are sealed in the outbox and wiped when they are sent;
nobody's telephone number or Telegram name changes hands.
"""

from casework import escalations, forms, letters, limiting, progress, sealed_lines
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError, OutdatedError
from domain.limits import Limit
from domain.requests import FINAL
from storage.arrivals import Caller
from storage.requests import Request


def begin(desk: Desk, *, caller: Caller, receipt: str) -> forms.Page:
    """Open the form to write in.

    Raises:
        NotFoundError: the caller has nothing to do with this request, or it is over.
    """
    _both_sides(desk, caller, receipt)
    return forms.begin(desk, caller=caller, form="message", subject=receipt)


def begin_to_asker(desk: Desk, *, caller: Caller, ref: str) -> forms.Page:
    """Open the form to write to someone who asked for a person and whose question the caller took.

    Raises:
        NotFoundError: the caller did not take it.
    """
    escalations.asker(desk, caller=caller, ref=ref)
    return forms.begin(desk, caller=caller, form="message", subject=ref)


def send(desk: Desk, *, caller: Caller, revision: int) -> None:
    """Pass the lines on.

    Raises:
        OutdatedError: the button is older than the draft.
        NotFoundError: the caller has nothing to do with it any more.
        TooOftenError: as many as may be were passed on in a day; the lines stay in their draft.
    """
    limiting.count(desk, caller=caller, limit=Limit.PASSED_ON)
    page = forms.take(desk, caller=caller, form="message", revision=revision)
    if page.subject is None:
        raise OutdatedError
    text = str(page.answers["text"])
    if page.subject.startswith("K-"):
        request, receiver = _both_sides(desk, caller, page.subject)
        _pass_on(desk, caller, receiver, page.subject, text, request)
    else:
        receiver = escalations.asker(desk, caller=caller, ref=page.subject)
        _pass_on(desk, caller, receiver, page.subject, text, None)


def text_of(desk: Desk, facts: dict[str, str], *, reader: Caller, subject: str) -> str:
    """The lines of a letter that is being sent to `reader`."""
    return sealed_lines.unpack(desk, facts, about=subject, who=reader)


def _both_sides(desk: Desk, caller: Caller, receipt: str) -> tuple[Request, int]:
    """The request, and who reads what the caller writes: the family, or for the family their coordinator or manager."""
    request = progress.request_by_ref(desk, receipt)
    job = progress.running_job(desk, request)
    if request.state in FINAL:
        raise NotFoundError
    if request.requester_id == caller.id:
        receivers = [job.coordinator_id] if job else letters.managers_of(desk, request.region)
        if not receivers:
            raise NotFoundError
        return request, receivers[0]
    mine = job is not None and job.coordinator_id == caller.id
    if not mine and not letters.looks_after(desk, caller, request.region, about=request.id):
        raise NotFoundError
    return request, request.requester_id


def _pass_on(
    desk: Desk, caller: Caller, receiver: int, subject: str, text: str, request: Request | None
) -> None:
    letters.write(
        desk,
        receiver,
        LetterKind.MESSAGE,
        subject=subject,
        request=request,
        facts={
            **sealed_lines.pack(desk, text),
            "from": caller.role.value if request is None or request.requester_id != caller.id else "family",
        },
    )
    desk.audit(caller, "message_passed_on", subject)
