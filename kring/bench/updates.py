"""`kring bench updates`: a form answer over the webhook, beside bare echo bots on aiogram and python-telegram-bot.

A form answer is the whole way: the update's id claimed, the person and the draft read and opened, the answer sealed
and written, one commit on SQLite, and the next question with eight buttons in the webhook's response.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from operator import truediv
from pathlib import Path
from typing import Any, Final

from kring.bench.load import CONNECTIONS, Round, send_all, typed_words
from kring.bench.people import NEXT_BUTTONS, NEXT_QUESTION, TYPED, advanced, seed
from kring.bench.processes import (
    BenchError,
    free_port,
    keys_in,
    kring_settings,
    make_master_key,
    pinned_apart,
    python,
    wait_for_port,
)
from kring.bench.stub_api import StubApi, stub_api

_FIRST_CHAT: Final = 5_000_000_000
Check = Callable[[bytes, int], bool]


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    parser = subparsers.add_parser("updates", help="a form answer over HTTP, beside bare echo bots")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of each (5)")
    parser.add_argument("--updates", type=int, default=1500, metavar="N", help="updates in a round (1500)")
    parser.add_argument("--warm-up", type=int, default=500, metavar="N", help="updates before that (500)")
    parser.set_defaults(measure=run)


@dataclass(slots=True)
class Bot:
    """One of those measured."""

    name: str
    port: int
    is_right: Check
    rounds: list[Round] = field(default_factory=list)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give updates a second with their ratios.

    Raises:
        BenchError: an answer was wrong, or a bot did not come up.
    """
    with pinned_apart() as core, tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        return asyncio.run(_measure(args, core, Path(folder)))


async def _measure(args: argparse.Namespace, core: int | None, folder: Path) -> dict[str, Any]:
    sizes = [args.warm_up] + [args.updates] * args.rounds
    chats = range(_FIRST_CHAT, _FIRST_CHAT + sum(sizes))
    url, key = f"sqlite:///{folder / 'kring.sqlite'}", make_master_key()
    seed(url, key, chats, keys=keys_in(folder))
    async with stub_api() as stub:
        with ExitStack() as running:
            bots = await asyncio.to_thread(_start, running, core, stub, url, key, keys_in(folder))
            for load in _loads(sizes, chats):
                for bot in bots:
                    await _one_round(bot, load)
    written = advanced(url)
    if written != len(chats):
        raise BenchError(f"{len(chats)} answers were given, and {written} were written")
    if stub.calls["sendmessage"] != len(chats):
        raise BenchError(f"python-telegram-bot sent {stub.calls['sendmessage']} of {len(chats)} echoes")
    return {
        "load": {
            "rounds": args.rounds,
            "updates_in_a_round": args.updates,
            "connections": CONNECTIONS,
            "pinned_to_a_core_of_its_own": core is not None,
        },
        "bots": [_row(bot, bots[0]) for bot in bots],
        "answers_written": written,
    }


def _start(running: ExitStack, core: int | None, stub: StubApi, url: str, key: str, keys: str) -> list[Bot]:
    """Start all three; ours is `kring bot`, as it runs in service."""
    bots = [
        Bot("kring", free_port(), _is_next_question),
        Bot("aiogram", free_port(), _is_echo),
        Bot("python-telegram-bot", free_port(), _is_empty),
    ]
    settings = kring_settings(api=stub.address, url=url, port=bots[0].port, key=key, keys=keys)
    ways: list[tuple[Sequence[str], dict[str, str]]] = [
        (("kring", "bot"), settings),
        (("kring.bench.bare_aiogram", str(bots[1].port), stub.address), {}),
        (("kring.bench.bare_telegram", str(bots[2].port), stub.address), {}),
    ]
    for bot, (words, environment) in zip(bots, ways, strict=True):
        process = running.enter_context(python("-m", *words, core=core, settings=environment))
        wait_for_port(process, bot.port)
    return bots


def _loads(sizes: Sequence[int], chats: range) -> Iterator[list[dict[str, Any]]]:
    """The updates of each round: every one from the next person, so that each writes an answer of its own."""
    first = 0
    for size in sizes:
        yield [typed_words(at + 1, chats[at], TYPED) for at in range(first, first + size)]
        first += size


async def _one_round(bot: Bot, load: list[dict[str, Any]]) -> None:
    done = await send_all(bot.port, load)
    wrong = sum(
        not bot.is_right(body, update["message"]["chat"]["id"])
        for body, update in zip(done.bodies, load, strict=True)
    )
    if wrong:
        raise BenchError(f"{bot.name} gave {wrong} wrong answers of {len(load)}")
    bot.rounds.append(done)


def _row(bot: Bot, ours: Bot) -> dict[str, Any]:
    """The medians; a ratio is of two rounds of the same turn, so that a busy moment of the machine hits both."""
    rates, own = ([done.per_second for done in one.rounds[1:]] for one in (bot, ours))
    return {
        "bot": bot.name,
        "updates_per_second": round(statistics.median(rates)),
        "slowest_round": round(min(rates)),
        "fastest_round": round(max(rates)),
        "kring_is": round(statistics.median(map(truediv, own, rates)), 2),
    }


def _is_next_question(body: bytes, chat: int) -> bool:
    """Whether this is the next question for that person, with every button of it."""
    said = _said(body)
    rows = said.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button["callback_data"] for row in rows for button in row]
    answers = [data for data in buttons if data.startswith(f"f:request:2:{NEXT_QUESTION}:")]
    return said.get("chat_id") == chat and len(buttons) == NEXT_BUTTONS and bool(answers)


def _is_echo(body: bytes, chat: int) -> bool:
    """Whether it is the echo for that person; aiogram answers in parts of a form, not in JSON."""
    return all(word.encode() in body for word in ("sendMessage", str(chat), TYPED))


def _is_empty(body: bytes, _chat: int) -> bool:
    """Whether nothing was said in the response; that it was sent is counted where it arrives."""
    return not body


def _said(body: bytes) -> dict[str, Any]:
    """The method in a webhook's response; nothing where there is none, or another one."""
    try:
        said: dict[str, Any] = json.loads(body)
    except ValueError:
        return {}
    return said if said.get("method") == "sendMessage" else {}
