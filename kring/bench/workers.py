"""`kring bench workers`: one `kring bot` and two of them on PostgreSQL, behind one address.

The calls are shared out in turn over the ports, as nginx does with an `upstream`; the load does that itself, so that
no third program is measured. On a machine with two cores two bots fill both, and the load and PostgreSQL take their
part of these. So the processor time of each is kept: with two bots, half of what the load took (it ran on one of two
cores) is taken off the time of the round; and, as a further figure, half of what PostgreSQL took. With one bot
nothing is taken off: the second core was theirs.

On a machine that others use too these say little. The ratios by processor time do not mind: what two full cores could do
for two bots (alone, and with PostgreSQL on the same cores), beside the one core that one bot can fill.
"""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from kring.bench.load import send_all, typed_words
from kring.bench.people import TYPED, advanced, seed
from kring.bench.postgres import NOT_MEASURED, Server, postgres_server
from kring.bench.processes import (
    BenchError,
    free_port,
    keys_in,
    kring_settings,
    make_master_key,
    python,
    wait_for_port,
)
from kring.bench.stub_api import StubApi, stub_api

_FIRST_CHAT: Final = 6_000_000_000
_SETS: Final = (1, 2)
CONNECTIONS: Final = 16
"""Over all ports together, as many for one bot as for two."""


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    parser = subparsers.add_parser("workers", help="one bot and two on PostgreSQL, behind one address")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of each (5)")
    parser.add_argument("--updates", type=int, default=1500, metavar="N", help="updates in a round (1500)")
    parser.add_argument("--warm-up", type=int, default=600, metavar="N", help="updates before that (600)")
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give updates a second with their ratio.

    Raises:
        BenchError: an answer was lost, or a bot did not come up.
    """
    with postgres_server("one", "two") as server:
        if server is None:
            return {"postgresql": NOT_MEASURED}
        return asyncio.run(_measure(args, server))


@dataclass(frozen=True, slots=True)
class Took:
    """What a round took: seconds on the wall, and of processors by the load, the bots and PostgreSQL."""

    updates: int
    wall: float
    load: float
    bots: float
    database: float

    @property
    def raw(self) -> float:
        """Updates a second as they were."""
        return self.updates / self.wall

    @property
    def bot_microseconds(self) -> float:
        """Processor time of the bots for one update."""
        return self.bots / self.updates * 1e6


@dataclass(slots=True)
class Crew:
    """So many bots behind one address, on a database of their own."""

    ports: list[int]
    pids: list[int]
    rounds: list[Took] = field(default_factory=list)

    def alone(self, took: Took, *, but: float) -> float:
        """Updates a second as they would be if `but` seconds of processor were spent elsewhere: see the top."""
        stolen = but / len(self.pids) if len(self.pids) > 1 else 0.0
        return took.updates / (took.wall - stolen)

    def without_load(self, took: Took) -> float:
        """With the load elsewhere."""
        return self.alone(took, but=took.load)

    def without_both(self, took: Took) -> float:
        """With the load and PostgreSQL elsewhere."""
        return self.alone(took, but=took.load + took.database)


async def _measure(args: argparse.Namespace, server: Server) -> dict[str, Any]:
    sizes = [args.warm_up] + [args.updates] * args.rounds
    chats = range(_FIRST_CHAT, _FIRST_CHAT + sum(sizes))
    key = make_master_key()
    async with stub_api() as stub:
        with ExitStack() as running:
            crews, keys = [], keys_in(running.enter_context(TemporaryDirectory(prefix="kring-bench-")))
            for count, url in zip(_SETS, server.addresses, strict=True):
                await asyncio.to_thread(seed, url, key, chats, keys=keys)
                crews.append(await asyncio.to_thread(_start, running, stub, url, key, keys, count))
            first = 0
            for size in sizes:
                for crew in crews:
                    crew.rounds.append(await _one_round(crew, range(first, first + size), chats, server.pid))
                first += size
    for count, url in zip(_SETS, server.addresses, strict=True):
        if advanced(url) != len(chats):
            raise BenchError(f"{count} bots did not write all of {len(chats)} answers")
    return {
        "load": {"rounds": args.rounds, "updates_in_a_round": args.updates, "cores": os.cpu_count() or 1},
        "bots": [_row(crew) for crew in crews],
        "ratio": _ratios(*crews),
    }


def _start(running: ExitStack, stub: StubApi, url: str, key: str, keys: str, count: int) -> Crew:
    crew = Crew([], [])
    for _ in range(count):
        port = free_port()
        settings = kring_settings(api=stub.address, url=url, port=port, key=key, keys=keys)
        process = running.enter_context(python("-m", "kring", "bot", core=None, settings=settings))
        wait_for_port(process, port)
        crew.ports.append(port)
        crew.pids.append(process.pid)
    return crew


async def _one_round(crew: Crew, numbers: range, chats: range, postgres: int) -> Took:
    updates = [typed_words(number + 1, chats[number], TYPED) for number in numbers]
    parts = [updates[at :: len(crew.ports)] for at in range(len(crew.ports))]
    bots, database = _spent(crew.pids), _spent(_children(postgres))
    load, started = time.process_time(), time.perf_counter()
    share = CONNECTIONS // len(crew.ports)
    done = await asyncio.gather(
        *(send_all(port, part, connections=share) for port, part in zip(crew.ports, parts, strict=True))
    )
    wall, load = time.perf_counter() - started, time.process_time() - load
    lost = sum(not body for one in done for body in one.bodies)
    if lost:
        raise BenchError(f"{lost} of {len(updates)} updates got no answer")
    bots, database = _spent(crew.pids) - bots, _spent(_children(postgres)) - database
    return Took(len(updates), wall, load, bots, database)


def _spent(pids: Sequence[int]) -> float:
    """Seconds of processor that these processes took so far; 0 where the system does not tell (not Linux)."""
    ticks = 0
    for pid in pids:
        fields = _stat(pid)
        ticks += int(fields[11]) + int(fields[12]) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(parent: int) -> list[int]:
    """The processes that this one started: PostgreSQL has one for each connection, and keeps it."""
    numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in numbers if (fields := _stat(pid)) and int(fields[1]) == parent]


def _stat(pid: int) -> list[str]:
    """What Linux tells of a process, after its name; nothing where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return []


def _row(crew: Crew) -> dict[str, Any]:
    rounds = crew.rounds[1:]
    return {
        "bots": len(crew.pids),
        "updates_per_second": round(statistics.median(took.raw for took in rounds)),
        "without_the_load": round(statistics.median(crew.without_load(took) for took in rounds)),
        "without_postgresql_too": round(statistics.median(crew.without_both(took) for took in rounds)),
        "load_of_a_core": round(statistics.median(took.load / took.wall for took in rounds), 2),
        "bots_of_a_core": round(statistics.median(took.bots / took.wall for took in rounds), 2),
        "postgresql_of_a_core": round(statistics.median(took.database / took.wall for took in rounds), 2),
        "microseconds_an_update": round(statistics.median(took.bot_microseconds for took in rounds)),
    }


def _ratios(one: Crew, two: Crew) -> dict[str, Any]:
    """Of two rounds of the same turn, so that a busy moment of the machine hits both."""
    turns = list(zip(one.rounds[1:], two.rounds[1:], strict=True))

    def ratio(one_is: Callable[[Took], float], two_is: Callable[[Took], float]) -> float:
        return round(statistics.median(two_is(right) / one_is(left) for left, right in turns), 2)

    def by_time(of_two: Callable[[Took], float]) -> float:
        """What two full cores could do beside the one that one bot can fill; it does not mind who else is busy."""
        turn = (2 * (left.bots / left.updates) / (of_two(right) / right.updates) for left, right in turns)
        return round(statistics.median(turn), 2) if all(left.bots for left, _ in turns) else 0.0

    return {
        "as_it_was": ratio(lambda took: took.raw, lambda took: took.raw),
        "without_the_load": ratio(one.without_load, two.without_load),
        "without_postgresql_too": ratio(one.without_both, two.without_both),
        "by_processor_time": by_time(lambda took: took.bots),
        "by_processor_time_with_postgresql": by_time(lambda took: took.bots + took.database),
    }
