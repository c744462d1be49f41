"""Somebody is back: what is still true is said, the newest of each thing, gathered where it is much."""

from typing import Any

import pytest

from bot.texts.screens import Screen
from casework import clock, offering, outbox, requests, returning, unreached
from casework.envelopes import envelope
from casework.letters import LetterKind
from scheduler.rendering import render
from storage.outbox import Letter
from storage.people import Person
from tests.casework.post import all_arrived, blocks, comes_back, states, tasks, told
from tests.office import Case, Office


def test_any_update_from_them_lets_everything_go_on_and_ends_the_task(away: tuple[Office, Case]) -> None:
    office, case = away
    request_id = office.the_request(case).id
    told(office, case.requester, LetterKind.MEETING_SET, request_id=request_id)
    told(office, case.requester, LetterKind.PLAN_SENT, request_id=request_id)
    office.do(clock.sweep)
    office.advance(days=3)
    told(office, case.requester, LetterKind.WENT_ON, request_id=request_id)
    comes_back(office, case.requester)
    kinds = (LetterKind.MEETING_SET, LetterKind.PLAN_SENT, LetterKind.WENT_ON)
    assert states(office, case.requester, *kinds) == ["waiting"] * 3
    assert office.again(case.requester).reachable
    (task,) = tasks(office)
    assert task.done_at == office.now
    assert task.taken_by is None
    assert len(office.letters(LetterKind.ESCALATION, case.manager)) == 2


def test_of_each_thing_the_newest_is_said_and_what_is_old_is_not(away: tuple[Office, Case]) -> None:
    office, case = away
    request_id = office.the_request(case).id
    told(office, case.requester, LetterKind.PLAN_SENT, subject="old", request_id=request_id)
    office.advance(days=61)
    told(office, case.requester, LetterKind.PAUSED, subject="same", request_id=request_id)
    told(office, case.requester, LetterKind.PAUSED, subject="same", request_id=request_id)
    office.do(unreached.sweep)
    comes_back(office, case.requester)
    kinds = (LetterKind.PLAN_SENT, LetterKind.PAUSED)
    assert states(office, case.requester, *kinds) == ["dropped", "dropped", "waiting"]


def gathered(office: Office, case: Case, count: int) -> list[Letter]:
    """So many letters wait, one of them urgent; the gathered ones that come of it."""
    request_id = office.the_request(case).id
    told(office, case.requester, LetterKind.ESCALATION, urgent=True)
    for number in range(count):
        told(office, case.requester, LetterKind.PAUSED, subject=f"S{number}", request_id=request_id)
    office.do(unreached.sweep)
    comes_back(office, case.requester)
    return office.letters(LetterKind.GATHERED, case.requester)


@pytest.mark.parametrize(("count", "messages_then"), [(3, []), (4, [4]), (5, [5]), (12, [5, 5, 2])], ids=str)
def test_what_is_much_is_gathered_and_what_is_urgent_comes_alone(
    away: tuple[Office, Case], count: int, messages_then: list[int]
) -> None:
    office, case = away
    found = gathered(office, case, count)
    assert [len(letter.facts["letters"]) for letter in found] == messages_then
    assert states(office, case.requester, LetterKind.ESCALATION) == ["waiting"]
    expected = "gathered" if messages_then else "waiting"
    assert states(office, case.requester, LetterKind.PAUSED) == [expected] * count


@pytest.mark.parametrize(
    ("outcome", "inside"),
    [("sent", "sent"), ("dropped", "dropped"), ("refused", "waiting"), ("unreachable", "unreachable")],
)
def test_what_is_inside_shares_the_outcome(away: tuple[Office, Case], outcome: str, inside: str) -> None:
    office, case = away
    first, second = gathered(office, case, 6)
    more = {"message_id": 9} if outcome == "sent" else {}
    office.do(getattr(outbox, outcome), letter_id=first.id, **more)
    found = states(office, case.requester, LetterKind.PAUSED)
    assert found[:5] == [inside] * 5
    assert found[5] == "gathered"
    assert second.id != first.id


def test_who_goes_and_comes_twice_still_gets_everything(away: tuple[Office, Case]) -> None:
    office, case = away
    (letter,) = gathered(office, case, 5)
    office.do(outbox.unreachable, letter_id=letter.id or 0)
    office.advance(hours=2)
    comes_back(office, case.requester)
    _, again = office.letters(LetterKind.GATHERED, case.requester)
    assert (again.state, len(again.facts["letters"])) == ("waiting", 5)


def test_inside_a_gathered_letter_nudges_stop_with_the_pause_and_what_is_over_is_left_out(
    both: Office,
) -> None:
    case = both.preparing()
    all_arrived(both)
    blocks(both, case.coordinator)
    request_id = both.the_request(case).id
    nudge = {"facts": {"due": "preparation_quiet"}, "subject": case.job, "nudge": True}
    told(both, case.coordinator, LetterKind.NUDGE, request_id=request_id, **nudge)
    told(both, case.coordinator, LetterKind.JOB_ENDED, subject="K-1", request_id=request_id)
    told(both, case.coordinator, LetterKind.JOB_ENDED, subject="K-2", request_id=request_id)
    told(both, case.coordinator, LetterKind.OFFER_CARD, subject="gone", request_id=request_id)
    both.do(unreached.sweep)
    comes_back(both, case.coordinator)
    (letter,) = both.letters(LetterKind.GATHERED, case.coordinator)
    both.do(requests.pause, caller=case.requester, ref=case.ref)

    def screens(desk: Any) -> tuple[int, Screen | None]:  # noqa: ANN401
        person = desk.session.get(Person, case.coordinator.id)
        told_together = envelope(letter, person)
        return len(returning.enclosed(desk, told_together)), render(desk, told_together)

    inside, screen = both.do(screens)
    assert inside == 3
    assert screen is not None
    assert "K-1" in screen.text
    assert "K-2" in screen.text


def test_a_sign_of_life_is_written_once_an_hour(office: Office) -> None:
    someone = office.newcomer()
    assert someone.heard_at == office.now
    office.advance(minutes=59)
    assert not returning.is_news(office.again(someone), office.now)
    office.advance(minutes=1)
    assert returning.is_news(office.again(someone), office.now)
    comes_back(office, someone)
    assert office.again(someone).heard_at == office.now
    blocks(office, someone)
    assert returning.is_news(office.again(someone), office.now)


def test_an_offer_that_waited_is_said_as_it_stands_on_return(both: Office) -> None:
    case = both.asked(1)
    blocks(both, case.coordinator)
    both.do(clock.sweep)
    both.advance(hours=25)
    both.do(offering.expire)
    comes_back(both, case.coordinator)
    # The first card is out of date, the one that says that it has expired is sent.
    assert states(both, case.coordinator, LetterKind.OFFER_CARD) == ["dropped", "waiting"]
