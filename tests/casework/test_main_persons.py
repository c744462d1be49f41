"""Two people whom it is about, such as both parents, do not agree: nothing is sent until they do, and nobody is blamed."""

import pytest

from casework import (
    circle,
    clock,
    day_finding,
    forms,
    handing_out,
    inviting,
    main_persons,
    meetings,
    requests,
)
from casework.circle_views import Circle
from domain.compulsory_errors import MainPersonsDisagreeError
from domain.requests import Ending
from storage.circle import Guest
from storage.compulsory import Disagreement
from storage.outbox import Letter
from tests.casework.invited import invited
from tests.casework.plan_cases import agree, write
from tests.circles import joins
from tests.gathering import DOG, proposes, wants
from tests.office import Case, Office


def _says(office: Office, case: Case, *, agreed: bool = False) -> Circle:
    action = main_persons.agree_again if agreed else main_persons.disagree
    return office.do(action, caller=case.coordinator, ref=case.job)


def _sent(office: Office) -> int:
    return len(office.rows(Letter))


def test_logging_it_sends_nothing_and_is_taken_back_with_one_tap(both: Office) -> None:
    case = both.preparing()
    before = _sent(both)
    assert not both.do(circle.look, caller=case.coordinator, ref=case.job).disagree
    for _ in range(2):
        assert _says(both, case).disagree
    assert len(both.rows(Disagreement)) == 1
    assert not _says(both, case, agreed=True).disagree
    assert _sent(both) == before


def test_nobody_is_invited_asked_or_reminded_while_they_do_not_agree(both: Office) -> None:
    case = both.preparing()
    _, opened = invited(both, case)
    waiting = joins(both, case, None, invited_at=None)
    proposes(both, case, DOG)
    page = both.do(day_finding.propose, caller=case.requester, ref=case.ref)
    page = both.go_on(case.requester, page, day="10", time="16:00")
    both.do(day_finding.add, caller=case.requester, revision=page.revision)
    _says(both, case)
    before = _sent(both)
    for action, ref in (
        (circle.ask_main_person, case.job),
        (inviting.make_cards, case.job),
        (inviting.new_link, waiting),
    ):
        assert both.refusal(action, caller=case.coordinator, ref=ref) == MainPersonsDisagreeError.code
    asked = both.refusal(day_finding.ask, caller=case.requester, ref=case.ref)
    assert asked == MainPersonsDisagreeError.code
    both.advance(days=4)
    both.do(clock.tidy)
    assert _sent(both) == before
    assert both.row(Guest, ref=opened).reminded_at is None
    _says(both, case, agreed=True)
    both.do(clock.tidy)
    assert both.row(Guest, ref=opened).reminded_at is not None
    assert both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)


def test_each_may_bring_their_own_people_meanwhile(office: Office) -> None:
    case = office.preparing()
    _says(office, case)
    proposes(office, case)
    wants(office, case, DOG)
    assert len(office.rows(Guest)) == 2


def test_no_day_is_set_and_no_plan_is_handed_out_while_they_do_not_agree(both: Office) -> None:
    case = both.prepared()
    page = both.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="meeting")
    page = both.go_on(case.coordinator, page)
    _says(both, case)
    sent = both.refusal(meetings.finish_form, caller=case.coordinator, form="meeting", revision=page.revision)
    assert sent == MainPersonsDisagreeError.code
    assert both.do(forms.resume_form, caller=case.coordinator, form="meeting") is not None
    _says(both, case, agreed=True)
    held = both.held()
    write(both, held)
    _says(both, held)
    for action in (handing_out.ask, handing_out.hand_out):
        refused = both.refusal(action, caller=held.coordinator, ref=held.job)
        assert refused == MainPersonsDisagreeError.code
    _says(both, held, agreed=True)
    agree(both, held)


def test_only_their_own_coordinator_logs_it(both: Office) -> None:
    case, other = both.preparing(), both.preparing()
    for action in (main_persons.disagree, main_persons.agree_again):
        assert both.refusal(action, caller=other.coordinator, ref=case.job) == "not_found"
        assert both.refusal(action, caller=case.requester, ref=case.job) == "not_allowed"
    assert both.rows(Disagreement) == []


@pytest.mark.parametrize("ending", [Ending.SITUATION_CHANGED, Ending.OTHER])
def test_when_the_request_is_over_it_is_forgotten(office: Office, ending: Ending) -> None:
    case = office.preparing()
    _says(office, case)
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=ending)
    assert office.rows(Disagreement) == []
