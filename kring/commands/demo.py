"""`kring demo`: the whole service on this machine, with a page of phones to play on."""

import argparse
import asyncio
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kring.playground import Playground
    from simulator.stories.phones import Phone

PORT = 8080
FOLDER = Path("var/demo")
REGION = "overijssel"

CAST: tuple[tuple[str, str, str], ...] = (
    ("Requester", "nl", ""),
    ("Coordinator 1", "nl", "coordinator"),
    ("Coordinator 2", "ar", "coordinator"),
    ("Regional manager", "nl", "regional_manager"),
)
"""The phones on the page: a name by kind, the phone's language, and the role they are invited for."""

PROFILES = {
    "Coordinator 1": ("Nederlands, Engels, Turks", "woman", "1975"),
    "Coordinator 2": ("Arabisch, Nederlands", "woman", "1988"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "simulator, bot and scheduler in one process; prints the address of the page with the phones"
    parser = commands.add_parser("demo", help=said, description=said)
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help=f"where the page is (default {PORT})"
    )
    parser.add_argument("--fresh", action="store_true", help="begin with an empty database")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play until Ctrl-C; 2 when the port is taken."""
    from kring.commands.complaints import complain
    from kring.logs import set_up
    from kring.settings import SettingsError
    from simulator.server import PortTakenError
    from storage.vault import VaultError

    if arguments.fresh and FOLDER.exists():
        shutil.rmtree(FOLDER)
    set_up("console")
    try:
        asyncio.run(_play(arguments.port))
    except (SettingsError, PortTakenError, VaultError) as error:
        return complain(error)
    return 0


async def _play(port: int) -> None:
    from kring.demo_table import Table
    from kring.playground import playing

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for known in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(known, stop.set)
    table = Table(FOLDER / "table.json")
    async with playing(
        f"sqlite:///{FOLDER / 'kring.sqlite'}",
        port=port,
        key_file=FOLDER / "master.key",
        clock=table.clock(),
        browser="",
    ) as ground:
        if not await table.lay(ground.address):
            await _fill(ground)
        print(f"\n  Kring is playing on {ground.address}\n  Ctrl-C stops it.\n", flush=True)
        remembering = asyncio.create_task(table.remember(ground.address))
        await stop.wait()
        remembering.cancel()


async def _fill(ground: "Playground") -> None:
    """Put the phones on the page and let the staff join, all through the same HTTP as a person's taps."""
    from aiohttp import ClientSession

    from simulator.stories.phones import Phones

    async with ClientSession() as http:
        phones = Phones(ground.address, http)
        for name, language, role in CAST:
            phone = await phones.add(name, language)
            if not role:
                continue
            await phone.open(await ground.invite(role, REGION))
            if name in PROFILES:
                await _introduce(phone, *PROFILES[name])


async def _introduce(phone: "Phone", languages: str, gender: str, born: str) -> None:
    """Fill in a coordinator's profile as they would."""
    await phone.tap("pf:e")
    await phone.type_into("profile", languages)
    await phone.tap(rf"f:profile:\d+:gender:{gender}")
    await phone.type_into("profile", born)
    await phone.tap(r"f:profile:\d+:scope:all")
    await phone.tap(r"fs:profile:\d+")
