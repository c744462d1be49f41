"""Proposing days for a meeting, as the tests do it again and again."""

from casework import day_finding, finishing, meeting_days
from casework.meeting_days import Days
from domain.meeting_days import MOST
from storage.arrivals import Caller
from tests.office import Case, Office


def propose(
    office: Office, case: Case, day: str = "14", time: str = "16:00", *, by: Caller | None = None
) -> Days:
    """Put a moment on the list, by typed words or a button; the list. `by` the main person unless said otherwise."""
    who = by or case.requester
    page = office.do(day_finding.propose, caller=who, ref=case.ref)
    page = office.go_on(who, page, day=day, time=time)
    done = office.do(finishing.finish, caller=who, form=day_finding.FORM, revision=page.revision)
    assert isinstance(done, Days)
    return done


def refused(office: Office, who: Caller, case: Case, day: str, time: str) -> str:
    """Propose a moment that is refused; the code."""
    page = office.do(day_finding.propose, caller=who, ref=case.ref)
    page = office.go_on(who, page, day=day, time=time)
    return office.refusal(day_finding.add, caller=who, revision=page.revision)


def propose_six(office: Office, case: Case, *, by: Caller | None = None) -> Days:
    """As many moments as can be, from the first of April on."""
    return [propose(office, case, day=f"{number}-4-2026", by=by) for number in range(1, MOST + 1)][-1]


def look(office: Office, case: Case) -> Days:
    """The list as the main person sees it."""
    return office.do(meeting_days.look, caller=case.requester, ref=case.ref)
