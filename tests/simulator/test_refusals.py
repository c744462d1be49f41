"""The Bot API refuses what Telegram refuses, in Telegram's words."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.simulator.driver import TOKEN, Driver, keyboard

PARSE = "Bad Request: can't parse entities: "

SENDING: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({}, "Bad Request: message text is empty"),
    "only white space": ({"text": " \n "}, "Bad Request: message text is empty"),
    "only tags": ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
    "4097 letters": ({"text": "x" * 4097}, "Bad Request: message is too long"),
    "2049 emoji": ({"text": "🙂" * 2049}, "Bad Request: message is too long"),
    "an unknown tag": (
        {"text": "<x>y</x>", "parse_mode": "HTML"},
        PARSE + 'Unsupported start tag "x" at byte offset 0',
    ),
    "an unknown parse mode": ({"text": "x", "parse_mode": "Wiki"}, "Bad Request: unsupported parse_mode"),
    "an answer to nothing": (
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "Bad Request: message to be replied not found",
    ),
    "65 bytes of data": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    "no data": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": ""}]]}},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    "a button that does nothing": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
        "Bad Request: Text buttons are unallowed in the inline keyboard",
    ),
    "a button of an unknown kind": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "teleport": "b"}]]}},
        "Bad Request: Text buttons are unallowed in the inline keyboard",
    ),
    "a button without text": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "b"}]]}},
        'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    "101 buttons": (
        {"text": "x", "reply_markup": keyboard(*map(str, range(101)))},
        "Bad Request: reply markup is too long",
    ),
    "a keyboard that is no JSON": (
        {"text": "x", "reply_markup": "{"},
        "Bad Request: can't parse reply markup JSON object",
    ),
    "an entity outside the text": (
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "Bad Request: can't parse MessageEntity: it is outside the text",
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("params", "description"), SENDING.values(), ids=SENDING.keys())
async def test_a_message_that_cannot_be_is_refused(
    sim: Driver, params: dict[str, Any], description: str
) -> None:
    person = await sim.person()
    answer = await sim.api("sendMessage", chat_id=person, **params)
    assert (answer.status, answer.body) == (400, {"ok": False, "error_code": 400, "description": description})
    assert len(await sim.messages(person)) == 1


FITTING: dict[str, dict[str, Any]] = {
    "4096 letters": {"text": "x" * 4096},
    "2048 emoji": {"text": "🙂" * 2048},
    "4096 letters and their tags": {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"},
    "64 bytes of data": {
        "text": "x",
        "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 32}]]},
    },
    "100 buttons": {"text": "x", "reply_markup": keyboard(*map(str, range(100)))},
    "an answer to nothing, if allowed": {
        "text": "x",
        "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True},
    },
}


@pytest.mark.asyncio
@pytest.mark.parametrize("params", FITTING.values(), ids=FITTING.keys())
async def test_a_message_at_the_limit_is_sent(sim: Driver, params: dict[str, Any]) -> None:
    person = await sim.person()
    assert (await sim.api("sendMessage", chat_id=person, **params)).status == 200


@pytest.mark.asyncio
async def test_who_never_pressed_start_cannot_be_written_to(sim: Driver) -> None:
    person = await sim.person(started=False)
    answer = await sim.api("sendMessage", chat_id=person, text="x")
    assert (answer.status, answer["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("chat", [12345, "@nowhere"])
async def test_an_unknown_chat_is_not_found(sim: Driver, chat: object) -> None:
    answer = await sim.api("sendMessage", chat_id=chat, text="x")
    assert (answer.status, answer["description"]) == (400, "Bad Request: chat not found")


@pytest.mark.asyncio
async def test_who_blocked_the_bot_cannot_be_written_to_until_it_is_let_in_again(sim: Driver) -> None:
    person = await sim.person()
    await sim.post(f"people/{person}/block")
    answer = await sim.api("sendMessage", chat_id=person, text="x")
    assert (answer.status, answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    await sim.post(f"people/{person}/unblock")
    assert (await sim.api("sendMessage", chat_id=person, text="x")).status == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("token", ["4242:other", "nonsense", "1:a"])
async def test_an_unknown_token_is_unauthorized(sim: Driver, token: str) -> None:
    async with sim.http.get(f"{sim.url}/bot{token}/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.asyncio
async def test_a_method_that_does_not_exist_is_not_found(sim: Driver) -> None:
    answer = await sim.api("sendTelepathy")
    assert (answer.status, answer["error_code"]) == (404, 404)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
async def test_the_case_of_a_method_does_not_matter(sim: Driver, name: str) -> None:
    assert (await sim.api(name))["result"]["username"] == "kring_demo_bot"


@pytest.mark.asyncio
async def test_a_body_may_be_query_form_multipart_or_json(sim: Driver) -> None:
    person = await sim.person()
    url = f"{sim.url}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": str(person), "text": "x", "disable_notification": "true"}
    with_file = multipart(fields)
    for how in ({"params": fields}, {"data": fields}, {"data": with_file}, {"json": fields}):
        async with sim.http.post(url, **how) as response:
            assert response.status == 200
    assert [message["silent"] for message in (await sim.messages(person))[1:]] == [True] * 4


@pytest.mark.asyncio
async def test_an_edit_that_changes_nothing_is_refused(sim: Driver) -> None:
    person = await sim.person()
    message = await sim.sent(person, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard("a"))
    same = {"chat_id": person, "message_id": message["message_id"], "reply_markup": keyboard("a")}
    for method, more in (
        ("editMessageText", {"text": "<b>x</b>", "parse_mode": "HTML"}),
        ("editMessageReplyMarkup", {}),
    ):
        answer = await sim.api(method, **same, **more)
        assert answer.status == 400
        assert answer["description"].startswith(
            "Bad Request: message is not modified: specified new message content"
        )


@pytest.mark.asyncio
async def test_an_edit_changes_the_text_and_takes_away_the_keyboard(sim: Driver) -> None:
    person = await sim.person()
    message = await sim.sent(person, "x", reply_markup=keyboard("a"))
    result = (await sim.api("editMessageText", chat_id=person, message_id=message["message_id"], text="y"))[
        "result"
    ]
    assert result["text"] == "y"
    assert "edit_date" in result
    seen = (await sim.messages(person))[-1]
    assert (seen["text"], seen["edited"], seen["buttons"]) == ("y", True, [])


@pytest.mark.asyncio
async def test_an_edit_of_the_keyboard_keeps_the_text(sim: Driver) -> None:
    person = await sim.person()
    message = await sim.sent(person, "x", reply_markup=keyboard("a"))
    await sim.api(
        "editMessageReplyMarkup", chat_id=person, message_id=message["message_id"], reply_markup=keyboard("b")
    )
    seen = (await sim.messages(person))[-1]
    assert (seen["text"], seen["buttons"]) == ("x", [[{"text": "b", "data": "b"}]])


@pytest.mark.asyncio
async def test_only_an_own_message_that_is_there_can_be_edited(sim: Driver) -> None:
    person = await sim.person()
    theirs = (await sim.messages(person))[0]["message_id"]
    place = await sim.sent(person)
    await sim.api("sendLocation", chat_id=person, latitude=52, longitude=5)
    for message_id, description in (
        (theirs, "Bad Request: message can't be edited"),
        (999, "Bad Request: message to edit not found"),
        (place["message_id"] + 1, "Bad Request: there is no text in the message to edit"),
    ):
        answer = await sim.api("editMessageText", chat_id=person, message_id=message_id, text="y")
        assert (answer.status, answer["description"]) == (400, description)


@pytest.mark.asyncio
async def test_a_message_can_be_deleted_for_48_hours(sim: Driver) -> None:
    person = await sim.person()
    first, second = await sim.sent(person), await sim.sent(person)
    sim.clock.advance(timedelta(hours=47, minutes=59))
    assert (await sim.api("deleteMessage", chat_id=person, message_id=first["message_id"]))["result"] is True
    sim.clock.advance(timedelta(minutes=2))
    answer = await sim.api("deleteMessage", chat_id=person, message_id=second["message_id"])
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    gone = await sim.api("deleteMessage", chat_id=person, message_id=first["message_id"])
    assert gone["description"] == "Bad Request: message to delete not found"


@pytest.mark.asyncio
async def test_deleting_many_passes_over_those_that_cannot_be(sim: Driver) -> None:
    person = await sim.person()
    old = await sim.sent(person)
    sim.clock.advance(timedelta(hours=49))
    new = await sim.sent(person)
    numbers = [old["message_id"], new["message_id"], 999]
    assert (await sim.api("deleteMessages", chat_id=person, message_ids=numbers)).status == 200
    assert [message["message_id"] for message in await sim.messages(person)] == [1, old["message_id"]]


def multipart(fields: dict[str, str]) -> aiohttp.FormData:
    """Return the fields as multipart, with a file that the method does not need."""
    form = aiohttp.FormData(fields)
    form.add_field("unused", b"bytes", filename="unused.bin")
    return form
