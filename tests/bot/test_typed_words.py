"""What people type instead of tapping: labels in their language, names full of signs, and far too much."""

import pytest

from bot.texts import errors as texts
from bot.texts import forms as form_texts
from bot.texts.labels import labels
from bot.texts.translating import speaking
from simulator.stories.cast import ask_everyone
from tests.bot.stage import LOCALES, Stage, newest, next_text, said, to_the_summary

pytestmark = pytest.mark.asyncio(loop_scope="module")

NASTY_NAMES = {
    "HTML": '<b>&"</b>',
    "an unclosed tag": "<i>&amp;",
    "format braces": "{0} {name} {}",
    "per cent signs": "%s %(name)d %",
    "a right-to-left mark that turns the line": "abc \u202e\u2067 def",
    "isolates that are not closed": "\u2068\u2068 name",
    "only emoji": "🦊🎉",
    "another alphabet": "ሰላም",
}


def plain(text: str) -> str:
    """Without the marks that only steer the direction of a line."""
    return "".join(char for char in text if char not in "\u2066\u2067\u2068\u2069\u202e")


@pytest.mark.parametrize("name", NASTY_NAMES.values(), ids=NASTY_NAMES)
async def test_a_name_full_of_signs_reaches_the_manager_as_it_was_typed(stage: Stage, name: str) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await stage.person("en", name=name)
    summary = await to_the_summary(requester, name)
    shown = " ".join(plain(name).split())
    assert shown in plain(summary)
    assert "\u202e" not in summary
    await requester.tap(r"fs:request:\d+")
    receipt = await requester.receipt()
    await manager.tap(f"mo:{receipt}")
    button = await manager.wait_for_button(f"mk:{receipt}")
    card = next(one for one in await manager.messages() if one["message_id"] == button["message_id"])
    assert shown in plain(card["text"])


async def test_a_name_of_nothing_but_direction_marks_is_asked_again(stage: Stage) -> None:
    phone = await stage.asking("nl", at="name")
    before = await stage.draft(phone)
    await stage.does(phone, "say", text="\u202e\u2067\u200f")
    assert await stage.draft(phone) == before


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("at", ["who", "name", "place"])
async def test_a_story_is_not_kept_and_said_kindly_at_every_question(
    stage: Stage, at: str, locale: str
) -> None:
    phone = await stage.asking(locale, at=at)
    before = await stage.draft(phone)
    story = ("Last winter it went wrong between my brother and me. " * 20)[:1000]
    answer = await stage.does(phone, "say", text=story)
    assert said(texts.SENTENCES["answer_too_long"], locale) in answer
    assert "winter" not in answer
    assert await stage.draft(phone) == before


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_words_on_a_button_may_be_typed(stage: Stage, locale: str) -> None:
    phone = await stage.asking(locale)
    with speaking(locale):
        label = labels("request", "who")["relative"]
        agrees = labels("request", "agrees")["yes"]
    await stage.does(phone, "say", text=f" {label.upper()}. ")
    page = await stage.draft(phone)
    assert page is not None
    assert page.answers["who"] == "relative"
    await stage.does(phone, "say", text=agrees)
    page = await stage.draft(phone)
    assert page is not None
    assert page.answers["agrees"] == "yes"


async def test_ja_answers_a_yes_or_no_question_in_dutch(stage: Stage) -> None:
    phone = await stage.asking("nl", at="place")
    await phone.type_into("request", "8011")
    await phone.answer("request", channel="via_other", hours="any")
    await phone.wait_for_button(r"f:request:\d+:may_say:yes")
    await phone.say("ja")
    page = await stage.draft(phone)
    assert page is not None
    assert page.answers["may_say"] == "yes"


async def test_no_stays_no_where_no_is_also_a_language_code(stage: Stage) -> None:
    phone = await stage.person("en")
    await phone.say("/start")
    await phone.say("no")
    assert (await stage.caller(phone)).locale is None


@pytest.mark.parametrize("locale", LOCALES)
async def test_start_in_the_middle_of_a_form_offers_to_go_on(stage: Stage, locale: str) -> None:
    phone = await stage.asking(locale, at="place")
    before = await stage.draft(phone)
    answer = await stage.does(phone, "say", text="/start")
    assert before is not None
    with speaking(locale):
        assert form_texts.left_open(before).text in answer
    await phone.tap("fg:request")
    after = await stage.draft(phone)
    assert after is not None
    assert after.answers == before.answers
    assert after.field == "place"


async def test_stop_asks_before_it_throws_answers_away(stage: Stage) -> None:
    phone = await stage.asking("nl", at="place")
    await stage.does(phone, "say", text="/cancel")
    kept = await stage.draft(phone)
    assert kept is not None
    assert kept.answers["name"] == "A name"
    await phone.tap("fx:request")
    assert await stage.draft(phone) is None


async def test_a_message_with_html_is_passed_on_as_it_was_typed(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    await to_the_summary(requester, "A name")
    await requester.tap(r"fs:request:\d+")
    receipt = await requester.receipt()
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"w:{receipt}")
    await manager.wait_for_question("message")
    await manager.say("Come on <b>Friday</b> & bring {name}")
    before = await newest(requester)
    await manager.tap(r"fs:message:\d+")
    assert "Come on <b>Friday</b> & bring {name}" in await next_text(requester, before)


async def test_a_coordinator_sees_no_name_before_accepting(stage: Stage) -> None:
    cast = stage.cast("nl")
    manager, requester = await cast.manager(), await cast.requester()
    coordinator = await cast.coordinator(1)
    await to_the_summary(requester, "Unmistakable")
    await requester.tap(r"fs:request:\d+")
    await ask_everyone(manager, await requester.receipt(), 1)
    await coordinator.tap(r"ol:\w+")
    assert all("Unmistakable" not in one.get("text", "") for one in await coordinator.messages())
