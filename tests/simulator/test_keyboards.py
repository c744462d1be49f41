"""Keyboards and entities that Telegram does not take, and those that it does."""

from typing import Any

import pytest

from simulator.keyboards import checked_markup, inline_only
from simulator.refusals import Refusal
from tests.simulator.driver import Driver, keyboard

REFUSED: dict[str, object] = {
    "no object": "a keyboard",
    "an unknown kind": {"buttons": []},
    "rows that are no list": {"inline_keyboard": {}},
    "a row that is no list": {"inline_keyboard": [{"text": "a", "callback_data": "b"}]},
    "a button that is no object": {"inline_keyboard": [["a"]]},
    "a button with an empty text": {"inline_keyboard": [[{"text": " ", "callback_data": "b"}]]},
    "a button that does two things": {
        "inline_keyboard": [[{"text": "a", "callback_data": "b", "url": "https://c.d"}]]
    },
    "data that is a number": {"inline_keyboard": [[{"text": "a", "callback_data": 1}]]},
    "a link of another protocol": {"inline_keyboard": [[{"text": "a", "url": "javascript:x"}]]},
    "a key that is a number": {"keyboard": [[5]]},
    "a key of an unknown kind": {"keyboard": [[{"text": "a", "callback_data": "b"}]]},
    "a key without text": {"keyboard": [[{"request_contact": True}]]},
}


@pytest.mark.parametrize("markup", REFUSED.values(), ids=REFUSED.keys())
def test_a_keyboard_that_cannot_be_is_refused(markup: object) -> None:
    with pytest.raises(Refusal) as refused:
        checked_markup(markup)
    assert refused.value.code == 400


TAKEN: dict[str, tuple[object, object]] = {
    "nothing": (None, None),
    "an empty object": ({}, None),
    "no rows": ({"inline_keyboard": []}, None),
    "empty rows": ({"inline_keyboard": [[], []]}, None),
    "empty values are left out": (
        {"inline_keyboard": [[{"text": "a", "callback_data": "b", "url": None}]]},
        {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    ),
    "a style": (
        {"inline_keyboard": [[{"text": "a", "callback_data": "b", "style": "danger"}]]},
        {"inline_keyboard": [[{"text": "a", "callback_data": "b", "style": "danger"}]]},
    ),
    "keys as texts": (
        {"keyboard": [["a"]], "resize_keyboard": True},
        {"keyboard": [[{"text": "a"}]], "resize_keyboard": True},
    ),
    "away with it": ({"remove_keyboard": True}, {"remove_keyboard": True}),
}


@pytest.mark.parametrize(("markup", "taken"), TAKEN.values(), ids=TAKEN.keys())
def test_a_keyboard_is_taken(markup: object, taken: object) -> None:
    assert checked_markup(markup) == taken


def test_an_edit_takes_inline_keyboards_only() -> None:
    assert inline_only(None) is None
    with pytest.raises(Refusal):
        inline_only({"remove_keyboard": True})


ENTITIES: dict[str, object] = {
    "no list": {"type": "bold"},
    "no objects": ["bold"],
    "no offset": [{"type": "bold", "length": 1}],
    "before the text": [{"type": "bold", "offset": -1, "length": 1}],
    "nothing long": [{"type": "bold", "offset": 0, "length": 0}],
}


@pytest.mark.asyncio
@pytest.mark.parametrize("entities", ENTITIES.values(), ids=ENTITIES.keys())
async def test_entities_that_cannot_be_are_refused(sim: Driver, entities: object) -> None:
    person = await sim.person()
    assert (await sim.api("sendMessage", chat_id=person, text="x", entities=entities)).status == 400


@pytest.mark.asyncio
async def test_entities_that_are_given_are_shown(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, "🙂 x", entities=[{"type": "bold", "offset": 3, "length": 1, "url": None}])
    assert (await sim.messages(person))[-1]["html"] == "🙂 <b>x</b>"


CALLS: dict[str, tuple[str, dict[str, Any], str]] = {
    "no chat": ("sendMessage", {"text": "x"}, "chat_id is empty"),
    "no message": ("editMessageText", {"text": "x", "chat_id": "P"}, "message identifier is not specified"),
    "an inline message": (
        "editMessageText",
        {"text": "x", "chat_id": "P", "inline_message_id": "1"},
        "MESSAGE_ID_INVALID",
    ),
    "a number that is none": (
        "getUpdates",
        {"limit": "ten"},
        'invalid parameter "limit" specified: a number is expected',
    ),
    "kinds that are no list": (
        "getUpdates",
        {"allowed_updates": "{}"},
        "can't parse allowed_updates: expected an Array of String",
    ),
    "previews that are no object": (
        "sendMessage",
        {"text": "x", "chat_id": "P", "link_preview_options": [1]},
        "can't parse link preview options: expected an Object",
    ),
    "no numbers to delete": (
        "deleteMessages",
        {"chat_id": "P", "message_ids": []},
        "message identifiers are not specified",
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("method", "params", "reason"), CALLS.values(), ids=CALLS.keys())
async def test_a_call_that_makes_no_sense_is_refused(
    sim: Driver, method: str, params: dict[str, Any], reason: str
) -> None:
    person = await sim.person()
    answer = await sim.api(
        method, **{name: person if value == "P" else value for name, value in params.items()}
    )
    assert (answer.status, answer["description"]) == (400, f"Bad Request: {reason}")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_a_call_whose_body_is_no_json_object_is_refused(sim: Driver, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with sim.http.post(
        f"{sim.url}/bot4242:simulated-token/getMe", data=body, headers=headers
    ) as response:
        assert response.status == 400


@pytest.mark.asyncio
async def test_a_group_that_put_the_bot_out_cannot_be_written_to(sim: Driver) -> None:
    person = await sim.person()
    chat = (await sim.post("groups", title="x", members=[person]))["id"]
    sim.simulator.world.bot_named(None).chats[chat].blocked = True
    answer = await sim.api("sendMessage", chat_id=chat, text="x", reply_markup=keyboard("a"))
    assert (answer.status, answer["description"]) == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )


@pytest.mark.asyncio
async def test_other_json_than_text_is_sent_as_it_is_written(sim: Driver) -> None:
    person = await sim.person()
    for text, shown in ((True, "true"), (12, "12")):
        assert (await sim.sent(person, text))["text"] == shown  # type: ignore[arg-type]
