"""Small numbers: counts in which a person could be recognised are not told (domain.md 10, last line)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

FEWEST = 5
"""The smallest count that is told, apart from nought: in nothing nobody can be recognised."""


class Mark(StrEnum):
    """What stands in the place of a count."""

    FEW = "<5"
    MANY = "5+"


Cell: TypeAlias = int | Mark
"""A count as it may be told: itself, `<5` for 1 to 4, or `5+` where it would give a `<5` beside it away."""


def told(count: int) -> Cell:
    """The count, or `<5`."""
    return count if tellable(count) else Mark.FEW


def tellable(*counts: int) -> bool:
    """Whether each of the counts may be told; ask it for differences that a reader could compute, too."""
    return all(count == 0 or count >= FEWEST for count in counts)


def protect(cells: Mapping[str, int]) -> dict[str, Cell] | None:
    """The cells of a table whose total is told, so that no `<5` can be computed from the total and the others.

    Larger cells are hidden as `5+`, the smallest first, until what is hidden could be several things. None where
    even that does not help: then the table is not told at all. Nought is never hidden.
    """
    few = [count for count in cells.values() if not tellable(count)]
    larger = sorted((count, name) for name, count in cells.items() if count >= FEWEST)
    hidden = 0
    while few and not _open(few, [count for count, _name in larger[:hidden]]):
        if hidden == len(larger):
            return None
        hidden += 1
    beside = {name for _count, name in larger[:hidden]}
    return {name: Mark.MANY if name in beside else told(count) for name, count in cells.items()}


def _open(few: Sequence[int], many: Sequence[int]) -> bool:
    """Whether a reader who knows the sum of what is hidden is left with more than one possibility for each `<5`.

    The reader also knows that each of `few` is 1 to 4, and each of `many` 5 or more. The sum itself is a count
    that is told in this way, so that it may not be small either.
    """
    hidden = sum(few) + sum(many)
    if len(few) + len(many) == 1 or hidden < FEWEST:
        return False
    others = len(few) - 1
    most = min(FEWEST - 1, hidden - others - FEWEST * len(many))
    least = 1 if many else max(1, hidden - others * (FEWEST - 1))
    return least < most
