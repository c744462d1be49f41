"""The yearly figures and the registrations, read from what the casework itself wrote."""

from datetime import UTC, datetime, timedelta

from casework import managing, reporting
from domain.forms.job import REGISTRATION
from domain.requests import Ending
from domain.small_numbers import Mark
from storage.jobs import Registration
from tests.office import Case, Office


def _end(office: Office, case: Case, ending: Ending) -> None:
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=ending)


def _registrations(office: Office) -> list[dict[str, object]]:
    with office.writing() as session:
        return reporting.registrations(session)


def test_every_fact_that_is_written_leaves_with_an_export_and_nothing_else_does(both: Office) -> None:
    whole = both.closed()
    early = both.preparing()
    _end(both, early, Ending.SITUATION_CHANGED)
    with both.writing() as session:
        written = {name for case in (whole, early) for name in session.get_one(Registration, case.ref).facts}
    # The office's coordinator gives no scores; those who do, do it in these fields.
    assert set(reporting.COLUMNS) == written | {field.name for field in REGISTRATION.fields}
    rows = _registrations(both)
    assert {tuple(row) for row in rows} == {("request", *reporting.COLUMNS)}
    assert [row["request"] for row in rows] == sorted([whole.ref, early.ref])


def test_a_new_fact_does_not_leave_by_itself(office: Office) -> None:
    with office.writing() as session:
        session.add(
            Registration(
                request_ref="K-1", facts={"region": "utrecht", "name": "somebody"}, at=datetime.now(UTC)
            )
        )
    assert "somebody" not in str(_registrations(office))


def test_the_figures_are_of_the_year_in_the_zone_of_the_service(both: Office) -> None:
    """Half past eleven in the evening of 31 December in UTC is 1 January in Amsterdam."""
    with both.writing() as session:
        for number in range(6):
            session.add(
                Registration(
                    request_ref=f"K-{number}",
                    facts={"region": "utrecht", "closed_on": "2027-01-01"},
                    at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
                )
            )
        session.add(
            Registration(
                request_ref="K-9",
                facts={"region": "utrecht", "closed_on": "2026-12-31"},
                at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
            )
        )
    with both.writing() as session:
        assert reporting.yearly(session, year=2027).requests == 6
        assert reporting.yearly(session, year=2026).requests == Mark.FEW
        assert reporting.yearly(session, year=2025).requests == 0


def test_what_the_coordinator_filled_in_is_in_the_figures(office: Office) -> None:
    case = office.closed()
    with office.writing() as session:
        first = session.get_one(Registration, case.ref)
        for number in range(5):
            at = first.at + timedelta(minutes=number)
            session.add(Registration(request_ref=f"K-{number}", facts=dict(first.facts), at=at))
        year = first.at.year
    with office.writing() as session:
        found = reporting.yearly(session, year=year)
    assert found.requests == 6
    assert found.tables["reach"] == {"held": 6, "started_without_meeting": 0, "not_started": 0}
    empty = [name for name, mean in found.means.items() if mean is None]
    assert empty == []
    assert None not in found.days_from_request.values()
    assert None not in found.success.values()
