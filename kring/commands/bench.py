"""`kring bench NAME`: measurements that set our way beside plain ones, in one run, as ratios."""

import argparse
import json
import sys
from typing import Any


def add(commands: "argparse._SubParsersAction[Any]", *, whole: bool) -> None:
    """Add the command; its measurements only where it is `whole`, for they load half of the program and the simulator."""
    said = "measure: updates, start, shortlist, what is due, the courier, several bots, the vault"
    parser = commands.add_parser("bench", help=said, description=said)
    if not whole:
        return
    from kring.bench import courier, due, match, start, updates, vault, workers

    names: Any = parser.add_subparsers(dest="name", required=True, metavar="NAME", parser_class=type(parser))
    for module in (updates, start, match, due, courier, workers, vault):
        module.add(names)
    for measured in names.choices.values():
        measured.add_argument("--json", action="store_true", help="print one JSON object")
        measured.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 1 when what was measured gave wrong answers or never came up."""
    from kring.bench.processes import BenchError
    from kring.bench.tables import as_text

    try:
        found: dict[str, Any] = arguments.measure(arguments)
    except BenchError as error:
        print(f"kring bench: {error}", file=sys.stderr)
        return 1
    print(json.dumps(found) if arguments.json else as_text(found))
    return 0
