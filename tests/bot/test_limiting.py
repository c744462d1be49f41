"""A flood from one person: so much is done, the rest is not, nothing is lost, and danger always passes (trust.md 22)."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage, TelegramMethod
from aiogram.types import Update
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot import limiting
from bot.dispatching import make_dispatcher
from bot.handlers import danger, privacy, welcome
from bot.limiting import ALWAYS_BUTTONS, ALWAYS_COMMANDS, Limiter, slower
from bot.routes import BUTTONS, COMMANDS
from bot.texts.translating import speaking
from bot.work import Work
from casework import forms, people
from domain.people import Role
from domain.policy import Policy
from kring.playground import TOKEN
from storage.arrivals import Caller
from storage.people import Person
from tests.bot.wire import Recorded, said, tapped
from tests.office import AMSTERDAM, REGIONS, Office

pytestmark = pytest.mark.asyncio

MOST = 20
POLICY = replace(Policy(), actions_at_once=MOST, actions_a_minute=MOST)


@dataclass(slots=True)
class Desk:
    """A bot with a limit of twenty, and what it calls."""

    office: Office
    work: Work
    dispatcher: Dispatcher
    telegram: Recorded = field(default_factory=Recorded)
    count: int = 0

    async def feed(self, made: dict[str, Any]) -> Any:  # noqa: ANN401 - what the webhook's response would carry
        """Handle one update."""
        bot = Bot(TOKEN, session=self.telegram)
        return await self.dispatcher.feed_update(bot, Update.model_validate(made, context={"bot": bot}))

    async def says(self, who: Caller, words: str | None, **changes: object) -> Any:  # noqa: ANN401
        """Say something."""
        self.count += 1
        return await self.feed(said(self.count, words, person=who.chat_id, **changes))

    async def taps(self, who: Caller, data: str) -> Any:  # noqa: ANN401
        """Tap a button."""
        self.count += 1
        return await self.feed(tapped(self.count, data, person=who.chat_id))

    async def floods(self, who: Caller, data: str = "h", times: int = 200) -> None:
        """Tap so often, all at once."""
        await asyncio.gather(*(self.taps(who, data) for _ in range(times)))

    def calls(self, kind: type[TelegramMethod[Any]]) -> int:
        """How often the bot called this method."""
        return sum(isinstance(call, kind) for call in self.telegram.calls)

    def told(self, locale: str) -> int:
        """How often somebody was told to do it slower."""
        with speaking(locale):
            words = slower().text
        return sum(isinstance(call, SendMessage) and call.text == words for call in self.telegram.calls)


@pytest.fixture(params=[False], ids=["by calls"])
def desk(request: pytest.FixtureRequest, sqlite: Engine) -> Iterator[Desk]:
    office = Office(sqlite)
    work = Work(office.engine, office.vault, REGIONS, policy=POLICY, zone=AMSTERDAM, clock=lambda: office.now)
    limiter = Limiter(work.policy, work.clock)
    yield Desk(office, work, make_dispatcher(work, in_reply=request.param, limiter=limiter))
    work.close()


async def test_of_two_hundred_taps_so_many_are_done_and_each_is_answered(desk: Desk) -> None:
    family = desk.office.citizen()
    await desk.floods(family)
    assert desk.calls(EditMessageText) == MOST
    assert desk.calls(AnswerCallbackQuery) == 200
    assert desk.told("nl") == 1
    answers = [call for call in desk.telegram.calls if isinstance(call, AnswerCallbackQuery)]
    assert len({call.callback_query_id for call in answers}) == 200
    assert {call.text for call in answers} == {None}


@pytest.mark.parametrize("desk", [True], indirect=True)
async def test_by_webhook_the_progress_bar_goes_with_the_response(desk: Desk) -> None:
    family = desk.office.citizen()
    for _ in range(MOST):
        await desk.taps(family, "h")
    before = len(desk.telegram.calls)
    found = [await desk.taps(family, "h") for _ in range(3)]
    assert [(one["method"], one["callback_query_id"]) for one in found] == [
        ("answerCallbackQuery", f"query-{number}") for number in range(MOST + 1, MOST + 4)
    ]
    assert len(desk.telegram.calls) - before == desk.told("nl") == 1


async def test_ten_fast_taps_of_a_form_are_ten_answers(desk: Desk) -> None:
    family = desk.office.citizen()
    await desk.taps(family, "rq")
    page = await desk.work.do(forms.resume, caller=family)
    assert page is not None
    for _ in range(9):
        await desk.taps(family, f"f:request:{page.revision}:language:ar")
    assert desk.told("nl") == 0
    assert desk.calls(AnswerCallbackQuery) == desk.calls(EditMessageText) == 10


async def test_what_was_filled_in_stays_and_goes_on_when_it_is_calm(desk: Desk) -> None:
    family = desk.office.citizen()
    await desk.taps(family, "rq")
    page = await desk.work.do(forms.resume, caller=family)
    assert page is not None
    await desk.floods(family)
    answer = f"f:request:{page.revision}:language:ar"
    await desk.taps(family, answer)
    assert await desk.work.do(forms.resume, caller=family) == page
    desk.office.advance(seconds=60 / MOST)
    await desk.taps(family, answer)
    after = await desk.work.do(forms.resume, caller=family)
    assert after is not None
    assert after.answers["language"] == "ar"


async def test_a_flood_of_words_gets_one_sentence_a_minute(desk: Desk) -> None:
    family = desk.office.citizen()
    for minute in range(1, 4):
        for _ in range(60):
            await desk.says(family, "hello")
        assert desk.told("nl") == minute
        desk.office.advance(minutes=1)


async def test_it_is_said_in_the_language_of_the_reader(desk: Desk) -> None:
    family = desk.office.citizen()
    desk.office.do(people.choose_language, caller=family, tag="en")
    await desk.floods(family)
    assert desk.told("en") == 1


async def test_what_is_beyond_is_dropped_for_good_and_not_done_when_it_comes_again(desk: Desk) -> None:
    family = desk.office.citizen()
    await desk.floods(family, times=MOST)
    beyond = said(9000, "/start", person=family.chat_id)
    await desk.feed(beyond)
    calls = len(desk.telegram.calls)
    desk.office.advance(minutes=1)
    await desk.feed(beyond)
    assert len(desk.telegram.calls) == calls


@pytest.mark.parametrize("words", ["/danger", "/human", "/forget", "/stop@kring_bot", "HELP, he has a knife"])
async def test_what_may_not_wait_passes_however_much_there_was(desk: Desk, words: str) -> None:
    family = desk.office.citizen()
    await desk.floods(family)
    before = desk.calls(SendMessage)
    await desk.says(family, words)
    assert desk.calls(SendMessage) == before + 1


@pytest.mark.parametrize("verb", sorted(ALWAYS_BUTTONS))
async def test_its_buttons_pass_as_well(desk: Desk, verb: str) -> None:
    family = desk.office.citizen()
    await desk.floods(family)
    before = desk.calls(EditMessageText)
    await desk.taps(family, verb)
    assert desk.calls(EditMessageText) == before + 1


async def test_these_are_all_the_buttons_and_commands_of_danger_of_a_person_and_of_forgetting() -> None:
    theirs = {welcome.human, privacy.forget}
    found = {
        verb
        for verb, handler in BUTTONS.items()
        if handler in theirs or handler.__module__ == danger.__name__
    }
    assert found == ALWAYS_BUTTONS
    assert {name for name, one in COMMANDS.items() if one in {*theirs, danger.page}} <= ALWAYS_COMMANDS
    assert set(COMMANDS) >= ALWAYS_COMMANDS


async def test_the_people_of_the_service_may_do_more(desk: Desk) -> None:
    manager = desk.office.manager()
    most = MOST * POLICY.staff_times
    for _ in range(MOST + most + 30):
        await desk.taps(manager, "m")
    assert desk.calls(EditMessageText) == MOST + most, (
        "what everybody may do came before it was known who it is"
    )
    assert desk.told("nl") == 0, "and was looked up less than a minute ago"
    desk.office.advance(minutes=1)
    await desk.taps(manager, "m")
    assert desk.calls(EditMessageText) == MOST + most + 1


async def test_one_person_does_not_take_the_turn_of_another(desk: Desk) -> None:
    await desk.floods(desk.office.citizen())
    before = desk.calls(EditMessageText)
    await desk.taps(desk.office.citizen(), "h")
    assert desk.calls(EditMessageText) == before + 1


async def test_in_a_group_it_is_silent(desk: Desk) -> None:
    someone = desk.office.citizen()
    for _ in range(MOST + 30):
        await desk.says(someone, "/start", chat={"id": -5, "type": "group", "title": "x"})
    assert desk.calls(SendMessage) == MOST


async def test_a_place_that_moves_along_and_a_block_are_not_counted(desk: Desk) -> None:
    someone = desk.office.citizen()
    place = said(0, None, person=someone.chat_id, location={"latitude": 52.5, "longitude": 6.1})["message"]
    for number in range(100, 160):
        await desk.feed({"update_id": number, "edited_message": place | {"edit_date": 1_700_000_001}})
    await desk.taps(someone, "h")
    assert (desk.calls(EditMessageText), desk.told("nl")) == (1, 0)


async def test_while_the_database_is_away_it_is_refused_in_the_language_of_the_phone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = desk.office.citizen()
    await desk.floods(family, times=MOST)

    async def away(*_args: object, **_named: object) -> Caller:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(Work, "meet", away)
    await desk.taps(family, "h")
    assert (desk.calls(EditMessageText), desk.told("nl")) == (MOST, 1)


async def test_a_crowd_takes_no_memory_without_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_REMEMBERED", 2)
    people_there = [desk.office.citizen() for _ in range(3)]
    limiter = Limiter(POLICY, desk.work.clock)
    for who in people_there:
        assert await limiter.passes(desk.work, Update.model_validate(said(1, "x", person=who.chat_id)))
    assert list(limiter._doings) == [who.chat_id for who in people_there[1:]]


async def test_who_stops_being_of_the_service_has_the_limit_of_everybody(desk: Desk) -> None:
    manager = desk.office.manager()
    await desk.floods(manager, "m", times=MOST * POLICY.staff_times + 1)
    with desk.office.writing() as session:
        row = session.get_one(Person, manager.id)
        row.role, row.region = Role.CITIZEN.value, None
        session.add(row)
    desk.office.advance(minutes=1)
    await desk.floods(manager, times=MOST * POLICY.staff_times + 1)
    desk.office.advance(minutes=1)
    before = desk.calls(EditMessageText)
    await desk.floods(manager)
    assert desk.calls(EditMessageText) == before + MOST
