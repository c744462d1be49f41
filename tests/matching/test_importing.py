from dataclasses import replace
from datetime import date

import pytest

from casework import importing, people, profiles
from casework.pool import candidates
from domain.matching import Candidate
from domain.people import Role
from storage.arrivals import Caller
from storage.invitations import Invitation
from storage.people import Person, Profile
from tests.office import FAR, HERE, Office

ONE = Candidate(
    ref="staff-17",
    languages={"ti": 3, "nl": 2},
    gender="woman",
    born=1970,
    regions=frozenset({FAR, HERE}),
    scope=frozenset({"family"}),
    ties=frozenset({"Stadsbank"}),
    certificate_until=date(2028, 1, 1),
    last_job_ended_on=date(2026, 1, 1),
    culture=frozenset({"Eritrees"}),
    religion=frozenset({"christian"}),
)


def _taken(office: Office, *some: Candidate) -> dict[str, str]:
    return dict(office.do(importing.take_in, some or (ONE,)))


def _joined(office: Office, secret: str) -> Caller:
    caller = office.newcomer()
    assert office.do(people.join, caller=caller, secret=secret) is Role.COORDINATOR
    return office.again(caller)


def test_people_of_a_file_wait_without_a_chat_and_get_no_offers(both: Office) -> None:
    assert set(_taken(both)) == {"staff-17"}
    person = both.row(Person)
    assert (person.chat_id, person.reachable, person.role) == (None, False, "coordinator")
    (found,), _ = both.do(candidates)
    assert (found.available, found.languages, found.regions) == (False, ONE.languages, ONE.regions)


def test_whoever_opens_the_link_takes_the_profile_over(both: Office) -> None:
    caller = _joined(both, _taken(both)["staff-17"])
    (found,), refs = both.do(candidates)
    assert refs == {caller.id: caller.ref}
    assert (found.available, found.born, found.certificate_until) == (True, 1970, date(2028, 1, 1))
    assert found.last_job_ended_on == date(2026, 1, 1)
    card = both.do(profiles.own_for, caller=caller)
    assert (card.languages, card.told.ties, card.stops) == (ONE.languages, ("Stadsbank",), ())
    assert len(both.rows(Person)) == 1


def test_culture_and_religion_are_never_taken_from_a_file(office: Office) -> None:
    caller = _joined(office, _taken(office)["staff-17"])
    told = office.do(profiles.own_for, caller=caller).told
    assert (told.culture, told.religion) == (None, None)


def test_a_link_works_once(office: Office) -> None:
    secret = _taken(office)["staff-17"]
    first = _joined(office, secret)
    assert office.do(people.join, caller=first, secret=secret) is Role.COORDINATOR
    assert office.refusal(people.join, caller=office.newcomer(), secret=secret) == "invitation_closed"


@pytest.mark.parametrize(("days", "works"), [(59, True), (61, False)])
def test_a_link_counts_for_two_months(office: Office, days: int, works: bool) -> None:
    secret = _taken(office)["staff-17"]
    office.advance(days=days)
    assert (office.refusal(people.join, caller=office.newcomer(), secret=secret) == "") is works


def test_a_profile_that_was_filled_in_already_stays(office: Office) -> None:
    caller = office.coordinator(languages="ar")
    office.do(people.join, caller=caller, secret=_taken(office)["staff-17"])
    assert office.row(Profile).languages == {"ar": 3}
    assert office.do(importing.already_there, ["staff-17"]) == {"staff-17"}


def test_an_empty_profile_is_filled_by_the_file(office: Office) -> None:
    caller = office.staff(Role.COORDINATOR)
    office.do(people.join, caller=caller, secret=_taken(office)["staff-17"])
    assert office.row(Profile).languages == ONE.languages


def test_who_is_in_the_pool_is_known_before_and_after_joining(office: Office) -> None:
    refs = ["staff-17", "Staff 17", "staff-18"]
    assert office.do(importing.already_there, refs) == frozenset()
    secret = _taken(office)["staff-17"]
    assert office.do(importing.already_there, refs) == {"staff-17"}
    _joined(office, secret)
    assert "staff-17" in office.do(importing.already_there, refs)


def test_a_large_file_tells_how_far_it_is(office: Office) -> None:
    told: list[int] = []
    some = [replace(ONE, ref=f"p{number}") for number in range(1100)]
    made = office.do(importing.take_in, some, told=told.append)
    assert told == [500, 1000, 1100]
    assert len({secret for _, secret in made}) == 1100
    assert {one.region for one in office.rows(Invitation)} == {HERE}
