"""`kring story`: plays a whole story against the simulator in real HTTP and prints the transcript."""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.stories.phones import StoryError


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "play a whole story in real HTTP and print the transcript; exits 0 only if it ended as it should"
    parser = commands.add_parser("story", help=said, description=said)
    parser.add_argument("--story", default="first-conference", metavar="NAME", help="which (see --list)")
    parser.add_argument("--locale", default="nl", metavar="TAG", help="the language of every phone")
    parser.add_argument("--database", metavar="URL", help="default: an SQLite file that is thrown away")
    parser.add_argument("--webhook", action="store_true", help="by webhook instead of polling")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--list", action="store_true", help="name the stories")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play; 1 when the story did not end as it should, 2 on bad use."""
    from kring.commands.complaints import complain
    from kring.logs import set_up
    from simulator.stories.phones import StoryError
    from simulator.stories.telling import STORIES

    if arguments.list:
        print("\n".join(STORIES))
        return 0
    if arguments.story not in STORIES:
        return complain(f"no story {arguments.story!r}; there are: {', '.join(STORIES)}")
    set_up("console")
    with tempfile.TemporaryDirectory(prefix="kring-") as folder:
        database = arguments.database or f"sqlite:///{Path(folder) / 'story.sqlite'}"
        transcript: list[dict[str, Any]] = []
        try:
            asyncio.run(_play(arguments, database, transcript))
        except StoryError as error:
            return _tell(arguments, transcript, error)
    return _tell(arguments, transcript, None)


async def _play(arguments: argparse.Namespace, database: str, transcript: list[dict[str, Any]]) -> None:
    from aiohttp import ClientSession

    from kring.playground import playing
    from simulator.limits import Limits
    from simulator.stories.cast import Cast
    from simulator.stories.phones import Phones
    from simulator.stories.telling import STORIES

    # A story taps faster than people do; the overall figure of Telegram is tested where it belongs.
    limits = Limits(per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
    async with playing(database, limits=limits, webhook=arguments.webhook) as ground, ClientSession() as http:
        phones = Phones(ground.address, http, transcript)
        await STORIES[arguments.story](Cast(phones, arguments.locale, ground))
        await phones.look_at_all()


def _tell(arguments: argparse.Namespace, transcript: list[dict[str, Any]], error: "StoryError | None") -> int:
    """Print the transcript and how it ended."""
    if arguments.json:
        told = {
            "story": arguments.story,
            "locale": arguments.locale,
            "ok": error is None,
            "transcript": transcript,
        }
        print(json.dumps(told | ({"error": str(error)} if error else {}), ensure_ascii=False))
    else:
        for line in transcript:
            print(_in_words(line))
        print(f"{arguments.story} ({arguments.locale}): {'as it should' if error is None else error}")
    return 0 if error is None else 1


def _in_words(line: dict[str, Any]) -> str:
    """One line of the transcript: what somebody did, or what the bot said and the buttons under it."""
    if "bot" not in line:
        return "  ".join(f"{key}: {value}" for key, value in line.items())
    said = "\n    ".join(part for part in line["bot"].splitlines() if part)
    buttons = "".join(f" [{label}]" for label in line["buttons"])
    return f"  to {line['to']}:\n    {said}" + (f"\n   {buttons}" if buttons else "")
