"""The best few out of a set, without scoring everyone in it.

What counts is split into steps (each *prefer* wish, the level, the travel), and each step splits the set into
parts that earn the same points. The parts wait in a heap under the most that anyone in them could still reach;
the best part is split first, and the search stops once nothing that waits can beat what was found.
Inside a part everybody has the same points but for fairness, and the pool already stands in that order.
"""

import heapq
from collections.abc import Iterator
from functools import reduce
from itertools import islice
from operator import and_
from typing import TypeAlias

from domain.matching import bits
from domain.matching.appraisal import BEST_LEVEL
from domain.matching.facts import Need
from domain.matching.pools import LEVELS, Pool
from domain.wishes import Wish, WishKind

Scored: TypeAlias = tuple[int, int]
"""Points below zero, and the position: the smallest pair is the best person."""

_Step: TypeAlias = list[tuple[int, int]]
"""Points and who earns them, most points first; who is in none of the sets earns nothing."""


def best(need: Need, pool: Pool, people: int, *, limit: int) -> list[Scored]:
    """Give the best `limit` of `people`; equal points are ordered by reference."""
    steps = _steps(need, pool)
    best_left = [0] * (len(steps) + 1)
    for at in range(len(steps) - 1, -1, -1):
        best_left[at] = best_left[at + 1] + steps[at][0][0]
    found: list[Scored] = []
    fairness, most_fair = pool.fairness, pool.fairness[0] if pool.size else 0
    serial = 0
    heap = [(-best_left[0], serial, 0, people)] if people else []
    while heap:
        bound, _, at, part = heapq.heappop(heap)
        if len(found) >= limit and bound - most_fair > found[limit - 1][0]:
            break
        if at == len(steps):
            found.extend((bound - fairness[one], one) for one in islice(bits.members(part), limit))
            found.sort(key=lambda pair: (pair[0], pool.candidates[pair[1]].ref))
            del found[limit:]
            continue
        for points, some in _split(part, steps[at]):
            serial += 1
            lower = bound + steps[at][0][0] - points
            heapq.heappush(heap, (lower, serial, at + 1, some))
    return found


def _split(part: int, step: _Step) -> Iterator[tuple[int, int]]:
    for points, people in step:
        some = part & people
        if some:
            yield points, some
            part ^= some
    if part:
        yield 0, part


def _steps(need: Need, pool: Pool) -> list[_Step]:
    weights = pool.weights
    steps = [_wish_step(need, pool, wish) for wish in need.prefers]
    levels = [pool.at_level(need, tag) for tag in need.wanted_languages]
    if levels:
        steps.append(
            [
                (weights.level * level, reduce(and_, (_at_least(sets, level) for sets in levels)))
                for level in LEVELS
            ]
        )
    steps.append([(weights.travel, pool.having("region", need.region))])
    return sorted(steps, key=lambda step: -step[0][0])


def _wish_step(need: Need, pool: Pool, wish: Wish) -> _Step:
    points = pool.weights.wish
    if wish.kind is not WishKind.LANGUAGE:
        return [(points, pool.meeting(wish))]
    sets = pool.at_level(need, wish.value)
    return [(points * level // BEST_LEVEL, people) for level, people in zip(LEVELS, sets, strict=True)]


def _at_least(sets: tuple[int, int, int], level: int) -> int:
    best, good, some = sets
    return (best | good | some, best | good, best)[level - 1]
