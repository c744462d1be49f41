"""The same tap twice, the same update twice, the same link twice: it counts once and nobody is bothered."""

import asyncio
import re

import pytest

from bot.texts import errors as texts
from domain.people import Role
from tests.bot.stage import LOCALES, Stage, said, to_the_summary, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def bot_messages(stage: Stage, person: int) -> list[str]:
    chat = await stage.get(f"people/{person}/chat?peek=1")
    return [str(one.get("text")) for one in chat["messages"] if one["from"] == "bot"]


async def test_two_quick_taps_on_one_button_count_once(either: Stage) -> None:
    phone = await either.asking()
    button = await phone.wait_for_button(r"f:request:\d+:who:main_person")
    before = await either.draft(phone)
    messages = await bot_messages(either, phone.id)
    taps = [
        either.post(f"people/{phone.id}/tap", button=button["data"], message_id=button["message_id"], wait=3)
        for _ in range(2)
    ]
    answers = await asyncio.gather(*taps, return_exceptions=True)
    assert any(isinstance(one, dict) and one["answer"] is not None for one in answers)
    after = await either.draft(phone)
    assert before is not None
    assert after is not None
    assert after.field == "name"
    assert after.answers == before.answers | {"who": "main_person"}
    assert len(await bot_messages(either, phone.id)) == len(messages)


async def test_two_quick_taps_on_send_make_one_request(either: Stage) -> None:
    phone = await either.person()
    await to_the_summary(phone, "A name")
    button = await phone.wait_for_button(r"fs:request:\d+")
    taps = [
        either.post(f"people/{phone.id}/tap", button=button["data"], message_id=button["message_id"])
        for _ in range(2)
    ]
    await asyncio.gather(*taps, return_exceptions=True)
    answer = await either.does(phone, "say", text="/status")
    assert len(re.findall(r"\bK-", answer)) == 1


async def test_an_update_that_comes_again_changes_nothing_and_adds_no_message(either: Stage) -> None:
    phone = await either.asking(at="name")
    await phone.say("A name")
    update = await either.last_update(phone)
    before, messages = await either.draft(phone), await bot_messages(either, phone.id)
    for _ in range(3):
        await either.post("redeliver", update_id=update)
    await asyncio.sleep(0.3)
    assert await either.draft(phone) == before
    assert await bot_messages(either, phone.id) == messages


async def test_a_tap_that_comes_again_changes_nothing_and_adds_no_message(either: Stage) -> None:
    phone = await either.asking()
    await phone.answer("request", who="main_person")
    await phone.wait_for_question("request")
    update = await either.last_update(phone)
    before, messages = await either.draft(phone), await bot_messages(either, phone.id)
    await either.post("redeliver", update_id=update)
    await asyncio.sleep(0.3)
    assert await either.draft(phone) == before
    assert await bot_messages(either, phone.id) == messages


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_link_opened_again_by_the_same_person_says_the_same(stage: Stage, locale: str) -> None:
    phone = await stage.person(locale)
    link = await stage.ground.invite("coordinator", "overijssel")
    first = await stage.does(phone, "open", link=link)
    second = await stage.does(phone, "open", link=link)
    assert first == second
    assert (await stage.caller(phone)).role is Role.COORDINATOR


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_link_opened_by_somebody_else_fails_kindly(stage: Stage, locale: str) -> None:
    phone, other = await stage.person(locale), await stage.person(locale)
    link = await stage.ground.invite("regional_manager", "overijssel")
    await phone.open(link)
    answer = await stage.does(other, "open", link=link)
    assert said(texts.SENTENCES["invitation_closed"], locale) in answer
    assert (await stage.caller(other)).role is Role.CITIZEN
    assert await other.has_button_in_newest("hu")


async def test_of_two_people_who_open_a_link_at_once_one_joins(either: Stage) -> None:
    people = [await either.person() for _ in range(2)]
    link = await either.ground.invite("coordinator", "overijssel")
    await asyncio.gather(*(one.open(link) for one in people))
    roles = [(await either.caller(one)).role for one in people]
    assert sorted(roles) == [Role.CITIZEN, Role.COORDINATOR]


async def test_a_link_of_two_days_ago_fails_kindly(stage: Stage) -> None:
    phone = await stage.person("nl")
    link = await stage.ground.invite("coordinator", "overijssel")
    await stage.phones.advance("P2D")
    answer = await stage.does(phone, "open", link=link)
    assert said(texts.SENTENCES["invitation_closed"], "nl") in answer


@pytest.mark.parametrize(
    "payload", ["x", "A" * 64, "K-7Q3F-9M2T", "../../etc", "<b>", "{0}", "%00", "1' OR '1'='1"]
)
async def test_a_link_of_nonsense_fails_kindly_and_gives_no_role(stage: Stage, payload: str) -> None:
    phone = await stage.person("nl")
    answer = await stage.does(phone, "say", text=f"/start {payload}")
    assert said(texts.SENTENCES["invitation_closed"], "nl") in answer
    assert (await stage.caller(phone)).role is Role.CITIZEN


async def test_who_blocks_the_bot_and_comes_back_is_reachable_again(stage: Stage) -> None:
    phone = await stage.person("nl")
    await phone.say("/start")
    await stage.post(f"people/{phone.id}/block")

    async def reachable() -> bool:
        return (await stage.caller(phone)).reachable

    await until(reachable, lambda found: not found, "the bot did not notice")
    await stage.post(f"people/{phone.id}/unblock")
    assert await until(reachable, bool, "the bot did not notice that they came back")
