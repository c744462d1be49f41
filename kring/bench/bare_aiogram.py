"""A bare aiogram bot that echoes in the webhook's response, as its own documentation sets one up.

Run as a process: `python -m kring.bench.bare_aiogram PORT API`.
"""

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from kring.bench.processes import HOOK, SECRET, TOKEN


async def echo(message: Message) -> SendMessage:
    """The same words back; what a handler returns goes out in the webhook's response."""
    return SendMessage(chat_id=message.chat.id, text=message.text or "")


def main(port: int, api: str) -> None:
    """Serve until ended."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    handler.register(app, path=HOOK)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
