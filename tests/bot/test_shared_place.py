"""A location that is shared in the chat: a place of a meeting, and nothing where nobody asks for one."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.methods import EditMessageText, SendLocation, SendMessage
from aiogram.types import Message
from sqlalchemy import Engine

from bot import answering
from bot.dispatching import on_edited_message, on_message
from bot.texts import errors
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import requests
from storage.arrivals import Caller
from tests.arranging import HALL, PARIS
from tests.bot.taps import AtOnce, talk
from tests.bot.wire import Recorded, said
from tests.office import Office

pytestmark = pytest.mark.asyncio


class _Meeting(AtOnce):
    """The way to the actions, for one person."""

    def __init__(self, office: Office, caller: Caller) -> None:
        super().__init__(office)
        self._caller = caller

    async def meet(self, _chat_id: int, _hint: str | None, *, came: bool = False) -> Caller:
        """Who it is."""
        assert came
        return self._caller


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


async def _shares(office: Office, who: Caller, spot: tuple[float, float], **more: Any) -> str:  # noqa: ANN401
    """Share a location; the answer."""
    location = {"latitude": spot[0], "longitude": spot[1], **more}
    update = said(1, None, person=who.chat_id, location=location)["message"]
    update["from"]["language_code"] = "en"
    message = Message.model_validate(update)
    work: Any = _Meeting(office, who)
    answer = await on_message(message, talk(office, who).bot, work, in_reply=True)
    assert answer is not None
    return str(answer["text"])


async def test_a_coordinator_shares_the_place_of_the_meeting(office: Office) -> None:
    case = office.scheduled()
    assert "There is a place on the map too." in await _shares(office, case.coordinator, HALL)
    assert office.the_job(case).pin is not None
    assert "far from the Netherlands" in await _shares(office, case.coordinator, PARIS)


async def test_a_location_that_moves_along_with_a_phone_is_never_kept(office: Office) -> None:
    case = office.scheduled()
    told = await _shares(office, case.coordinator, HALL, live_period=900)
    assert errors.not_kept().splitlines()[0] in told
    assert office.the_job(case).pin is None


async def test_where_it_moves_to_is_not_answered(office: Office) -> None:
    case = office.scheduled()
    location = {"latitude": HALL[0], "longitude": HALL[1], "live_period": 900}
    update = said(1, None, person=case.coordinator.chat_id, location=location, edit_date=1_700_000_001)
    message = Message.model_validate(update["message"])
    work: Any = _Meeting(office, case.coordinator)
    bot = talk(office, case.coordinator).bot
    assert await on_edited_message(message, bot, work, in_reply=True) is None
    assert isinstance(bot.session, Recorded)
    assert bot.session.calls == []


async def test_nobody_elses_location_is_kept(office: Office) -> None:
    case = office.scheduled()
    told = await _shares(office, case.requester, HALL)
    assert errors.not_kept().splitlines()[0] in told
    assert office.the_job(case).pin is None


async def test_in_a_pause_it_says_why_not(office: Office) -> None:
    case = office.scheduled()
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert errors.SENTENCES["paused"]() in await _shares(office, case.coordinator, HALL)


@pytest.mark.parametrize("in_reply", [True, False], ids=["webhook", "polling"])
async def test_a_pin_comes_after_its_message_and_cannot_be_passed_on(
    office: Office, *, in_reply: bool
) -> None:
    bot = talk(office, office.citizen()).bot
    reply = await answering.send(bot, 7, Screen("There.", personal=True, pin=HALL), in_reply=in_reply)
    assert isinstance(bot.session, Recorded)
    message, where = bot.session.calls
    assert reply is None
    assert not isinstance(message, EditMessageText)
    assert isinstance(message, SendMessage)
    assert isinstance(where, SendLocation)
    assert (where.chat_id, where.latitude, where.longitude, where.protect_content) == (7, *HALL, True)
