"""Asking people how a plan goes, as the tests do it again and again."""

from collections.abc import Iterable

from casework import faces, follow_ups, managing
from domain.follow_ups import Face
from storage.arrivals import Caller
from tests.office import Case, Office

PROMISES = 5
"""Agreements in the plan of an office's case."""


def look(office: Office, case: Case) -> follow_ups.Round:
    """The round as the coordinator sees it."""
    return office.do(follow_ups.look, caller=case.coordinator, ref=case.job)


def ask_requester(office: Office, case: Case) -> follow_ups.Round:
    """The requester is asked in the chat."""
    return office.do(follow_ups.ask_requester, caller=case.coordinator, ref=case.job)


def links(office: Office, case: Case, count: int = 1) -> tuple[str, ...]:
    """So many links are made; their secrets."""
    made = office.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=count)
    return made.secrets


def opened(office: Office, caller: Caller, secret: str) -> faces.Sheet:
    """The caller opens a link."""
    sheet = office.do(faces.open_link, caller=caller, secret=secret)
    assert sheet is not None
    return sheet


def says(office: Office, caller: Caller, ref: str, said: Iterable[Face]) -> None:
    """The caller agrees and taps these faces."""
    office.do(faces.agree, caller=caller, ref=ref)
    for number, face in enumerate(said, 1):
        office.do(faces.answer, caller=caller, ref=ref, number=number, face=face)


def answered(office: Office, case: Case, *sheets: list[Face]) -> None:
    """So many people open a link and say this."""
    for secret, said in zip(links(office, case, len(sheets)), sheets, strict=True):
        caller = office.newcomer()
        says(office, caller, opened(office, caller, secret).ref, said)


def attention(office: Office, case: Case) -> bool:
    """Whether the manager sees that attention is needed."""
    return office.do(managing.open_card, caller=case.manager, ref=case.ref).attention
