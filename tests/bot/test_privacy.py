"""What is tapped about one's own rights, from the table of buttons to the screen."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, cast

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from bot import errors
from bot.routes import BUTTONS, COMMANDS
from bot.talk import Talk
from bot.texts import printing
from bot.texts.own_data import JSON_FILE
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from bot.work import Work
from casework import consents, forms, guest_consent, people
from domain.consents import OF_A_REQUEST
from domain.errors import ConsentMissingError, DomainError, OutdatedError
from domain.people import Role
from domain.policy import Policy
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.forgotten import Forgotten
from tests.casework.invited import invited
from tests.office import AMSTERDAM, NAME, REGIONS, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


@pytest_asyncio.fixture
async def work(office: Office) -> AsyncIterator[Work]:
    """The way to the actions, with the clock of the office."""
    made = Work(
        office.engine, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now
    )
    yield made
    made.close()


class _Bot:
    """What the menus call."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def __call__(self, method: object) -> None:
        self.called.append(type(method).__name__)


def _talk(work: Work, who: Caller, bot: object = None) -> Talk:
    return Talk(cast("Any", bot), work, who, "en")


async def _press(work: Work, who: Caller, data: str, bot: object = None) -> Screen:
    verb, *parts = data.split(":")
    return await BUTTONS[verb](_talk(work, who, bot), *parts)


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


@pytest.mark.asyncio
async def test_the_page_leads_to_every_right(work: Work, office: Office) -> None:
    someone = office.citizen()
    shown = await COMMANDS["privacy"](_talk(work, someone))
    assert {"pt", "pm", "po", "px", "hu"} <= set(_data(shown))
    assert "no name" in shown.text


@pytest.mark.asyncio
async def test_each_part_is_taken_back_in_one_tap_and_given_again(work: Work, office: Office) -> None:
    case = office.opened()
    shown = await _press(work, case.requester, "pt")
    assert f"pt:{case.ref}" in _data(shown)
    assert "pn" in _data(shown)
    of_request = await _press(work, case.requester, f"pt:{case.ref}")
    assert [one for one in _data(of_request) if one.startswith("pu:")] == [
        f"pu:{case.ref}:{layer}:n" for layer in OF_A_REQUEST
    ]
    after = await _press(work, case.requester, f"pu:{case.ref}:share:n")
    assert f"pu:{case.ref}:share:y" in _data(after)
    again = await _press(work, case.requester, f"pu:{case.ref}:share:y")
    assert f"pu:{case.ref}:share:n" in _data(again)
    with pytest.raises(OutdatedError):
        await _press(work, case.requester, f"pu:{case.ref}:share:x")


@pytest.mark.asyncio
async def test_what_ends_the_request_is_asked_once_more(work: Work, office: Office) -> None:
    case = office.opened()
    asked = await _press(work, case.requester, f"pu:{case.ref}:process:n")
    assert office.state(case) is State.INTAKE
    assert f"pu:{case.ref}:process:s" in _data(asked)
    done = await _press(work, case.requester, f"pu:{case.ref}:process:s")
    assert office.state(case) is State.ENDED
    assert "This request is over." in done.text
    with pytest.raises(DomainError):
        await _press(work, office.citizen(), f"pu:{case.ref}:process:n")


@pytest.mark.asyncio
async def test_the_first_yes_is_taken_back(work: Work, office: Office) -> None:
    someone = office.citizen()
    shown = await _press(work, someone, "pn")
    assert "It is done" in shown.text
    assert office.again(someone).consent is None
    assert "not agreed to anything" in (await _press(work, office.again(someone), "pt")).text


@pytest.mark.asyncio
async def test_a_guest_agrees_before_the_first_question_and_takes_it_back(work: Work, office: Office) -> None:
    case = office.preparing()
    who, ref = invited(office, case)
    office.do(guest_consent.take_back, caller=who, ref=ref)
    before = await _press(work, who, f"iv:{ref}")
    assert _data(before) == [f"pi:{ref}", f"il:{ref}", "hu"]
    refused = await errors.refusal(_talk(work, who), ConsentMissingError(), "ir", (ref, "yes"))
    assert f"pi:{ref}" in _data(refused)
    asked = await _press(work, who, f"pi:{ref}")
    assert f"ir:{ref}:yes" in _data(asked)
    await _press(work, who, f"ir:{ref}:yes")
    listed = await _press(work, who, "pt")
    assert f"pv:{ref}" in _data(listed)
    deleted = await _press(work, who, f"pv:{ref}")
    assert f"iv:{ref}" in _data(deleted)
    assert office.row(Guest, ref=ref).answer is None


@pytest.mark.asyncio
async def test_a_text_that_changed_is_shown_in_the_place_of_the_question(
    work: Work, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = office.citizen()
    page = office.do(forms.begin, caller=someone, form="request")
    monkeypatch.setattr(people, "CONSENT_VERSION", people.CONSENT_VERSION + 1)
    with pytest.raises(ConsentMissingError) as refused:
        await _press(work, someone, f"f:request:{page.revision}:language:ar")
    shown = await errors.refusal(_talk(work, someone), refused.value, "f", ("request",))
    typed = await errors.misunderstood(_talk(work, someone), refused.value)
    assert "ok" in _data(shown)
    assert shown == typed


@pytest.mark.asyncio
async def test_everything_comes_as_two_files_that_cannot_be_passed_on(work: Work, office: Office) -> None:
    case = office.opened()
    shown = await COMMANDS["mydata"](_talk(work, case.requester))
    assert shown.personal
    assert [file.name for file in shown.files] == [printing.FILE, JSON_FILE]
    page, content = (file.content.decode() for file in shown.files)
    assert NAME in page
    assert json.loads(content)["kept"]["request"][0]["details"]["name"] == NAME
    assert NAME not in shown.text


@pytest.mark.asyncio
async def test_being_forgotten_takes_two_taps_and_gives_a_receipt(work: Work, office: Office) -> None:
    case = office.opened()
    meaning = await COMMANDS["forget"](_talk(work, case.requester))
    assert "Your request stops" in meaning.text
    sure = await _press(work, case.requester, "px:n")
    assert office.rows(Forgotten) == []
    assert "px:s" in _data(sure)
    done = await _press(work, case.requester, "px:s")
    assert case.requester.ref in done.text
    assert (done.rows, done.personal) == ((), False)
    assert len(office.rows(Forgotten)) == 2
    with pytest.raises(DomainError):
        office.do(consents.look_at, caller=office.again(case.requester), ref=case.ref)


@pytest.mark.asyncio
async def test_staff_get_the_menu_of_everybody_again(work: Work, office: Office) -> None:
    office.helpdesk()
    manager, bot = office.manager(), _Bot()
    await _press(work, manager, "px:s", bot)
    assert bot.called == ["SetMyCommands"]
    assert office.again(manager).role is Role.CITIZEN
