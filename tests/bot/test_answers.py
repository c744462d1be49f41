"""What went over the wire in a whole conference: every tap answered, nothing refused, names never to be passed on."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from simulator.stories.telling import STORIES
from tests.bot.stage import Stage, staged, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = "A name"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["polling", "webhook"])
async def played(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """A service on which a plan was made without a meeting."""
    database = tmp_path_factory.mktemp("played") / "kring.sqlite"
    async with staged(database, webhook=request.param == "webhook", template=migrated_file) as made:
        await STORIES["plan-without-meeting"](made.cast("ar"))
        yield made


async def every_message(stage: Stage) -> list[dict[str, Any]]:
    """What the bot wrote, on every phone."""
    people = await stage.get("people")
    chats = [await stage.get(f"people/{one['id']}/chat?peek=1") for one in people]
    return [message for chat in chats for message in chat["messages"] if message["from"] == "bot"]


async def test_every_tap_was_answered_once(played: Stage) -> None:
    async def open_taps() -> int:
        taps = [one for one in await played.get("updates") if one["kind"] == "callback_query"]
        calls = await played.calls()
        answers = [one for one in calls if one["method"] == "answerCallbackQuery" and one["outcome"] == "ok"]
        assert len(taps) > 20
        return len(taps) - len(answers)

    await until(open_taps, lambda count: count == 0, "a progress bar stays")


async def test_telegram_refused_nothing(played: Stage) -> None:
    calls = await played.calls()
    assert len(calls) > 50
    assert [call for call in calls if call["outcome"] != "ok"] == []


async def test_every_screen_has_a_way_on(played: Stage) -> None:
    for phone in await played.get("people"):
        chat = await played.get(f"people/{phone['id']}/chat?peek=1")
        newest = [one for one in chat["messages"] if one["from"] == "bot"][-1]
        assert newest.get("buttons"), newest.get("text")


async def test_no_button_carries_more_than_telegram_takes_or_anything_personal(played: Stage) -> None:
    people = {str(one["id"]) for one in await played.get("people")}
    for message in await every_message(played):
        for row in message.get("buttons") or []:
            for button in row:
                data = button["data"]
                assert 1 <= len(data.encode()) <= 64
                assert NAME not in data
                assert "8011" not in data
                assert not set(data.split(":")) & people


async def test_a_message_with_a_name_cannot_be_passed_on(played: Stage) -> None:
    named = [one for one in await every_message(played) if NAME in one.get("text", "")]
    assert named
    assert [one["text"] for one in named if not one["protected"]] == []


async def test_a_personal_screen_that_follows_an_open_one_comes_anew_and_takes_the_old_buttons_away(
    played: Stage,
) -> None:
    phone = await played.asking("nl", at="place")
    await phone.tap(r"fb:request:\d+")
    back = (await phone.wait_for_button(r"fb:request:\d+"))["data"]
    own = [one for one in await phone.messages() if one["from"] == "bot"]
    assert own[-1]["protected"]
    assert not own[-2].get("buttons")
    count = len(own)
    await phone.tap(back)
    await phone.wait_for_button(r"fb:request:\d+")
    assert len([one for one in await phone.messages() if one["from"] == "bot"]) == count


async def test_what_cannot_be_edited_any_more_comes_as_a_new_message(played: Stage) -> None:
    phone = await played.asking("nl")
    before = len(await phone.messages())
    refusal = {"description": "Bad Request: message can't be edited"}
    await played.post("faults", method="editMessageText", kind="refuse", times=1, **refusal)
    await phone.answer("request", who="main_person")
    await phone.wait_for_question("request")
    assert len(await phone.messages()) == before + 1


async def test_a_pause_that_telegram_asks_for_is_kept_and_the_answer_comes(played: Stage) -> None:
    phone = await played.asking("nl")
    await played.post("faults", method="editMessageText", kind="429", times=1, retry_after=1)
    before = len(await phone.messages())
    await phone.answer("request", who="main_person")
    await phone.wait_for_question("request")
    assert len(await phone.messages()) == before


async def test_who_blocked_the_bot_while_it_answered_breaks_nothing(played: Stage) -> None:
    phone = await played.asking("nl")
    refusal = {"description": "Forbidden: bot was blocked by the user"}
    await played.post("faults", method="sendMessage", kind="refuse", times=1, **refusal)
    await played.post(f"people/{phone.id}/say", text="/status")
    assert await played.does(phone, "say", text="/help")
