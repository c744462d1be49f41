"""The pool, prepared for many questions: for each property the set of people who have it.

People stand in the order of fairness, so that of any set the first ones are also the ones to ask first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter, itemgetter, not_
from typing import Any, Final, Literal, Self, TypeAlias

from domain.errors import DomainError
from domain.matching import bits
from domain.matching.facts import Candidate, Need, Weights
from domain.matching.verdicts import BlockReason
from domain.wishes import Wish, WishKind, age_band

Kind: TypeAlias = Literal[
    "language", "region", "scope", "tie", "gender", "age", "culture", "religion", "blocked"
]
Feature: TypeAlias = tuple[Kind, str, int]
"""A property: its kind, its value, and the level for a language (else 0)."""

LEVELS: Final = (3, 2, 1)

_KINDS: Final[dict[WishKind, Kind]] = {
    WishKind.GENDER: "gender",
    WishKind.AGE: "age",
    WishKind.CULTURE: "culture",
    WishKind.RELIGION: "religion",
}

_DENSE: Final = 64
"""A property that one in so many people has is smaller as a set of bits than as a list of positions."""


class DuplicateCandidateError(DomainError):
    """Two coordinators in a pool carry the same reference."""

    code = "duplicate_candidate"


class Pool:
    """A pool of coordinators on one day, ready to be asked. It does not change.

    Preparing takes some microseconds for each person; make a new one when the pool or the day changes.
    """

    def __init__(
        self, candidates: Sequence[Candidate], fairness: Sequence[int], *, today: date, weights: Weights
    ) -> None:
        """Use `prepare`: the candidates must already stand in the order of fairness."""
        self.candidates: Final = candidates
        self.fairness: Final = fairness
        self.today: Final = today
        self.weights: Final = weights
        self.size: Final = len(candidates)
        self.everyone: Final = bits.everyone(self.size)
        self.position: Final = {candidate.ref: at for at, candidate in enumerate(candidates)}
        if len(self.position) != self.size:
            raise DuplicateCandidateError(count=self.size - len(self.position))
        self._listed: dict[Feature, list[int]] = {}
        self._sets: dict[Feature, int] = {}
        positions = list(self.position.values())
        self._index_languages(positions)
        for column, features in self._columns().items():
            self._index(column, features, positions)

    @classmethod
    def at(cls, pool: "Pool | Iterable[Candidate]", *, today: date, weights: Weights | None) -> "Pool":
        """Give `pool` prepared for this day and these weights; for free if it already is."""
        weights = weights or (pool.weights if isinstance(pool, Pool) else Weights())
        if isinstance(pool, Pool):
            if pool.today == today and pool.weights == weights:
                return pool
            pool = pool.candidates
        return cls.prepare(pool, today=today, weights=weights)

    @classmethod
    def prepare(cls, candidates: Iterable[Candidate], *, today: date, weights: Weights | None = None) -> Self:
        """Give the pool as it stands on `today`.

        Raises:
            DuplicateCandidateError: two people with one reference.
        """
        weights = weights or Weights()
        rows = [(-weights.fairness(one, today=today), one.ref, one) for one in candidates]
        rows.sort(key=itemgetter(0, 1))
        return cls([row[2] for row in rows], [-row[0] for row in rows], today=today, weights=weights)

    def having(self, kind: Kind, value: str, level: int = 0) -> int:
        """Give the set of people with this property."""
        feature = (kind, value, level)
        found = self._sets.get(feature)
        if found is None:
            listed = self._listed.get(feature)
            if listed is None:
                return 0
            found = self._sets[feature] = bits.of(listed, self.size)
        return found

    def speaking(self, tag: str) -> int:
        """Give the set of people who speak `tag` at any level."""
        found = 0
        for level in LEVELS:
            found |= self.having("language", tag, level)
        return found

    def named(self, refs: Iterable[str]) -> int:
        """Give the set of the people with these references; unknown ones are passed over."""
        found = 0
        for ref in refs:
            at = self.position.get(ref)
            if at is not None:
                found |= 1 << at
        return found

    def in_regions(self, regions: Iterable[str]) -> int:
        """Give the set of people who travel to at least one of these regions."""
        found = 0
        for region in regions:
            found |= self.having("region", region)
        return found

    def tied_to(self, bodies: Iterable[str]) -> int:
        """Give the set of people with a tie to at least one of these bodies."""
        found = 0
        for body in bodies:
            found |= self.having("tie", body)
        return found

    def at_level(self, need: Need, tag: str) -> tuple[int, int, int]:
        """Give the sets of people who speak `tag` at levels 3, 2 and 1; accepted near languages are level 1."""
        best, good, some = (self.having("language", tag, level) for level in LEVELS)
        for near in need.stands_in_for(tag):
            some |= bits.without(self.speaking(near), best | good)
        return best, good, some

    def meeting(self, wish: Wish) -> int:
        """Give the set of people who meet `wish`; not for a language, which has levels: see `at_level`."""
        if wish.kind is WishKind.NOT_FROM:
            return bits.without(self.everyone, self.having("culture", wish.meaning))
        return self.having(_KINDS[wish.kind], wish.meaning)

    def _index(self, column: str, features: Callable[[Any], Iterable[Feature]], positions: list[int]) -> None:
        """Sort people by what stands in one column, then note each property that this gives them."""
        alike: defaultdict[Any, list[int]] = defaultdict(list)
        for at, value in zip(positions, map(attrgetter(column), self.candidates), strict=True):
            alike[value].append(at)
        listed: defaultdict[Feature, list[int]] = defaultdict(list)
        for value, some in alike.items():
            for feature in features(value):
                listed[feature] += some
        self._keep(listed)

    def _index_languages(self, positions: list[int]) -> None:
        listed: defaultdict[Feature, list[int]] = defaultdict(list)
        for at, one in zip(positions, self.candidates, strict=True):
            for tag, level in one.languages.items():
                listed["language", tag, level].append(at)
        self._keep(listed)

    def _keep(self, listed: Mapping[Feature, list[int]]) -> None:
        for feature, some in listed.items():
            if len(some) * _DENSE > self.size:
                self._sets[feature] = bits.of(some, self.size)
            else:
                self._listed[feature] = some

    def _columns(self) -> dict[str, Callable[[Any], Iterable[Feature]]]:
        """Give for each column what its value says about a person, on this day and by these weights."""
        today, jobs = self.today, self.weights.running_jobs
        columns: dict[str, Callable[[Any], Iterable[Feature]]] = {
            "regions": lambda values: [("region", value, 0) for value in values],
            "scope": lambda values: [("scope", value, 0) for value in values],
            "ties": lambda values: [("tie", value, 0) for value in values],
            "culture": lambda values: [("culture", value, 0) for value in values],
            "gender": lambda value: [] if value is None else [("gender", value, 0)],
            "religion": lambda values: [("religion", value, 0) for value in values],
            "born": lambda year: [] if year is None else [("age", age_band(year, today=today), 0)],
        }
        blocked: dict[str, tuple[BlockReason, Callable[[Any], bool]]] = {
            "busy": (BlockReason.BUSY, lambda running: running >= jobs),
            "paused": (BlockReason.PAUSED, bool),
            "available": (BlockReason.UNAVAILABLE, not_),
            "certificate_until": (BlockReason.CERTIFICATE, lambda last: last is not None and last < today),
        }
        for column, (reason, stops) in blocked.items():
            columns[column] = partial(_standing_block, reason, stops)
        return columns


def _standing_block(reason: BlockReason, stops: Callable[[Any], bool], value: object) -> list[Feature]:
    return [("blocked", reason, 0)] if stops(value) else []
