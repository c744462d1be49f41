"""Who blocks the bot and comes back, old screens, updates that keep failing, and a clock that nobody else looks after."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendMessage
from sqlmodel import Session, SQLModel, select

from bot import watching
from bot.setting_aside import Tries
from casework import incidents, leases, letters, people, returning
from casework.desk import Desk
from casework.incidents import Kind
from casework.letters import LetterKind
from casework.outbox import COURIER
from domain.people import Role
from kring.playground import TOKEN
from scheduler.numbers import Numbers
from storage.escalations import Escalation
from storage.incidents import Heartbeat, Incident
from storage.people import Person
from storage.requests import Request
from tests.bot.stage import Stage, newest, next_text, to_the_summary, until
from tests.bot.wire import Wire, said, tapped, wired

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def wire(sqlite_url: str) -> AsyncIterator[Wire]:
    async with wired(sqlite_url) as made:
        yield made


def rows(wire: Wire, record: type[SQLModel]) -> list[Any]:
    with Session(wire.work._engine) as session:
        return list(session.exec(select(record)).all())


class Moving:
    """A clock that is moved by hand."""

    def __init__(self, wire: Wire) -> None:
        self.now = datetime.now(UTC)
        wire.work.clock = lambda: self.now

    def on(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


# ------------------------------------------------------------------------------------------- being there


async def test_an_update_is_written_down_once_an_hour_and_no_more(wire: Wire) -> None:
    clock = Moving(wire)
    first = clock.now
    heard = []
    for number, minutes in enumerate((0, 30, 29, 1, 59), 1):
        clock.on(minutes=minutes)
        await wire.post(said(number, "/help"))
        (person,) = rows(wire, Person)
        heard.append(person.heard_at.replace(tzinfo=UTC) - first)
    assert heard == [timedelta(0)] * 3 + [timedelta(hours=1)] * 2


@pytest.mark.parametrize("came", ["words", "a tap", "my_chat_member"])
async def test_any_update_makes_somebody_reachable_again(wire: Wire, came: str) -> None:
    await wire.post(said(1, "/start"))
    caller = await wire.work.meet(7001, None)
    await wire.work.do(returning.set_reachable, caller=caller, reachable=False)
    person = said(2, "x")["message"]["from"]
    chat = {"id": 7001, "type": "private"}
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    changed = {
        "chat": chat,
        "from": person,
        "date": 1,
        "old_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
        "new_chat_member": {"user": bot, "status": "member"},
    }
    updates = {
        "words": said(2, "/help"),
        "a tap": tapped(2, "h"),
        "my_chat_member": {"update_id": 2, "my_chat_member": changed},
    }
    await wire.post(updates[came])
    assert (await wire.work.meet(7001, None)).reachable


async def test_blocking_is_no_sign_of_being_there(wire: Wire) -> None:
    await wire.post(said(1, "/start"))
    person = said(2, "x")["message"]["from"]
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    kicked = {
        "chat": {"id": 7001, "type": "private"},
        "from": person,
        "date": 1,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }
    for number in (2, 3):
        await wire.post({"update_id": number, "my_chat_member": kicked})
        assert not (await wire.work.meet(7001, None)).reachable


@pytest.mark.parametrize(
    "refusal", ["message can't be edited", "message to edit not found", "MESSAGE_ID_INVALID"]
)
async def test_a_screen_that_cannot_be_edited_any_more_comes_as_a_new_message(
    wire: Wire, refusal: str
) -> None:
    wire.telegram.refuse = lambda method: (
        TelegramBadRequest(method=method, message=f"Bad Request: {refusal}")
        if isinstance(method, EditMessageText)
        else None
    )
    await wire.post(tapped(1, "rq"))
    edit, sent = wire.telegram.calls
    assert isinstance(edit, EditMessageText)
    assert isinstance(sent, SendMessage)
    assert (sent.chat_id, sent.text) == (7001, edit.text)


async def test_an_edit_that_changes_nothing_is_no_new_message(wire: Wire) -> None:
    wire.telegram.refuse = lambda method: (
        TelegramBadRequest(method=method, message="Bad Request: message is not modified: same")
        if isinstance(method, EditMessageText)
        else None
    )
    await wire.post(tapped(1, "rq"))
    assert [type(call) for call in wire.telegram.calls] == [EditMessageText]


# ---------------------------------------------------------------------------------------- what goes wrong


async def broken(*_given: object, **_more: object) -> None:
    """What a fault before the handlers looks like."""
    raise OSError("the disk of requester@example.org is full")


async def test_an_update_that_is_set_aside_is_an_incident(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatching._meet", broken)
    for status in (500, 500, 200):
        assert (await wire.post(said(42, "hello")))[0] == status
    (incident,) = rows(wire, Incident)
    assert incident.kind == Kind.UPDATE_SET_ASIDE
    assert re.fullmatch(r"update 42 code [0-9A-F]{6}", incident.about)
    (apology,) = wire.telegram.calls
    assert isinstance(apology, SendMessage)


async def test_what_could_not_be_reported_is_reported_later(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = Tries()
    tries.aside(42, "ABC123")
    with monkeypatch.context() as patch:
        patch.setattr(wire.work, "do", broken)
        await tries.report(wire.work)
    assert rows(wire, Incident) == []
    await tries.report(wire.work)
    await tries.report(wire.work)
    (incident,) = rows(wire, Incident)
    assert (incident.about, incident.count) == ("update 42 code ABC123", 1)
    assert "requester@example.org" not in caplog.text


async def an_admin(wire: Wire) -> None:
    secret = await wire.work.do(people.invite, role=Role.ADMIN, region="overijssel")
    await wire.post(said(900, f"/start {secret}"))
    wire.telegram.calls.clear()


async def stand_still(wire: Wire, *, minutes: float) -> None:
    """The clock ticked, and then not for so long."""
    clock = Moving(wire)
    await wire.work.do(incidents.beat, name=incidents.CLOCK)
    clock.on(minutes=minutes)


async def look(wire: Wire) -> list[Any]:
    await watching.look(Bot(TOKEN, session=wire.telegram), wire.work, sure_seconds=0)
    return wire.telegram.calls


async def test_a_clock_that_ticks_is_no_news(wire: Wire) -> None:
    await an_admin(wire)
    assert await look(wire) == []
    await stand_still(wire, minutes=4)
    assert await look(wire) == []
    assert rows(wire, Incident) == []


async def test_without_a_courier_the_bot_itself_tells_the_admins_once(wire: Wire) -> None:
    await an_admin(wire)
    await stand_still(wire, minutes=6)
    (told,) = await look(wire)
    assert isinstance(told, SendMessage)
    assert told.chat_id == 7001
    assert await look(wire) == [told]
    (incident,) = rows(wire, Incident)
    assert (incident.kind, incident.count) == (Kind.CLOCK_STOPPED, 2)


async def test_where_a_courier_runs_the_letter_goes_its_own_way(wire: Wire) -> None:
    await an_admin(wire)
    await stand_still(wire, minutes=6)
    await wire.work.do(leases.take, name=COURIER, holder="one", for_=timedelta(seconds=30))
    assert await look(wire) == []
    assert len(rows(wire, Incident)) == 1


async def test_the_bot_looks_again_and_again_and_survives_a_failure(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looked = asyncio.Event()
    failing = iter([True, False])

    async def once(_bot: object, _work: object) -> None:
        if next(failing):
            raise OSError("requester@example.org")
        looked.set()
        await asyncio.sleep(60)

    monkeypatch.setattr("bot.watching.look", once)
    task = asyncio.create_task(watching.watch(None, wire.work, Tries(), every_seconds=0.01))  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        await looked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert "the clock could not be looked after (OSError)" in caplog.text
    assert "requester@example.org" not in caplog.text


async def test_the_bots_own_numbers_tell_how_the_outbox_stands(sqlite_url: str) -> None:
    numbers = Numbers()
    async with wired(sqlite_url, more=lambda work: numbers.told(work.do)) as wire:
        await wire.work.do(incidents.beat, name=incidents.CLOCK)
        told = await wire.numbers()
        assert "kring_outbox_waiting 0.0" in told
        assert "kring_updates_total 0.0" in told
        assert len(rows(wire, Heartbeat)) == 1


# ------------------------------------------------------------------------------------ the whole way round


ARABIC = re.compile("[\u0600-\u06ff]{3}")


def pause_is_told(desk: Desk) -> None:
    """A letter to the family about its request, as a pause by the coordinator writes it."""
    request = desk.session.exec(select(Request)).one()
    letters.tell_requester(desk, request, LetterKind.PAUSED)


@pytest.mark.asyncio(loop_scope="module")
async def test_the_manager_gets_the_words_and_the_family_gets_its_messages_on_return(stage: Stage) -> None:
    family, manager = await stage.person("ar"), await stage.person("nl")
    await manager.open(await stage.ground.invite("regional_manager", "overijssel"))
    await to_the_summary(family, "A name")
    await family.tap(r"fs:request:\d+")
    await manager.wait_for_button("mo:K-.*")
    work = stage.ground.work
    await stage.post(f"people/{family.id}/block")

    async def is_there() -> bool:
        return (await stage.caller(family)).reachable

    await until(is_there, lambda there: not there, "the bot did not notice")
    seen = await newest(family)
    await work.do(pause_is_told)
    button = await manager.wait_for_button(r"uw:\w+")
    words = await stage.presses(manager, str(button["data"]))
    assert ARABIC.search(words)
    assert "A name" in words
    await stage.post(f"people/{family.id}/unblock")
    assert ARABIC.search(await next_text(family, seen))

    async def open_tasks() -> int:
        with Session(work._engine) as session:
            return sum(task.done_at is None for task in session.exec(select(Escalation)).all())

    await until(open_tasks, lambda count: count == 0, "the task stays open")
