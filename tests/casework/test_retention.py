"""The family's details go away some days after the end; the days are told in the privacy text."""

from datetime import timedelta

import pytest

from casework import clock, requests, retention
from domain.policy import Policy
from domain.requests import Ending, State
from tests.office import Office

POLICY = Policy()
A_MOMENT = timedelta(minutes=1)


def test_what_was_stopped_is_forgotten_after_two_weeks(office: Office) -> None:
    case = office.preparing()
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    office.now += POLICY.details_kept_when_stopped - A_MOMENT
    assert office.do(retention.forget_closed) == 0
    office.now += 2 * A_MOMENT
    assert office.do(clock.tidy) == 1
    request = office.the_request(case)
    assert (request.key, request.details, request.wishes) == (None, None, None)
    assert request.state == State.ENDED
    assert office.do(retention.forget_closed) == 0


def test_what_was_finished_is_forgotten_after_thirty_days(office: Office) -> None:
    case = office.preparing()
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.PLAN_WITHOUT_MEETING)
    office.now += POLICY.details_kept - A_MOMENT
    assert office.do(retention.forget_closed) == 0
    office.now += 2 * A_MOMENT
    assert office.do(retention.forget_closed) == 1
    assert office.the_job(case).venue is None


@pytest.mark.parametrize("days", [1, 400])
def test_what_still_runs_is_never_forgotten(office: Office, days: int) -> None:
    case = office.preparing()
    office.advance(days=days)
    assert office.do(retention.forget_closed) == 0
    assert office.the_request(case).key is not None
