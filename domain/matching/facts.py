"""What the matching knows: a coordinator, a request, and how much each thing counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

from domain.wishes import Wish, WishKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A coordinator as far as matching may know them: no name, no address.

    `culture` and `religion` hold what wishes mean (`Wish.meaning`): all that somebody is and what that is part of
    (`domain.cultures.told`). They are opaque and only compared for equality. `certificate_until` is the last day
    on which the certificate of conduct counts; None where it is not kept here.
    """

    ref: str
    languages: Mapping[str, int] = field(default_factory=dict)
    """Language tag to level: 1 gets by, 2 good, 3 as a first language."""
    gender: str | None = None
    born: int | None = None
    regions: frozenset[str] = frozenset()
    """Codes of the regions this person travels to."""
    culture: frozenset[str] = frozenset()
    religion: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset({"family"})
    available: bool = True
    paused: bool = False
    busy: int = 0
    """Running jobs."""
    last_job_ended_on: date | None = None
    recent_offers: int = 0
    ties: frozenset[str] = frozenset()
    """Bodies this person works for or holds a mandate with."""
    certificate_until: date | None = None


@dataclass(frozen=True, slots=True)
class NearLanguage:
    """A language whose speakers the citizen is likely to understand: always a question, never a promise.

    A `sensitive` one is only ever asked about with care; nothing happens until it is `accepted`.
    """

    wanted: str
    tag: str
    sensitive: bool = False
    accepted: bool = False


@dataclass(frozen=True, kw_only=True)
class Need:
    """A request as far as matching may know it.

    `language` is the requester's own. It is a must, unless the wishes speak about languages themselves.
    `use_neighbouring`, `use_interpreter` and `NearLanguage.accepted` are what the manager has relaxed.
    """

    ref: str
    region: str
    variant: str = "family"
    urgent: bool = False
    language: str | None = None
    wishes: tuple[Wish, ...] = ()
    neighbouring: frozenset[str] = frozenset()
    near_languages: tuple[NearLanguage, ...] = ()
    bodies: frozenset[str] = frozenset()
    """Bodies with a part in the case: nobody tied to one of them is independent (domain.md 2)."""
    declined: frozenset[str] = frozenset()
    """Refs of coordinators who said no to this request."""
    excluded: frozenset[str] = frozenset()
    """Refs of coordinators whom the family asked not to have."""
    use_neighbouring: bool = False
    use_interpreter: bool = False

    @cached_property
    def musts(self) -> tuple[Wish, ...]:
        """The wishes without which there is no match."""
        return tuple(wish for wish in self.wishes if wish.is_must)

    @cached_property
    def prefers(self) -> tuple[Wish, ...]:
        """The wishes that raise the rank."""
        return tuple(wish for wish in self.wishes if not wish.is_must)

    @cached_property
    def wanted_languages(self) -> tuple[str, ...]:
        """The tags whose level counts: the musts about language, else the requester's own language."""
        musts = tuple(wish.value for wish in self.musts if wish.kind is WishKind.LANGUAGE)
        return musts or ((self.language,) if self.language else ())

    @cached_property
    def must_languages(self) -> tuple[str, ...]:
        """The tags without which there is no match; none once an interpreter comes along."""
        if self.use_interpreter:
            return ()
        by_wish = any(wish.kind is WishKind.LANGUAGE for wish in self.prefers)
        by_must = any(wish.kind is WishKind.LANGUAGE for wish in self.musts)
        return self.wanted_languages if by_must or not by_wish else ()

    def stands_in_for(self, wanted: str) -> tuple[str, ...]:
        """Tags of near languages that were accepted in the place of `wanted`."""
        return tuple(near.tag for near in self.near_languages if near.accepted and near.wanted == wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each thing counts, in points, and what blocks.

    Raises:
        ValueError: a number below zero; `rest_days` and `running_jobs` must be at least 1.
    """

    wish: int = 30
    """For each *prefer* wish that is met; a language counts by its level, in thirds."""
    level: int = 5
    """For each level of the wanted language; a near language counts as level 1."""
    travel: int = 10
    """For working in the region itself, not in a neighbouring one."""
    rest: int = 10
    """For who has not led a conference for `rest_days`; in proportion before that."""
    rest_days: int = 180
    offers: int = 10
    """For who had no offer lately; `per_offer` less for each one."""
    per_offer: int = 2
    running_jobs: int = 1
    """So many running jobs make a coordinator busy (domain.md 1.1: one conference at a time)."""

    def __post_init__(self) -> None:
        """Refuse numbers that would turn the order upside down."""
        for number in fields(self):
            least = 1 if number.name in {"rest_days", "running_jobs"} else 0
            if getattr(self, number.name) < least:
                raise ValueError(f"{number.name} must be at least {least}")

    def fairness(self, candidate: Candidate, *, today: date) -> int:
        """Points for waiting longest and being asked least."""
        rest = self.rest
        if candidate.last_job_ended_on is not None:
            days = (today - candidate.last_job_ended_on).days
            rest = self.rest * min(max(days, 0), self.rest_days) // self.rest_days
        return rest + max(self.offers - self.per_offer * candidate.recent_offers, 0)
