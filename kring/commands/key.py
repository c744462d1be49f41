"""`kring key`: a new master key, and `kring key rotate`, which makes it the only one that is needed."""

import argparse
import base64
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kring.rotation import Rotated
    from kring.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, and what can be done with the keys there are."""
    said = "print a new master key for KRING_MASTER_KEY; keep it apart from the database"
    parser = commands.add_parser("key", help=said, description=said)
    parser.set_defaults(run=run)
    deeds = parser.add_subparsers(dest="deed", metavar="rotate", parser_class=type(parser))
    said = "wrap every key anew with the first master key of KRING_MASTER_KEY, while Kring runs"
    deeds.add_parser("rotate", help=said, description=said).set_defaults(run=run_rotate)


def run(_arguments: argparse.Namespace) -> int:
    """Print 32 random bytes in base64."""
    print(base64.b64encode(os.urandom(32)).decode())
    return 0


def run_rotate(_arguments: argparse.Namespace) -> int:
    """Wrap anew what an older master key wrapped; 1 when some of it is left, 2 where it cannot be begun."""
    from sqlalchemy.exc import SQLAlchemyError

    from kring.commands.complaints import complain
    from kring.databases import open_current, settings_without_token
    from kring.settings import SettingsError
    from storage.vault import VaultError

    try:
        settings = settings_without_token()
        engine = open_current()
        try:
            done = _rotate(engine, settings)
        finally:
            engine.dispose()
    except (SettingsError, VaultError) as error:
        return complain(error)
    except SQLAlchemyError as error:
        # A driver's own words may hold the password.
        return complain(
            f"KRING_DATABASE_URL: it stopped answering ({type(error).__name__}); begin again, what is done is done"
        )
    return _tell(done)


def _rotate(engine: "Engine", settings: "Settings") -> "Rotated":
    from zoneinfo import ZoneInfo

    from kring.progress_bar import ProgressBar
    from kring.rotation import Rotation, count

    vault = settings.vault()
    rotation = Rotation(
        engine,
        vault,
        settings.read_regions(),
        policy=settings.read_policy(),
        zone=ZoneInfo(settings.timezone),
        told=ProgressBar(count(engine, vault).rows, "keys"),
    )
    return rotation.run()


def _tell(done: "Rotated") -> int:
    left = done.left
    if done.keys or done.marks:
        print(f"{done.keys} keys are wrapped anew, {done.marks} profiles are marked anew.")
    if left.lost:
        print(f"{left.lost} keys are opened by none of the master keys, and stay as they are.")
    if left.older:
        print(
            f"{left.older} keys still need an older master key: is Kring running with another one first? Run it again."
        )
        return 1
    print("Nothing is left: no key needs an older master key.")
    return 0
