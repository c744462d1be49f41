"""The shortlist: who fits a request, best first, and what would help when few do."""

from collections.abc import Iterable
from datetime import date

from domain.matching import ranking, relaxing
from domain.matching.appraisal import appraise
from domain.matching.facts import Candidate, Need, Weights
from domain.matching.pools import Pool
from domain.matching.sieve import sift
from domain.matching.verdicts import Shortlist


def shortlist(
    need: Need,
    pool: Pool | Iterable[Candidate],
    *,
    today: date,
    weights: Weights | None = None,
    limit: int = 10,
) -> Shortlist:
    """Rank those of the pool who fit `need`: blocks first, then musts, then points; equal points by reference.

    The same facts always give the same list. The human decides: nothing is offered to anyone here.
    A `Pool` that was prepared for this day and these weights answers in well under a millisecond;
    anything else is prepared first. Without `weights` those of the pool count, else the defaults.

    Raises:
        DuplicateCandidateError: two people in the pool carry one reference.
    """
    ready = Pool.at(pool, today=today, weights=weights)
    sieve, blocked = sift(need, ready)
    fitting = sieve.fitting()
    candidates = tuple(
        appraise(need, ready.candidates[at], today=today, weights=ready.weights)
        for _, at in ranking.best(need, ready, fitting, limit=limit)
    )
    return Shortlist(candidates, fitting.bit_count(), blocked, relaxing.advice(need, ready, sieve))
