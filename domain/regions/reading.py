"""How a regions file is read, and what is wrong with it in one sentence."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from domain.regions.region import Place, Region

_RANGE = re.compile(r"([1-9]\d{3})(?:-([1-9]\d{3}))?")
_LATITUDE, _LONGITUDE = 90.0, 180.0
_KEYS = {"code", "name", "also", "neighbours", "manager", "deputy", "postcodes", "places"}


class RegionsError(ValueError):
    """The regions file cannot be used; the message is one sentence that names the file and the spot."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a regions file says: the regions, and every name with the place that it stands for."""

    regions: tuple[Region, ...]
    places: tuple[Place, ...]
    names: tuple[tuple[str, Place], ...]
    titles: tuple[tuple[str, str], ...]
    """Names of whole regions, and abbreviations of them, with the region's code."""


class RegionsFile:
    """One regions file while it is read."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._source = source

    def contents(self) -> Contents:
        """Everything in the file.

        Raises:
            RegionsError: it is not TOML, or the regions in it cannot all be true at once.
        """
        try:
            data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise RegionsError(f"{self._source} is not valid TOML: {error}.") from None
        tables = data.get("region")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables) or not tables:
            raise RegionsError(f"{self._source} holds no regions: each starts with a line [[region]].")
        names: list[tuple[str, Place]] = []
        titles: list[tuple[str, str]] = []
        regions = tuple(self._region(table, names, titles) for table in tables)
        self._check_neighbours(regions)
        self._check_posts(regions)
        self._check_postcodes(regions)
        elsewhere = data.get("elsewhere", {})
        names.extend(self._places(elsewhere if isinstance(elsewhere, dict) else {}, ""))
        places = tuple(place for title, place in names if title == place.name)
        return Contents(regions, places, tuple(names), tuple(titles))

    def _region(
        self, table: dict[str, Any], names: list[tuple[str, Place]], titles: list[tuple[str, str]]
    ) -> Region:
        code = self._word(table, "code", "a region", "[[region]]")
        if unknown := sorted(set(table) - _KEYS):
            self._refuse(f"region {code} has a key {unknown[0]!r} that means nothing here", unknown[0])
        if any(code == known for _, known in titles):
            self._refuse(f"region code {code} occurs twice", f'code = "{code}"', last=True)
        name = self._word(table, "name", f"region {code}", f'"{code}"')
        titles.extend((title, code) for title in (name, code, *self._list(table, "also", code)))
        found = list(self._places(table, code))
        if not found:
            self._refuse(f"region {code} has no places", f'"{code}"')
        names.extend(found)
        ranges = tuple(self._range(text, code) for text in self._list(table, "postcodes", code))
        places = tuple(title for title, place in found if title == place.name)
        neighbours = tuple(self._list(table, "neighbours", code))
        manager = self._post(table, "manager", code)
        deputy = self._post(table, "deputy", code) if "deputy" in table else ""
        return Region(code, name, ranges, places, neighbours, manager, deputy)

    def _post(self, table: dict[str, Any], post: str, code: str) -> str:
        """The code of the region whose managers hold this post."""
        value = table.get(post)
        if not isinstance(value, str) or not value.strip():
            self._refuse_at(self._line_of(code, post), f"region {code} has no {post}")
        return value.strip()

    def _places(self, table: dict[str, Any], code: str) -> Iterator[tuple[str, Place]]:
        """Every name in a block of places with its place, in the order of the block."""
        block = table.get("places", "")
        if not isinstance(block, str):
            self._refuse(f"places of {code or 'elsewhere'} must be one text with a place a line", "places")
        rank, seen = 0, set[str]()
        for line in block.splitlines():
            row = line.strip()
            if not row or row.startswith("#"):
                continue
            head, *rest = (part.strip() for part in row.split("|"))
            spot = self._spot(rest[0], line) if rest else None
            titles = [head] if rest else [part.strip() for part in head.split(",")]
            for title in titles:
                if title in seen:
                    self._refuse(f"place {title} of {code or 'elsewhere'} occurs twice", line, last=True)
                seen.add(title)
                place = Place(title, code, rank, *(spot or (None, None)))
                yield title, place
                rank += 1
                if len(rest) > 1:
                    yield from ((alias.strip(), place) for alias in rest[1].split(",") if alias.strip())

    def _spot(self, text: str, line: str) -> tuple[float, float] | None:
        if not text:
            return None
        try:
            latitude, longitude = (float(part) for part in text.split())
        except ValueError:
            self._refuse(f"{text!r} is not a latitude and a longitude", line)
        if not (abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE):
            self._refuse(f"{text!r} is not a spot on earth", line)
        return latitude, longitude

    def _range(self, text: str, code: str) -> tuple[int, int]:
        found = _RANGE.fullmatch(text)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if first > last:
            self._refuse(
                f"region {code} has postcodes {text!r}, which is no range like 8000-8049", f'"{text}"'
            )
        return first, last

    def _word(self, table: dict[str, Any], field: str, owner: str, spot: str) -> str:
        value = table.get(field)
        if not isinstance(value, str) or not value.strip():
            self._refuse(f"{owner} has no {field}", spot)
        return value.strip()

    def _list(self, table: dict[str, Any], field: str, code: str) -> list[str]:
        value = table.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self._refuse(f"{field} of region {code} must be a list of texts", f'"{code}"')
        return value

    def _check_neighbours(self, regions: tuple[Region, ...]) -> None:
        codes = {region.code for region in regions}
        for region in regions:
            for neighbour in region.neighbours:
                if neighbour not in codes or neighbour == region.code:
                    self._refuse(
                        f"region {region.code} has an unknown neighbour {neighbour}", f'"{neighbour}"'
                    )

    def _check_posts(self, regions: tuple[Region, ...]) -> None:
        """Somebody looks after every region, and whoever stands in for them is somebody else (decision 27)."""
        codes = {region.code for region in regions}
        for region in regions:
            for post, code in (("manager", region.manager), ("deputy", region.deputy)):
                if code and code not in codes:
                    line = self._line_of(region.code, post)
                    self._refuse_at(line, f"region {region.code} has an unknown {post} {code}")
            if region.manager == region.deputy:
                said = f"region {region.code} has {region.deputy} as manager and as deputy too"
                self._refuse_at(self._line_of(region.code, "deputy"), said)

    def _check_postcodes(self, regions: tuple[Region, ...]) -> None:
        ranges = sorted((*span, region.code) for region in regions for span in region.postcodes)
        for (_, last, one), (first, end, other) in pairwise(ranges):
            if first <= last:
                text = f"{first}-{end}" if end > first else f"{first}"
                self._refuse(f"postcodes {text} of region {other} are also in region {one}", f'"{text}"')

    def _line_of(self, code: str, key: str) -> int:
        """The number of the line with this key in the table of this region; without it the line of its code."""
        found = 1
        keys: dict[str, int] = {}
        for number, line in enumerate(self._text.splitlines(), 1):
            name, is_pair, value = (part.strip() for part in line.partition("="))
            if line.lstrip().startswith("["):
                if found > 1:
                    break
                keys = {}
            elif is_pair:
                keys.setdefault(name, number)
                if name == "code" and value.split("#")[0].strip().strip("\"'") == code:
                    found = number
        return keys.get(key, found)

    def _refuse(self, what: str, spot: str, *, last: bool = False) -> NoReturn:
        """Say what is wrong, with the number of the first (or last) line that holds `spot`."""
        numbers = [number for number, line in enumerate(self._text.splitlines(), 1) if spot in line]
        self._refuse_at(numbers[-1 if last else 0] if numbers else None, what)

    def _refuse_at(self, number: int | None, what: str) -> NoReturn:
        where = f" line {number}" if number else ""
        raise RegionsError(f"{self._source}{where}: {what}.")
