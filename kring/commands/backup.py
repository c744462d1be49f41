"""`kring backup` and `kring restore`: a consistent copy of a running database, and back."""

import argparse
from pathlib import Path


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the two commands."""
    said = "write a consistent copy of the database, which may be in use, to a new file"
    parser = commands.add_parser("backup", help=said, description=f"{said}; the master key is not in it")
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")
    parser.set_defaults(run=run_backup)
    said = "put a copy back, and bring it up to date"
    parser = commands.add_parser("restore", help=said, description=f"{said}; stop Kring first")
    parser.add_argument("file", type=Path, metavar="FILE", help="what kring backup wrote")
    parser.add_argument("--force", action="store_true", help="also where the database is not empty")
    parser.set_defaults(run=run_restore)


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
    print(f"The database is copied to {arguments.file}. The master key is not in it: keep that elsewhere.")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put the copy back; 2 where that is refused."""
    from sqlalchemy.exc import SQLAlchemyError

    from kring.backups import BackupError, restore
    from kring.commands.complaints import complain
    from kring.databases import settings_without_token
    from kring.settings import SettingsError

    try:
        restore(settings_without_token().database_url, arguments.file, force=arguments.force)
    except (SettingsError, BackupError) as error:
        return complain(error)
    except OSError as error:
        return complain(f"{arguments.file} cannot be read ({error.strerror})")
    except SQLAlchemyError as error:
        # A driver's own words may hold the password.
        return complain(f"KRING_DATABASE_URL: it does not answer ({type(error).__name__})")
    print("The copy is restored and up to date. kring doctor says whether your master key opens it.")
    return 0
