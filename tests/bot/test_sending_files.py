"""Files and further screens come after the message that says what they are, by webhook as well."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendDocument, SendMessage, TelegramMethod
from aiogram.types import BufferedInputFile, CallbackQuery

from bot import answering
from bot.texts.screens import Attachment, Button, Screen, stack
from kring.playground import TOKEN
from tests.bot.wire import Recorded, tapped

pytestmark = pytest.mark.asyncio

PAGE = Attachment("kring.html", b"<p>page</p>")
DAY = Attachment("kring.ics", b"BEGIN:VCALENDAR")
BUTTONS = stack(Button("Back", "h"))


@pytest_asyncio.fixture
async def bot() -> AsyncIterator[Bot]:
    yield Bot(TOKEN, session=Recorded())


def _calls(bot: Bot) -> list[TelegramMethod[object]]:
    assert isinstance(bot.session, Recorded)
    return bot.session.calls


def _query(data: str = "cc:REF") -> CallbackQuery:
    return CallbackQuery.model_validate(tapped(1, data)["callback_query"])


@pytest.mark.parametrize("in_reply", [True, False], ids=["webhook", "polling"])
async def test_files_come_after_the_message(bot: Bot, *, in_reply: bool) -> None:
    screen = Screen("Here they are.", BUTTONS, files=(PAGE, DAY))
    reply = await answering.send(bot, 7, screen, in_reply=in_reply)
    assert reply is None
    message, page, day = _calls(bot)
    assert isinstance(message, SendMessage)
    for call, file in ((page, PAGE), (day, DAY)):
        assert isinstance(call, SendDocument)
        assert isinstance(call.document, BufferedInputFile)
        assert (call.chat_id, call.document.filename, call.document.data) == (7, file.name, file.content)


async def test_a_message_that_nothing_follows_still_rides_on_the_response(bot: Bot) -> None:
    reply = await answering.send(bot, 7, Screen("Hello.", BUTTONS), in_reply=True)
    assert reply is not None
    assert (reply["method"], reply["text"]) == ("sendMessage", "Hello.")
    assert _calls(bot) == []


@pytest.mark.parametrize("in_reply", [True, False], ids=["webhook", "polling"])
async def test_a_tap_draws_the_screen_sends_the_file_and_takes_the_progress_bar_away(
    bot: Bot, *, in_reply: bool
) -> None:
    reply = await answering.replace(bot, _query(), Screen("There.", files=(PAGE,)), in_reply=in_reply)
    made = [type(call) for call in _calls(bot)]
    assert made[:2] == [EditMessageText, SendDocument]
    assert made[2:] == ([] if in_reply else [AnswerCallbackQuery])
    assert (reply is not None and reply["method"] == "answerCallbackQuery") is in_reply


@pytest.mark.parametrize("personal", [True, False], ids=["personal", "open"])
async def test_only_a_file_of_a_personal_screen_is_protected(bot: Bot, *, personal: bool) -> None:
    await answering.send(bot, 7, Screen("There.", personal=personal, files=(PAGE,)), in_reply=False)
    assert [call.protect_content is True for call in _calls(bot) if isinstance(call, SendDocument)] == [
        personal
    ]


async def test_a_screen_that_comes_anew_leaves_the_message_of_the_button(bot: Bot) -> None:
    await answering.replace(bot, _query(), Screen("Only now.", BUTTONS, anew=True), in_reply=True)
    assert [type(call) for call in _calls(bot)] == [SendMessage]


@pytest.mark.parametrize("in_reply", [True, False], ids=["webhook", "polling"])
async def test_a_further_screen_comes_last_with_its_own_protection_and_files(
    bot: Bot, *, in_reply: bool
) -> None:
    screen = Screen("Whose.", BUTTONS, personal=True, anew=True, after=Screen("Links.", files=(PAGE,)))
    await answering.replace(bot, _query(), screen, in_reply=in_reply)
    first, second, file = _calls(bot)[:3]
    assert isinstance(first, SendMessage)
    assert isinstance(second, SendMessage)
    assert isinstance(file, SendDocument)
    assert (first.text, first.protect_content) == ("Whose.", True)
    assert (second.text, second.protect_content is True) == ("Links.", False)
    assert file.protect_content is not True


async def test_a_file_that_telegram_refuses_takes_nothing_else_along(bot: Bot) -> None:
    def refuse(method: TelegramMethod[object]) -> Exception | None:
        if isinstance(method, SendDocument) and isinstance(method.document, BufferedInputFile):
            refused = method.document.filename == PAGE.name
            return TelegramBadRequest(method, "Bad Request: file is too big") if refused else None
        return None

    assert isinstance(bot.session, Recorded)
    bot.session.refuse = refuse
    await answering.send(bot, 7, Screen("There.", files=(PAGE, DAY)), in_reply=True)
    assert [type(call) for call in _calls(bot)] == [SendMessage, SendDocument, SendDocument]
