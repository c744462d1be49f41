"""Letters on their way over real HTTP: order, edits, and what Telegram may answer."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.texts.screens import Button, Screen, stack
from casework.desk import Desk
from casework.outbox import Envelope
from domain.people import Role
from tests.scheduler.office import NOON, Office
from tests.scheduler.round import on_round

pytestmark = pytest.mark.asyncio


async def test_each_reader_gets_their_letters_in_their_language_and_in_order(office: Office) -> None:
    async with on_round(office) as tour:
        people = [await tour.reader(locale=locale) for locale in ("nl", "ar", "ti")]
        for number in range(5):
            for person, _ in people:
                office.letter(person, str(number))
        assert await tour.courier.drain() == 15
        assert [await tour.texts(chat) for _, chat in people] == [
            [f"{locale}: {number}" for number in range(5)] for locale in ("nl", "ar", "ti")
        ]
        assert await tour.courier.drain() == 0
    assert set(office.states()) == {"sent"}


async def test_urgent_letters_go_out_first(office: Office) -> None:
    async with on_round(office) as tour:
        one, chat = await tour.reader()
        office.letter(one, "news")
        office.letter(one, "danger", urgent=True)
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: danger", "nl: news"]


def card(_desk: Desk, envelope: Envelope) -> Screen:
    """A card with buttons, that shows something about a person."""
    buttons = stack(Button("Yes", "yes"), Button("Map", url="https://example.org/"))
    return Screen(f"<b>{envelope.facts['text']}</b>", buttons, personal=True)


async def test_a_personal_card_is_protected_and_has_its_buttons(office: Office) -> None:
    async with on_round(office, render=card) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person)
        await tour.courier.drain()
        (message,) = await tour.messages(chat)
        assert message["protected"]
        assert message["html"] == "<b>hello</b>"
        assert [button["text"] for row in message["buttons"] for button in row] == ["Yes", "Map"]
        assert office.read(letter).message_id == message["message_id"]
        assert office.read(letter).sent_at == NOON


@pytest.mark.parametrize(
    ("moment", "urgent", "silent_then"),
    [
        pytest.param(datetime(2026, 3, 3, 12, 0, tzinfo=UTC), False, False, id="by day"),
        pytest.param(datetime(2026, 3, 3, 20, 0, tzinfo=UTC), False, True, id="nine in the evening, winter"),
        pytest.param(datetime(2026, 7, 3, 18, 59, tzinfo=UTC), False, False, id="a minute to nine, summer"),
        pytest.param(datetime(2026, 7, 3, 19, 0, tzinfo=UTC), False, True, id="nine, summer"),
        pytest.param(datetime(2026, 3, 3, 6, 59, tzinfo=UTC), False, True, id="early in the morning"),
        pytest.param(datetime(2026, 3, 3, 7, 0, tzinfo=UTC), False, False, id="eight in the morning"),
        pytest.param(datetime(2026, 3, 3, 2, 0, tzinfo=UTC), True, False, id="danger at night"),
    ],
)
async def test_the_phone_is_silent_at_night_unless_it_is_urgent(
    office: Office, moment: datetime, urgent: bool, silent_then: bool
) -> None:
    office.now = moment
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person, urgent=urgent)
        await tour.courier.drain()
        (message,) = await tour.messages(chat)
        assert message["silent"] is silent_then


async def test_a_card_changes_in_place(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person, "offer", card="offer:1")
        office.letter(person, "already given", card="offer:1")
        office.letter(person, "already given", card="offer:1")
        assert await tour.courier.drain() == 3
        assert await tour.texts(chat) == ["nl: already given"]
    assert set(office.states()) == {"sent"}


@pytest.mark.parametrize(
    "refusal",
    [
        "Bad Request: message can't be edited",
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_ID_INVALID",
    ],
)
async def test_where_the_old_card_cannot_change_a_new_one_comes(office: Office, refusal: str) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        office.letter(person, "offer", card="offer:1")
        await tour.courier.drain()
        tour.trouble("refuse", method="editMessageText", description=refusal)
        again = office.letter(person, "given", card="offer:1")
        office.letter(person, "gone", card="offer:1")
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: offer", "nl: gone"]
        messages = await tour.messages(chat)
        assert office.read(again).message_id == messages[1]["message_id"]


async def test_a_refusal_for_the_pace_waits_as_long_as_asked_and_loses_nothing(office: Office) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        first = office.letter(person, "first")
        office.letter(person, "second")
        tour.trouble("429", retry_after=1, chat=chat)
        await tour.courier.drain()
        assert await tour.texts(chat) == []
        assert office.read(first).not_before == NOON + timedelta(seconds=1)
        office.now += timedelta(seconds=1)
        await tour.courier.drain()
        assert await tour.texts(chat) == ["nl: first", "nl: second"]


@pytest.mark.parametrize("kind", ["500", "timeout", "lost_answer"])
async def test_trouble_on_the_way_is_tried_again_after_a_growing_wait(office: Office, kind: str) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader()
        letter = office.letter(person)
        tour.trouble(kind, times=2, chat=chat)
        for wait in (5, 10):
            before = office.now
            await tour.courier.drain()
            assert office.read(letter).not_before - before == timedelta(seconds=wait)
            office.now = office.read(letter).not_before
        await tour.courier.drain()
        # An answer that was lost may have delivered: at least once.
        assert set(await tour.texts(chat)) == {"nl: hello"}
    assert office.read(letter).state == "sent"


@pytest.mark.parametrize("how", ["blocked", "never started", "deactivated", "gone"])
async def test_who_cannot_be_reached_becomes_a_task_for_a_human(office: Office, how: str) -> None:
    async with on_round(office) as tour:
        person, chat = await tour.reader(started=how != "never started")
        _, manager_chat = await tour.reader(Role.REGIONAL_MANAGER)
        request = office.request(person)
        letter = office.letter(person, request_id=request)
        waiting = office.letter(person, "later", request_id=request)
        if how == "blocked":
            await tour.telegram.post(f"people/{chat}/block")
        if how == "deactivated":
            tour.trouble("refuse", chat=chat, description="Forbidden: user is deactivated")
        if how == "gone":
            tour.trouble("refuse", chat=chat, description="Bad Request: chat not found")
        await tour.courier.drain()
        assert await tour.texts(chat) == []
        assert await tour.texts(manager_chat) == ["nl: escalation"]
    assert [office.read(which).state for which in (letter, waiting)] == ["unreachable", "waiting"]
    assert not office.reachable(person)
    assert office.escalations() == ["unreachable"]
