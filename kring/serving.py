"""Wiring: the one place where bot, scheduler, casework and storage are put together."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiohttp import web

from bot.dispatching import make_dispatcher
from bot.menus import show_menus
from bot.server import make_app
from bot.texts import words
from bot.texts.catalogs import incomplete
from bot.work import Work
from domain.policy import Policy
from kring.settings import Settings, SettingsError
from storage.database import open_database, transaction
from storage.keycheck import check_master_key
from storage.migrating import is_current, upgrade

if TYPE_CHECKING:
    from scheduler.courier import Courier

log = logging.getLogger(__name__)

_POLL_SECONDS = 30
_ASK_AGAIN_SECONDS = 3
_GC_THRESHOLDS = (50_000, 20, 50)


def real_now() -> datetime:
    """The moment, aware, in UTC: the only clock that is read (design.md 4.10)."""
    return datetime.now(UTC)


def make_work(settings: Settings, *, clock: Callable[[], datetime] = real_now) -> Work:
    """The way to the actions: the database brought up to date, the master key checked.

    Raises:
        SettingsError: a setting stops the start.
        VaultError: the master key is not the one that this database was sealed with.
    """
    vault, regions = settings.vault(), settings.read_regions()
    lacking = incomplete()
    if lacking:
        raise SettingsError(
            f"these languages are not complete: {', '.join(lacking)} (python -m scripts.make_catalogs)"
        )
    words.use(ZoneInfo(settings.timezone), {region.code: region.name for region in regions})
    engine = open_database(settings.database_url)
    if not is_current(engine):
        upgrade(engine)
    with transaction(engine) as session:
        check_master_key(session, vault)
    return Work(engine, vault, regions, policy=Policy(), zone=ZoneInfo(settings.timezone), clock=clock)


def make_bot(settings: Settings) -> Bot:
    """The bot that answers people, against Telegram or another server that speaks its Bot API."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.api_base.rstrip("/")))
    return Bot(settings.bot_token.get_secret_value(), session=session)


def settle_memory() -> None:
    """Tell the collector once that what stands now stays (design.md 4.15: 1.6 to 2 times the throughput)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)


@asynccontextmanager
async def bot_running(settings: Settings, work: Work) -> AsyncIterator[Bot]:
    """The bot, by webhook where one is set and by polling elsewhere, for as long as the block lasts."""
    bot = make_bot(settings)
    dispatcher = make_dispatcher(work, in_reply=bool(settings.webhook_url))
    hooked = asyncio.Event()
    runner = await _serve(settings, work, bot, dispatcher, hooked)
    receiving = _hook(settings, bot, dispatcher, hooked) if settings.webhook_url else _poll(bot, dispatcher)
    tasks = [asyncio.create_task(receiving), asyncio.create_task(show_menus(bot))]
    settle_memory()
    try:
        yield bot
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runner.cleanup()
        await bot.session.close()


@asynccontextmanager
async def scheduler_running(settings: Settings, work: Work) -> AsyncIterator["Courier"]:
    """The clock and the courier, for as long as the block lasts; only who runs them pays for their libraries."""
    from scheduler.connection import connected
    from scheduler.courier import Courier
    from scheduler.rendering import render
    from scheduler.ticking import Ticking

    async with connected(settings.bot_token.get_secret_value(), api_base=settings.api_base) as line:
        courier = Courier(line, work.do, render)
        work.after_commit = courier.wake
        ticking = Ticking(work.do, courier.wake)
        ticking.start()
        delivering = asyncio.create_task(courier.run())
        try:
            yield courier
        finally:
            await ticking.stop()
            delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await delivering


async def _serve(
    settings: Settings, work: Work, bot: Bot, dispatcher: Dispatcher, hooked: asyncio.Event
) -> web.AppRunner:
    """The bot's own HTTP server: health, numbers, and the webhook where one is set."""

    async def ready() -> dict[str, bool]:
        # Keys and catalogs stop the start when they are wrong, so that here they are well.
        return {
            "database": await _answers(work),
            "keys": True,
            "catalogs": True,
            "webhook": hooked.is_set() or not settings.webhook_url,
        }

    app = make_app(
        dispatcher,
        bot,
        secret=settings.webhook_secret.get_secret_value(),
        path=settings.webhook_path,
        ready=ready,
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    return runner


async def _answers(work: Work) -> bool:
    """Whether the database takes a transaction now."""
    try:
        await work.do(lambda desk: desk.today)
    except Exception:
        log.exception("the database does not answer")
        return False
    return True


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
