"""What a bot is called and says of itself, and which menu a person sees."""

from typing import Any

import pytest

from tests.simulator.driver import Driver


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


async def seen(sim: Driver, person: int) -> list[str]:
    chat = await sim.get(f"people/{person}/chat")
    return [command["command"] for command in chat["commands"]]


@pytest.mark.asyncio
async def test_the_narrowest_menu_in_the_persons_language_is_seen(sim: Driver) -> None:
    person, other = await sim.person(language="nl-BE"), await sim.person(language="tr")
    order: list[tuple[str, dict[str, Any] | None, str]] = [
        ("everyone", None, ""),
        ("dutch", None, "nl"),
        ("private", {"type": "all_private_chats"}, ""),
        ("private_dutch", {"type": "all_private_chats"}, "nl"),
        ("own", {"type": "chat", "chat_id": person}, ""),
        ("own_dutch", {"type": "chat", "chat_id": person}, "nl"),
    ]
    for name, scope, language in order:
        await sim.api("setMyCommands", commands=menu(name), scope=scope, language_code=language)
        assert await seen(sim, person) == [name]
    assert await seen(sim, other) == ["private"]
    for name, scope, language in reversed(order):
        assert await seen(sim, person) == [name]
        await sim.api("deleteMyCommands", scope=scope, language_code=language)
    assert await seen(sim, person) == []


@pytest.mark.asyncio
async def test_a_menu_is_given_back_for_exactly_its_scope_and_language(sim: Driver) -> None:
    await sim.api("setMyCommands", commands=menu("start", "help"), language_code="nl")
    assert (await sim.api("getMyCommands", language_code="nl"))["result"] == menu("start", "help")
    assert (await sim.api("getMyCommands"))["result"] == []


MENUS: dict[str, dict[str, Any]] = {
    "101 commands": {"commands": menu(*(f"c{n}" for n in range(101)))},
    "a capital letter": {"commands": menu("Start")},
    "33 letters": {"commands": menu("x" * 33)},
    "an empty name": {"commands": menu("")},
    "no description": {"commands": [{"command": "start", "description": ""}]},
    "257 letters of description": {"commands": [{"command": "start", "description": "x" * 257}]},
    "three letters of language": {"commands": menu("start"), "language_code": "prs"},
    "a region": {"commands": menu("start"), "language_code": "nl-BE"},
    "an unknown scope": {"commands": menu("start"), "scope": {"type": "village"}},
    "a chat without a number": {"commands": menu("start"), "scope": {"type": "chat"}},
    "no list": {"commands": {"start": "Begin"}},
    "no JSON": {"commands": "start"},
    "no object": {"commands": ["start"]},
}


@pytest.mark.asyncio
@pytest.mark.parametrize("params", MENUS.values(), ids=MENUS.keys())
async def test_a_menu_that_cannot_be_is_refused(sim: Driver, params: dict[str, Any]) -> None:
    assert (await sim.api("setMyCommands", **params)).status == 400


@pytest.mark.asyncio
async def test_a_hundred_commands_at_full_length_are_accepted(sim: Driver) -> None:
    commands = [{"command": f"c{n:031}", "description": "x" * 256} for n in range(100)]
    assert (await sim.api("setMyCommands", commands=commands)).status == 200


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "kind", "length"),
    [
        ("MyName", "name", 64),
        ("MyShortDescription", "short_description", 120),
        ("MyDescription", "description", 512),
    ],
)
async def test_a_text_about_the_bot_has_a_language_and_a_greatest_length(
    sim: Driver, method: str, kind: str, length: int
) -> None:
    assert (await sim.api(f"set{method}", **{kind: "x" * (length + 1)})).status == 400
    assert (await sim.api(f"set{method}", **{kind: "x" * length})).status == 200
    await sim.api(f"set{method}", **{kind: "hallo"}, language_code="nl")
    assert (await sim.api(f"get{method}", language_code="nl"))["result"] == {kind: "hallo"}
    assert (await sim.api(f"get{method}", language_code="tr"))["result"] == {kind: "x" * length}
    assert (await sim.api(f"set{method}", **{kind: "x"}, language_code="prs")).status == 400


@pytest.mark.asyncio
async def test_the_bot_is_listed_with_what_it_says(sim: Driver) -> None:
    await sim.api("setMyName", name="Kring")
    await sim.api("setMyDescription", description="about")
    (bot,) = (await sim.get("bots")).body
    assert (bot["first_name"], bot["description"], bot["link"]) == (
        "Kring",
        "about",
        "https://t.me/kring_demo_bot",
    )


@pytest.mark.asyncio
async def test_the_menu_button_is_for_one_chat_or_for_all(sim: Driver) -> None:
    person = await sim.person()
    own = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org/"}}
    await sim.api("setChatMenuButton", chat_id=person, menu_button=own)
    assert (await sim.api("getChatMenuButton", chat_id=person))["result"] == own
    assert (await sim.api("getChatMenuButton"))["result"] == {"type": "commands"}
    await sim.api("setChatMenuButton", menu_button={"type": "default"})
    assert (await sim.api("getChatMenuButton"))["result"] == {"type": "default"}
    assert (await sim.api("setChatMenuButton", menu_button={"type": "door"})).status == 400


@pytest.mark.asyncio
async def test_a_chat_action_must_be_one_that_exists(sim: Driver) -> None:
    person = await sim.person()
    assert (await sim.api("sendChatAction", chat_id=person, action="typing"))["result"] is True
    assert (await sim.api("sendChatAction", chat_id=person, action="dancing")).status == 400


@pytest.mark.asyncio
async def test_an_empty_menu_takes_the_menu_away_and_one_member_has_a_scope_too(sim: Driver) -> None:
    member = {"type": "chat_member", "chat_id": -5, "user_id": 7}
    await sim.api("setMyCommands", commands=menu("start"))
    await sim.api("setMyCommands", commands=menu("help"), scope=member)
    await sim.api("setMyCommands", commands=[])
    assert (await sim.api("getMyCommands"))["result"] == []
    assert (await sim.api("getMyCommands", scope=member))["result"] == menu("help")
