"""A whole service on one machine: the loopback Telegram, the bot and the scheduler, on one clock (features.md 105)."""

import asyncio
import base64
import contextlib
import os
import secrets
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.printer import OFF
from bot.work import Work
from casework import people
from domain.people import Role
from kring.receiving import bot_running
from kring.serving import make_work, scheduler_running
from kring.settings import Settings, read_settings
from simulator.clock import Clock
from simulator.limits import Limits
from simulator.server import Simulator

_LOWEST_PORT, _PORTS, _TRIES = 20_000, 12_000, 50

TOKEN = "1000001:loopback-only"  # noqa: S105 - the simulator's own, worth nothing anywhere else
USERNAME = "kring_demo_bot"
SECRET = "loopback-only"  # noqa: S105 - the same

Link = Callable[[str, str], Awaitable[str]]
"""Makes a deep link for a role in a region."""


@dataclass(frozen=True, slots=True)
class Playground:
    """What runs: the address of the page, how to invite, and how to be off for a while."""

    address: str
    simulator: Simulator
    work: Work
    settings: Settings
    running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """Start the scheduler and the bot."""
        await self.running.enter_async_context(scheduler_running(self.settings, self.work))
        await self.running.enter_async_context(bot_running(self.settings, self.work))

    async def stop(self) -> None:
        """Stop them; the loopback Telegram and the database stay."""
        await self.running.aclose()

    async def off_for(self, duration: timedelta) -> None:
        """Be off for so long, and come back."""
        await self.stop()
        self.simulator.clock.advance(duration)
        await self.start()

    async def stolen(self) -> bytes:
        """Every value of every table, and on SQLite the raw bytes of its files: what a thief of the database has."""
        return await asyncio.to_thread(_everything, self.settings.database_url)

    async def invite(self, role: str, region: str) -> str:
        """A one-time deep link for staff."""
        secret = await self.work.do(people.invite, role=Role(role), region=region)
        return f"https://t.me/{USERNAME}?start={secret}"


@asynccontextmanager
async def playing(
    database_url: str,
    *,
    port: int = 0,
    key_file: Path | None = None,
    limits: Limits | None = None,
    webhook: bool = False,
    clock: Clock | None = None,
    browser: str = OFF,
    policy: Path | None = None,
) -> AsyncIterator[Playground]:
    """Run everything until the block ends. `port` 0 takes any free one; without `key_file` the key lives in memory.

    `browser` makes PDFs and `policy` names other promises, as in the settings.

    Raises:
        PortTakenError: another program listens there.
    """
    simulator = Simulator(TOKEN, username=USERNAME, limits=limits, clock=clock)
    keys = contextlib.ExitStack()
    address = await simulator.start(port=port)
    try:
        settings = read_settings(
            **_settings(address, database_url, webhook=webhook),
            master_key=_key(key_file),
            keys_url=f"sqlite:///{_folder_of(key_file, keys) / 'keys.sqlite'}",
            browser=browser,
            policy=policy,
        )
        work = make_work(settings, clock=simulator.clock.now)
        ground = Playground(address, simulator, work, settings)
        try:
            await ground.start()
            yield ground
        finally:
            await ground.stop()
            work.close()
    finally:
        await simulator.stop()
        keys.close()


def _settings(address: str, database_url: str, *, webhook: bool) -> dict[str, object]:
    own_port = _free_port()
    hook = (
        {"webhook_url": f"http://127.0.0.1:{own_port}/telegram", "webhook_secret": SECRET} if webhook else {}
    )
    return {
        "bot_token": TOKEN,
        "api_base": address,
        "database_url": database_url,
        "host": "127.0.0.1",
        "port": own_port,
        **hook,
    }


def _everything(url: str) -> bytes:
    from sqlalchemy import select

    from storage.database import is_sqlite, open_database
    from storage.records import metadata

    engine = open_database(url)
    try:
        with engine.connect() as connection:
            rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
        found = [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
        if is_sqlite(engine):
            file = Path(str(engine.url.database))
            found += [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    finally:
        engine.dispose()
    return b"\0".join(found)


def _folder_of(key_file: Path | None, until: contextlib.ExitStack) -> Path:
    """Where the halves of the keys stand: beside the master key, or in a folder that is gone at the end."""
    if key_file is not None:
        return key_file.parent
    return Path(until.enter_context(tempfile.TemporaryDirectory(prefix="kring-")))


def _key(file: Path | None) -> str:
    """The master key beside a demo's database: made once, readable by its owner only."""
    if file is None:
        return base64.b64encode(os.urandom(32)).decode()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(base64.b64encode(os.urandom(32)).decode())
    return file.read_text()


def _free_port() -> int:
    """A port for the bot's own server, below those that the system hands out to anybody who calls somewhere."""
    for _ in range(_TRIES):
        port = _LOWEST_PORT + secrets.randbelow(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port for the bot")
