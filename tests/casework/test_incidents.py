"""What is wrong with the service: told once to the admins, counted, and closed by itself."""

from datetime import timedelta

import pytest

from casework import incidents, leases, outbox
from casework.incidents import Hook, Kind
from casework.letters import LetterKind
from domain.people import Role
from storage.arrivals import Caller
from storage.incidents import Heartbeat, Incident
from storage.outbox import Letter
from tests.office import Office

QUIET = Hook(url="https://kring.example.org/telegram", pending=0, last_error_at=None)


@pytest.fixture
def admin(both: Office) -> Caller:
    return both.staff(Role.ADMIN)


def look(office: Office, hook: Hook | None = QUIET) -> list[str]:
    """One look; what is open then."""
    office.do(incidents.look, hook=hook)
    return list(office.do(incidents.standing, clock="clock").open_kinds)


def test_an_incident_is_told_once_counted_and_closed_with_a_line(both: Office, admin: Caller) -> None:
    both.manager()
    assert both.do(incidents.report, kind=Kind.LETTER_REFUSED, about="letter 17 nudge")
    assert not both.do(incidents.report, kind=Kind.LETTER_REFUSED, about="letter 18 nudge")
    (letter,) = both.letters(LetterKind.INCIDENT)
    assert (letter.person_id, letter.urgent) == (admin.id, True)
    found = both.row(Incident)
    assert (found.count, found.about, found.closed_at) == (2, "letter 17 nudge", None)
    assert both.do(incidents.settle, kind=Kind.LETTER_REFUSED)
    assert not both.do(incidents.settle, kind=Kind.LETTER_REFUSED)
    opened, closed = both.letters(LetterKind.INCIDENT)
    assert (opened.card, closed.urgent) == (closed.card, False)
    assert both.do(incidents.view, reader=admin, ref=found.ref).closed_at == both.now


def test_what_happens_again_after_it_was_over_is_a_new_one(both: Office, admin: Caller) -> None:
    for _ in range(2):
        both.do(incidents.report, kind=Kind.UPDATE_SET_ASIDE)
        both.do(incidents.settle, kind=Kind.UPDATE_SET_ASIDE)
    assert len(both.rows(Incident)) == 2
    assert len(both.letters(LetterKind.INCIDENT, admin)) == 4


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_admin_sees_it(office: Office, role: Role) -> None:
    office.do(incidents.report, kind=Kind.OUTBOX_STUCK)
    reader = office.citizen() if role is Role.CITIZEN else office.staff(role)
    ref = office.row(Incident).ref
    assert office.refusal(incidents.view, reader=reader, ref=ref) == "not_found"
    assert office.refusal(incidents.view, reader=office.staff(Role.ADMIN), ref="none") == "not_found"


@pytest.mark.parametrize(
    ("pending", "seconds_ago", "url", "expected"),
    [
        pytest.param(100, None, QUIET.url, [], id="a hundred wait"),
        pytest.param(101, None, QUIET.url, ["updates_pile_up"], id="more wait"),
        pytest.param(0, 299, QUIET.url, ["webhook_error"], id="an error lately"),
        pytest.param(0, 300, QUIET.url, [], id="an error five minutes ago"),
        pytest.param(500, 1, "", [], id="polling: there is no webhook"),
    ],
)
def test_what_telegram_says_of_the_webhook(
    both: Office, pending: int, seconds_ago: int | None, url: str, expected: list[str]
) -> None:
    at = None if seconds_ago is None else both.now - timedelta(seconds=seconds_ago)
    assert look(both, Hook(url, pending, at)) == expected
    assert look(both) == []


def test_where_telegram_says_nothing_everything_stays_as_it_is(office: Office) -> None:
    piled = Hook(QUIET.url, 500, None)
    assert look(office, piled) == ["updates_pile_up"]
    assert look(office, None) == ["updates_pile_up"]
    assert office.row(Incident).about == "500 updates"


def waiting_letter(office: Office, **values: object) -> Letter:
    """The one letter there is, with these values."""
    office.submitted()
    (letter,) = office.letters(LetterKind.REQUEST_CARD)
    with office.writing() as session:
        letter.sqlmodel_update(values)
        session.add(letter)
    return letter


@pytest.mark.parametrize(
    ("minutes", "attempts", "expected"),
    [
        pytest.param(9, 0, [], id="nine minutes"),
        pytest.param(10, 0, ["outbox_stuck"], id="ten minutes"),
        pytest.param(-15, 6, [], id="tried six times"),
        pytest.param(-15, 7, ["outbox_stuck"], id="tried for ten minutes"),
    ],
)
def test_a_letter_that_does_not_arrive(
    both: Office, minutes: int, attempts: int, expected: list[str]
) -> None:
    due = both.now - timedelta(minutes=minutes)
    letter = waiting_letter(both, not_before=due, attempts=attempts)
    assert look(both) == expected
    if expected:
        assert both.row(Incident).about == f"letter {letter.id}"
    both.do(outbox.sent, letter_id=letter.id or 0, message_id=1)
    assert look(both) == []


def test_a_refused_letter_is_told_by_number_and_kind_and_is_over_after_an_hour(
    both: Office, admin: Caller
) -> None:
    letter = waiting_letter(both)
    for granted in both.letters(LetterKind.ROLE_GRANTED):
        both.do(outbox.sent, letter_id=granted.id or 0, message_id=1)
    both.do(outbox.refused, letter_id=letter.id or 0)
    assert both.row(Incident).about == f"letter {letter.id} request_card"
    (told,) = both.letters(LetterKind.INCIDENT, admin)
    both.do(outbox.sent, letter_id=told.id or 0, message_id=1)
    both.advance(minutes=59)
    assert look(both) == ["letter_refused"]
    both.advance(minutes=1)
    assert look(both) == []
    assert len(both.letters(LetterKind.INCIDENT, admin)) == 2


def test_a_refused_letter_about_an_incident_makes_no_further_letters(both: Office, admin: Caller) -> None:
    both.do(incidents.report, kind=Kind.LETTER_REFUSED)
    (letter,) = both.letters(LetterKind.INCIDENT, admin)
    both.do(outbox.refused, letter_id=letter.id or 0)
    assert both.row(Incident).count == 2
    assert len(both.letters(LetterKind.INCIDENT)) == 1


def test_the_clock_has_stopped_when_it_was_not_seen_for_five_minutes(both: Office) -> None:
    assert not both.do(incidents.has_stopped, name="clock")  # never seen: counted from this question on
    both.advance(minutes=4)
    both.do(incidents.beat, name="clock")
    both.advance(minutes=4, seconds=59)
    assert not both.do(incidents.has_stopped, name="clock")
    both.advance(seconds=1)
    assert both.do(incidents.has_stopped, name="clock")
    both.do(incidents.report, kind=Kind.CLOCK_STOPPED)
    both.do(incidents.beat, name="clock")
    assert look(both) == []


def test_a_sign_of_life_is_written_twice_a_minute_at_most(both: Office) -> None:
    both.do(incidents.beat, name="clock")
    first = both.now
    both.advance(seconds=29)
    both.do(incidents.beat, name="clock")
    assert both.row(Heartbeat).at == first
    both.advance(seconds=1)
    both.do(incidents.beat, name="clock")
    assert both.row(Heartbeat).at == both.now
    both.advance(hours=-3)  # the clock of the machine was set back
    both.do(incidents.beat, name="clock")
    assert both.row(Heartbeat).at == both.now


def test_the_numbers_say_how_much_waits_since_when_and_when_it_last_ticked(both: Office) -> None:
    empty = both.do(incidents.standing, clock="clock")
    assert (empty.waiting, empty.oldest_seconds, empty.tick_seconds) == (0, 0.0, None)
    both.submitted()
    both.do(incidents.beat, name="clock")
    both.advance(seconds=90)
    found = both.do(incidents.standing, clock="clock")
    assert (found.waiting, found.oldest_seconds, found.tick_seconds) == (1, 90.0, 90.0)


def test_a_lease_is_held_by_anybody_or_nobody(both: Office) -> None:
    assert not both.do(leases.is_held, name="courier")
    both.do(leases.take, name="courier", holder="one", for_=timedelta(seconds=30))
    assert both.do(leases.is_held, name="courier")
    both.advance(seconds=30)
    assert not both.do(leases.is_held, name="courier")
