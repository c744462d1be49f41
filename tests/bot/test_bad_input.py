"""What is no answer is said so in the person's language, and leaves what was answered as it was."""

import asyncio
from collections.abc import Callable

import pytest

from bot.texts import errors as texts
from bot.texts import welcome
from tests.bot.stage import LOCALES, Stage, said, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

_OPTION = texts.SENTENCES["answer_not_an_option"]
_TOO_LONG = texts.SENTENCES["answer_too_long"]
_OUTDATED = texts.SENTENCES["outdated"]
_MARKS = "\u202e\u2067\u200f\u2066\u2069\u202c"

NO_TEXT: dict[str, dict[str, object]] = {
    "sticker": {"kind": "sticker"},
    "photo": {"kind": "photo", "caption": "what happened to us"},
    "voice": {"kind": "voice"},
    "document": {"kind": "document", "file_name": "court.pdf"},
    "location": {"kind": "location", "latitude": 52.5, "longitude": 6.1},
    "contact": {"kind": "contact", "phone_number": "+31600000000"},
}
WORDS: dict[str, tuple[str, Callable[[], str]]] = {
    "as long as a message can be": ("x" * 4096, _TOO_LONG),
    "a story": ("It began last year. " * 50, _TOO_LONG),
    "only emoji": ("😀🎉👨‍👩‍👧", _OPTION),
    "only direction marks": (_MARKS, _OPTION),
    "direction marks around words": (f"\u202e{_MARKS}none of these\u202c", _OPTION),
    "HTML": ("<b>&\"</i><a href='x'>", _OPTION),
    "format braces": ("{0} {name} {}", _OPTION),
    "an unknown command": ("/tell_everything", texts.unknown_command),
    "a command of staff": ("/requests", texts.SENTENCES["not_found"]),
    "a deep link that is nonsense": ("/start AAAA-nonsense", texts.SENTENCES["invitation_closed"]),
}
OLD_BUTTONS: dict[str, str] = {
    "a verb of last year": "accept_offer:17",
    "an old revision": "f:request:1:who:main_person",
    "a revision to come": "f:request:999:who:main_person",
    "a revision that no number holds": f"f:request:{'9' * 30}:who:relative",
    "a revision in words": "f:request:two:who:relative",
    "fewer parts": "f:request",
    "no parts": "f",
    "back without a form": "fb",
    "a form that is gone": "fe:intake:1:who",
    "only colons": "::::",
    "nothing before the colon": ":m",
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sent", NO_TEXT.values(), ids=NO_TEXT)
async def test_what_is_no_text_is_not_kept_and_the_question_stays(
    stage: Stage, sent: dict[str, object], locale: str
) -> None:
    phone = await stage.asking(locale)
    before = await stage.draft(phone)
    answer = await stage.does(phone, "send", **sent)
    assert said(texts.not_kept, locale) in answer
    assert await phone.has_button_in_newest(r"f:request:\d+:who:main_person")
    assert await stage.draft(phone) == before


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", WORDS.values(), ids=WORDS)
async def test_words_that_are_no_answer_are_not_kept(
    stage: Stage, case: tuple[str, Callable[[], str]], locale: str
) -> None:
    words, sentence = case
    phone = await stage.asking(locale)
    before = await stage.draft(phone)
    answer = await stage.does(phone, "say", text=words)
    assert said(sentence, locale) in answer
    assert "happened" not in answer
    assert await stage.draft(phone) == before


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("data", OLD_BUTTONS.values(), ids=OLD_BUTTONS)
async def test_an_old_button_is_said_to_be_old_and_the_question_stays(
    stage: Stage, data: str, locale: str
) -> None:
    phone = await stage.asking(locale)
    before = await stage.draft(phone)
    answer = await stage.presses(phone, data)
    assert said(_OUTDATED, locale) in answer
    after = await stage.draft(phone)
    assert after is not None
    assert before is not None
    assert after.answers == before.answers


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_changed_message_is_not_read(stage: Stage, locale: str) -> None:
    phone = await stage.asking(locale, at="name")
    first = await stage.does(phone, "say", text="First")
    assert first
    mine = [one["message_id"] for one in await phone.messages() if one["from"] != "bot"][-1]
    before = await stage.draft(phone)
    answer = await stage.does(phone, "edit", message_id=mine, text="Second")
    assert said(texts.edited, locale) in answer
    assert await stage.draft(phone) == before


@pytest.mark.parametrize("locale", LOCALES)
async def test_in_a_group_one_sentence_answers_a_command_and_nothing_else(stage: Stage, locale: str) -> None:
    phone = await stage.asking(locale)
    before = await stage.draft(phone)
    group = (await stage.post("groups", title="Family", members=[phone.id], sees_all=True))["id"]
    await stage.post(f"groups/{group}/say", **{"from": phone.id, "text": "main_person"})
    await stage.post(f"groups/{group}/say", **{"from": phone.id, "text": "/start"})

    async def answers() -> list[str]:
        chat = await stage.get(f"groups/{group}/chat")
        return [one["text"] for one in chat["messages"] if one["from"] == "bot"]

    found = await until(answers, bool, "the group got no answer")
    assert found == [said(texts.private_only, locale)]
    assert await stage.draft(phone) == before


async def test_a_channel_gets_nothing(stage: Stage) -> None:
    channel = (await stage.post("channels", title="News"))["id"]
    await stage.post(f"channels/{channel}/post", text="/start")
    await asyncio.sleep(0.2)
    chat = await stage.get(f"channels/{channel}/chat")
    assert [one for one in chat["messages"] if one["from"] == "bot"] == []


@pytest.mark.parametrize("hint", ["xx", "zz-ZZ", "", "tlh-Latn", "en-x-pirate", "x" * 30])
async def test_a_phone_in_a_language_that_nobody_knows_is_answered_in_english(
    stage: Stage, hint: str
) -> None:
    phone = await stage.person(hint)
    answer = await stage.does(phone, "say", text="/start")
    assert said(welcome.danger_text, "en").split("\n")[1] in answer


async def test_a_phone_that_tells_no_language_is_answered(stage: Stage) -> None:
    made = await stage.post("people", name="requester")
    phone = await stage.person()
    quiet = type(phone)(stage.phones, int(made["id"]), "requester")
    assert "112" in await stage.does(quiet, "say", text="/start")


@pytest.mark.parametrize("locale", LOCALES)
async def test_words_with_nothing_open_are_not_kept(stage: Stage, locale: str) -> None:
    phone = await stage.person(locale)
    await phone.say("/start")
    answer = await stage.does(phone, "say", text="My neighbour and I have had a quarrel since March.")
    assert said(texts.SENTENCES["nothing_open"], locale) in answer
    assert await stage.draft(phone) is None
