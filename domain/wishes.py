"""What a requester may wish for in a coordinator, and which wishes make no sense.

Source: domain.md 3.2 (question 9 of the form) and the seed "Eigen Kracht-coördinator worden" (S1, S2).
Cultures and religions are compared by what the words mean (domain.cultures); they may be keyed hashes too, which
mean themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from domain import cultures
from domain.errors import DomainError

MOST_WISHES: Final = 12
"""More wishes than this help nobody; the form offers fewer."""

_LONGEST_VALUE: Final = 128
_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class WishKind(StrEnum):
    """What a wish is about."""

    LANGUAGE = "language"
    GENDER = "gender"
    AGE = "age"
    CULTURE = "culture"
    RELIGION = "religion"
    NOT_FROM = "not_from"
    """Not someone from this community: the value is a culture."""


_READ_AS: Final = {
    WishKind.CULTURE: cultures.Kind.CULTURE,
    WishKind.NOT_FROM: cultures.Kind.CULTURE,
    WishKind.RELIGION: cultures.Kind.RELIGION,
}


class Weight(StrEnum):
    """How much a wish weighs: without a *must* there is no match, a *prefer* raises the rank."""

    MUST = "must"
    PREFER = "prefer"


class Gender(StrEnum):
    """The gender a coordinator gave."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class AgeBand(StrEnum):
    """Ages in whole years, counted from the year of birth."""

    UNDER_35 = "under-35"
    FROM_35_TO_55 = "35-55"
    OVER_55 = "over-55"


AGE_BANDS: Final = tuple(band.value for band in AgeBand)
"""The bands as a form offers them."""


class WishError(DomainError):
    """A wish that cannot be understood, or wishes that cannot go together.

    `facts["kind"]` says which kind of wish; the value is personal and stays out.
    """

    code: ClassVar[str] = "wish_not_understood"


class TooManyWishesError(WishError):
    """There are more wishes than `MOST_WISHES`; `facts` hold `count` and `most`."""

    code: ClassVar[str] = "too_many_wishes"


class WishRepeatedError(WishError):
    """The same thing is wished for twice."""

    code: ClassVar[str] = "wish_repeated"


class WishesContradictError(WishError):
    """Nobody could ever meet these wishes together."""

    code: ClassVar[str] = "wishes_contradict"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish about the coordinator.

    Raises:
        WishError: the value does not belong to the kind.
    """

    kind: WishKind
    value: str
    weight: Weight = Weight.PREFER
    meaning: str = field(init=False, compare=False, repr=False)
    """What is compared: of a culture or religion its code or its folded words, of all else the value."""

    def __post_init__(self) -> None:
        """Refuse a value that does not belong to the kind."""
        if not _makes_sense(self.kind, self.value):
            raise WishError(kind=str(self.kind))
        read = _READ_AS.get(self.kind)
        object.__setattr__(self, "meaning", cultures.meaning(read, self.value) if read else self.value)

    @property
    def is_must(self) -> bool:
        """Whether nobody who misses this wish may be offered the request."""
        return self.weight is Weight.MUST


def settle(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Give the wishes back in their order, once they can stand together.

    Raises:
        TooManyWishesError: more than `MOST_WISHES`.
        WishRepeatedError: the same kind and meaning twice.
        WishesContradictError: musts that no single person can meet.
    """
    settled = tuple(wishes)
    if len(settled) > MOST_WISHES:
        raise TooManyWishesError(count=len(settled), most=MOST_WISHES)
    for (kind, _), times in Counter((wish.kind, wish.meaning) for wish in settled).items():
        if times > 1:
            raise WishRepeatedError(kind=str(kind))
    _refuse_contradictions([wish for wish in settled if wish.is_must])
    return settled


def age_band(born: int, *, today: date) -> AgeBand:
    """Give the band of someone born in the year `born`: only the year is known, so birthdays do not count."""
    age = today.year - born
    if age < 35:  # noqa: PLR2004 - the bands carry their bounds in their names
        return AgeBand.UNDER_35
    return AgeBand.FROM_35_TO_55 if age <= 55 else AgeBand.OVER_55  # noqa: PLR2004


def _makes_sense(kind: WishKind, value: str) -> bool:
    match kind:
        case WishKind.LANGUAGE:
            return is_language_tag(value)
        case WishKind.GENDER:
            return value in set(Gender)
        case WishKind.AGE:
            return value in set(AgeBand)
        case _:
            return bool(value.strip()) and len(value) <= _LONGEST_VALUE


def is_language_tag(value: str) -> bool:
    """Whether `value` has the form of a language tag; not whether such a language exists."""
    return _TAG.fullmatch(value) is not None


def _refuse_contradictions(musts: list[Wish]) -> None:
    for kind in (WishKind.GENDER, WishKind.AGE, WishKind.RELIGION):
        if sum(wish.kind is kind for wish in musts) > 1:
            raise WishesContradictError(kind=str(kind))
    wanted = {
        meant
        for wish in musts
        if wish.kind is WishKind.CULTURE
        for meant in cultures.lineage(cultures.Kind.CULTURE, wish.meaning)
    }
    if any(wish.meaning in wanted for wish in musts if wish.kind is WishKind.NOT_FROM):
        raise WishesContradictError(kind=str(WishKind.NOT_FROM))
