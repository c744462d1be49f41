"""The cheapest joint choice: each row takes one column or stays alone, and no column is taken twice.

Successive shortest ways with column prices, on sparse rows: R. Jonker and A. Volgenant, "A shortest augmenting
path algorithm for dense and sparse linear assignment problems", Computing 38 (1987). Whole numbers in, an exact
optimum out. A row costs one look at the first few edges of each row that it disturbs: prices are never positive,
so looking along a row stops at the first edge that is dearer than a way already known.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol, TypeAlias

ALONE: Final = -1
"""Stands in the place of a column for a row that stays alone, which costs nothing."""


class Row(Protocol):
    """Columns (0 and up) with their costs, as a dictionary gives them; `items` must start with the cheapest."""

    def items(self) -> Iterable[tuple[int, int]]:
        """Give columns and costs, cheapest first; only as many are taken as are needed."""

    def __getitem__(self, column: int, /) -> int:
        """Give the cost of a column that `items` gave before."""


Rows: TypeAlias = Sequence[Row]


def cheapest(rows: Rows) -> list[int]:
    """Give each row's column, or `ALONE`, so that all costs together are as low as they can be.

    A row is only ever given a column when that is cheaper than 0 for all together, so let costs be negative
    where rows should be served. The same rows always give the same answer.
    """
    chosen = [ALONE] * len(rows)
    owner: dict[int, int] = {}
    prices: dict[int, int] = {}
    for row in range(len(rows)):
        way = _Way(rows, prices, owner)
        way.find(row)
        for column, length in way.passed.items():
            prices[column] = prices.get(column, 0) + length - way.length
        _step_aside(way, row, chosen, owner)
    return chosen


def _step_aside(way: "_Way", first: int, chosen: list[int], owner: dict[int, int]) -> None:
    """Walk the way back: each row on it leaves its column to the row before, and takes the next."""
    row, column = way.last_row, way.last_column
    while True:
        left = chosen[row]
        chosen[row] = column
        if column != ALONE:
            owner[column] = row
        if row == first:
            return
        row, column = way.came_from[left], left


class _Way:
    """The cheapest way from a row without a column to a free column, along rows that could step aside."""

    def __init__(self, rows: Rows, prices: Mapping[int, int], owner: Mapping[int, int]) -> None:
        self._rows = rows
        self._prices = prices
        self._owner = owner
        self._reached: dict[int, int] = {}
        self._heap: list[tuple[int, int, int]] = []
        self._known_end: int | None = None
        self.passed: dict[int, int] = {}
        self.came_from: dict[int, int] = {}
        self.length, self.last_row, self.last_column = 0, 0, ALONE

    def find(self, row: int) -> None:
        """Search until the nearest free column, or someone's staying alone, is certain."""
        self._look(row, shift=0)
        while True:
            length, column, row = heapq.heappop(self._heap)
            if column in self.passed:
                continue
            if column == ALONE or column not in self._owner:
                self.length, self.last_row, self.last_column = length, row, column
                return
            self.passed[column] = length
            self.came_from[column] = row
            row = self._owner[column]
            self._look(row, shift=length - self._rows[row][column] + self._prices.get(column, 0))

    def _look(self, row: int, *, shift: int) -> None:
        """Note what `row` could take; `shift` turns its costs into lengths of the way so far."""
        end = self._known_end
        if end is None or shift < end:
            heapq.heappush(self._heap, (shift, ALONE, row))
            end = shift
        for column, cost in self._rows[row].items():
            if shift + cost >= end:
                break
            length = shift + cost - self._prices.get(column, 0)
            if length < min(end, self._reached.get(column, end)):
                self._reached[column] = length
                heapq.heappush(self._heap, (length, column, row))
                if column not in self._owner:
                    end = length
        self._known_end = end
