"""`kring backup` and `kring restore`: a consistent copy of a running database, and back without whom it forgot.

`kring forgotten` prints the list of those.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

    from kring.backups.forgotten import Entry
    from kring.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the two commands."""
    said = "write a consistent copy of the database, which may be in use, to a new file"
    parser = commands.add_parser(
        "backup", help=said, description=f"{said}; neither the master key nor the key store is in it"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")
    parser.set_defaults(run=run_backup)
    said = "put a copy back, and bring it up to date"
    parser = commands.add_parser("restore", help=said, description=f"{said}; stop Kring first")
    parser.add_argument("file", type=Path, metavar="FILE", help="what kring backup wrote")
    parser.add_argument("--force", action="store_true", help="also where the database is not empty")
    parser.add_argument("--forgotten", type=Path, metavar="LIST", help="what kring forgotten printed last")
    parser.add_argument(
        "--without-forgotten", action="store_true", help="also where nothing says who was forgotten since"
    )
    parser.set_defaults(run=run_restore)
    said = "print who was forgotten, as JSON lines to be kept beside the copies: references, nothing about anyone"
    commands.add_parser("forgotten", help=said, description=said).set_defaults(run=run_forgotten)


def run_backup(arguments: argparse.Namespace) -> int:
    """Write the copy; 2 where it cannot be."""
    from kring.backups import BackupError, back_up
    from kring.commands.complaints import complain
    from kring.databases import settings_without_token
    from kring.settings import SettingsError

    try:
        back_up(settings_without_token().database_url, arguments.file)
    except (SettingsError, BackupError) as error:
        return complain(error)
    except OSError as error:
        return complain(f"{arguments.file} cannot be written ({error.strerror})")
    print(
        f"The database is copied to {arguments.file}. Neither the master key nor the key store is in it: keep those elsewhere."
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put the copy back, without those who were forgotten since; 2 where that is refused."""
    from sqlalchemy.exc import SQLAlchemyError

    from kring.backups import BackupError, restore
    from kring.commands.complaints import complain
    from kring.databases import settings_without_token
    from kring.settings import SettingsError
    from storage.vault import VaultError

    try:
        settings = settings_without_token()
        count = restore(
            settings.database_url,
            arguments.file,
            forget=_forgetting(settings),
            forgotten=arguments.forgotten,
            force=arguments.force,
            without_forgotten=arguments.without_forgotten,
        )
    except (SettingsError, BackupError) as error:
        return complain(error)
    except VaultError:
        return complain("KRING_MASTER_KEY: the master keys are not those of this copy")
    except OSError as error:
        return complain(f"{arguments.file} cannot be read ({error.strerror})")
    except SQLAlchemyError as error:
        # A driver's own words may hold the password.
        return complain(f"KRING_DATABASE_URL: it does not answer ({type(error).__name__})")
    again = f" {count} people and requests that it still knew are forgotten again." if count else ""
    print(f"The copy is restored and up to date.{again} kring doctor says whether your master key opens it.")
    return 0


def _forgetting(settings: "Settings") -> "Callable[[Session, Sequence[Entry]], int]":
    """How people are forgotten in a restored copy."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from casework.desk import Desk
    from kring.backups.forgotten import forget_again

    vault, policy, regions = settings.vault(), settings.read_policy(), settings.read_regions()

    def forget(session: "Session", entries: "Sequence[Entry]") -> int:
        desk = Desk(session, datetime.now(UTC), vault, policy, regions, ZoneInfo(settings.timezone))
        return forget_again(desk, entries)

    return forget


def run_forgotten(_arguments: argparse.Namespace) -> int:
    """Print the list; 2 where there is no database to read."""
    from kring.backups.forgotten import of_database
    from kring.commands.complaints import complain
    from kring.databases import open_current
    from kring.settings import SettingsError
    from storage.database import transaction

    try:
        engine = open_current()
    except SettingsError as error:
        return complain(error)
    with transaction(engine) as session:
        found = of_database(session)
    engine.dispose()
    for entry in found:
        print(entry.as_line())
    return 0
