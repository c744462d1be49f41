"""`kring languages`: the register and the resolver on the command line."""

import argparse
import json
import sys
from dataclasses import asdict


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `languages list` and `languages resolve`."""
    parser = subparsers.add_parser(
        "languages", help="which languages there are, and what people mean by a word"
    )
    commands = parser.add_subparsers(dest="languages_command", required=True)

    listing = commands.add_parser("list", help="the register")
    listing.add_argument("--json", action="store_true", help="a JSON object a line")
    listing.set_defaults(run=list_languages)

    resolving = commands.add_parser("resolve", help="read one query a line from standard input")
    resolving.add_argument(
        "--locale", default="nl", metavar="TAG", help="the language of the screens (default: nl)"
    )
    resolving.add_argument("--json", action="store_true", help="a JSON object a line")
    resolving.set_defaults(run=resolve_queries)


def list_languages(args: argparse.Namespace) -> int:
    """Print every language of the register; 0."""
    from domain.languages import languages

    for language in languages():
        if args.json:
            print(json.dumps(asdict(language), ensure_ascii=False))
        else:
            print(language.tag, language.name_nl, language.autonym, sep="\t")
    return 0


def resolve_queries(args: argparse.Namespace) -> int:
    """Answer every line of standard input, empty ones too, so that line n of the answers is of line n; 0."""
    from domain.languages import resolve

    for line in sys.stdin.buffer:  # bytes: a stray one must not end the run
        query = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
        answer = resolve(query, args.locale)
        if args.json:
            print(
                json.dumps({"query": query, "status": answer.status, "tags": answer.tags}, ensure_ascii=False)
            )
        else:
            print(query, answer.status, " ".join(answer.tags), sep="\t")
        sys.stdout.flush()
    return 0
