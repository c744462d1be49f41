"""The family is asked about its pace and never pushed; a coordinator who reached nobody is thanked, and reminded once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from bot.routes import BUTTONS, CURRENT
from bot.texts import jobs as job_texts
from bot.texts import pace as texts
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import clock, jobs, pace
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.timers import Due
from scheduler.rendering import render
from storage.requests import Request
from tests.office import PERSONAL, Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _asked(office: Office) -> Case:
    """Six weeks after the acceptance there is no date."""
    case = office.preparing()
    office.advance(days=42)
    office.do(clock.sweep)
    return case


def _said(office: Office, case: Case) -> Screen | None:
    """The newest question about the pace, as it is sent now."""
    letter = office.letters(LetterKind.PACE)[-1]
    facts = letter.facts or {"due": Due.PACE_CHECK.value}
    reader = replace(case.requester, locale="en")
    return office.do(render, Envelope(1, reader, letter.kind, letter.subject, facts))


def test_the_family_is_asked_and_every_answer_is_fine(office: Office) -> None:
    case = _asked(office)
    screen = _said(office, case)
    assert screen is not None
    assert _data(screen) == [f"rk:{case.ref}", "hu", f"rp:{case.ref}"]
    assert case.ref in screen.text
    assert "six weeks" in screen.text.lower()
    assert not any(personal in screen.text for personal in PERSONAL)
    fine = texts.fine(office.do(pace.is_fine, caller=case.requester, ref=case.ref))
    assert (_data(fine), case.ref in fine.text) == (["st", "h"], True)


def test_in_week_ten_the_weeks_are_others(office: Office) -> None:
    case = _asked(office)
    office.advance(days=28)
    office.do(clock.sweep)
    screen = _said(office, case)
    assert screen is not None
    assert "ten weeks" in screen.text.lower()


def test_once_the_search_begins_again_nobody_is_asked_about_the_pace(office: Office) -> None:
    case = _asked(office)
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert _said(office, case) is None


def test_a_question_that_is_not_sent_yet_is_dropped_when_the_request_moves_on(office: Office) -> None:
    case = _asked(office)
    [letter] = office.letters(LetterKind.PACE)
    assert letter.state == "waiting"
    office.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    [letter] = office.letters(LetterKind.PACE)
    assert letter.state == "dropped"
    assert office.row(Request, ref=case.ref).fired_until is None


def test_whoever_reached_nobody_is_thanked(office: Office) -> None:
    case = office.follow_up_due()
    card = job_texts.card(office.do(jobs.view, caller=case.coordinator, ref=case.job))
    assert f"jq:{case.job}" in _data(card)
    said = job_texts.reached_nobody(office.do(pace.reached_nobody, caller=case.coordinator, ref=case.job))
    assert case.ref in said.text
    assert f"jo:{case.job}" in _data(said)


@pytest.mark.parametrize("due", [Due.FOLLOW_UP, Due.FOLLOW_UP_AGAIN, Due.FOLLOW_UP_RETRY])
def test_each_reminder_of_the_follow_up_offers_to_say_that_nobody_was_reached(
    office: Office, due: Due
) -> None:
    case = office.follow_up_due()
    shown = office.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert {f"jf:{case.job}", f"jq:{case.job}"} <= set(_data(job_texts.nudge(shown, due.value)))


def test_before_the_follow_up_is_due_it_is_only_announced(office: Office) -> None:
    case = office.held()
    shown = office.do(jobs.view, caller=case.coordinator, ref=case.job)
    screen = job_texts.nudge(shown, Due.FOLLOW_UP_SOON.value)
    assert not {f"jf:{case.job}", f"jq:{case.job}"} & set(_data(screen))


def test_the_buttons_lead_somewhere() -> None:
    assert CURRENT["rk"] is BUTTONS["ro"]
    assert CURRENT["jq"] is BUTTONS["jo"]


class _Work:
    """Runs an action of a handler at the office."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def do(self, action: Callable[..., object], **told: object) -> object:
        return self._office.do(action, **told)


@pytest.mark.asyncio
async def test_a_tap_does_what_it_says(office: Office) -> None:
    case = office.follow_up_due()
    talk = SimpleNamespace(work=_Work(office), caller=case.coordinator)
    tried = await BUTTONS["jq"](talk, case.job)
    assert f"jo:{case.job}" in _data(tried)
    assert office.the_job(case).tried_at == office.now
    talk.caller = case.requester
    fine = await BUTTONS["rk"](talk, case.ref)
    assert "st" in _data(fine)
