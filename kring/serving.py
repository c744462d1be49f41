"""Wiring: the service without its receiving side. Nothing here pays for aiogram: `kring scheduler` starts without it.

The side that receives stands in `kring/receiving.py`.
"""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.texts import words
from bot.texts.catalogs import incomplete
from bot.work import Work
from kring.settings import Settings, SettingsError
from scheduler.numbers import Numbers
from scheduler.pushing import pushed
from scheduler.rendering import render
from storage.database import open_database, transaction
from storage.keycheck import check_master_key
from storage.migrating import NewerDatabaseError, is_current, upgrade

if TYPE_CHECKING:
    from scheduler.courier import Courier

log = logging.getLogger(__name__)

_GC_THRESHOLDS = (50_000, 20, 50)


def real_now() -> datetime:
    """The moment, aware, in UTC: the only clock that is read (design.md 4.10)."""
    return datetime.now(UTC)


def make_work(settings: Settings, *, clock: Callable[[], datetime] = real_now) -> Work:
    """The way to the actions: the database brought up to date, the master key checked.

    Raises:
        SettingsError: a setting stops the start, or the database cannot be used.
        VaultError: the master key is not the one that this database was sealed with.
    """
    vault, regions, policy = settings.vault(), settings.read_regions(), settings.read_policy()
    lacking = incomplete()
    if lacking:
        raise SettingsError(
            f"these languages are not complete: {', '.join(lacking)} (python -m scripts.make_catalogs)"
        )
    words.use(ZoneInfo(settings.timezone), {region.code: region.name for region in regions})
    engine = open_database(settings.database_url)
    try:
        if not is_current(engine):
            upgrade(engine)
        with transaction(engine) as session:
            check_master_key(session, vault)
    except NewerDatabaseError as error:
        raise SettingsError(f"KRING_DATABASE_URL: {error}") from error
    except SQLAlchemyError as error:
        # The message of the driver may hold a password.
        raise SettingsError(
            f"KRING_DATABASE_URL: the database cannot be used ({type(error).__name__}); kring doctor says more"
        ) from error
    work = Work(engine, vault, regions, policy=policy, zone=ZoneInfo(settings.timezone), clock=clock)
    work.render = render
    return work


def settle_thresholds() -> None:
    """Let the collector look rarely: a look at all that the libraries brought takes a sixth of a second."""
    gc.set_threshold(*_GC_THRESHOLDS)


def settle_memory() -> None:
    """Tell the collector once that what stands now stays (design.md 4.15: 1.6 to 2 times the throughput)."""
    gc.collect()
    gc.freeze()
    settle_thresholds()


@asynccontextmanager
async def scheduler_running(
    settings: Settings, work: Work, *, numbers: Numbers | None = None
) -> AsyncIterator["Courier"]:
    """The clock and the courier, for as long as the block lasts; only who runs them pays for their libraries."""
    from scheduler.connection import connected
    from scheduler.courier import Courier
    from scheduler.guard import Guard
    from scheduler.ticking import Ticking

    counted = numbers or Numbers()
    async with connected(settings.bot_token.get_secret_value(), api_base=settings.api_base) as line:
        courier = Courier(line, work.do, pushed, count=lambda name: counted.letters.labels(name).inc())
        work.after_commit = courier.wake
        guard = Guard(work.do, line)
        ticking = Ticking(work.do, courier.wake, guard=guard, ticked=counted.ticks.inc)
        ticking.start()
        delivering = asyncio.create_task(courier.run())
        try:
            yield courier
        finally:
            await ticking.stop()
            delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await delivering


async def answers(work: Work) -> bool:
    """Whether the database takes a transaction now."""
    try:
        await work.do(lambda desk: desk.today)
    except Exception:
        log.exception("the database does not answer")
        return False
    return True
