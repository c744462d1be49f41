"""What a coordinator taps about interpreters and about safety, and what is said then."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiogram import Bot
from sqlalchemy import Engine

from bot.handlers import interpreting, safety
from bot.routes import BUTTONS
from bot.talk import Talk
from bot.texts import jobs as job_texts
from bot.texts import managing
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import conditions
from casework import safety as actions
from casework.jobs import JobCard
from domain.errors import NotFoundError
from domain.requests import State
from kring.playground import TOKEN
from storage.arrivals import Caller
from storage.escalations import Escalation
from tests.bot.cards import JOB
from tests.bot.wire import Recorded
from tests.office import PERSONAL, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


class AtOnce:
    """The way to the actions, without a thread between."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def do(self, action: Callable[..., Any], **named: Any) -> Any:  # noqa: ANN401 - any action's
        """Run it now."""
        return self._office.do(action, **named)


def _talk(office: Office, caller: Caller) -> Talk:
    return Talk(Bot(TOKEN, session=Recorded()), AtOnce(office), caller, "en")  # type: ignore[arg-type]


def _in(state: State) -> JobCard:
    return replace(JOB, state=state)


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


@pytest.mark.asyncio
async def test_the_first_tap_asks_and_the_second_tells_the_manager(office: Office) -> None:
    case = office.preparing()
    asked = await safety.report(_talk(office, case.coordinator), case.job)
    assert f"cu:{case.job}:y" in _data(asked)
    assert "112" in asked.text
    assert office.rows(Escalation, kind=actions.KIND) == []
    told = await safety.report(_talk(office, case.coordinator), case.job, "y")
    assert case.ref in told.text
    assert f"ci:{case.job}" in _data(told)
    assert office.row(Escalation, kind=actions.KIND).done_at is None
    assert [value for value in PERSONAL if value in asked.text + told.text] == []


@pytest.mark.asyncio
async def test_both_buttons_are_for_the_coordinator_of_the_job_alone(office: Office) -> None:
    case = office.preparing()
    assert (
        "Can everyone follow?"
        in (await interpreting.overview(_talk(office, case.coordinator), case.job)).text
    )
    stranger = _talk(office, office.coordinator())
    for handler in (BUTTONS["cl"], BUTTONS["cu"]):
        with pytest.raises(NotFoundError):
            await handler(stranger, case.job)


@pytest.mark.parametrize("state", [State.ACCEPTED, State.PREPARING, State.SCHEDULED])
def test_the_button_stands_on_the_conference_while_it_is_prepared(state: State) -> None:
    card = job_texts.card(_in(state))
    assert f"cu:{JOB.ref}" in _data(card)


def test_after_the_meeting_there_is_no_such_button() -> None:
    assert f"cu:{JOB.ref}" not in _data(job_texts.card(_in(State.FOLLOW_UP_DUE)))


def test_the_manager_reads_what_it_is_about() -> None:
    said = {managing.escalation_reason(kind) for kind in (actions.KIND, conditions.KIND, "something else")}
    assert len(said) == 3
    assert "call the coordinator" in managing.escalation_reason(actions.KIND)
