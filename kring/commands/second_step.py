"""`kring second-step reset`: somebody of the service has another phone."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "take the second step of somebody of the service away, because their phone is gone; they are told"
    parser = commands.add_parser("second-step", help=said, description=said)
    parser.add_argument("what", choices=("reset",))
    parser.add_argument("--person", required=True, metavar="REF", help="the reference that /step shows them")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take it away; 2 where there is none, or a setting is wrong."""
    import asyncio

    from bot.work import Work
    from casework import second_step
    from domain.errors import NotFoundError
    from kring.commands.complaints import complain
    from kring.databases import settings_without_token
    from kring.serving import make_work
    from kring.settings import SettingsError
    from storage.vault import VaultError

    async def reset(work: Work) -> None:
        try:
            await work.do(second_step.reset, ref=arguments.person)
        finally:
            work.close()

    try:
        asyncio.run(reset(make_work(settings_without_token())))
    except (SettingsError, VaultError) as error:
        return complain(error)
    except NotFoundError:
        return complain(f"nobody with the reference {arguments.person!r} has a second step")
    print("It was taken away; the person is told.")
    return 0
