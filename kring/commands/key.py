"""`kring key`: a new master key."""

import argparse
import base64
import os


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "print a new master key for KRING_MASTER_KEY; keep it apart from the database"
    commands.add_parser("key", help=said, description=said).set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print 32 random bytes in base64."""
    print(base64.b64encode(os.urandom(32)).decode())
    return 0
