"""`kring audit`: whether the audit is as the service wrote it, and what it says about a reference."""

import argparse
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kring.settings import Settings
    from storage.audit_check import Noted, Verdict
    from storage.vault import Vault

_NOTED = re.compile(r"([1-9]\d{0,9}):([0-9a-f]{8,64})")
_MARK = 16
"""So many letters of a chain are enough to know it by."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "look whether the audit was tampered with, or what it says about a reference"
    parser = commands.add_parser("audit", help=said, description=said)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    said = (
        "follow the audit from its first line to its last; exit 1 where a line was changed, removed or added"
    )
    made = kinds.add_parser("verify", help=said, description=said)
    made.add_argument("--json", action="store_true", help="one JSON object")
    said = "what an earlier look printed; finds an older copy of the database in the place of this one"
    made.add_argument("--noted", type=_noted, metavar="NUMBER:MARK", help=said)
    made.set_defaults(run=verify)
    said = (
        "print who did or opened what about a request, a person or another reference: numbers and codes only"
    )
    made = kinds.add_parser("list", help=said, description=said)
    made.add_argument("--about", required=True, metavar="REF", help="a receipt or a reference")
    made.add_argument("--json", action="store_true", help="one JSON object a line")
    made.set_defaults(run=list_lines)


def verify(arguments: argparse.Namespace) -> int:
    """Follow the chain: 0 when all is well, 1 when something is wrong, 2 where it cannot be followed."""
    from kring.commands.complaints import complain
    from kring.databases import open_current, settings_without_token
    from kring.settings import SettingsError
    from storage.vault import VaultError

    try:
        settings = settings_without_token()
        vault, engine = settings.vault(), open_current()
    except SettingsError as error:
        return complain(error)
    try:
        found = _follow(engine, vault, arguments.noted)
    except VaultError:
        return complain("KRING_MASTER_KEY: it is not the one that this database was sealed with")
    finally:
        engine.dispose()
    if arguments.noted is not None and arguments.noted.number <= found.trimmed:
        return complain(f"--noted: line {arguments.noted.number} was removed after its time")
    print(json.dumps(_as_json(found)) if arguments.json else _as_text(found, settings))
    return 0 if found.fault is None else 1


def _follow(engine: "Engine", vault: "Vault", noted: "Noted | None") -> "Verdict":
    from kring.progress_bar import ProgressBar
    from storage import audit_check
    from storage.database import snapshot

    with snapshot(engine) as connection:
        shown = ProgressBar(audit_check.count_lines(connection), "lines")
        return audit_check.verify(connection, vault, noted=noted, told=shown)


def list_lines(arguments: argparse.Namespace) -> int:
    """Print the lines about a reference, the oldest first; 2 where there is no database to read."""
    from kring.commands.complaints import complain
    from kring.databases import open_current
    from kring.settings import SettingsError
    from storage.audit_check import about
    from storage.database import snapshot

    try:
        engine = open_current()
    except SettingsError as error:
        return complain(error)
    with snapshot(engine) as connection:
        for line in about(connection, arguments.about):
            at = line.at.isoformat(timespec="seconds")
            told = {"number": line.number, "at": at, "who": line.who, "role": line.role}
            told |= {"what": line.what, "about": line.subject, "why": line.why}
            print(
                json.dumps(told) if arguments.json else " ".join(str(cell or "-") for cell in told.values())
            )
    engine.dispose()
    return 0


def _as_json(found: "Verdict") -> dict[str, object]:
    return {
        "ok": found.fault is None,
        "lines": found.lines,
        "removed_after_their_time": found.trimmed,
        "last": found.last,
        "last_at": None if found.last_at is None else found.last_at.isoformat(),
        "mark": found.chain[:_MARK],
        "fault": found.fault,
        "number": found.number,
    }


def _as_text(found: "Verdict", settings: "Settings") -> str:
    if found.fault is not None:
        where = "" if found.number is None else f"line {found.number}: "
        return f"BAD  {where}{_SAID[found.fault]}"
    if found.last_at is None:
        return "ok   no lines yet" if not found.trimmed else f"ok   every line up to {found.last} was removed"
    from zoneinfo import ZoneInfo

    day = found.last_at.astimezone(ZoneInfo(settings.timezone)).date()
    noted = f"{found.last}:{found.chain[:_MARK]}"
    return f"ok   {found.lines} lines, the last of {day}\n     to note down elsewhere: {noted}"


_SAID = {
    "changed": "it is not what was written, or stood in another place",
    "missing": "it was removed",
    "added": "the service did not write it",
    "end": "what is kept of the end was changed; lines from here on may be missing",
    "broken": "the service found the end changed when it wrote this line, and went on",
    "other": "it has another mark than was noted: an older copy of the database stands here",
    "key": "the key of the chain is gone or was changed, so that nothing can be told",
}


def _noted(text: str) -> "Noted":
    """What an earlier look printed."""
    from storage.audit_check import Noted

    found = _NOTED.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not what kring audit verify prints, such as 120:0a1b2c3d4e5f6071"
        )
    return Noted(int(found[1]), found[2])
