"""`kring doctor`: what would fail later, said now."""

import argparse
import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kring.checkup import Finding


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = (
        "check token, webhook, database, keys, catalogs, clock and regions; exit 1 where something would fail"
    )
    parser = commands.add_parser("doctor", help=said, description=said)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 when anything is wrong, 2 when a setting stops even the look."""
    from kring.checkup import look_at
    from kring.commands.complaints import complain
    from kring.settings import SettingsError, read_settings

    try:
        findings = asyncio.run(look_at(read_settings()))
    except SettingsError as error:
        return complain(error)
    if arguments.json:
        print(json.dumps({found.about: {"ok": found.ok, "said": found.said} for found in findings}))
    else:
        for found in findings:
            print(_line(found))
    return 0 if all(found.ok for found in findings) else 1


def _line(found: "Finding") -> str:
    return f"{'ok  ' if found.ok else 'BAD '} {found.about}: {found.said}"
