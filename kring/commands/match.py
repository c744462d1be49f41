"""`kring match`: ranks a pool for each request in a file, with reasons. It needs no database."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.matching import Assignment, Candidate, Need, Ranked, Shortlist
    from domain.wishes import Wish

_REGIONS = Path(__file__).resolve().parent.parent / "regions.toml"


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "match", help="rank a pool for each request in a file", description=__doc__.partition(":")[2].strip()
    )
    parser.add_argument("--pool", type=Path, required=True, metavar="FILE", help="coordinators, JSON lines")
    parser.add_argument("--requests", type=Path, required=True, metavar="FILE", help="requests, JSON lines")
    parser.add_argument("--joint", action="store_true", help="also propose one coordinator for each request")
    parser.add_argument("--json", action="store_true", help="print a JSON object for each request")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="so many for each request (10)")
    parser.add_argument("--regions", type=Path, metavar="FILE", help="refuse regions that this file lacks")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DAY", help="rank as of this day")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rank, print, and give the exit code: 2 for files that cannot be used."""
    from domain.matching import Pool, assign, shortlist
    from kring.json_lines import FileError
    from kring.match_files import read_needs, read_pool, read_regions

    today = args.today or datetime.now().astimezone().date()
    if args.limit < 1:
        print("kring match: --limit must be 1 or more", file=sys.stderr)
        return 2
    try:
        regions = read_regions(args.regions or _REGIONS)
        people = read_pool(args.pool, today=today)
        needs = read_needs(args.requests, regions)
        _check_regions(people, needs, set(regions), strict=args.regions is not None)
    except FileError as error:
        print(f"kring match: {error}", file=sys.stderr)
        return 2
    pool = Pool.prepare(people, today=today)
    proposal = assign(needs, pool, today=today) if args.joint else None
    for at, need in enumerate(needs):
        found = shortlist(need, pool, today=today, limit=args.limit)
        shown = _described(need, found, at, proposal)
        print(json.dumps(shown, ensure_ascii=False) if args.json else _page(need, found, shown))
    return 0


def _check_regions(
    people: "Iterable[Candidate]", needs: "Iterable[Need]", known: set[str], *, strict: bool
) -> None:
    """Refuse unknown regions where a file of regions was named; else only say what looks like a mistake."""
    from kring.json_lines import FileError

    used = {region for one in people for region in one.regions}
    unknown = sorted((used | {need.region for need in needs}) - known)
    if unknown and strict:
        raise FileError(f"unknown regions: {', '.join(unknown[:10])}")
    for region in sorted({need.region for need in needs} - used):
        print(f"kring match: nobody in the pool travels to {region}", file=sys.stderr)


def _described(need: "Need", found: "Shortlist", at: int, proposal: "Assignment | None") -> dict[str, object]:
    from kring import match_words

    shown: dict[str, object] = {
        "ref": need.ref,
        "shortlist": [_ranked(one) for one in found.candidates],
        "fitting": found.fitting,
        "blocked": {str(reason): count for reason, count in found.blocked.items()},
        "relax": [{"drop": str(relax.drop), "gains": relax.gains} for relax in found.relax],
    }
    if proposal is not None:
        line = proposal.lines[at]
        shown["assigned"] = line.chosen.ref if line.chosen else None
        shown["score"] = line.chosen.score if line.chosen else None
        shown["why"] = match_words.proposal(line)
    return shown


def _ranked(one: "Ranked") -> dict[str, object]:
    from kring import match_words

    return {
        "ref": one.ref,
        "score": one.score,
        "met": [_wish(wish) for wish in one.met],
        "unmet": [_wish(wish) for wish in one.unmet],
        "reasons": [match_words.reason(reason) for reason in one.reasons],
    }


def _wish(wish: "Wish") -> dict[str, str]:
    return {"kind": wish.kind.value, "value": wish.value, "weight": wish.weight.value}


def _page(need: "Need", found: "Shortlist", shown: dict[str, Any]) -> str:
    """Give the same for reading."""
    from kring import match_words

    lines = [f"Request {need.ref}: {found.fitting} fit{'s' * (found.fitting == 1)}"]
    for number, one in enumerate(shown["shortlist"], start=1):
        lines.append(f"  {number}. {one['ref']} ({one['score']} points) {' '.join(one['reasons'])}")
    if found.blocked:
        lines.append(
            "  Blocked: " + ", ".join(f"{reason} {count}" for reason, count in found.blocked.items())
        )
    lines += [f"  {match_words.drop(relax.drop)}: {relax.gains} more" for relax in found.relax]
    if "why" in shown:
        lines.append(f"  Proposal: {shown['assigned'] or 'nobody'}. {' '.join(shown['why'])}")
    return "\n".join(lines) + "\n"
