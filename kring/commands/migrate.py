"""`kring migrate`: bring the database up to date."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "bring the database up to date"
    commands.add_parser("migrate", help=said, description=said).set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Upgrade to the newest revision; says which."""
    from sqlalchemy.exc import SQLAlchemyError

    from kring.commands.complaints import complain
    from kring.settings import SettingsError, read_settings
    from storage.database import open_database
    from storage.migrating import DanglingRowsError, NewerDatabaseError, head, upgrade

    try:
        settings = read_settings(bot_token="0:migrating needs no token")  # noqa: S106 - no token at all
        upgrade(open_database(settings.database_url))
    except (SettingsError, NewerDatabaseError, DanglingRowsError) as error:
        return complain(error)
    except SQLAlchemyError as error:
        # The message of the driver may hold a password.
        return complain(f"KRING_DATABASE_URL: the database cannot be used ({type(error).__name__})")
    print(f"The database is up to date (revision {head()}).")
    return 0
