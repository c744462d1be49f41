"""All regions together: from a postcode, a name or a location to the region that takes care of it."""

from bisect import bisect_right
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter

from domain.regions.answer import NOTHING, PlaceAnswer, asked, matched
from domain.regions.naming import Naming
from domain.regions.query import Query
from domain.regions.reading import Contents, RegionsFile
from domain.regions.region import Place, Region

_EARTH_DIAMETER_KM = 12742.0
_NEAR_KM = 40.0


class Regions:
    """The regions of one file. It never changes after `parse`, and the same question has the same answer."""

    def __init__(self, contents: Contents) -> None:
        self._regions = {region.code: region for region in contents.regions}
        self._naming = Naming(contents)
        self._spots = tuple(place for place in contents.places if place.latitude is not None)
        self._ranges = sorted((*span, region.code) for region in self for span in region.postcodes)

    @classmethod
    def parse(cls, text: str, *, source: str) -> "Regions":
        """The regions that `text` describes in TOML; `source` is the file's name for messages.

        Raises:
            RegionsError: one sentence about the first thing that is wrong.
        """
        return cls(RegionsFile(text, source).contents())

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all regions, in the order of the file."""
        return tuple(self._regions)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    def region(self, code: str) -> Region:
        """The region of that code.

        Raises:
            KeyError: there is no such region.
        """
        return self._regions[code]

    def manager_of(self, code: str) -> str:
        """The code of the region whose regiomanagers look after this one; of an unknown region its own."""
        known = self._regions.get(code)
        return known.manager if known else code

    def deputy_of(self, code: str) -> str:
        """The code of the region whose regiomanagers stand in for those of this one; "" where none do."""
        known = self._regions.get(code)
        return known.deputy if known else ""

    def find(self, text: str) -> PlaceAnswer:
        """The region of a place as a person types it: a postcode, a name, an old name, a slip of the finger.

        A name that exists in several regions, or a spelling that is too far off, is asked back. A place or
        postcode of another country is `none`. Of a postcode only the four digits are ever used.
        """
        query = Query.of(text)
        if query.foreign:
            return NOTHING
        places, sure = self._naming.named(query)
        inside = tuple(place for place in places if place.region)
        if sure and not inside:
            return NOTHING
        home = self._home(query.digits) if query.digits else ""
        if not home:
            clear = sure and len(inside) == len(places) and len({place.region for place in inside}) == 1
            return matched(inside[0].region, inside[0].name) if clear else asked(inside)
        digits = str(query.digits)
        if not sure or any(place.region == home for place in inside):
            return matched(home, digits)
        return asked((Place(digits, home, 0), *inside))

    def nearest(self, latitude: float, longitude: float) -> PlaceAnswer:
        """The region of the nearest known place within 40 km of a shared location, in degrees.

        `none`, if nothing is near or a place of another country is nearer. Nothing of the location is kept.
        """
        found = min(self._spots, key=lambda place: _kilometres(place, latitude, longitude), default=None)
        if found is None or not found.region or not _kilometres(found, latitude, longitude) <= _NEAR_KM:
            return NOTHING
        return matched(found.region, found.name)

    def _home(self, digits: int) -> str:
        """The code of the region with this postcode, or "" where no region has it."""
        spot = bisect_right(self._ranges, digits, key=itemgetter(0)) - 1
        if spot < 0:
            return ""
        _, last, code = self._ranges[spot]
        return code if digits <= last else ""


def _kilometres(place: Place, latitude: float, longitude: float) -> float:
    """The distance over the earth (haversine)."""
    north, east = place.latitude or 0.0, place.longitude or 0.0
    half = sin(radians(latitude - north) / 2) ** 2
    half += cos(radians(latitude)) * cos(radians(north)) * sin(radians(longitude - east) / 2) ** 2
    return _EARTH_DIAMETER_KM * asin(min(1.0, sqrt(half)))
