"""Groups, where a bot in privacy mode hears little, and channels."""

import pytest

from tests.simulator.driver import Driver, keyboard


async def group(sim: Driver, *, sees_all: bool = False) -> tuple[int, int]:
    person = await sim.person()
    chat = (await sim.post("groups", title="Family", members=[person], sees_all=sees_all))["id"]
    sim.simulator.world.bot_named(None).updates.drop_all()
    return person, chat


HEARD = {
    "a command": ("/help", True),
    "a command for this bot": ("/help@kring_demo_bot", True),
    "a command for another bot": ("/help@other_bot", False),
    "a mention": ("ask @kring_demo_bot", True),
    "talk": ("hello all", False),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("text", "heard"), HEARD.values(), ids=HEARD.keys())
async def test_in_privacy_mode_a_bot_hears_only_what_is_meant_for_it(
    sim: Driver, text: str, heard: bool
) -> None:
    person, chat = await group(sim)
    answer = await sim.post(f"groups/{chat}/say", **{"from": person, "text": text})
    assert (answer["update_id"] is not None) is heard
    assert len(await sim.updates()) == int(heard)


@pytest.mark.asyncio
async def test_a_reply_to_the_bot_is_heard_and_so_is_everything_without_privacy(sim: Driver) -> None:
    person, chat = await group(sim)
    message = await sim.sent(chat)
    reply = {"from": person, "text": "thanks", "reply_to": message["message_id"]}
    assert (await sim.post(f"groups/{chat}/say", **reply))["update_id"] is not None
    other, open_chat = await group(sim, sees_all=True)
    assert (await sim.post(f"groups/{open_chat}/say", **{"from": other, "text": "x"}))[
        "update_id"
    ] is not None


@pytest.mark.asyncio
async def test_joining_a_group_is_told(sim: Driver) -> None:
    person = await sim.person()
    chat = (await sim.post("groups", title="Family", members=[person]))["id"]
    change = (await sim.updates())[0]["my_chat_member"]
    assert (change["chat"], change["new_chat_member"]["status"]) == (
        {"id": chat, "type": "supergroup", "title": "Family"},
        "member",
    )


@pytest.mark.asyncio
async def test_a_button_in_a_group_can_be_tapped(sim: Driver) -> None:
    person, chat = await group(sim)
    await sim.sent(chat, reply_markup=keyboard("a"))
    await sim.post(f"people/{person}/tap", button="a", chat=chat, wait=0)
    query = (await sim.updates())[0]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (person, chat)
    shown = (await sim.get(f"groups/{chat}/chat"))["messages"]
    assert (shown[0]["from"], shown[0]["sender"]) == ("bot", "kring_demo_bot")


@pytest.mark.asyncio
async def test_a_key_in_a_group_is_said_there(sim: Driver) -> None:
    person, chat = await group(sim)
    await sim.sent(chat, reply_markup={"keyboard": [["Yes"]]})
    await sim.post(f"people/{person}/tap", button="Yes", chat=chat)
    assert (await sim.updates())[0]["message"]["chat"]["id"] == chat


@pytest.mark.asyncio
async def test_what_others_say_in_a_group_cannot_be_deleted_or_edited(sim: Driver) -> None:
    person, chat = await group(sim)
    number = (await sim.post(f"groups/{chat}/say", **{"from": person, "text": "/a"}))["message_id"]
    deleted = await sim.api("deleteMessage", chat_id=chat, message_id=number)
    edited = await sim.api("editMessageText", chat_id=chat, message_id=number, text="b")
    assert deleted["description"] == "Bad Request: message can't be deleted"
    assert edited["description"] == "Bad Request: message can't be edited"


@pytest.mark.asyncio
async def test_a_group_takes_20_messages_a_minute(sim: Driver) -> None:
    _, chat = await group(sim)
    for _ in range(20):
        await sim.sent(chat)
    assert (await sim.api("sendMessage", chat_id=chat, text="x")).status == 429


@pytest.mark.asyncio
async def test_a_channel_post_reaches_the_bot_and_the_bot_may_post(sim: Driver) -> None:
    person = await sim.person()
    chat = (await sim.post("channels", title="News", owner=person))["id"]
    await sim.post(f"channels/{chat}/post", text="hello")
    change, posted = await sim.updates()
    assert change["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert (posted["channel_post"]["text"], posted["channel_post"]["chat"]["type"]) == ("hello", "channel")
    own = await sim.sent(chat, "from the bot")
    assert "from" not in own
    shown = (await sim.get(f"channels/{chat}/chat"))["messages"]
    assert [message["from"] for message in shown] == ["person", "bot"]


@pytest.mark.asyncio
async def test_what_cannot_be_in_a_crowd_is_explained(sim: Driver) -> None:
    _, chat = await group(sim)
    stranger = await sim.person()
    for path, body, status in (
        ("groups", {"title": "x", "members": []}, 400),
        ("groups", {"title": "x", "members": "all"}, 400),
        ("groups", {"title": "x", "members": [5]}, 404),
        (f"groups/{chat}/say", {"from": stranger, "text": "x"}, 403),
        ("groups/-5/say", {"from": stranger, "text": "x"}, 404),
        (f"channels/{chat}/post", {"text": "x"}, 404),
        ("channels", {"title": "x", "owner": 5}, 404),
    ):
        answer = await sim.post(path, **body)
        assert (answer.status, answer["error"][-1]) == (status, ".")


@pytest.mark.asyncio
async def test_a_channel_needs_an_owner(sim: Driver) -> None:
    answer = await sim.post("channels", title="News")
    assert (answer.status, answer["error"]) == (400, "A channel has an owner: add a person first.")
