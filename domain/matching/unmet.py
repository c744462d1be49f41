"""What nobody at all could give: known the moment a request is sent."""

from collections.abc import Iterable
from datetime import date

from domain.matching.facts import Candidate, Need, Weights
from domain.matching.pools import Pool
from domain.matching.sieve import Must, sift


def unmet(
    need: Need, pool: Pool | Iterable[Candidate], *, today: date, weights: Weights | None = None
) -> tuple[Must, ...]:
    """Give the musts that nobody of the whole pool meets, wherever they work; none where there is no pool yet.

    Raises:
        DuplicateCandidateError: two people in the pool carry one reference.
    """
    ready = Pool.at(pool, today=today, weights=weights)
    if not ready.size:
        return ()
    sieve, _ = sift(need, ready)
    return tuple(must for must in sieve.musts if not must.people)
