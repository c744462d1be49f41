"""Each kind of data goes on its day and not before: a test a class, with a moved clock (trust.md 15)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import SQLModel

from casework import clock, danger, old_rows, people, requests
from casework.desk import Desk
from domain.people import Role
from domain.policy import Policy
from domain.requests import Ending
from domain.retention import TERMS, Kept
from storage.audit import AuditLine
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.forgotten import Forgotten
from storage.incidents import Incident
from storage.invitations import Invitation
from storage.jobs import Job, PreparationStep, Registration
from storage.offers import Offer
from storage.outbox import SENT, WAITING, Letter
from storage.people import Person
from storage.requests import Request
from storage.updates import SeenUpdate
from tests.office import Case, Office

POLICY = Policy()
A_MOMENT = timedelta(minutes=1)


def _lasts(kept: Kept) -> timedelta:
    return next(term for term in TERMS if term.kept is kept).lasts(POLICY)


def _add(office: Office, row: SQLModel) -> None:
    office.do(lambda desk: desk.session.add(row))


def _update(office: Office) -> datetime:
    _add(office, SeenUpdate(id=1, at=office.now))
    return office.now


def _draft(office: Office) -> datetime:
    office.fill(office.citizen(), "request")
    return office.now


def _link(office: Office) -> datetime:
    office.do(people.invite, role=Role.COORDINATOR, region="overijssel")
    return office.now + POLICY.invitation


def _incident(office: Office) -> datetime:
    row = Incident(ref="I", key="closed", kind="webhook", opened_at=office.now, last_at=office.now)
    row.closed_at = office.now
    _add(office, row)
    return office.now


def _flag(office: Office) -> datetime:
    row = Escalation(ref="D", key="danger:D", kind=danger.DANGER, raised_at=office.now, done_at=office.now)
    _add(office, row)
    return office.now


def _stranger(office: Office) -> datetime:
    office.newcomer()
    return office.now


def _forgotten(office: Office) -> datetime:
    _add(office, Forgotten(ref="P", kind="person", at=office.now))
    return office.now


def _registration(office: Office) -> datetime:
    _add(office, Registration(request_ref="K-1", facts={}, at=office.now))
    return office.now


def _audit(office: Office) -> datetime:
    """Two: that lines were removed is written down too."""
    office.do(Desk.audit, None, "role_granted", "P")
    office.do(Desk.audit, None, "role_granted", "Q")
    return office.now


def _letter(office: Office) -> datetime:
    person = office.row(Person, id=office.citizen().id)
    row = Letter(
        key="k",
        person_id=person.id or 0,
        kind="incident",
        state=SENT,
        not_before=office.now,
        created_at=office.now,
    )
    _add(office, row)
    return office.now


MADE: dict[Kept, tuple[type[SQLModel], Callable[[Office], datetime]]] = {
    Kept.UPDATE: (SeenUpdate, _update),
    Kept.DRAFT: (Draft, _draft),
    Kept.LINK: (Invitation, _link),
    Kept.INCIDENT: (Incident, _incident),
    Kept.FLAG: (Escalation, _flag),
    Kept.STRANGER: (Person, _stranger),
    Kept.FORGOTTEN: (Forgotten, _forgotten),
    Kept.REGISTRATION: (Registration, _registration),
    Kept.AUDIT: (AuditLine, _audit),
    Kept.LETTER: (Letter, _letter),
}
"""Rows that are about nothing else; what a family told, and a whole case, have tests of their own."""


@pytest.mark.parametrize("kept", MADE, ids=lambda kept: kept.value)
def test_it_goes_on_its_day_and_not_before(both: Office, kept: Kept) -> None:
    record, make = MADE[kept]
    since = make(both)
    both.now = since + _lasts(kept) - A_MOMENT
    assert both.do(old_rows.sweep)[kept] == 0
    here = len(both.rows(record))
    assert here > 0
    both.now = since + _lasts(kept) + A_MOMENT
    assert both.do(old_rows.sweep)[kept] > 0
    assert len(both.rows(record)) < here
    assert both.do(old_rows.sweep)[kept] == 0, "twice is harmless"


def test_every_kind_has_a_test_here_or_its_own() -> None:
    assert set(Kept) == MADE.keys() | {Kept.DETAILS, Kept.DETAILS_STOPPED, Kept.CASE}
    assert [term.kept for term in TERMS] == list(dict.fromkeys(term.kept for term in TERMS))


def _over(office: Office) -> Case:
    case = office.held()
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    return case


def test_a_case_leaves_its_registration_and_nothing_else(both: Office) -> None:
    case, other = _over(both), both.submitted()
    number = both.the_request(case).id
    ended = both.now
    both.now = ended + POLICY.case_kept - A_MOMENT
    both.do(clock.tidy)
    assert both.the_request(case).key is None
    for letter in both.rows(Letter, state=WAITING):
        both.do(_sent, letter.id)
    both.now = ended + POLICY.case_kept + A_MOMENT
    assert both.do(old_rows.sweep)[Kept.CASE] == 1
    assert [row.ref for row in both.rows(Request)] == [other.ref]
    assert both.rows(Job, request_id=number) == []
    assert both.rows(Offer, request_id=number) == []
    assert both.rows(Letter, request_id=number) == []
    assert both.rows(PreparationStep) == []
    assert [row.request_ref for row in both.rows(Registration)] == [case.ref]


def _sent(desk: Desk, letter_id: int | None) -> None:
    row = desk.session.get_one(Letter, letter_id)
    row.state = SENT
    desk.session.add(row)


def test_a_message_that_still_waits_keeps_its_request(office: Office) -> None:
    case = _over(office)
    _add(
        office,
        Letter(
            key="review",
            person_id=case.requester.id,
            kind="review",
            request_id=office.the_request(case).id,
            not_before=office.now + timedelta(days=200),
            created_at=office.now,
        ),
    )
    office.now += POLICY.case_kept + A_MOMENT
    swept = office.do(old_rows.sweep)
    assert swept[Kept.CASE] == 0
    assert office.the_request(case).ref == case.ref


def test_a_request_about_one_that_went_stays(office: Office) -> None:
    case = office.asked()
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    second = office.submitted()
    number, of_second = office.the_request(case).id, office.the_request(second).id

    def link(desk: Desk) -> None:
        row = desk.session.get_one(Request, of_second)
        row.about_id = number
        desk.session.add(row)

    office.do(link)
    for letter in office.rows(Letter, state=WAITING):
        office.do(_sent, letter.id)
    office.now += POLICY.case_kept + A_MOMENT
    assert office.do(old_rows.sweep)[Kept.CASE] == 1
    assert office.the_request(second).about_id is None


def test_whoever_agreed_or_is_pointed_at_is_no_stranger(office: Office) -> None:
    agreed = office.citizen()
    case = office.submitted()
    office.now += POLICY.strangers_kept + A_MOMENT
    office.do(old_rows.sweep)
    kept = {person.id for person in office.rows(Person)}
    assert {agreed.id, case.requester.id, case.manager.id} <= kept


def test_letters_about_a_request_that_goes_on_stay(office: Office) -> None:
    office.preparing()
    count = len(office.rows(Letter))
    office.now += POLICY.letters_kept + A_MOMENT
    office.do(old_rows.sweep)
    assert len(office.rows(Letter)) == count > 0
