"""A request as matching sees it: the must and prefer wishes, the languages close by, and where help may come from."""

from enum import StrEnum

from casework.desk import Desk
from domain import languages
from domain.matching import NearLanguage, Need
from domain.wishes import Wish, WishKind

UNSURE = "unsure"
"""A family that does not know yet what kind of conference it wants is matched as a family."""


class NearAnswer(StrEnum):
    """What became of the question to the family whether a near language would do too."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


def need_of(
    desk: Desk,
    *,
    ref: str,
    region: str,
    language: str,
    variant: str,
    wishes: tuple[Wish, ...],
    urgent: bool = False,
    accepted: frozenset[str] = frozenset(),
) -> Need:
    """What is sought; `accepted` are near languages to which the family itself said yes.

    A wish about language takes the place of the family's own language.
    """
    wished = [wish.value for wish in wishes if wish.kind is WishKind.LANGUAGE]
    return Need(
        ref=ref,
        region=region,
        variant="family" if variant == UNSURE else variant,
        urgent=urgent,
        language=None if wished else language,
        wishes=wishes,
        neighbouring=frozenset(desk.regions.region(region).neighbours),
        near_languages=near_languages({language, *wished}, accepted),
    )


def near_languages(wanted: set[str], accepted: frozenset[str]) -> tuple[NearLanguage, ...]:
    """The languages that whoever speaks one of `wanted` understands, from the table alone and in that direction."""
    return tuple(
        NearLanguage(tag, near.tag, sensitive=near.sensitive, accepted=near.tag in accepted)
        for tag in sorted(wanted)
        for near in languages.neighbours(tag)
    )
