"""Wiring of the receiving side: the bot with aiogram, by polling or by webhook, and its own HTTP server."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiohttp import web

from bot.dispatching import make_dispatcher
from bot.limiting import Limiter
from bot.menus import show_menus
from bot.printer import Printer, find_browser
from bot.server import make_app
from bot.setting_aside import Tries
from bot.watching import watch
from bot.work import Work
from kring.serving import answers, settle_memory, settle_thresholds
from kring.settings import Settings
from scheduler.numbers import Numbers

log = logging.getLogger(__name__)

_PEOPLE_FIRST_SECONDS = 1.0
_POLL_SECONDS = 30
_ASK_AGAIN_SECONDS = 3


def make_bot(settings: Settings) -> Bot:
    """The bot that answers people, against Telegram or another server that speaks its Bot API."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.api_base.rstrip("/")))
    return Bot(settings.bot_token.get_secret_value(), session=session)


@asynccontextmanager
async def bot_running(
    settings: Settings, work: Work, *, numbers: Numbers | None = None
) -> AsyncIterator[Bot]:
    """The bot, by webhook where one is set and by polling elsewhere, for as long as the block lasts."""
    bot = make_bot(settings)
    tries = Tries()
    browser = find_browser(settings.browser)
    work.printer = Printer(browser) if browser else None
    limiter = Limiter(work.policy, work.clock)
    dispatcher = make_dispatcher(work, in_reply=bool(settings.webhook_url), tries=tries, limiter=limiter)
    hooked = asyncio.Event()
    runner = await _serve(settings, work, (bot, dispatcher), hooked, numbers or Numbers())
    receiving = _hook(settings, bot, dispatcher, hooked) if settings.webhook_url else _poll(bot, dispatcher)
    tasks = [asyncio.create_task(one) for one in (receiving, _people_first(bot), watch(bot, work, tries))]
    settle_thresholds()
    try:
        yield bot
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runner.cleanup()
        await bot.session.close()


async def _people_first(bot: Bot) -> None:
    """What can wait until whoever waited for the start has an answer: a full collection, and the menus."""
    await asyncio.sleep(_PEOPLE_FIRST_SECONDS)
    settle_memory()
    await show_menus(bot)


async def _serve(
    settings: Settings, work: Work, who: tuple[Bot, Dispatcher], hooked: asyncio.Event, numbers: Numbers
) -> web.AppRunner:
    """The bot's own HTTP server: health, numbers, and the webhook where one is set."""

    async def ready() -> dict[str, bool]:
        # Keys and catalogs stop the start when they are wrong, so that here they are well.
        return {
            "database": await answers(work),
            "keys": True,
            "catalogs": True,
            "webhook": hooked.is_set() or not settings.webhook_url,
        }

    async def more() -> bytes:
        return await numbers.told(work.do)

    bot, dispatcher = who
    app = make_app(
        dispatcher,
        bot,
        secret=settings.webhook_secret.get_secret_value(),
        path=settings.webhook_path,
        ready=ready,
        more=more,
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    return runner


async def _hook(settings: Settings, bot: Bot, dispatcher: Dispatcher, hooked: asyncio.Event) -> None:
    """Tell Telegram where to call; until it listens we go on asking, for it may call an address it knows already."""
    while True:
        try:
            await bot.set_webhook(
                settings.webhook_url,
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=dispatcher.resolve_used_update_types(),
            )
        except AiogramError as error:
            log.warning("the webhook was not taken (%s); asked again soon", type(error).__name__)
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
        else:
            hooked.set()
            return


async def _poll(bot: Bot, dispatcher: Dispatcher) -> None:
    """Ask for updates one batch after the other; the next ask acknowledges only what is committed (design.md 4.3)."""
    await _no_webhook(bot)
    offset: int | None = None
    kinds = dispatcher.resolve_used_update_types()
    while True:
        try:
            updates = await bot.get_updates(
                offset=offset,
                timeout=_POLL_SECONDS,
                allowed_updates=kinds,
                request_timeout=_POLL_SECONDS + 10,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the next ask is the remedy
            log.warning("telegram does not answer (%s)", type(error).__name__)
            if isinstance(error, TelegramConflictError):
                await _no_webhook(bot)
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
            continue
        await _handle(bot, dispatcher, list(updates))
        if updates:
            offset = updates[-1].update_id + 1


async def _no_webhook(bot: Bot) -> None:
    """Take away a webhook of an earlier run; beside it nothing can be polled."""
    try:
        await bot.delete_webhook()
    except AiogramError as error:
        # A server without webhooks has none to take away.
        log.warning("no webhook was taken away (%s)", type(error).__name__)


async def _handle(bot: Bot, dispatcher: Dispatcher, updates: list[object]) -> None:
    """Handle a batch: people beside each other, one person's updates in their order."""
    per_person: dict[int, list[object]] = {}
    for update in updates:
        per_person.setdefault(_whose(update), []).append(update)

    async def in_order(own: list[object]) -> None:
        for update in own:
            await _surely(bot, dispatcher, update)

    await asyncio.gather(*(in_order(own) for own in per_person.values()))


async def _surely(bot: Bot, dispatcher: Dispatcher, update: object) -> None:
    """Handle an update; a failing one is tried again before the next, until the dispatcher sets it aside."""
    while True:
        try:
            await dispatcher.feed_update(bot, update)  # type: ignore[arg-type]
        except Exception:
            log.exception("update %s failed", getattr(update, "update_id", 0))
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
        else:
            return


def _whose(update: object) -> int:
    for name in ("message", "callback_query", "edited_message", "my_chat_member"):
        event = getattr(update, name, None)
        if event is not None and event.from_user is not None:
            return int(event.from_user.id)
    return 0
