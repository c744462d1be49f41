"""What the matching says: who fits, how well and why; who does not; and what would help."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from domain.wishes import Wish, WishKind


class BlockReason(StrEnum):
    """Why someone cannot take a request; in this order, and each person counts once, for the first."""

    REGION = "region"
    SCOPE = "scope"
    BUSY = "busy"
    PAUSED = "paused"
    UNAVAILABLE = "unavailable"
    CERTIFICATE = "certificate"
    TIE = "tie"
    DECLINED = "declined"
    EXCLUDED = "excluded"
    MUST_LANGUAGE = "must_language"
    MUST_GENDER = "must_gender"
    MUST_AGE = "must_age"
    MUST_CULTURE = "must_culture"
    MUST_RELIGION = "must_religion"
    MUST_NOT_FROM = "must_not_from"

    @classmethod
    def of_must(cls, kind: WishKind) -> "BlockReason":
        """The block for an unmet must of this kind."""
        return cls(f"must_{kind}")


class ReasonCode(StrEnum):
    """Why someone stands where they stand; each says which values come along."""

    WISH_MET = "wish_met"
    """kind, value, weight"""
    WISH_UNMET = "wish_unmet"
    """kind, value, weight"""
    WISH_UNSURE = "wish_unsure"
    """kind, value, weight: not known to be from that community, and nothing is written down"""
    SPEAKS = "speaks"
    """language, level"""
    SPEAKS_NEAR = "speaks_near"
    """language, instead_of, level"""
    NEEDS_INTERPRETER = "needs_interpreter"
    """language"""
    OWN_REGION = "own_region"
    """region"""
    NEIGHBOURING_REGION = "neighbouring_region"
    """region"""
    NO_JOB_YET = "no_job_yet"
    LAST_JOB = "last_job"
    """days"""
    NO_OFFERS_LATELY = "no_offers_lately"
    OFFERS_LATELY = "offers_lately"
    """offers"""


class Reason(NamedTuple):
    """One reason: a code that the bot puts into words, and the values for it."""

    code: ReasonCode
    values: Mapping[str, str | int] = MappingProxyType({})


class Ranked(NamedTuple):
    """Someone who fits: the points, the wishes met and unmet, and why."""

    ref: str
    score: int
    met: tuple[Wish, ...]
    unmet: tuple[Wish, ...]
    reasons: tuple[Reason, ...]


class DropKind(StrEnum):
    """What a manager could relax."""

    WISH = "wish"
    ALL_WISHES = "all_wishes"
    NEAR_LANGUAGE = "near_language"
    NEIGHBOURING_REGIONS = "neighbouring_regions"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Drop:
    """One thing to relax: the wish to give up, or the near language to ask about."""

    kind: DropKind
    wish: Wish | None = None
    wanted: str = ""
    tag: str = ""
    sensitive: bool = False

    def __str__(self) -> str:
        """Name the thing in one word for a file: `gender:woman`, `language:ps>prs`, `interpreter`."""
        if self.wish is not None:
            return f"{self.wish.kind}:{self.wish.value}"
        return f"language:{self.wanted}>{self.tag}" if self.tag else str(self.kind)


@dataclass(frozen=True, slots=True)
class Relax:
    """How many more people would fit if only this were relaxed."""

    drop: Drop
    gains: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The best few in order, how many fit in all, what blocks the others, and what relaxing would gain.

    `fitting` and all of `blocked` together are the whole pool.
    """

    candidates: tuple[Ranked, ...]
    fitting: int
    blocked: Counter[BlockReason]
    relax: tuple[Relax, ...]
