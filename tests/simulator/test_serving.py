"""A bot on aiogram is served by polling and by webhook, as by Telegram."""

import asyncio

import aiogram
import pytest
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.simulator.bots import aiogram_bot
from tests.simulator.driver import Driver, keyboard, until


@pytest.mark.asyncio
async def test_aiogram_reads_and_answers_through_polling(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, reply_markup=keyboard("a"))
    dispatcher = aiogram.Dispatcher()

    @dispatcher.callback_query()
    async def answer(query: aiogram.types.CallbackQuery) -> None:
        await query.answer("Thank you")

    async with aiogram_bot(sim.url) as bot:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
        got = await sim.post(f"people/{person}/tap", button="a")
        await dispatcher.stop_polling()
        await polling
    assert got["answer"]["text"] == "Thank you"


@pytest.mark.asyncio
async def test_aiogram_answers_within_the_response_of_its_webhook(sim: Driver) -> None:
    person = await sim.person()
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def reply(message: aiogram.types.Message) -> SendMessage:
        return message.answer("<b>é</b> <i>back</i>", parse_mode="HTML", reply_markup=_aiogram_keyboard())

    async with aiogram_bot(sim.url) as bot:
        app = web.Application()
        handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s3cret")
        handler.register(app, path="/hook")
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        assert await bot.set_webhook(
            url, secret_token="s3cret", allowed_updates=["message"], max_connections=10
        )
        await sim.post(f"people/{person}/say", text="hello")
        await until(lambda: bool(sim.simulator.world.calls.recent(method="sendMessage")))
        shown = await sim.messages(person)
        info = await bot.get_webhook_info()
        await bot.delete_webhook()
        await runner.cleanup()
    assert (info.pending_update_count, info.last_error_message, info.allowed_updates) == (
        0,
        None,
        ["message"],
    )
    assert (shown[-1]["html"], shown[-1]["buttons"]) == (
        "<b>é</b> <i>back</i>",
        [[{"text": "a", "data": "a"}]],
    )


def _aiogram_keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="a")]])
