"""Small numbers: nobody who knows the total and the other cells can compute a hidden one."""

from collections.abc import Iterator
from itertools import product

import pytest

from domain.small_numbers import Cell, Mark, protect, tellable, told

FEW, MANY = Mark.FEW, Mark.MANY


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, FEW), (4, FEW), (5, 5), (400, 400)], ids=["0", "1", "4", "5", "400"]
)
def test_one_to_four_are_not_told(count: int, shown: Cell) -> None:
    assert told(count) == shown
    assert tellable(count) is (shown == count)


def test_several_counts_are_tellable_only_together() -> None:
    assert tellable(0, 5, 9)
    assert not tellable(0, 5, 3)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        pytest.param({}, {}, id="nothing at all"),
        pytest.param({"a": 9, "b": 0}, {"a": 9, "b": 0}, id="nothing to hide"),
        pytest.param({"a": 30, "b": 3, "c": 4}, {"a": 30, "b": FEW, "c": FEW}, id="two that hide each other"),
        pytest.param({"a": 30, "b": 3, "c": 9}, {"a": 30, "b": FEW, "c": MANY}, id="one needs a larger one"),
        pytest.param(
            {"a": 30, "b": 1, "c": 2}, {"a": MANY, "b": FEW, "c": FEW}, id="a sum that is small itself"
        ),
        pytest.param(
            {"a": 9, "b": 1, "c": 5}, {"a": MANY, "b": FEW, "c": MANY}, id="one larger one is not enough"
        ),
        pytest.param({"a": 4, "b": 4}, None, id="both must be four"),
        pytest.param({"a": 3}, None, id="the only one"),
        pytest.param({"a": 1, "b": 5}, None, id="both are the least they can be"),
        pytest.param({"a": 3, "b": 0}, None, id="nought hides nothing"),
    ],
)
def test_a_table_with_a_total_keeps_its_small_cells(
    cells: dict[str, int], shown: dict[str, Cell] | None
) -> None:
    assert protect(cells) == shown


def _possible(shown: dict[str, Cell], total: int) -> Iterator[tuple[int, ...]]:
    """Every table that looks like this one and has this total."""
    ranges = {FEW: range(1, 5), MANY: range(5, total + 1)}
    cells = [ranges[cell] if isinstance(cell, Mark) else (cell,) for cell in shown.values()]
    return (found for found in product(*cells) if sum(found) == total)


def test_whoever_tries_every_table_finds_no_small_cell() -> None:
    tried = 0
    for counts in product(range(10), repeat=3):
        cells = dict(zip("abc", counts, strict=True))
        shown = protect(cells)
        if shown is None:
            continue
        possible = list(_possible(shown, sum(counts)))
        assert counts in possible
        for place, cell in enumerate(shown.values()):
            if cell is FEW:
                tried += 1
                assert len({found[place] for found in possible}) > 1, (counts, shown)
    assert tried > 500
