"""Safe hours are honoured where letters leave, whoever wrote them and why (trust.md 13); with a clock that is moved."""

from datetime import datetime, timedelta

import pytest

from bot.texts.screens import Screen
from casework import clock, leases, outbox, returning
from casework.desk import Desk
from casework.envelopes import Envelope
from casework.letters import LetterKind
from scheduler.delivery import prepare
from storage.arrivals import Caller
from storage.outbox import WAITING, Letter
from tests.casework.post import told
from tests.office import AMSTERDAM, Office

HOLDER = "courier-1"


def say(_desk: Desk, envelope: Envelope) -> Screen:
    """A letter in a word."""
    return Screen(envelope.kind)


def take(desk: Desk) -> None:
    """This courier delivers."""
    leases.take(desk, outbox.COURIER, HOLDER, timedelta(minutes=1))


def said(office: Office, to: Caller) -> list[str]:
    """The kinds of letters that leave for this person now, one courier's round after the other."""
    found: list[str] = []
    office.do(take)
    while True:
        claimed = office.do(outbox.claim, holder=HOLDER, limit=100)
        if not claimed:
            return found
        for envelope in claimed:
            if office.do(prepare, holder=HOLDER, envelope=envelope, render=say) is None:
                continue
            office.do(outbox.sent, letter_id=envelope.letter_id, message_id=1)
            if envelope.person.id == to.id:
                found.append(envelope.kind)


def by_the_clock(office: Office, hour: int, minute: int = 0) -> None:
    """It is this hour in Amsterdam, today."""
    local = office.now.astimezone(AMSTERDAM)
    office.now = local.replace(hour=hour, minute=minute).astimezone(office.now.tzinfo)


def waits_until(office: Office, to: Caller) -> set[datetime]:
    """When what waits for this person may leave, in Amsterdam."""
    rows = office.rows(Letter, person_id=to.id, state=WAITING)
    return {letter.not_before.astimezone(AMSTERDAM) for letter in rows}


def test_what_staff_cause_by_day_waits_for_the_evening(both: Office) -> None:
    case = both.preparing(hours="evening")
    both.advance(minutes=30)
    by_the_clock(both, 12)
    assert said(both, case.requester) == []
    assert {moment.hour for moment in waits_until(both, case.requester)} == {17}
    by_the_clock(both, 16, 59)
    assert said(both, case.requester) == []
    by_the_clock(both, 17)
    assert LetterKind.COORDINATOR_FOUND in said(both, case.requester)


@pytest.mark.parametrize(
    ("hours", "leaves"), [("any", True), ("morning", True), ("evening", False), ("weekend", False)]
)
def test_on_a_tuesday_morning(office: Office, hours: str, leaves: bool) -> None:
    case = office.preparing(hours=hours)
    office.advance(minutes=30)
    assert (said(office, case.requester) != []) is leaves


def test_what_the_clock_asks_waits_as_well(both: Office) -> None:
    """After days of preparation the family is asked how it goes: at whatever hour that falls due, in their evening."""
    case = both.preparing(hours="evening")
    by_the_clock(both, 17, 30)
    said(both, case.requester)
    for _ in range(50):
        both.advance(days=1)
        by_the_clock(both, 10)
        both.do(clock.sweep)
        assert said(both, case.requester) == []
        by_the_clock(both, 18)
        if said(both, case.requester):
            return
    pytest.fail("the clock never wrote to the family")


def test_danger_does_not_wait_and_neither_do_others(office: Office) -> None:
    case = office.preparing(hours="evening")
    request = office.the_request(case)
    office.advance(minutes=30)
    said(office, case.requester)
    told(office, case.requester, LetterKind.WENT_ON, request_id=request.id, urgent=True)
    assert said(office, case.requester) == [LetterKind.WENT_ON]
    told(office, case.coordinator, LetterKind.NUDGE, request_id=request.id)
    assert LetterKind.NUDGE in said(office, case.coordinator)


def test_what_answers_their_own_tap_does_not_wait(office: Office) -> None:
    case = office.preparing(hours="evening")
    office.advance(minutes=30)
    assert said(office, case.requester) == []
    told(office, case.requester, LetterKind.WENT_ON, request_id=office.the_request(case).id)
    office.do(returning.heard, caller=office.again(case.requester))
    assert said(office, case.requester) == [LetterKind.WENT_ON]


def test_a_wait_for_telegram_that_ends_by_night_goes_on_waiting(office: Office) -> None:
    case = office.preparing(hours="evening")
    by_the_clock(office, 19, 59)
    office.do(take)
    claimed = office.do(outbox.claim, holder=HOLDER, limit=100)
    (own,) = [one for one in claimed if one.person.id == case.requester.id]
    office.do(outbox.later, letter_id=own.letter_id, until=office.now + timedelta(minutes=10))
    by_the_clock(office, 20, 10)
    assert said(office, case.requester) == []
    (until,) = waits_until(office, case.requester)
    assert (until.hour, until.date()) == (17, office.now.date() + timedelta(days=1))
