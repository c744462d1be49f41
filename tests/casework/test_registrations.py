"""What stays of a conference for the yearly report: counts, codes and days, and no person (domain.md 6.4)."""

import json
from datetime import date

from casework import managing
from casework.letters import LetterKind
from domain.requests import Ending, State
from storage.jobs import Registration
from storage.people import Person
from tests.office import PERSONAL, Office


def test_completing_the_registration_closes_the_request_and_ends_the_job(both: Office) -> None:
    case = both.followed_up()
    assert both.finish(case, "registration") == case.ref
    request = both.the_request(case)
    assert (request.state, request.closed_at, request.due_at) == (State.CLOSED, both.now, None)
    assert both.the_job(case).ended_at == both.now
    told = both.letters(LetterKind.REQUEST_CLOSED)
    assert [letter.person_id for letter in told] == [case.requester.id]


def test_the_registration_holds_what_the_report_needs(office: Office) -> None:
    case = office.closed()
    facts = office.row(Registration, request_ref=case.ref).facts
    expected = {
        "region": "overijssel",
        "variant": "family",
        "language": "ar",
        "offers": 1,
        "declines": {},
        "steps_settled": 25,
        "coordinator_speaks_it": True,
        "safety_flag": False,
        "invited": 10,
        "attended": 9,
        "outcome": "plan_accepted",
        "agreements": 5,
        "by_circle": 4,
        "evaluation_set": True,
        "reached": 2,
        "band": "mostly",
        "setting": ["debts", "school"],
        "hours_preparing": "20",
        "score_by": "nobody",
        "submitted_on": "2026-03-03",
        "held_on": "2026-03-10",
        "closed_on": "2026-04-08",
    }
    assert facts | expected == facts
    assert "score_plan" not in facts


def test_scores_are_asked_for_when_somebody_gave_them(office: Office) -> None:
    case = office.followed_up()
    scores = {"score_coordinator": "9", "score_meeting": "8", "score_plan": "10"}
    office.finish(case, "registration", score_by="child", **scores)
    facts = office.row(Registration, request_ref=case.ref).facts
    assert {name: facts[name] for name in scores} == scores


def test_no_person_is_in_a_registration(office: Office) -> None:
    case = office.closed()
    text = json.dumps(office.row(Registration, request_ref=case.ref).facts)
    refs = [person.ref for person in office.rows(Person)]
    assert [value for value in (*PERSONAL, *refs) if value in text] == []


def test_days_are_those_in_the_netherlands(office: Office) -> None:
    office.now = office.now.replace(hour=23, minute=30)  # half past midnight in Amsterdam
    case = office.submitted()
    request = office.the_request(case)
    assert request.submitted_at.date() == date(2026, 3, 3)
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)
    assert office.row(Registration, request_ref=case.ref).facts["submitted_on"] == "2026-03-04"
