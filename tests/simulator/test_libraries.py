"""aiogram and python-telegram-bot judge the simulator: both read all it sends, and both say the same to it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiogram
import pytest
import telegram
from aiogram.exceptions import TelegramForbiddenError, TelegramNotFound, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)
from aiogram.types import Update as AiogramUpdate
from aiohttp import web

from simulator.params import read_request
from tests.simulator.bots import aiogram_bot, ptb_bot
from tests.simulator.driver import TOKEN, Driver, keyboard


async def everything(sim: Driver) -> list[dict[str, Any]]:
    """Let every kind of update happen, and return them all."""
    person = await sim.person()
    for kind in ("photo", "voice", "sticker", "document", "location", "contact"):
        await sim.post(f"people/{person}/send", kind=kind, caption="see https://example.org/ and /help")
    await sim.post(f"people/{person}/say", text="/start @someone #tag")
    number = (await sim.messages(person))[-1]["message_id"]
    await sim.post(f"people/{person}/edit", message_id=number, text="changed")
    await sim.sent(
        person,
        "<b>a</b><pre><code class='language-python'>b</code></pre>",
        parse_mode="HTML",
        reply_markup=keyboard("a"),
    )
    await sim.post(f"people/{person}/tap", button="a", wait=0)
    group = (await sim.post("groups", title="Family", members=[person], sees_all=True))["id"]
    await sim.post(f"groups/{group}/say", **{"from": person, "text": "hello"})
    channel = (await sim.post("channels", title="News"))["id"]
    await sim.post(f"channels/{channel}/post", text="news")
    await sim.post(f"people/{person}/block")
    return await sim.updates()


@pytest.mark.asyncio
async def test_both_libraries_read_every_kind_of_update(sim: Driver) -> None:
    updates = await everything(sim)
    kinds = {next(key for key in update if key != "update_id") for update in updates}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member", "channel_post"}
    async with ptb_bot(sim.url) as bot:
        for update in updates:
            ours = AiogramUpdate.model_validate(update)
            theirs = telegram.Update.de_json(update, bot)
            assert ours.event_type in update
            assert theirs.update_id == ours.update_id
            assert json.loads(theirs.to_json()).keys() == update.keys()
            assert theirs.api_kwargs == {}


@pytest.mark.asyncio
async def test_aiogram_reads_the_result_of_every_method(sim: Driver) -> None:
    person = await sim.person()
    async with aiogram_bot(sim.url) as bot:
        markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="a")]])
        sent = await bot.send_message(person, "<b>x</b>", parse_mode="HTML", reply_markup=markup)
        assert (sent.text, sent.html_text) == ("x", "<b>x</b>")
        assert sent.reply_markup is not None
        assert sent.reply_markup.model_dump() == markup.model_dump()
        edited = await bot.edit_message_text(text="y", chat_id=person, message_id=sent.message_id)
        assert isinstance(edited, aiogram.types.Message)
        assert edited.text == "y"
        document = await bot.send_document(person, BufferedInputFile(b"bytes", "plan.ics"), caption="z")
        assert document.document is not None
        assert (document.document.file_name, document.caption) == ("plan.ics", "z")
        fetched = await bot.download(document.document)
        assert fetched is not None
        assert fetched.read() == b"bytes"
        assert (await bot.send_photo(person, BufferedInputFile(b"bytes", "a.png"))).photo
        assert (await bot.send_voice(person, BufferedInputFile(b"bytes", "a.ogg"))).voice
        assert (await bot.send_location(person, 52, 5)).location
        assert await bot.send_chat_action(person, "typing")
        assert await bot.delete_message(person, sent.message_id)
        assert (await bot.get_chat(person)).first_name == "requester"
        assert await bot.set_my_commands(
            [BotCommand(command="start", description="Begin")], language_code="nl"
        )
        assert (await bot.get_my_commands(language_code="nl"))[0].command == "start"
        assert await bot.delete_my_commands(language_code="nl")
        assert await bot.set_my_name("Kring")
        assert (await bot.get_my_name()).name == "Kring"
        assert (await bot.get_my_description()).description == ""
        assert (await bot.get_my_short_description()).short_description == ""
        assert await bot.set_chat_menu_button()
        assert (await bot.get_chat_menu_button()).type == "default"
        assert (await bot.get_webhook_info()).url == ""
        assert await bot.delete_webhook()
        assert (await bot.me()).username == "kring_demo_bot"
        assert await bot.get_updates() == []
        assert await bot.log_out()


@pytest.mark.asyncio
async def test_python_telegram_bot_reads_the_result_of_every_method(sim: Driver) -> None:
    person = await sim.person()
    async with ptb_bot(sim.url) as bot:
        markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("a", callback_data="a")]])
        sent = await bot.send_message(person, "<b>x</b>", parse_mode="HTML", reply_markup=markup)
        assert (sent.text, sent.text_html, sent.reply_markup) == ("x", "<b>x</b>", markup)
        edited = await bot.edit_message_text("y", chat_id=person, message_id=sent.message_id)
        assert isinstance(edited, telegram.Message)
        assert edited.text == "y"
        document = await bot.send_document(person, b"bytes", filename="plan.ics", caption="z")
        assert document.document is not None
        assert (document.document.file_name, document.caption) == ("plan.ics", "z")
        assert await (await document.document.get_file()).download_as_bytearray() == b"bytes"
        assert (await bot.send_photo(person, b"bytes")).photo
        assert (await bot.send_voice(person, b"bytes")).voice
        assert (await bot.send_location(person, 52, 5)).location
        assert await bot.send_chat_action(person, "typing")
        assert await bot.delete_message(person, sent.message_id)
        assert (await bot.get_chat(person)).first_name == "requester"
        assert await bot.set_my_commands([("start", "Begin")], language_code="nl")
        assert (await bot.get_my_commands(language_code="nl"))[0].command == "start"
        assert await bot.delete_my_commands(language_code="nl")
        assert await bot.set_my_name("Kring")
        assert (await bot.get_my_name()).name == "Kring"
        assert (await bot.get_my_description()).description == ""
        assert (await bot.get_my_short_description()).short_description == ""
        assert await bot.set_chat_menu_button()
        assert (await bot.get_chat_menu_button()).type == "default"
        assert (await bot.get_webhook_info()).url == ""
        assert await bot.delete_webhook()
        assert bot.username == "kring_demo_bot"
        assert await bot.get_updates(timeout=0) == ()


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    """Give an address, and a list of the requests that come there, as what they mean."""
    heard: list[tuple[str, dict[str, Any]]] = []

    async def listen(request: web.Request) -> web.Response:
        params = await read_request(request)
        heard.append((request.path.lower(), {name: _plain(value) for name, value in params.values.items()}))
        message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "x"}
        return web.json_response({"ok": True, "result": message})

    app = web.Application()
    app.router.add_post("/{path:.+}", listen)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", heard
    finally:
        await runner.cleanup()


@pytest.mark.asyncio
async def test_both_libraries_put_the_same_request_on_the_wire() -> None:
    said: dict[str, Any] = {"parse_mode": "HTML", "disable_notification": True, "protect_content": True}
    labels: list[dict[str, Any]] = [
        {"text": "Ja 🙂", "callback_data": "é"},
        {"text": "b", "url": "https://c.example"},
    ]
    ours = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(**label) for label in labels]])
    theirs = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton(**label) for label in labels]])
    async with listening() as (url, heard):
        async with aiogram_bot(url) as bot:
            await bot.send_message(
                7,
                "<b>é & 🙂</b>",
                reply_markup=ours,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                **said,
            )
        other = telegram.Bot(TOKEN, base_url=f"{url}/bot")
        async with other._request[1]:
            quiet = telegram.LinkPreviewOptions(is_disabled=True)
            await other.send_message(
                7, "<b>é & 🙂</b>", reply_markup=theirs, link_preview_options=quiet, **said
            )
    assert len(heard) == 2
    assert heard[0] == heard[1]
    assert heard[0][1]["reply_markup"] == {"inline_keyboard": [labels]}


def _plain(value: str) -> object:
    """Return what a parameter means, whichever way the library spelled it."""
    try:
        return json.loads(value)
    except ValueError:
        return {"True": True, "False": False}.get(value, value)


@pytest.mark.asyncio
async def test_both_libraries_know_the_refusals(sim: Driver) -> None:
    person = await sim.person(started=False)
    async with aiogram_bot(sim.url) as ours, ptb_bot(sim.url) as theirs:
        with pytest.raises(TelegramForbiddenError):
            await ours.send_message(person, "x")
        with pytest.raises(telegram.error.Forbidden):
            await theirs.send_message(person, "x")
        with pytest.raises(telegram.error.BadRequest, match="Message is too long"):
            await theirs.send_message(await sim.person(), "x" * 4097)
        await sim.post("faults", method="sendMessage", kind="429", times=2, retry_after=3)
        with pytest.raises(TelegramRetryAfter) as slow:
            await ours.send_message(person, "x")
        with pytest.raises(telegram.error.RetryAfter) as slower:
            await theirs.send_message(person, "x")
        assert (slow.value.retry_after, slower.value.retry_after) == (3, timedelta(seconds=3))
        await sim.post("faults", method="sendMessage", kind="refuse")
        with pytest.raises(TelegramNotFound):
            await ours.send_message(person, "x")
