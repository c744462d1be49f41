"""The database of an installation, for commands that only look at it and must not make one."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from kring.settings import Settings, SettingsError, read_settings
from storage.database import open_database
from storage.migrating import is_current


def settings_without_token() -> Settings:
    """The settings, for a command that never speaks to Telegram.

    Raises:
        SettingsError: one of the others is malformed.
    """
    return read_settings(bot_token="0:this command needs no token")  # noqa: S106 - no token at all


def is_missing(address: str) -> bool:
    """Whether it is a SQLite file that is not there; asking SQLite itself would make it."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return False
    return not url.database or not Path(url.database).is_file()


def open_current() -> Engine:
    """The database as it is, without changing anything in it.

    Raises:
        SettingsError: there is none, it does not answer, or its tables are not those of this version.
    """
    address = settings_without_token().database_url
    if is_missing(address):
        raise SettingsError("KRING_DATABASE_URL: there is no database there (kring migrate makes one)")
    engine = open_database(address)
    try:
        current = is_current(engine)
    except SQLAlchemyError as error:
        # A driver's own words may hold the password.
        raise SettingsError(f"KRING_DATABASE_URL: it does not answer ({type(error).__name__})") from error
    if not current:
        raise SettingsError(
            "KRING_DATABASE_URL: the database is not up to date (kring migrate brings it there)"
        )
    return engine
