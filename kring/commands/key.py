"""`kring key`: a new master key, and `kring key rotate`, which makes it the only one that is needed.

`kring key copy` and `kring key put-back` are for the halves that stand in the key store.
"""

import argparse
import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kring.rotation import Rotated
    from kring.settings import Settings
    from storage.keystore import KeyStore


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, and what can be done with the keys there are."""
    said = "print a new master key for KRING_MASTER_KEY; keep it apart from the database"
    parser = commands.add_parser("key", help=said, description=said)
    parser.set_defaults(run=run)
    deeds = parser.add_subparsers(dest="deed", metavar="rotate|copy|put-back", parser_class=type(parser))
    said = "wrap every key anew with the first master key of KRING_MASTER_KEY, while Kring runs"
    deeds.add_parser("rotate", help=said, description=said).set_defaults(run=run_rotate)
    said = "write the key store into a file, in the place of the copy before: keep one, and apart"
    copying = deeds.add_parser("copy", help=said, description=said)
    said = "take in what a copy of the key store has and the key store lacks"
    returning = deeds.add_parser("put-back", help=said, description=said)
    for deed, run_deed in ((copying, run_copy), (returning, run_put_back)):
        deed.add_argument("file", type=Path, metavar="FILE", help="what kring key copy writes")
        deed.set_defaults(run=run_deed)


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


def run_copy(arguments: argparse.Namespace) -> int:
    """Write the one copy; 2 where it cannot be."""
    from kring.key_copies import copy_keys

    return _with_keys(
        arguments.file,
        copy_keys,
        "{count} halves of keys are copied to {file}. Keep no older copy: it holds whoever was forgotten since.",
    )


def run_put_back(arguments: argparse.Namespace) -> int:
    """Take in what is not there; 2 where it cannot be."""
    from kring.key_copies import put_back

    return _with_keys(arguments.file, put_back, "{count} halves of keys that were not there are put back.")


def _with_keys(file: Path, deed: "Callable[[KeyStore, Path], int]", told: str) -> int:
    from sqlalchemy.exc import SQLAlchemyError

    from kring.commands.complaints import complain
    from kring.databases import settings_without_token
    from kring.key_copies import KeyCopyError
    from kring.settings import SettingsError

    try:
        count = deed(settings_without_token().keys, file)
    except (SettingsError, KeyCopyError) as error:
        return complain(error)
    except OSError as error:
        return complain(f"{file} cannot be used ({error.strerror})")
    except SQLAlchemyError as error:
        return complain(f"KRING_KEYS_URL: it does not answer ({type(error).__name__})")
    print(told.format(count=count, file=file))
    return 0


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
