"""`kring invite`: a one-time deep link with which staff join."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kring.settings import Settings

ROLES = ("regional_manager", "coordinator", "trainer", "helpdesk", "admin")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "print a one-time deep link for staff; it works once, within 24 hours"
    parser = commands.add_parser("invite", help=said, description=said)
    parser.add_argument("--role", required=True, choices=ROLES)
    parser.add_argument("--region", required=True, metavar="CODE", help="such as overijssel")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the link; 2 for a region that does not exist or a setting that is wrong."""
    import asyncio

    from aiogram.exceptions import AiogramError

    from kring.commands.complaints import complain
    from kring.settings import SettingsError, read_settings
    from storage.vault import VaultError

    try:
        settings = read_settings()
        regions = settings.read_regions()
        if arguments.region not in regions:
            return complain(f"no region {arguments.region!r}; there are: {', '.join(regions.codes)}")
        print(asyncio.run(_link(settings, arguments.role, arguments.region)))
    except (SettingsError, VaultError) as error:
        return complain(error)
    except AiogramError as error:
        return complain(
            f"Telegram gives no name for the link ({type(error).__name__}); kring doctor says more"
        )
    return 0


async def _link(settings: "Settings", role: str, region: str) -> str:
    from casework import people
    from domain.people import Role
    from kring.receiving import make_bot
    from kring.serving import make_work

    work = make_work(settings)
    bot = make_bot(settings)
    try:
        me = await bot.me()  # first: a link that cannot be printed must not be made
        secret = await work.do(people.invite, role=Role(role), region=region)
    finally:
        await bot.session.close()
        work.close()
    return f"https://t.me/{me.username}?start={secret}"
