"""`kring run`, `kring bot`, `kring scheduler`: the service itself."""

import argparse
import asyncio
import gc
import logging
import signal
from typing import TYPE_CHECKING

from kring.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from bot.work import Work

log = logging.getLogger(__name__)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three commands."""
    for name, said, parts in (
        ("run", "bot and scheduler in one process", ("bot", "scheduler")),
        ("bot", "the bot alone (PostgreSQL, several processes)", ("bot",)),
        ("scheduler", "the clock and the courier alone", ("scheduler",)),
    ):
        parser = commands.add_parser(name, help=said, description=said)
        parser.set_defaults(run=run, parts=parts)


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C or a stop signal; 2 when a setting stops the start."""
    # What is imported from here on stays: looking through it again and again is a seventh of the start.
    gc.disable()
    from kring.commands.complaints import complain
    from kring.logs import set_up
    from storage.vault import VaultError

    try:
        settings = read_settings()
        set_up(settings.log)
        asyncio.run(_serve(settings, arguments.parts))
    except (SettingsError, VaultError) as error:
        return complain(error)
    except _refusals(arguments.parts) as error:
        return complain(
            f"Telegram does not let the bot start ({type(error).__name__}); kring doctor says more"
        )
    except OSError as error:
        return complain(
            f"KRING_HOST and KRING_PORT (or KRING_SCHEDULER_PORT): cannot listen there ({error.strerror})"
        )
    return 0


def _refusals(parts: tuple[str, ...]) -> tuple[type[Exception], ...]:
    """What Telegram's refusals are called where the bot runs; the scheduler alone knows no aiogram."""
    if "bot" not in parts:
        return ()
    from aiogram.exceptions import AiogramError

    return (AiogramError,)


async def _serve(settings: Settings, parts: tuple[str, ...]) -> None:
    from contextlib import AsyncExitStack

    from kring.health import health_served
    from kring.serving import make_work, scheduler_running
    from scheduler.numbers import Numbers

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for known in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(known, stop.set)
    work, numbers = make_work(settings), Numbers()
    try:
        await _warn_of_regions(work)
        async with AsyncExitStack() as running:
            if "scheduler" in parts:
                await running.enter_async_context(scheduler_running(settings, work, numbers=numbers))
                await running.enter_async_context(health_served(settings, work, numbers))
            if "bot" in parts:
                from kring.receiving import bot_running

                await running.enter_async_context(bot_running(settings, work, numbers=numbers))
            gc.enable()
            await stop.wait()
    finally:
        work.close()


async def _warn_of_regions(work: "Work") -> None:
    """One line for each region that nobody takes care of; no reason not to start (decision 25)."""
    from casework.coverage import unmanaged

    for code in await work.do(lambda desk: unmanaged(desk.session, desk.regions)):
        log.warning("region %s has no manager yet; kring invite makes one", code)
