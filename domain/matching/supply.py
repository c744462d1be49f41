"""How many could help, before a request is sent: counts only, never who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.matching.facts import Candidate, Need, Weights
from domain.matching.pools import Pool
from domain.matching.sieve import sift
from domain.wishes import WishKind


@dataclass(frozen=True, slots=True)
class Supply:
    """Three counts, each a part of the one before; only people who could take a job today."""

    speaking: int
    """Speak the language, wherever they work; everybody where no language is asked for."""
    nearby: int
    """Of these: travel to the region."""
    fitting: int
    """Of these: meet every must."""


def supply(
    need: Need, pool: Pool | Iterable[Candidate], *, today: date, weights: Weights | None = None
) -> Supply:
    """Give what a requester may see while filling in the form ("3 speak Tigrinya, 1 is a woman near you").

    Raises:
        DuplicateCandidateError: two people in the pool carry one reference.
    """
    sieve, _ = sift(need, Pool.at(pool, today=today, weights=weights))
    speaking = sieve.sound
    for must in sieve.musts:
        if must.kind is WishKind.LANGUAGE:
            speaking &= must.people
    counted = (speaking, speaking & sieve.here, sieve.fitting())
    return Supply(*(people.bit_count() for people in counted))
