"""A finger on a button: the newest that has it, a new query each time, an answer if the bot gives one."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.driver import Answer, Driver, keyboard


async def query_of(sim: Driver) -> dict[str, Any]:
    """Return the next callback query, and take it out of the queue."""
    result = (await sim.api("getUpdates", timeout=5, allowed_updates=["callback_query", "message"]))["result"]
    await sim.api("getUpdates", offset=result[-1]["update_id"] + 1)
    query: dict[str, Any] = result[-1]["callback_query"]
    return query


async def tapped(
    sim: Driver, person: int, answer: dict[str, Any] | None, **wish: object
) -> tuple[Answer, dict[str, Any]]:
    """Tap, let the bot answer, and return both what the person got and the query."""
    tap = asyncio.create_task(sim.post(f"people/{person}/tap", **{"wait": 0.3, **wish}))
    query = await query_of(sim)
    if answer is not None:
        await sim.api("answerCallbackQuery", callback_query_id=query["id"], **answer)
    return await tap, query


@pytest.mark.asyncio
@pytest.mark.parametrize("button", ["Accept", "a:1"])
async def test_a_button_is_found_by_its_text_or_its_data(sim: Driver, button: str) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup={"inline_keyboard": [[{"text": "Accept", "callback_data": "a:1"}]]})
    got, query = await tapped(sim, person, {"text": "Thank you", "show_alert": True}, button=button)
    assert got["answer"] == {"text": "Thank you", "show_alert": True}
    assert query["data"] == "a:1"
    assert (await sim.get(f"people/{person}/chat"))["last_answer"]["text"] == "Thank you"


@pytest.mark.asyncio
async def test_without_an_answer_the_tapper_is_told_so(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    got, _ = await tapped(sim, person, None, button="a")
    assert got["answer"] is None


@pytest.mark.asyncio
async def test_the_newest_message_that_has_the_button_is_meant(sim: Driver) -> None:
    person = await sim.person()
    old = await sim.sent(person, "old", reply_markup=keyboard("a", "b"))
    new = await sim.sent(person, "new", reply_markup=keyboard("a"))
    for wish, expected in (
        ({"button": "a"}, new),
        ({"button": "b"}, old),
        ({"button": "a", "message_id": old["message_id"]}, old),
    ):
        _, query = await tapped(sim, person, {}, **wish)
        assert query["message"]["message_id"] == expected["message_id"]


@pytest.mark.asyncio
async def test_a_button_that_is_not_there_gives_the_buttons_that_are(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a", "b"))
    answer = await sim.post(f"people/{person}/tap", button="c")
    assert (answer.status, answer["buttons"]) == (404, ["a", "b"])


@pytest.mark.asyncio
async def test_a_second_tap_is_another_query(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    _, first = await tapped(sim, person, {}, button="a")
    _, second = await tapped(sim, person, {}, button="a")
    assert first["id"] != second["id"]


@pytest.mark.asyncio
async def test_data_can_be_forged(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    _, query = await tapped(sim, person, {}, data="of another version")
    assert query["data"] == "of another version"


@pytest.mark.asyncio
async def test_a_query_is_answered_once_and_within_15_minutes(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    _, answered = await tapped(sim, person, {}, button="a")
    _, old = await tapped(sim, person, None, button="a")
    sim.clock.advance(timedelta(minutes=16))
    for number in (answered["id"], old["id"], "123"):
        answer = await sim.api("answerCallbackQuery", callback_query_id=number)
        assert answer["description"] == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


@pytest.mark.asyncio
async def test_an_answer_has_at_most_200_letters(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    _, query = await tapped(sim, person, None, button="a")
    too_long = await sim.api("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert (too_long.status, too_long["description"]) == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert (await sim.api("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200)).status == 200


@pytest.mark.asyncio
async def test_a_link_button_gives_its_address(sim: Driver) -> None:
    person = await sim.person()
    markup = {"inline_keyboard": [[{"text": "Read", "url": "https://example.org/"}]]}
    await sim.sent(person, reply_markup=markup)
    answer = await sim.post(f"people/{person}/tap", button="Read")
    assert answer.body == {"update_id": None, "answer": None, "url": "https://example.org/"}


@pytest.mark.asyncio
async def test_a_key_of_the_reply_keyboard_is_typed(sim: Driver) -> None:
    person = await sim.person()
    keys = [
        ["Yes", {"text": "My number", "request_contact": True}, {"text": "Here", "request_location": True}]
    ]
    await sim.sent(person, reply_markup={"keyboard": keys})
    shown = (await sim.get(f"people/{person}/chat"))["keyboard"]
    assert shown == [[{"text": "Yes"}, {"text": "My number"}, {"text": "Here"}]]
    for key in ("Yes", "My number", "Here"):
        await sim.post(f"people/{person}/tap", button=key)
    first, second, third = [update["message"] for update in await sim.updates()]
    assert (first["text"], second["contact"]["user_id"]) == ("Yes", person)
    assert "location" in third
    await sim.sent(person, reply_markup={"remove_keyboard": True})
    assert (await sim.get(f"people/{person}/chat"))["keyboard"] is None


@pytest.mark.asyncio
async def test_who_blocked_the_bot_cannot_tap(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    await sim.post(f"people/{person}/block")
    assert (await sim.post(f"people/{person}/tap", button="a")).status == 409


@pytest.mark.asyncio
async def test_a_button_that_opens_something_cannot_be_tapped_here(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup={"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": "x"}}]]})
    answer = await sim.post(f"people/{person}/tap", button="Copy")
    assert (answer.status, answer["error"][-1]) == (400, ".")


@pytest.mark.asyncio
async def test_an_answer_may_open_a_link(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    got, _ = await tapped(sim, person, {"url": "https://t.me/kring_demo_bot?start=x"}, button="a")
    assert got["answer"] == {"text": "", "show_alert": False, "url": "https://t.me/kring_demo_bot?start=x"}


@pytest.mark.asyncio
async def test_a_query_on_a_chat_that_is_gone_is_answered_all_the_same(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    _, query = await tapped(sim, person, None, button="a")
    del sim.simulator.world.bot_named(None).chats[person]
    assert (await sim.api("answerCallbackQuery", callback_query_id=query["id"])).status == 200


@pytest.mark.asyncio
async def test_old_queries_are_not_kept(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    queries = sim.simulator.world.bot_named(None).queries
    for _ in range(3):
        await sim.post(f"people/{person}/tap", button="a", wait=0)
    sim.clock.advance(timedelta(minutes=16))
    await sim.post(f"people/{person}/tap", button="a", wait=0)
    assert len(queries._waiting) == 1


@pytest.mark.asyncio
async def test_a_styled_button_shows_its_style(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(
        person, reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b", "style": "danger"}]]}
    )
    assert (await sim.messages(person))[-1]["buttons"] == [[{"text": "a", "data": "b", "style": "danger"}]]
