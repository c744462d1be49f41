"""`kring migrate`: bring the database up to date."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "bring the database up to date"
    commands.add_parser("migrate", help=said, description=said).set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Upgrade to the newest revision; says which."""
    from kring.commands.complaints import complain
    from kring.settings import SettingsError, read_settings
    from storage.database import open_database
    from storage.migrating import head, upgrade

    try:
        settings = read_settings(bot_token="0:migrating needs no token")  # noqa: S106 - no token at all
    except SettingsError as error:
        return complain(error)
    upgrade(open_database(settings.database_url))
    print(f"The database is up to date (revision {head()}).")
    return 0
