"""`kring bench NAME`: measurements that set our way beside plain ones, in one run, as ratios."""

import argparse
import json
import sys
from typing import Any

from kring.bench import match, start, updates
from kring.bench.processes import BenchError
from kring.bench.tables import as_text


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command with its measurements."""
    said = "measure: updates a second, time to start, the shortlist"
    parser = commands.add_parser("bench", help=said, description=said)
    names: Any = parser.add_subparsers(dest="name", required=True, metavar="NAME", parser_class=type(parser))
    for module in (updates, start, match):
        module.add(names)
    for measured in names.choices.values():
        measured.add_argument("--json", action="store_true", help="print one JSON object")
        measured.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 when what was measured gave wrong answers or never came up."""
    try:
        found: dict[str, Any] = arguments.measure(arguments)
    except BenchError as error:
        print(f"kring bench: {error}", file=sys.stderr)
        return 1
    print(json.dumps(found) if arguments.json else as_text(found))
    return 0
