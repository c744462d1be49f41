"""The words of `data/cultures.csv`, `data/religions.csv` and Unicode's CLDR with the code each stands for.

Both files are made by `scripts/build_cultures.py`, and read when somebody first asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

SHORTEST_SLIP = 6
"""A word of fewer letters is never taken for a typing mistake of another."""

_END = 2
_ARTICLE = "ال"


class Kind(StrEnum):
    """What a word is about."""

    CULTURE = "culture"
    RELIGION = "religion"


@dataclass(frozen=True)
class Table:
    """The words of one kind; every key is folded and without spaces.

    Attributes:
        codes: key to code; an empty code for a word that stands for more than one thing.
        parents: for each code all that it is part of, nearest first.
    """

    codes: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]

    def exact(self, key: str) -> str | None:
        """The code of `key`; empty where it stands for several things, None for a word that is not there."""
        found = self.codes.get(key)
        if found is None and key.startswith(_ARTICLE):
            found = self.codes.get(key.removeprefix(_ARTICLE))
        return found

    def nearest(self, key: str) -> str | None:
        """The one code that `key` is a typing mistake of: a letter too many, too few, another, or two swapped.

        None for a short word, for one with digits, and where words of two codes are equally near.
        """
        if len(key) < SHORTEST_SLIP or not key.isalpha():
            return None
        near: set[str] = set()
        for size in (len(key) - 1, len(key), len(key) + 1):
            near.update(self._alike.get((key[:_END], "", size), ()))
            near.update(self._alike.get(("", key[-_END:], size), ()))
        codes = {self.codes[other] for other in near if is_one_slip(key, other)}
        return codes.pop() if len(codes) == 1 else None

    @cached_property
    def _alike(self) -> Mapping[tuple[str, str, int], list[str]]:
        """The keys by their first two letters or their last two, and their length: one slip spares either end."""
        found: dict[tuple[str, str, int], list[str]] = {}
        for key in self.codes:
            found.setdefault((key[:_END], "", len(key)), []).append(key)
            found.setdefault(("", key[-_END:], len(key)), []).append(key)
        return found


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or different, or two neighbours swapped, makes `other` of `one`."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


@cache
def table(kind: Kind) -> Table:
    """The words of one kind, read once."""
    import json  # only who reads pays for these
    from importlib.resources import files

    stored = json.loads(files("domain.cultures").joinpath(f"{kind}.json").read_text(encoding="utf-8"))
    return Table(
        codes={key: code for code, keys in stored["words"].items() for key in keys.split(" ")},
        parents={code: tuple(above.split(" ")) for code, above in stored["parents"].items()},
    )
