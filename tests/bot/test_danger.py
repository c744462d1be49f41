"""Danger on a phone: the numbers come first, at any moment, and the way back is one tap."""

from pathlib import Path

import pytest

from bot.texts import welcome
from casework import danger
from casework.danger import Heard
from casework.forms import Page
from simulator.stories.cast import ask_everyone
from simulator.stories.phones import Phone
from tests.bot.stage import Stage, newest, next_text, said, to_the_summary

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "mijn man slaat me"
OTHERS = {
    "en": "He has a knife",
    "ar": "زوجي يضربني",
    "tr": "beni öldürecek",
    "pl": "on mnie zabije",
    "ti": "ርድኡኒ",
}


def first_line(locale: str) -> str:
    """The first of the numbers."""
    return said(welcome.danger_text, locale).split("\n")[0].removeprefix("<b>").removesuffix("</b>")


async def heard(stage: Stage, phone: Phone) -> Heard:
    """Who knows of a danger of this person."""
    flag = await stage.ground.work.do(danger.standing, caller=await stage.caller(phone))
    return flag.heard


async def buttons(phone: Phone) -> list[str]:
    """The data of the buttons below the newest message."""
    last = [one for one in await phone.messages() if one["from"] == "bot"][-1]
    return [button["data"] for row in last.get("buttons") or [] for button in row]


@pytest.mark.parametrize("locale", ["nl", "en", "ar"])
@pytest.mark.parametrize("at", ["who", "name", "place"])
async def test_at_every_question_the_numbers_come_first_and_the_draft_stays(
    stage: Stage, at: str, locale: str
) -> None:
    phone = await stage.asking(locale, at=at)
    before = await stage.draft(phone)
    answer = await stage.does(phone, "say", text=WORDS)
    assert answer.startswith(first_line(locale))
    assert "slaat" not in answer
    assert await stage.draft(phone) == before
    assert await buttons(phone) == ["dw", "ds"]
    assert await heard(stage, phone) is Heard.NOBODY_TOLD
    assert before is not None
    back = await stage.presses(phone, "ds")
    assert first_line(locale) not in back
    assert await stage.draft(phone) == before
    await _still_answers(stage, phone, before)


async def _still_answers(stage: Stage, phone: Phone, before: Page) -> None:
    """The question that was open takes its answer now."""
    answers = {"who": ("tap", "main_person"), "name": ("say", "A name"), "place": ("say", "8011")}
    how, value = answers[str(before.field)]
    if how == "tap":
        await phone.tap(f"f:request:{before.revision}:who:{value}")
    else:
        await stage.does(phone, "say", text=value)
    after = await stage.draft(phone)
    assert after is not None
    assert after.field != before.field


@pytest.mark.parametrize(("language", "words"), OTHERS.items(), ids=OTHERS)
async def test_words_of_any_language_count_whatever_the_reader_reads(
    stage: Stage, language: str, words: str
) -> None:
    phone = await stage.person("nl" if language != "nl" else "en")
    await phone.say("/start")
    assert (await stage.does(phone, "say", text=words)).startswith(first_line("nl"))


async def test_the_first_message_of_all_counts(stage: Stage) -> None:
    phone = await stage.person("nl")
    assert (await stage.does(phone, "say", text=WORDS)).startswith(first_line("nl"))


async def test_a_changed_message_counts(stage: Stage) -> None:
    phone = await stage.asking("nl", at="name")
    await stage.does(phone, "say", text="A name")
    mine = [one for one in await phone.messages() if one["from"] != "bot"][-1]
    answer = await stage.does(phone, "edit", message_id=mine["message_id"], text=WORDS)
    assert answer.startswith(first_line("nl"))


async def test_help_is_still_a_question_for_help(stage: Stage) -> None:
    phone = await stage.asking("nl", at="place")
    answer = await stage.does(phone, "say", text="Help")
    assert "dw" not in await buttons(phone)
    assert answer


async def test_without_a_request_somebody_comes_only_when_asked_for(stage: Stage) -> None:
    phone = await stage.person("nl")
    await stage.does(phone, "say", text=WORDS)
    await phone.tap("dw")
    await phone.wait_for_button("dm")
    assert await heard(stage, phone) is not Heard.NOBODY_TOLD
    await phone.tap("dm")
    await phone.wait_for_button("dn")
    assert await heard(stage, phone) is Heard.NOBODY_TOLD


async def test_with_a_running_request_the_manager_hears_it_at_once_and_no_word_of_it(stage: Stage) -> None:
    cast = stage.cast("nl")
    manager, requester = await cast.manager(), await cast.requester()
    await to_the_summary(requester, "A name")
    await requester.tap(r"fs:request:\d+")
    receipt = await requester.receipt()
    before = await newest(manager)
    answer = await stage.does(requester, "say", text=WORDS)
    assert answer.startswith(first_line("nl"))
    assert await buttons(requester) == ["ds", "dm"]
    await manager.wait_for_button(r"xt:\w+")
    card = await next_text(manager, before)
    assert receipt in "".join(str(one.get("text", "")) for one in await manager.messages())
    assert "slaat" not in card
    assert all("slaat" not in str(one.get("text", "")) for one in await manager.messages())


async def test_a_coordinator_gets_the_numbers_too_and_the_family_hears_nothing(stage: Stage) -> None:
    cast = stage.cast("nl")
    manager, requester = await cast.manager(), await cast.requester()
    coordinator = await cast.coordinator(1)
    await to_the_summary(requester, "A name")
    await requester.tap(r"fs:request:\d+")
    await ask_everyone(manager, await requester.receipt(), 1)
    await coordinator.wait_for_button(r"ol:\w+")
    quiet = await newest(requester)
    answer = await stage.does(coordinator, "say", text="er staat iemand met een mes")
    assert answer.startswith(first_line("nl"))
    assert await newest(requester) == quiet


@pytest.mark.parametrize("locale", ["nl", "ar"])
async def test_the_button_and_the_command_lead_to_the_numbers(stage: Stage, locale: str) -> None:
    phone = await stage.person(locale)
    await phone.say("/start")
    await phone.tap("dn")
    await phone.wait_for_button("dw")
    assert (await stage.does(phone, "say", text="/danger")).startswith(first_line(locale))
    assert await buttons(phone) == ["dw", "ds", "h"]


async def test_the_words_are_in_no_file_and_in_no_log(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    phone = await stage.asking("nl", at="name")
    await stage.does(phone, "say", text="Ik wil niet meer leven zonnebloem")
    await phone.tap("dw")
    await phone.wait_for_button("dm")
    assert "zonnebloem" not in caplog.text
    file = Path(str(stage.ground.work._engine.url.database))  # what stands on the disk
    for part in file.parent.glob(f"{file.name}*"):
        assert b"zonnebloem" not in part.read_bytes()
