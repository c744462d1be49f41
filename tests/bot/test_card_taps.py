"""What a coordinator taps to make cards: links that open, each once made, and only for the circle's own coordinator."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import User
from sqlalchemy import Engine

from bot.handlers import cards
from bot.talk import Talk
from bot.texts.screens import Screen
from casework import inviting
from domain.errors import NotAllowedError, NotFoundError
from kring.playground import TOKEN
from storage.arrivals import Caller
from tests.bot.wire import Recorded
from tests.circles import joins
from tests.office import PERSONAL, Case, Office

pytestmark = pytest.mark.asyncio


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


class AtOnce:
    """The way to the actions, without a thread between."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.printer = None

    async def do(self, action: Callable[..., Any], **named: Any) -> Any:  # noqa: ANN401 - any action's
        return self._office.do(action, **named)


def _talk(office: Office, caller: Caller) -> Talk:
    bot = Bot(TOKEN, session=Recorded())
    bot._me = User(id=1, is_bot=True, first_name="Kring", username="kring_demo_bot")
    return Talk(bot, AtOnce(office), caller, "en")  # type: ignore[arg-type]


def _circle(office: Office, languages: tuple[str, ...] = ("ar", "ti")) -> tuple[Case, list[str]]:
    case = office.preparing()
    return case, [joins(office, case, None, language=tag, invited_at=None) for tag in languages]


def _secrets(screen: Screen) -> list[str]:
    assert screen.after is not None
    return re.findall(r"https://t\.me/kring_demo_bot\?start=([\w-]+)</code>", screen.after.text)


async def test_every_link_opens_the_invitation_of_its_own_person(office: Office) -> None:
    case, refs = _circle(office)
    screen = await cards.make(_talk(office, case.coordinator), case.job)
    secrets = _secrets(screen)
    opened = [office.do(inviting.open_link, caller=office.newcomer(), secret=secret) for secret in secrets]
    assert [invitation.guest for invitation in opened if invitation is not None] == refs


async def test_the_cards_are_made_once(office: Office) -> None:
    case, _refs = _circle(office)
    talk = _talk(office, case.coordinator)
    assert len(_secrets(await cards.make(talk, case.job))) == 2
    again = await cards.make(talk, case.job)
    assert again.after is None
    assert "There is no card to make now." in again.text


async def test_a_new_card_has_another_link_and_the_same_letters(office: Office) -> None:
    case, refs = _circle(office)
    talk = _talk(office, case.coordinator)
    first = await cards.make(talk, case.job)
    anew = await cards.make_again(talk, refs[0])
    assert anew.text.split("\n\n")[1] == first.text.split("\n\n")[1].split("\n")[0]
    assert set(_secrets(anew)).isdisjoint(_secrets(first))


async def test_what_is_passed_on_tells_nothing_about_anybody(office: Office) -> None:
    case, refs = _circle(office)
    screen = await cards.make(_talk(office, case.coordinator), case.job)
    assert screen.after is not None
    told = screen.after.text + screen.after.files[0].content.decode()
    unsaid = (*PERSONAL, *refs, case.ref, case.job, "blue car")
    assert [value for value in unsaid if value in told] == []


async def test_cards_are_for_the_circles_own_coordinator(office: Office) -> None:
    case, refs = _circle(office)
    for caller in (office.coordinator(), case.manager, case.requester):
        talk = _talk(office, caller)
        with pytest.raises((NotFoundError, NotAllowedError)):
            await cards.make(talk, case.job)
        with pytest.raises((NotFoundError, NotAllowedError)):
            await cards.make_again(talk, refs[0])
    assert len(_secrets(await cards.make(_talk(office, case.coordinator), case.job))) == len(refs)
