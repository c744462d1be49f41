"""The joint proposal: several open requests and one pool, so that scarce people go where nobody else will do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from domain.matching import ranking, solver
from domain.matching.appraisal import appraise
from domain.matching.facts import Candidate, Need, Weights
from domain.matching.pools import Pool
from domain.matching.sieve import sift
from domain.matching.verdicts import Ranked

_URGENT = 2
"""An urgent request weighs as two when not all can be served."""

_MOST_KEPT = 3

_FIRST_LOOK = 8
_NEXT_LOOK = 4
"""So many are ranked at first, and so many times more whenever that was not enough."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Someone who ranks higher for a line, but goes to `need`, where only `options` people fit at all."""

    candidate: str
    need: str
    options: int


@dataclass(frozen=True, slots=True)
class Line:
    """The proposal for one request: who, at which place on its own list, and who was kept free for whom.

    `chosen` and `place` are None where nobody fits, or where all who fit are needed elsewhere.
    """

    need: str
    chosen: Ranked | None
    place: int | None
    options: int
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line for each request, in the order given; how many are served, and all points together."""

    lines: tuple[Line, ...]
    served: int
    score: int


def assign(
    needs: Iterable[Need],
    pool: Pool | Iterable[Candidate],
    *,
    today: date,
    weights: Weights | None = None,
) -> Assignment:
    """Propose one coordinator for each request, nobody twice.

    As many requests as possible are served; among the ways to do so an urgent request goes before others,
    and then the points of all together are the highest there are. (The first two never collide: whoever is
    left unserved can be any of a group, never more of them.) Never worse than one request after the other.
    It is a proposal; the human decides.

    Raises:
        DuplicateCandidateError: two people in the pool carry one reference.
    """
    ready = Pool.at(pool, today=today, weights=weights)
    asked = tuple(needs)
    wanted = [_Wanted(need, ready, most=len(asked)) for need in asked]
    # Being served is worth more than all points together could ever be.
    served = 1 + sum(-one.listed[0][0] for one in wanted if one.listed)
    for one in wanted:
        one.weigh(served * (_URGENT if one.need.urgent else 1))
    chosen = solver.cheapest(wanted)
    taken_by = {at: wanted[row] for row, at in enumerate(chosen) if at != solver.ALONE}
    lines = tuple(_line(one, ready, taken_by) for one in wanted)
    scores = [line.chosen.score for line in lines if line.chosen]
    return Assignment(lines, len(scores), sum(scores))


class _Wanted:
    """One request's people with their costs, best first; only as many are ranked as the solver looks at.

    Whoever stands below place n on the list of one of n requests is never needed: a better one is always free.
    """

    def __init__(self, need: Need, pool: Pool, *, most: int) -> None:
        self.need = need
        self._pool = pool
        self._people = sift(need, pool)[0].fitting()
        self.options = self._people.bit_count()
        self._most = min(most, self.options)
        self._serving = 0
        self._costs: dict[int, int] = {}
        self._rank(_FIRST_LOOK)

    def weigh(self, serving: int) -> None:
        """Take `serving` off every cost: what it is worth that this request is served at all."""
        self._serving = serving
        self._costs = {at: points - serving for points, at in self.listed}

    def __getitem__(self, at: int) -> int:
        """Give the cost of someone who was looked at."""
        return self._costs[at]

    def items(self) -> Iterator[tuple[int, int]]:
        """Give people and costs, cheapest first, and rank more of them when they run out."""
        seen = 0
        while True:
            yield from islice(self._costs.items(), seen, None)
            seen = len(self._costs)
            if seen >= self._most:
                return
            self._rank(seen * _NEXT_LOOK)

    def _rank(self, limit: int) -> None:
        self.listed = ranking.best(self.need, self._pool, self._people, limit=min(limit, self._most))
        self.weigh(self._serving)


def _line(wanted: _Wanted, pool: Pool, taken_by: Mapping[int, _Wanted]) -> Line:
    places = [at for _, at in wanted.listed]
    place = next((place for place, at in enumerate(places) if taken_by.get(at) is wanted), None)
    better = [at for at in places[:place] if at in taken_by][:_MOST_KEPT]
    kept = [Kept(pool.candidates[at].ref, taken_by[at].need.ref, taken_by[at].options) for at in better]
    chosen = None
    if place is not None:
        one = pool.candidates[places[place]]
        chosen = appraise(wanted.need, one, today=pool.today, weights=pool.weights)
        place += 1
    return Line(wanted.need.ref, chosen, place, wanted.options, tuple(kept))
