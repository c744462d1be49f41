"""The simulator's bot in both libraries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiogram
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.simulator.driver import TOKEN


@asynccontextmanager
async def aiogram_bot(url: str) -> AsyncIterator[aiogram.Bot]:
    bot = aiogram.Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    try:
        yield bot
    finally:
        await bot.session.close()


@asynccontextmanager
async def ptb_bot(url: str) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot
