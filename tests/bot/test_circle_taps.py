"""What is tapped while a circle is built, through the table of buttons: one tap leads on to the next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot import errors
from bot.handlers import forms as form_handlers
from bot.routes import BUTTONS
from bot.talk import Talk
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import circle
from domain.circle import Standing
from domain.errors import DomainError
from storage.arrivals import Caller
from storage.circle import Guest
from tests.gathering import AUNT, DOG, asked_for, proposes, wants
from tests.office import AMSTERDAM, Case, Office

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True, slots=True)
class Desk:
    """Does at once what the bot would do in a thread."""

    office: Office
    zone: ZoneInfo = AMSTERDAM

    def clock(self) -> datetime:
        return self.office.now

    async def do(self, action: Any, /, **arguments: Any) -> Any:  # noqa: ANN401 - as the bot's own
        return self.office.do(action, **arguments)


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


async def tap(office: Office, who: Caller, data: str) -> Screen:
    """Tap a button as the dispatcher does: a refusal is a sentence above how it stands now."""
    talk = Talk(cast("Any", None), cast("Any", Desk(office)), who, "en")
    verb, *parts = data.split(":")
    with speaking("en"):
        try:
            return await BUTTONS[verb](talk, *parts)
        except DomainError as error:
            return await errors.refusal(talk, error, verb, tuple(parts))


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _standing(office: Office, ref: str) -> Standing:
    return Standing(office.row(Guest, ref=ref).state)


def _case(office: Office) -> tuple[Case, str, str]:
    case = office.preparing()
    return case, proposes(office, case), proposes(office, case, DOG)


async def test_the_main_person_decides_with_one_tap_a_person(office: Office) -> None:
    case, aunt, dog = _case(office)
    screen = await tap(office, case.requester, f"gp:{case.ref}")
    assert f"gd:{case.ref}" in _data(screen)
    assert AUNT in (await tap(office, case.requester, f"gd:{case.ref}")).text
    screen = await tap(office, case.requester, f"gy:{aunt}")
    assert DOG in screen.text
    screen = await tap(office, case.requester, f"gn:{dog}")
    assert "The people around you" in screen.text
    assert (_standing(office, aunt), _standing(office, dog)) == (Standing.AGREED, Standing.REFUSED)
    assert f"gv:{dog}" in _data(await tap(office, case.requester, f"gp:{case.ref}:a"))
    assert "The people around you" in (await tap(office, case.requester, f"gd:{case.ref}")).text


async def test_a_no_after_a_yes_is_asked_once_more(office: Office) -> None:
    case = office.preparing()
    ref = wants(office, case)
    screen = await tap(office, case.requester, f"gn:{ref}")
    assert (f"gn:{ref}:y" in _data(screen), _standing(office, ref)) == (True, Standing.AGREED)
    await tap(office, case.requester, f"gn:{ref}:y")
    assert _standing(office, ref) is Standing.REFUSED
    assert "You said no." in (await tap(office, case.requester, f"gv:{ref}")).text


async def test_keeping_somebody_away_is_asked_once_more_and_undone(office: Office) -> None:
    case, aunt, _ = _case(office)
    assert f"cx:{aunt}:y" in _data(await tap(office, case.coordinator, f"cx:{aunt}"))
    screen = await tap(office, case.coordinator, f"cx:{aunt}:y")
    assert (f"ci:{case.job}:a" in _data(screen), _standing(office, aunt)) == (True, Standing.AWAY)
    assert f"cv:{aunt}" in _data(await tap(office, case.coordinator, f"ci:{case.job}:a"))
    assert f"cb:{aunt}" in _data(await tap(office, case.coordinator, f"cv:{aunt}"))
    await tap(office, case.coordinator, f"cb:{aunt}")
    assert _standing(office, aunt) is Standing.PROPOSED


async def test_the_coordinator_asks_adds_and_notes_down(office: Office) -> None:
    case, aunt, _ = _case(office)
    assert "asked today" in (await tap(office, case.coordinator, f"cm:{case.job}")).text
    assert "Which word" in (await tap(office, case.coordinator, f"ca:{case.job}")).text
    assert "Which word" in (await tap(office, case.requester, f"ga:{case.ref}")).text
    screen = await tap(office, case.coordinator, f"cr:{aunt}:yes")
    assert "has not said yes to this person yet" in screen.text
    assert AUNT in screen.text
    assert "out of date" in (await tap(office, case.coordinator, f"cr:{aunt}:perhaps")).text
    assert "in their own chat" in (await tap(office, case.coordinator, f"cg:{aunt}")).text
    await tap(office, case.requester, f"gy:{aunt}")
    assert "Answer: maybe." in (await tap(office, case.coordinator, f"cr:{aunt}:maybe")).text


async def test_outside_the_chat_one_yes_leads_to_the_next(office: Office) -> None:
    case = office.preparing(who="relative", agrees="yes")
    aunt, dog = proposes(office, case), proposes(office, case, DOG)
    assert DOG in (await tap(office, case.coordinator, f"cg:{aunt}")).text
    assert "The circle" in (await tap(office, case.coordinator, f"cg:{dog}")).text
    assert "2 people are in the circle." in (await tap(office, case.coordinator, f"ci:{case.job}")).text


async def test_sending_the_form_shows_the_circle_and_a_second_tap_too(office: Office) -> None:
    case = office.preparing()
    for who, ref, verb in ((case.coordinator, case.job, "cv"), (case.requester, case.ref, "gv")):
        page = asked_for(office, who, ref, DOG if verb == "gv" else AUNT)
        send = f"fs:{circle.FORM}:{page.revision}"
        first = await tap(office, who, send)
        second = await tap(office, who, send)
        assert any(data.startswith(verb) for data in _data(first))
        assert _data(second) == _data(first)
        assert "out of date" in second.text
    assert len(office.rows(Guest)) == 2


async def test_who_has_no_circle_is_shown_the_beginning_after_a_stale_tap(office: Office) -> None:
    talk = Talk(cast("Any", None), cast("Any", Desk(office)), office.citizen(), "en")
    with speaking("en"):
        screen = await form_handlers.go_on(talk, circle.FORM)
    assert "112" in screen.text


async def test_a_refused_form_stands_there_still_with_one_sentence(office: Office) -> None:
    case = office.preparing()
    proposes(office, case)
    page = asked_for(office, case.coordinator, case.job, AUNT)
    screen = await tap(office, case.coordinator, f"fs:{circle.FORM}:{page.revision}")
    assert "has this word already" in screen.text
    assert f"fc:{circle.FORM}" in _data(screen)


async def test_nothing_of_another_circle_is_shown(office: Office) -> None:
    case, aunt, _ = _case(office)
    other = office.preparing()
    for data in (f"ci:{case.job}", f"cv:{aunt}", f"cx:{aunt}", f"cm:{case.job}", f"cr:{aunt}:yes"):
        assert "I cannot find that." in (await tap(office, other.coordinator, data)).text
    for data in (f"gp:{case.ref}", f"gd:{case.ref}", f"gv:{aunt}", f"gy:{aunt}", f"gn:{aunt}"):
        assert "I cannot find that." in (await tap(office, other.requester, data)).text
