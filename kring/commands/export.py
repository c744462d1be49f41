"""`kring export registrations`: every registration, without persons."""

import argparse
import os
from pathlib import Path
from typing import Any


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "print the registrations: codes, counts and days by the request's number, no person"
    parser = commands.add_parser("export", help=said, description=said)
    parser.add_argument("what", choices=("registrations",))
    parser.add_argument("--format", choices=("csv", "json"), required=True, help="json: an object a line")
    parser.add_argument("--output", type=Path, metavar="FILE", help="a new file, readable to its owner only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print or write them; 2 where there is no database to read or the file cannot be made."""
    from casework import reporting
    from kring.commands.complaints import complain
    from kring.databases import open_current
    from kring.settings import SettingsError
    from storage.database import transaction

    try:
        engine = open_current()
    except SettingsError as error:
        return complain(error)
    with transaction(engine) as session:
        rows = reporting.registrations(session)
    engine.dispose()
    page = _page(rows, arguments.format)
    if arguments.output is None:
        print(page, end="")
        return 0
    try:
        _write(arguments.output, page)
    except OSError as error:
        return complain(f"{arguments.output} cannot be written ({error.strerror})")
    return 0


def _page(rows: list[dict[str, Any]], kind: str) -> str:
    import json

    from casework.reporting import COLUMNS
    from casework.spreadsheets import to_csv

    if kind == "csv":
        return to_csv(("request", *COLUMNS), [list(row.values()) for row in rows])
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _write(file: Path, page: str) -> None:
    """Write a new file that only its owner may read.

    Raises:
        OSError: it exists already, or cannot be made there.
    """
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(page)
