"""`kring bench match`: the shortlist and the joint proposal beside plain ways to do the same, in one run.

What counts are the ratios: both sides are measured in turns, on the same pool, with the same requests.
"""

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

from domain.matching import Pool, assign, shortlist
from kring.bench.match_pool import TODAY, make_candidates, make_needs
from kring.bench.match_rivals import Table, loop, one_after_the_other

SIZES: Final = (750, 10_000, 100_000)
_JOINT_POOL: Final = 750
_REQUESTS: Final = 40
_FEWEST: Final = 5
_LONGEST_SECONDS: Final = 12.0
"""After so long no further request is measured, once there were a few."""


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    parser = subparsers.add_parser("match", help="the shortlist beside a plain loop and SQL")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N", help="pool sizes")
    parser.add_argument("--joint", type=int, default=100, metavar="K", help="requests in a joint proposal")
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give times in milliseconds and their ratios."""
    return {
        "shortlist": [_shortlists(size) for size in args.sizes],
        "joint": _joint(args.joint, _JOINT_POOL),
    }


def _shortlists(size: int) -> dict[str, Any]:
    people = make_candidates(size)
    needs = make_needs(_REQUESTS)
    started = time.perf_counter()
    pool = Pool.prepare(people, today=TODAY)
    prepared = time.perf_counter() - started
    shortlist(needs[0], pool, today=TODAY)
    memory = round(_peak_memory_mb())
    gc.collect()
    table = Table(people)
    for need in needs:
        ours = [(one.score, one.ref) for one in shortlist(need, pool, today=TODAY).candidates]
        if not ours == loop(need, people) == table.ask(need):
            message = f"the three ways disagree about {need.ref} among {size}"
            raise AssertionError(message)
    times = _in_turns(
        {
            "shortlist": lambda at: shortlist(needs[at], pool, today=TODAY),
            "loop": lambda at: loop(needs[at], people),
            "sql": lambda at: table.ask(needs[at]),
        }
    )
    middle = {way: statistics.median(taken) for way, taken in times.items()}
    return {
        "pool": size,
        **{f"{way}_ms": round(taken, 3) for way, taken in middle.items()},
        "slowest_ms": round(max(times["shortlist"]), 3),
        "of_loop": round(middle["shortlist"] / middle["loop"], 3),
        "of_sql": round(middle["shortlist"] / middle["sql"], 3),
        "prepare_ms": round(prepared * 1000, 1),
        "memory_mb": memory,
    }


def _joint(requests: int, size: int) -> dict[str, Any]:
    pool = Pool.prepare(make_candidates(size), today=TODAY)
    needs = make_needs(requests)
    proposal = assign(needs, pool, today=TODAY)
    served, score = one_after_the_other(needs, pool)
    ways: dict[str, Callable[[int], object]] = {
        "joint": lambda _: assign(needs, pool, today=TODAY),
        "one_after_the_other": lambda _: one_after_the_other(needs, pool),
    }
    bare = _scipy(requests, size)
    if bare is not None:
        ways["scipy_bare"] = bare
    middle = {way: statistics.median(taken) for way, taken in _in_turns(ways).items()}
    return {
        "requests": requests,
        "pool": size,
        "served": proposal.served,
        "points": proposal.score,
        "one_after_the_other_served": served,
        "one_after_the_other_points": score,
        **{f"{way}_ms": round(taken, 3) for way, taken in middle.items()},
        **{f"of_{way}": round(middle["joint"] / taken, 3) for way, taken in middle.items() if way != "joint"},
    }


def _scipy(requests: int, size: int) -> Callable[[int], object] | None:
    """Give scipy's solver alone, for a full matrix that is there already; None without scipy."""
    try:
        solve = import_module("scipy.optimize").linear_sum_assignment
        matrix = import_module("numpy").random.default_rng(1).integers(0, 100, (requests, size))
    except ImportError:
        return None
    return partial(_solve, solve, matrix)


def _solve(solve: Callable[..., object], matrix: object, _: int) -> object:
    return solve(matrix, maximize=True)


def _in_turns(ways: Mapping[str, Callable[[int], object]]) -> dict[str, list[float]]:
    """Give the milliseconds of each way for each request; a way is asked right after the other."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    started = time.perf_counter()
    for at in range(_REQUESTS):
        for way, ask in ways.items():
            before = time.perf_counter()
            ask(at)
            times[way].append((time.perf_counter() - before) * 1000)
        if at >= _FEWEST and time.perf_counter() - started > _LONGEST_SECONDS:
            break
    return times


def _peak_memory_mb() -> float:
    """Give the most memory this process ever used; Linux counts in kB, macOS in bytes."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
