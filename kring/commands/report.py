"""`kring report`: the yearly figures, in which nobody can be recognised."""

import argparse
from datetime import date

_FIRST_YEAR = 2000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "print the figures of the requests that were closed in a year; counts under 5 are not told"
    parser = commands.add_parser("report", help=said, description=said)
    parser.add_argument("--year", type=_year, required=True, metavar="YYYY")
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 2 where there is no database to read."""
    import json

    from casework import reporting
    from kring.commands.complaints import complain
    from kring.databases import open_current
    from kring.report_pages import as_csv, as_json, as_text
    from kring.settings import SettingsError
    from storage.database import transaction

    try:
        engine = open_current()
    except SettingsError as error:
        return complain(error)
    with transaction(engine) as session:
        found = reporting.yearly(session, year=arguments.year)
    engine.dispose()
    match arguments.format:
        case "json":
            print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        case "csv":
            print(as_csv(found), end="")
        case _:
            print(as_text(found), end="")
    return 0


def _year(text: str) -> int:
    """A year that a registration can be of."""
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) < date.max.year):
        raise argparse.ArgumentTypeError(f"{text!r} is no year, such as 2026")
    return int(text)
