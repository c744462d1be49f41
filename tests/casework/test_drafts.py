"""Drafts: sealed, forgotten after a week, and gone when they are sent."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework import clock, finishing, forms, messages, profiles
from casework.finishing import Finished
from domain.people import Role
from domain.policy import Policy
from storage.drafts import Draft
from storage.people import Profile
from storage.updates import SeenUpdate
from tests.office import NAME, PERSONAL, Office


def test_the_answers_in_a_draft_cannot_be_read_from_the_database(sqlite: Engine) -> None:  # trust.md 2
    office = Office(sqlite)
    someone = office.citizen()
    page = office.fill(someone, "request")
    assert page.answers["name"] == NAME
    raw = raw_bytes(sqlite)
    assert page.form.encode() in raw
    assert [value for value in PERSONAL if value.encode() in raw] == []


def raw_bytes(engine: Engine) -> bytes:
    """Everything that the database has on the disk."""
    name = engine.url.database or ""
    return b"".join(path.read_bytes() for path in Path(name).parent.glob(Path(name).name + "*"))


def test_a_draft_that_nobody_touched_for_a_week_is_forgotten(both: Office) -> None:  # trust.md 15
    old, new = both.citizen(), both.citizen()
    both.do(forms.begin, caller=old, form="request")
    both.advance(hours=1)
    page = both.do(forms.begin, caller=new, form="request")
    both.now += Policy().draft_kept - timedelta(minutes=1)
    assert both.do(clock.tidy) == 1
    assert both.do(clock.tidy) == 0
    assert both.do(forms.resume, caller=old) is None
    assert both.tap(new, page, "ar").field == "who"


def test_every_answer_keeps_a_draft_for_another_week(office: Office) -> None:
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    for value in ("ar", "main_person"):
        office.advance(days=6)
        page = office.tap(someone, page, value)
        assert office.do(clock.tidy) == 0


def test_the_ids_of_old_updates_are_forgotten_too(office: Office) -> None:
    for number in (1, 2):
        with office.writing() as session:
            session.add(SeenUpdate(id=number, at=office.now))
        office.advance(hours=25)
    office.do(clock.tidy)
    assert [seen.id for seen in office.rows(SeenUpdate)] == [2]


def test_a_sent_form_leaves_no_draft(office: Office) -> None:
    office.submitted()
    assert office.rows(Draft) == []


def test_a_form_with_an_open_question_cannot_be_sent(office: Office) -> None:
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    sent = office.refusal(finishing.finish, caller=someone, form="request", revision=page.revision)
    assert sent == "outdated"
    assert office.do(forms.resume, caller=someone) == page


def test_a_second_tap_on_send_is_out_of_date(office: Office) -> None:
    someone = office.citizen()
    office.manager()
    page = office.fill(someone, "request")
    first = office.do(finishing.finish, caller=someone, form="request", revision=page.revision)
    assert not isinstance(first, str)
    again = office.refusal(finishing.finish, caller=someone, form="request", revision=page.revision)
    assert again == "outdated"


def test_every_form_does_what_it_is_for_when_it_is_sent(office: Office) -> None:
    case = office.prepared()
    page = office.fill(case.coordinator, "profile", languages="tr")
    done = office.do(finishing.finish, caller=case.coordinator, form="profile", revision=page.revision)
    assert done is Finished.PROFILE
    page = office.do(messages.begin, caller=case.coordinator, receipt=case.ref)
    page = office.say(case.coordinator, "Until Monday")
    done = office.do(finishing.finish, caller=case.coordinator, form="message", revision=page.revision)
    assert done is Finished.MESSAGE
    page = office.fill(case.coordinator, "meeting")
    refused = office.refusal(
        finishing.finish, caller=case.coordinator, form="meeting", revision=page.revision
    )
    assert refused == "outdated"  # opened without its job


@pytest.mark.parametrize(
    ("scope", "kept"),
    [
        pytest.param("all", list(profiles.VARIANTS), id="all kinds"),
        pytest.param("family", ["family", "learning"], id="families and schools"),
    ],
)
def test_a_profile_says_what_the_coordinator_does(office: Office, scope: str, kept: list[str]) -> None:
    coordinator = office.coordinator(scope=scope, gender="-", born="-", languages="Arabisch en Turks")
    profile = office.do(profiles.own_for, caller=coordinator)
    assert (profile.languages, profile.scope, profile.available) == ({"ar": 3, "tr": 3}, kept, True)
    assert (profile.gender, profile.born) == (None, None)


def test_offers_can_be_turned_off_and_on(office: Office) -> None:
    coordinator = office.coordinator()
    for available in (False, True):
        assert (
            office.do(profiles.set_available, caller=coordinator, available=available).available is available
        )
        assert office.row(Profile, person_id=coordinator.id).available is available


def test_a_coordinator_without_a_profile_is_told_that_there_is_none(office: Office) -> None:
    coordinator = office.staff(Role.COORDINATOR)
    with office.writing() as session:
        session.delete(session.get_one(Profile, coordinator.id))
    assert office.refusal(profiles.own_for, caller=coordinator) == "not_found"
