"""The place of the meeting: what the main person said of it, and the pin on a map (domain.md 2)."""

import math
from enum import StrEnum
from typing import Final


class PlaceAnswer(StrEnum):
    """How the place stands with the main person, who decides where it is."""

    OPEN = "open"
    ASKED = "asked"
    YES = "yes"
    ANOTHER = "another"


_WEST, _EAST = 3.2, 7.3
_SOUTH, _NORTH = 50.7, 53.7
_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0
_DIGITS: Final = 5
"""Of a degree: about a metre."""


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether these are degrees of a place."""
    return (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and abs(latitude) <= _MOST_LATITUDE
        and abs(longitude) <= _MOST_LONGITUDE
    )


def is_near(latitude: float, longitude: float) -> bool:
    """Whether a place, in degrees, is in or right beside the Netherlands in Europe; about others it is asked once more."""
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def written(latitude: float, longitude: float) -> str:
    """A place as it stands in a draft: two numbers of degrees, to about a metre."""
    return f"{latitude:.{_DIGITS}f} {longitude:.{_DIGITS}f}"


def read(pin: str) -> tuple[float, float]:
    """What `written` wrote: latitude and longitude in degrees."""
    latitude, longitude = pin.split()
    return float(latitude), float(longitude)
