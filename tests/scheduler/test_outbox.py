"""Which letter goes when, and what becomes of it: no Telegram here, and nobody waits."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from casework import leases, outbox
from domain.people import Role
from domain.requests import State
from tests.scheduler.office import NOON, Office

SECOND = timedelta(seconds=1)


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    """On SQLite, and on PostgreSQL."""
    made = Office(engine)
    yield made
    made.close()


def claimed(office: Office, limit: int = 10, **arguments: object) -> list[str]:
    """What the courier is given, by what the letters say."""
    assert office.act(leases.take, name="courier", holder="one", for_=30 * SECOND)
    found = office.act(outbox.claim, holder="one", limit=limit, **arguments)
    return [envelope.facts.get("text", envelope.kind) for envelope in found]


def test_urgent_letters_go_first_and_then_the_oldest(office: Office) -> None:
    for chat, (text, urgent) in enumerate([("first", False), ("second", False), ("danger", True)], 1):
        office.letter(office.person(chat), text, urgent=urgent)
    assert claimed(office) == ["danger", "first", "second"]
    assert claimed(office, limit=1) == ["danger"]


def test_one_person_gets_one_letter_at_a_time_in_the_order_of_writing(office: Office) -> None:
    person = office.person(1)
    first = office.letter(person, "first")
    office.letter(person, "second")
    assert claimed(office) == ["first"]
    office.act(outbox.sent, letter_id=first, message_id=7)
    assert claimed(office) == ["second"]


def test_nobody_is_given_a_second_letter_while_one_is_on_its_way(office: Office) -> None:
    one, other = office.person(1), office.person(2)
    office.letter(one, "one")
    office.letter(other, "other")
    assert claimed(office, but=(one,)) == ["other"]


def test_a_letter_that_has_to_wait_holds_up_those_behind_it(office: Office) -> None:
    person = office.person(1)
    first = office.letter(person, "first")
    office.letter(person, "second")
    office.act(outbox.later, letter_id=first, until=NOON + 60 * SECOND)
    assert claimed(office) == []
    office.letter(person, "danger", urgent=True)
    assert claimed(office) == ["danger"]
    office.now += 60 * SECOND
    assert claimed(office) == ["danger"]


def test_a_letter_for_another_day_holds_up_nobody(office: Office) -> None:
    person = office.person(1)
    office.letter(person, "tomorrow", wait=timedelta(days=1))
    office.letter(person, "today")
    assert claimed(office) == ["today"]


def test_urgent_letters_to_one_person_keep_their_order(office: Office) -> None:
    person = office.person(1)
    first = office.letter(person, "one", urgent=True)
    office.letter(person, "two", urgent=True)
    office.act(outbox.later, letter_id=first, until=NOON + SECOND)
    assert claimed(office) == []
    office.now += SECOND
    assert claimed(office) == ["one"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"paused_at": NOON}, "dropped", id="the family paused"),
        pytest.param({"state": State.ENDED.value}, "dropped", id="ended"),
        pytest.param({"state": State.CLOSED.value}, "dropped", id="closed"),
        pytest.param({}, "waiting", id="it goes on"),
    ],
)
def test_a_nudge_stops_with_its_request(office: Office, values: dict[str, object], expected: str) -> None:
    person = office.person(1)
    request = office.request(person, **values)
    nudge = office.letter(person, "how is it going?", nudge=True, request_id=request)
    news = office.letter(person, "it was paused", request_id=request)
    assert claimed(office) == (["how is it going?"] if expected == "waiting" else ["it was paused"])
    assert office.read(nudge).state == expected
    assert office.read(news).state == "waiting"


def test_only_who_holds_the_lease_is_given_letters(office: Office) -> None:
    office.letter(office.person(1))
    assert office.act(outbox.claim, holder="two", limit=5) == []
    claimed(office)
    assert office.act(outbox.claim, holder="two", limit=5) == []


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 5), (1, 10), (2, 20), (7, 640), (8, 900), (2000, 900)],
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(office: Office, attempts: int, seconds: int) -> None:
    letter = office.letter(office.person(1), attempts=attempts)
    office.act(outbox.later, letter_id=letter)
    assert office.read(letter).not_before == NOON + seconds * SECOND
    assert office.read(letter).attempts == attempts + 1


def test_who_cannot_be_reached_is_left_alone_and_a_human_is_told_once(office: Office) -> None:
    office.person(9, Role.REGIONAL_MANAGER)
    person = office.person(1)
    request = office.request(person)
    letters = [office.letter(person, f"letter {number}", request_id=request) for number in range(3)]
    office.act(outbox.unreachable, letter_id=letters[0])
    office.act(outbox.unreachable, letter_id=letters[0])
    office.act(outbox.unreachable, letter_id=letters[1])
    assert not office.reachable(person)
    assert office.escalations() == ["unreachable"]
    assert [office.read(letter).state for letter in letters] == ["unreachable", "unreachable", "waiting"]
    assert claimed(office) == ["escalation"]  # for the manager; nothing for who cannot be reached


def test_a_card_takes_the_place_of_the_newest_one_that_was_sent(office: Office) -> None:
    person, other = office.person(1), office.person(2)
    for message, (reader, card) in enumerate([(person, "a"), (person, "a"), (person, "b"), (other, "a")], 70):
        office.act(outbox.sent, letter_id=office.letter(reader, card=card), message_id=message)
        office.now += SECOND
    office.letter(person, "again", card="a")
    office.act(leases.take, name="courier", holder="one", for_=30 * SECOND)
    (envelope,) = office.act(outbox.claim, holder="one", limit=10)
    assert envelope.replaces_message_id == 71


def test_an_outcome_is_written_once(office: Office) -> None:
    letter = office.letter(office.person(1))
    office.act(outbox.sent, letter_id=letter, message_id=7)
    for action in (outbox.refused, outbox.dropped, outbox.later, outbox.unreachable):
        office.act(action, letter_id=letter)
    office.act(outbox.sent, letter_id=letter, message_id=8)
    assert (office.read(letter).state, office.read(letter).message_id) == ("sent", 7)
    assert office.reachable(1)


def test_a_chat_that_moved_is_followed_unless_someone_else_has_it(office: Office) -> None:
    person = office.person(-1)
    office.person(-2)
    assert office.act(outbox.moved, person_id=person, chat_id=-3)
    assert office.act(outbox.moved, person_id=person, chat_id=-3)
    assert not office.act(outbox.moved, person_id=person, chat_id=-2)


def test_nothing_waits_when_all_that_is_due_was_brought(office: Office) -> None:
    assert office.act(outbox.nothing_waits)
    letter = office.letter(office.person(1))
    office.letter(office.person(2), wait=timedelta(days=1))
    assert not office.act(outbox.nothing_waits)
    office.act(outbox.later, letter_id=letter)
    assert not office.act(outbox.nothing_waits)
    office.act(outbox.sent, letter_id=letter, message_id=7)
    assert office.act(outbox.nothing_waits)


@pytest.mark.parametrize(
    ("holder", "moved", "expected"),
    [
        pytest.param("one", timedelta(0), True, id="the holder renews"),
        pytest.param("two", 29 * SECOND, False, id="another waits"),
        pytest.param("two", 30 * SECOND, True, id="another takes over at the end"),
        pytest.param("two", timedelta(hours=-1), True, id="the clock was set back"),
    ],
)
def test_a_lease_is_held_until_it_runs_out(
    office: Office, holder: str, moved: timedelta, expected: bool
) -> None:
    assert office.act(leases.take, name="clock", holder="one", for_=30 * SECOND)
    office.now += moved
    assert office.act(leases.take, name="clock", holder=holder, for_=30 * SECOND) is expected
    assert office.act(leases.holds, name="clock", holder=holder) is expected


def test_a_lease_given_back_is_free_at_once_and_only_its_holder_gives_it_back(office: Office) -> None:
    assert office.act(leases.take, name="clock", holder="one", for_=30 * SECOND)
    office.act(leases.release, name="clock", holder="two")
    assert not office.act(leases.take, name="clock", holder="two", for_=30 * SECOND)
    office.act(leases.release, name="clock", holder="one")
    assert office.act(leases.take, name="clock", holder="two", for_=30 * SECOND)


def test_moments_in_the_outbox_are_in_utc(office: Office) -> None:
    letter = office.letter(office.person(1))
    office.act(outbox.later, letter_id=letter, until=datetime(2026, 3, 3, 14, 0, tzinfo=UTC))
    assert office.read(letter).not_before.tzinfo is UTC
