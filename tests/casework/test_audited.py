"""No change of state can be forgotten in the audit: each is judged, and each action of any test is looked at."""

from collections.abc import Callable
from itertools import chain

import pytest
from sqlalchemy import Column, text
from sqlmodel import SQLModel, col, delete, update

from casework import managing, profiles
from casework.desk import Desk
from domain.people import Role
from storage import records
from storage.arrivals import Caller
from storage.database import transaction
from storage.offers import Offer
from storage.people import Profile
from storage.requests import Request
from tests import audited
from tests.audited_changes import GONE, NEW
from tests.audited_people import UNWATCHED
from tests.office import Case, Office

TABLES = records.metadata.tables
Work = Callable[[Desk, Case], object]


def _by_orm(desk: Desk, case: Case) -> None:
    request = desk.session.get_one(Request, 1)
    assert request.ref == case.ref
    request.by_hand = True
    desk.session.add(request)


def _in_core(desk: Desk, case: Case) -> None:
    desk.session.exec(update(Request).where(col(Request.ref) == case.ref).values(by_hand=True))


def _in_sql(desk: Desk, case: Case) -> None:
    desk.session.connection().execute(
        text("UPDATE request SET by_hand = 1 WHERE ref = :ref"), {"ref": case.ref}
    )


def _a_row_goes(desk: Desk, case: Case) -> None:
    assert case.offers
    desk.session.exec(delete(Offer))


def _another_word(desk: Desk, case: Case) -> None:
    _by_orm(desk, case)
    desk.audit(case.manager, "compulsory", case.ref)


def _an_opening(desk: Desk, case: Case) -> None:
    _by_orm(desk, case)
    managing.open_card(desk, caller=case.manager, ref=case.ref)


def _about_another(desk: Desk, case: Case) -> None:
    _by_orm(desk, case)
    desk.audit(case.manager, "waves", case.requester.ref)


def _nobody(desk: Desk, case: Case) -> None:
    _by_orm(desk, case)
    desk.audit(None, "waves", case.ref)


def _somebody_else(desk: Desk, case: Case) -> None:
    _by_orm(desk, case)
    desk.audit(case.coordinator, "waves", case.ref)


def _told(desk: Desk, case: Case) -> None:
    _in_core(desk, case)
    desk.audit(case.manager, "waves", case.ref)


def _untold(office: Office, work: Work, case: Case, by: Caller | None) -> str:
    """What is found missing after this; nothing of it is kept."""
    with transaction(office.engine) as session:
        audited.begin(session)
        work(office.desk(session), case)
        try:
            audited.require_told(session, by)
        except AssertionError as found:
            return str(found)
        finally:
            session.info.clear()
            session.rollback()
    return ""


@pytest.mark.parametrize(
    "forgetful",
    [
        pytest.param(_by_orm, id="an object of the ORM"),
        pytest.param(_in_core, id="a statement in Core"),
        pytest.param(_in_sql, id="plain SQL"),
        pytest.param(_a_row_goes, id="a row goes"),
        pytest.param(_another_word, id="a line that says something else"),
        pytest.param(_an_opening, id="a line that something was opened"),
        pytest.param(_about_another, id="a line about something else"),
        pytest.param(_nobody, id="a line without who did it"),
        pytest.param(_somebody_else, id="a line with somebody else"),
    ],
)
def test_a_change_that_the_audit_does_not_tell_is_found(office: Office, forgetful: Work) -> None:
    case = office.asked(1)
    assert "changed without a line in the audit" in _untold(office, forgetful, case, case.manager)
    assert _untold(office, _told, case, case.manager) == ""


def test_what_the_clock_does_needs_a_line_too_and_nobody_in_it(office: Office) -> None:
    case = office.asked(1)
    assert "by_hand" in _untold(office, _by_orm, case, None)
    assert _untold(office, _nobody, case, None) == ""


def test_each_action_of_a_test_is_looked_at(office: Office) -> None:
    manager = office.manager()

    def forgetful(desk: Desk, *, caller: Caller) -> None:
        profile = Profile(person_id=caller.id, joined_at=desk.now)
        desk.session.add(profile)

    forgetful.__module__ = profiles.__name__
    with pytest.raises(AssertionError, match="profile"):
        office.do(forgetful, caller=manager)
    assert office.again(manager).role is Role.REGIONAL_MANAGER


def test_every_table_is_judged_once() -> None:
    assert sorted(chain(audited.WATCHED, UNWATCHED)) == sorted(TABLES)
    assert all(UNWATCHED.values())


@pytest.mark.parametrize("table", sorted(audited.WATCHED))
def test_every_column_is_a_change_of_state_or_has_a_reason_why_not(table: str) -> None:
    watched = audited.WATCHED[table]
    judged = " ".join(chain(watched.changes, watched.rest)).split()
    columns: list[Column[object]] = list(SQLModel.metadata.tables[table].columns)
    expected = {column.name for column in columns} | {NEW, GONE}
    assert set(judged) == expected
    assert len(judged) == len(expected)
    assert all(watched.changes.values())
    assert all(watched.rest.values())
