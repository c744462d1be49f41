"""`kring policy`: what the service promises, in sentences, and what happens to a request that nobody touches."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from domain.policy import Policy
    from domain.promises.timeline import Happening
    from kring.request_files import Told


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `policy show` and `policy simulate`."""
    said = "what the service promises (KRING_POLICY), and what happens to a request that nobody touches"
    parser = subparsers.add_parser("policy", help=said, description=said)
    commands = parser.add_subparsers(dest="policy_command", required=True)

    showing = commands.add_parser("show", help="every promise as a sentence")
    showing.add_argument("--json", action="store_true", help="one JSON object")
    showing.set_defaults(run=show)

    simulating = commands.add_parser("simulate", help="the timeline of a request that nobody touches")
    simulating.add_argument(
        "--request",
        type=Path,
        required=True,
        metavar="FILE",
        help='JSON: {"submitted_at": "2026-03-02T10:15", "urgent": false, "state": "submitted", ...}',
    )
    simulating.add_argument("--json", action="store_true", help="one JSON object")
    simulating.set_defaults(run=simulate)


def show(arguments: argparse.Namespace) -> int:
    """Print every promise; 2 when the policy is no policy."""
    from domain.promises.sentences import whole
    from kring.commands.complaints import complain
    from kring.settings import SettingsError

    try:
        policy, _ = _read()
    except SettingsError as error:
        return complain(error)
    told = whole(policy)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for heading, sentences in told.items():
        print(f"{heading}\n")
        for sentence in sentences:
            print(f"  {sentence}")
        print()
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Print the timeline; 2 when the file or the policy cannot be used."""
    from domain.promises.timeline import timeline
    from kring.commands.complaints import complain
    from kring.request_files import RequestFileError, read_request
    from kring.settings import SettingsError

    try:
        policy, zone = _read()
        told = read_request(arguments.request, policy, zone)
        found = timeline(policy, told.state, told.anchors)
    except (SettingsError, RequestFileError) as error:
        return complain(error)
    except OverflowError:
        return complain(f"{arguments.request.name}: this lies too far in time")
    if arguments.json:
        print(json.dumps(_as_json(told, found), ensure_ascii=False))
    else:
        _print(told, found)
    return 0


def _read() -> "tuple[Policy, ZoneInfo]":
    """The policy of this installation, and its zone.

    Raises:
        SettingsError: a setting or the policy file is not what it should be.
    """
    from kring.databases import settings_without_token

    settings = settings_without_token()
    return settings.read_policy(), ZoneInfo(settings.timezone)


def _as_json(told: "Told", found: "list[Happening]") -> dict[str, Any]:
    return {
        "state": told.state.value,
        "urgent": told.anchors.urgent,
        "timeline": [
            {
                "at": one.at.isoformat(),
                "due": one.due.value,
                "state": one.state.value,
                "hears": [who.value for who in one.hears],
                "rung": one.rung,
                "again": one.again,
                "silent": one.silent,
                "asks": one.asks,
            }
            for one in found
        ],
    }


def _print(told: "Told", found: "list[Happening]") -> None:
    from domain.promises.sentences import WHO

    print(
        f"A request that is {told.state}{' and urgent' if told.anchors.urgent else ''}, and nobody touches it:\n"
    )
    for one in found:
        who = " and ".join(WHO[hearer] for hearer in one.hears)
        rung = f" (rung {one.rung}{', again and again from here' if one.again else ''})" if one.rung else ""
        silent = " (without a sound)" if one.silent else ""
        print(f"  {one.at:%a %Y-%m-%d %H:%M}  {one.due}: {who}{rung}{silent} hears: {one.asks}")
    if not found:
        print("  Nothing falls due within a year.")
