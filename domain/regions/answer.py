"""What a typed place or a shared location means."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.regions.region import Place

Status = Literal["match", "ask", "none"]


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """The region that was meant, the regions to choose from, or nothing.

    * `match`: `regions` holds one code and `place` is the official name or the four digits.
    * `ask`: `regions` holds the possible codes, likeliest first (one, where the spelling is too far off
      to go on without a question); `places` holds the name meant in each of them.
    * `none`: unknown, or another country. Nothing else is filled in.

    Of what was typed only `place` remains: never the letters of a postcode, a street or a sentence.
    """

    status: Status
    regions: tuple[str, ...] = ()
    place: str = ""
    places: tuple[str, ...] = ()


NOTHING = PlaceAnswer("none")


def matched(region: str, place: str) -> PlaceAnswer:
    """The answer that needs no question."""
    return PlaceAnswer("match", (region,), place, (place,))


def asked(places: Iterable[Place]) -> PlaceAnswer:
    """A question between the regions of `places`, in that order, each region once; nothing without any."""
    first: dict[str, str] = {}
    for place in places:
        first.setdefault(place.region, place.name)
    if not first:
        return NOTHING
    names = tuple(first.values())
    return PlaceAnswer("ask", tuple(first), names[0], names)
