"""People: they write, follow links, send and change things, block; and see what the bot sent."""

from typing import Any

import pytest

from tests.simulator.driver import Driver, keyboard


@pytest.mark.asyncio
async def test_a_person_is_listed_with_what_is_unread(sim: Driver) -> None:
    person = await sim.person(language="prs")
    await sim.sent(person)
    listed = (await sim.get("people")).body
    assert listed == [{"id": person, "name": "requester", "language_code": "prs", "unread": 1}]
    assert (await sim.get(f"people/{person}/chat?peek=1"))["unread"] == 1
    await sim.messages(person)
    assert (await sim.get("people")).body[0]["unread"] == 0


@pytest.mark.asyncio
async def test_a_person_of_an_earlier_run_can_come_back(sim: Driver) -> None:
    answer = await sim.post("people", name="coordinator 3", id=77, started=True)
    assert answer.body == {"id": 77, "name": "coordinator 3", "language_code": None}
    assert (await sim.api("sendMessage", chat_id=77, text="x")).status == 200
    assert (await sim.post("people", name="other", id=77)).status == 400
    await sim.post("people", name="trainer", id=78, username="a_trainer", started=True)
    assert (await sim.api("getChat", chat_id=78))["result"]["username"] == "a_trainer"
    await sim.post("people/78/say", text="x")
    assert (await sim.updates())[0]["message"]["from"]["username"] == "a_trainer"


@pytest.mark.asyncio
async def test_what_a_person_says_reaches_the_bot_with_its_language_and_entities(sim: Driver) -> None:
    person = await sim.person(language="pt-br")
    await sim.post(f"people/{person}/say", text=" /help me ")
    message = (await sim.updates())[0]["message"]
    assert message["text"] == "/help me"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    assert message["from"]["language_code"] == "pt-br"
    assert message["chat"] == {"id": person, "type": "private", "first_name": "requester"}


@pytest.mark.asyncio
async def test_a_person_can_reply_to_a_message(sim: Driver) -> None:
    person = await sim.person()
    asked = await sim.sent(person, "How many people?", reply_markup={"force_reply": True})
    await sim.post(f"people/{person}/say", text="Twelve", reply_to=asked["message_id"])
    assert (await sim.updates())[0]["message"]["reply_to_message"]["text"] == "How many people?"


@pytest.mark.asyncio
async def test_a_deep_link_sends_start_with_its_payload(sim: Driver) -> None:
    person = await sim.person(started=False)
    for link in (
        "https://t.me/kring_demo_bot?start=a-b_C",
        "t.me/Kring_Demo_Bot?start=a-b_C",
        "tg://resolve?domain=kring_demo_bot&start=a-b_C",
    ):
        assert (await sim.post(f"people/{person}/open", link=link)).status == 200
    assert [update["message"]["text"] for update in await sim.updates()] == ["/start a-b_C"] * 3


@pytest.mark.asyncio
async def test_a_plain_link_presses_start_only_the_first_time(sim: Driver) -> None:
    person = await sim.person(started=False)
    first = await sim.post(f"people/{person}/open", link="https://t.me/kring_demo_bot")
    second = await sim.post(f"people/{person}/open", link="https://t.me/kring_demo_bot")
    assert (first["update_id"] is None, second["update_id"]) == (False, None)


@pytest.mark.asyncio
async def test_a_link_lets_a_blocked_bot_in_again(sim: Driver) -> None:
    person = await sim.person()
    await sim.post(f"people/{person}/block")
    await sim.post(f"people/{person}/open", link="https://t.me/kring_demo_bot?start=x")
    kinds = [next(kind for kind in update if kind != "update_id") for update in await sim.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


LINKS = {
    "another bot": "https://t.me/other_bot?start=x",
    "another site": "https://example.org/kring_demo_bot?start=x",
    "a payload too long": "https://t.me/kring_demo_bot?start=" + "x" * 65,
    "a payload with other signs": "https://t.me/kring_demo_bot?start=a.b",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
async def test_a_link_that_telegram_would_not_follow_is_refused(sim: Driver, link: str) -> None:
    person = await sim.person(started=False)
    answer = await sim.post(f"people/{person}/open", link=link)
    assert answer.status == 400
    assert answer["error"].endswith(".")
    assert await sim.updates() == []


@pytest.mark.asyncio
async def test_blocking_is_told_once_each_way(sim: Driver) -> None:
    person = await sim.person()
    for what in ("block", "block", "unblock", "unblock"):
        assert (await sim.post(f"people/{person}/{what}")).status == 200
    changes = [update["my_chat_member"] for update in await sim.updates()]
    assert [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


@pytest.mark.asyncio
async def test_who_blocked_the_bot_cannot_write_to_it(sim: Driver) -> None:
    person = await sim.person()
    await sim.post(f"people/{person}/block")
    answer = await sim.post(f"people/{person}/say", text="x")
    assert (answer.status, (await sim.get(f"people/{person}/chat"))["blocked"]) == (409, True)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "location", "contact"])
async def test_other_things_than_text_can_be_sent(sim: Driver, kind: str) -> None:
    person = await sim.person()
    assert (await sim.post(f"people/{person}/send", kind=kind, caption="look")).status == 200
    message = (await sim.updates())[0]["message"]
    assert kind in message
    assert (await sim.messages(person))[-1]["kind"] == kind


@pytest.mark.asyncio
async def test_a_text_can_be_changed_afterwards(sim: Driver) -> None:
    person = await sim.person()
    await sim.post(f"people/{person}/say", text="tommorow")
    number = (await sim.messages(person))[-1]["message_id"]
    await sim.post(f"people/{person}/edit", message_id=number, text="tomorrow")
    assert (await sim.updates())[-1]["edited_message"]["text"] == "tomorrow"
    assert (await sim.messages(person))[-1]["edited"] is True
    bots = await sim.sent(person)
    assert (await sim.post(f"people/{person}/edit", message_id=bots["message_id"], text="x")).status == 404


@pytest.mark.asyncio
async def test_a_chat_shows_the_messages_as_a_person_sees_them(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(
        person,
        "<b>Hello</b> &lt;you&gt;",
        parse_mode="HTML",
        disable_notification=True,
        protect_content=True,
        reply_parameters={"message_id": 1},
        link_preview_options={"is_disabled": True},
        reply_markup={
            "inline_keyboard": [
                [{"text": "a", "callback_data": "b"}, {"text": "c", "url": "https://d.example"}]
            ]
        },
    )
    shown = (await sim.messages(person))[-1]
    assert shown.pop("date").endswith("+00:00")
    assert shown == {
        "message_id": 2,
        "from": "bot",
        "kind": "text",
        "text": "Hello <you>",
        "html": "<b>Hello</b> &lt;you&gt;",
        "edited": False,
        "silent": True,
        "protected": True,
        "buttons": [[{"text": "a", "data": "b"}, {"text": "c", "url": "https://d.example"}]],
        "reply_to": 1,
    }


@pytest.mark.asyncio
async def test_two_people_do_not_see_each_other(sim: Driver) -> None:
    first, second = await sim.person(), await sim.person()
    await sim.sent(first, "for the first", reply_markup=keyboard("a"))
    assert [message["text"] for message in await sim.messages(second)] == ["/start"]


WRONG: dict[str, tuple[str, dict[str, Any], int]] = {
    "no name": ("people", {}, 400),
    "a name that is a number": ("people", {"name": 5}, 400),
    "a language that is a number": ("people", {"name": "x", "language_code": 5}, 400),
    "no text": ("people/{id}/say", {}, 400),
    "a text too long": ("people/{id}/say", {"text": "x" * 4097}, 400),
    "no button": ("people/{id}/tap", {}, 400),
    "a wait of a word": ("people/{id}/tap", {"button": "x", "wait": "long"}, 400),
    "an unknown kind": ("people/{id}/send", {"kind": "smell"}, 400),
    "no number to edit": ("people/{id}/edit", {"text": "x"}, 400),
    "a truth as a number": ("people/{id}/edit", {"text": "x", "message_id": True}, 400),
    "forged data on nothing": ("people/{id}/tap", {"data": "x"}, 404),
    "an unknown person": ("people/5/say", {"text": "x"}, 404),
    "a person that is no number": ("people/x/say", {"text": "x"}, 404),
    "an unknown bot": ("people/{id}/say", {"text": "x", "bot": "other_bot"}, 404),
    "an unknown path": ("people/{id}/dream", {}, 404),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("path", "body", "status"), WRONG.values(), ids=WRONG.keys())
async def test_a_request_that_cannot_be_is_explained(
    sim: Driver, path: str, body: dict[str, Any], status: int
) -> None:
    person = await sim.person()
    answer = await sim.post(path.format(id=person), **body)
    assert answer.status == status
    assert answer["error"].endswith(".")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
async def test_a_body_that_is_no_json_object_is_explained(sim: Driver, body: bytes) -> None:
    async with sim.http.post(f"{sim.url}/sim/people", data=body) as response:
        assert response.status == 400
        assert (await response.json())["error"].startswith("The body must be")
