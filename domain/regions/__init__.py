"""The regions that requests are divided over, and how what a person types or shares leads to one."""

from domain.regions.answer import PlaceAnswer, Status
from domain.regions.reading import RegionsError
from domain.regions.region import Place, Region
from domain.regions.regions import Regions

__all__ = ["Place", "PlaceAnswer", "Region", "Regions", "RegionsError", "Status"]
