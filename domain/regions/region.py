"""A region, and a place in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A town, village, district or whole region that people name when asked where they live.

    `region` is the code of its region, or "" for a place outside every region (another country).
    `latitude` and `longitude` are degrees (WGS 84) of the approximate centre; both None where unknown.
    `rank` counts from 0 within its region, larger places first; it decides who is named first.
    """

    name: str
    region: str
    rank: int
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the country with its own regiomanager.

    `postcodes` are inclusive ranges of four digits; `places` are the names as written officially;
    `neighbours` are the codes of the regions next to it, from which help may come. `manager` is the code of the region
    whose regiomanagers look after this one (mostly itself), and `deputy` of those who stand in; "" where nobody does.
    """

    code: str
    name: str
    postcodes: tuple[tuple[int, int], ...]
    places: tuple[str, ...]
    neighbours: tuple[str, ...]
    manager: str = ""
    deputy: str = ""

    def has_postcode(self, digits: int) -> bool:
        """Whether the four digits lie in this region."""
        return any(first <= digits <= last for first, last in self.postcodes)
