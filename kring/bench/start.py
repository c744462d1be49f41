"""`kring bench start`: from the start of the process to its first answer, beside one that only imports aiogram."""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from kring.bench.load import send_all, typed_words
from kring.bench.people import seed
from kring.bench.processes import (
    BenchError,
    free_port,
    keys_in,
    kring_settings,
    make_master_key,
    peak_memory_mb,
    pinned_apart,
    python,
    wait_for_port,
)
from kring.bench.stub_api import stub_api

_FIRST_CHAT: Final = 6_000_000_000
_IMPORTED: Final = "import aiogram; print('imported', flush=True); input()"
Measured = tuple[float, float | None]
"""Seconds, and the peak of memory in MB where the system tells it."""


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    parser = subparsers.add_parser("start", help="time to the first answer, and memory")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="starts of each (5)")
    parser.add_argument("--warm-up", type=int, default=1, metavar="N", help="starts of each before those (1)")
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give seconds and MB with their ratios.

    Raises:
        BenchError: a process did not come up, or its first answer was wrong.
    """
    with pinned_apart() as core, tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        return asyncio.run(_measure(args.rounds, args.warm_up, core, Path(folder)))


async def _measure(rounds: int, warm_up: int, core: int | None, folder: Path) -> dict[str, Any]:
    url, key = f"sqlite:///{folder / 'kring.sqlite'}", make_master_key()
    seed(url, key, [], keys=keys_in(folder))
    found: dict[str, list[Measured]] = {"import aiogram": [], "kring bot": [], "kring run": []}
    async with stub_api() as stub:
        newcomers = iter(range(_FIRST_CHAT, _FIRST_CHAT + 1000))

        async def ours(part: str) -> Measured:
            port = free_port()
            settings = kring_settings(api=stub.address, url=url, port=port, key=key, keys=keys_in(folder))
            return await _to_first_answer(part, settings, port, core, next(newcomers))

        ways: dict[str, Callable[[], Awaitable[Measured]]] = {
            "import aiogram": lambda: asyncio.to_thread(_to_imported, core),
            "kring bot": lambda: ours("bot"),
            "kring run": lambda: ours("run"),
        }
        # The first turn fills the system's cache of files; it does not count.
        for turn in range(-warm_up, rounds):
            for name, way in ways.items():
                measured = await way()
                if turn >= 0:
                    found[name].append(measured)
    return {
        "load": {"starts_of_each": rounds, "pinned_to_a_core_of_its_own": core is not None},
        "processes": [_row(name, taken, found["import aiogram"]) for name, taken in found.items()],
    }


def _to_imported(core: int | None) -> Measured:
    started = time.perf_counter()
    with python("-c", _IMPORTED, core=core) as process:
        assert process.stdout is not None  # noqa: S101 - asked for
        process.stdout.readline()
        return time.perf_counter() - started, peak_memory_mb(process)


async def _to_first_answer(
    part: str, settings: dict[str, str], port: int, core: int | None, chat: int
) -> Measured:
    """Start it, and say /start to it as a person who is new."""
    started = time.perf_counter()
    with python("-m", "kring", part, core=core, settings=settings) as process:
        await asyncio.to_thread(wait_for_port, process, port)
        done = await send_all(port, [typed_words(chat, chat, "/start")])
        taken = time.perf_counter() - started
        if b'"sendMessage"' not in done.bodies[0]:
            raise BenchError(f"kring {part} gave no answer to the first update")
        return taken, peak_memory_mb(process)


def _row(name: str, taken: list[Measured], beside: list[Measured]) -> dict[str, Any]:
    seconds, memory = _middle(taken)
    own_seconds, own_memory = _middle(beside)
    return {
        "process": name,
        "seconds": round(seconds, 2),
        "of_import": round(seconds / own_seconds, 2),
        "memory_mb": memory and round(memory),
        "memory_of_import": round(memory / own_memory, 2) if memory and own_memory else None,
    }


def _middle(taken: list[Measured]) -> tuple[float, float | None]:
    """The medians."""
    memory = [held for _, held in taken if held is not None]
    return statistics.median(seconds for seconds, _ in taken), statistics.median(memory) if memory else None
