"""Thirty hours down, summer time both ways, the ends of short months, and a clock that jumps (trust.md 34 and 35)."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, update

from casework import clock, jobs
from casework.letters import LetterKind
from domain.timers import Due
from scheduler.connection import connected
from scheduler.courier import Courier
from scheduler.rendering import render
from simulator.limits import Limits
from storage.outbox import DROPPED, SENT, WAITING, Letter
from tests.office import AMSTERDAM, Case, Office
from tests.simulator.driver import TOKEN, Driver, running

pytestmark = pytest.mark.slow

_STRICT = Limits(per_chat_burst=1, overall_burst=3)
_DOWN = timedelta(hours=30)
_FAMILIES = 6


def _with_a_plan(office: Office) -> Case:
    case = office.held()
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    return case


def _due(office: Office, case: Case) -> datetime:
    due = office.the_request(case).due_at
    assert due is not None
    return due


def _sweep_all(office: Office) -> int:
    done = 0
    while found := office.do(clock.sweep):
        done += found
    return done


def _follow_ups(office: Office) -> list[Letter]:
    """What asks for a follow-up, in the order in which it was written."""
    return [one for one in office.letters(LetterKind.NUDGE) if Due.FOLLOW_UP.value in one.key.split(":")]


def _before_the_follow_up(office: Office, case: Case) -> datetime:
    """Let everything happen that comes earlier; when the follow-up is due."""
    while office.the_request(case).due != Due.FOLLOW_UP:
        office.now = _due(office, case)
        assert _sweep_all(office) > 0
    return _due(office, case)


@pytest.mark.parametrize(
    "meeting",
    [
        pytest.param(date(2026, 1, 31), id="31 January"),
        pytest.param(date(2028, 2, 1), id="four weeks before 29 February"),
        pytest.param(date(2028, 2, 29), id="29 February"),
        pytest.param(date(2026, 3, 9), id="into summer time"),
        pytest.param(date(2026, 10, 5), id="out of summer time"),
        pytest.param(date(2026, 12, 14), id="over the year's end"),
    ],
)
def test_the_follow_up_falls_four_weeks_after_the_meeting_once_whatever_the_clock_does(
    sqlite: Engine, meeting: date
) -> None:
    office = Office(sqlite)
    office.now = datetime.combine(meeting - timedelta(days=7), time(10), AMSTERDAM)
    case = _with_a_plan(office)
    due = _before_the_follow_up(office, case)
    assert due.astimezone(AMSTERDAM).date() == meeting + timedelta(days=28)
    office.now = due - timedelta(seconds=1)
    assert office.do(clock.sweep) == 0
    for jump in (timedelta(0), timedelta(hours=-3), timedelta(seconds=-1), timedelta(minutes=5)):
        office.now = due + jump
        _sweep_all(office)
    assert [letter.subject for letter in _follow_ups(office)] == [case.job]


class _Post:
    """A courier for an office, with phones for everybody in it."""

    def __init__(self, office: Office, telegram: Driver) -> None:
        self.office, self.telegram = office, telegram
        self._threads = ThreadPoolExecutor(1)

    async def do(self, action: Callable[..., Any], /, **arguments: Any) -> Any:  # noqa: ANN401 - whatever it gives
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self.office.do(action, **arguments))

    async def deliver(self, chats: list[int]) -> list[int]:
        """Send all that waits; the chats that it went to, in their order."""
        for chat in chats:
            await self.telegram.post("people", name="person", language_code="nl", id=chat, started=True)
        async with connected(TOKEN, api_base=self.telegram.url) as line:
            await Courier(line, self.do, render).drain()
        self._threads.shutdown()
        calls = (await self.telegram.get("calls?method=sendMessage")).body
        assert {call["outcome"] for call in calls} == {"ok"}
        return [call["chat"] for call in calls]


def _forget_letters(office: Office) -> None:
    with office.writing() as session:
        session.exec(update(Letter).where(col(Letter.state) == WAITING).values(state=DROPPED))


@pytest.mark.asyncio
async def test_after_thirty_hours_down_what_is_overdue_goes_out_once_oldest_first_within_the_limits(
    sqlite: Engine,
) -> None:
    office, cases = Office(sqlite), []
    start = office.now
    for number in range(_FAMILIES):
        office.now = start + number * timedelta(hours=5)
        cases.append(_with_a_plan(office))
    for case in cases:
        _before_the_follow_up(office, case)
    _forget_letters(office)
    office.now = _due(office, cases[0]) + _DOWN
    assert all(_due(office, case) <= office.now for case in cases)
    _sweep_all(office)
    assert _sweep_all(office) == 0
    assert [letter.subject for letter in _follow_ups(office)] == [case.job for case in cases]
    coordinators = [case.coordinator for case in cases]
    everyone = [who.chat_id for case in cases for who in (case.coordinator, case.requester, case.manager)]
    async with running(_STRICT) as telegram:
        sent = await _Post(office, telegram).deliver(everyone)
    to_coordinators = [chat for chat in sent if chat in {who.chat_id for who in coordinators}]
    assert to_coordinators == [who.chat_id for who in coordinators]
    assert office.rows(Letter, state=WAITING) == []
    arrived = Counter(letter.person_id for letter in office.rows(Letter, state=SENT))
    assert [arrived[who.id] for who in coordinators] == [1] * _FAMILIES
