"""A bare python-telegram-bot that echoes: its documented custom webhook, on aiohttp's server.

The library cannot answer in the webhook's response: it calls sendMessage, here on a stub on loopback, and the webhook
is answered when that is done. Run as a process: `python -m kring.bench.bare_telegram PORT API`.
"""

import hmac
import sys
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from kring.bench.processes import HOOK, SECRET, TOKEN


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """The same words back."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def make_app(application: "Application[Any, Any, Any, Any, Any, Any]") -> web.Application:
    """The webhook's server, with the library started and stopped along with it."""

    async def webhook(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), SECRET.encode()):
            return web.Response(status=401)
        await application.process_update(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async def running(_app: web.Application) -> AsyncIterator[None]:
        async with application:
            await application.start()
            yield
            await application.stop()

    app = web.Application()
    app.router.add_post(HOOK, webhook)
    app.cleanup_ctx.append(running)
    return app


def main(port: int, api: str) -> None:
    """Serve until ended."""
    application = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot").updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    web.run_app(make_app(application), host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
