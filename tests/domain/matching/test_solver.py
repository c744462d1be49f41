import pytest

from domain.matching.solver import ALONE, cheapest


def test_no_rows_need_nothing() -> None:
    assert cheapest([]) == []


def test_a_row_that_no_column_makes_cheaper_stays_alone() -> None:
    assert cheapest([{}, {0: 3}, {1: 0}]) == [ALONE, ALONE, ALONE]


def test_the_first_row_steps_aside_where_that_is_cheaper_for_all() -> None:
    assert cheapest([{0: -9, 1: -8}, {0: -9, 1: -1}]) == [1, 0]


def test_a_row_that_was_served_may_end_alone() -> None:
    assert cheapest([{0: -5}, {0: -9}]) == [ALONE, 0]


@pytest.mark.parametrize("size", [5, 30])
def test_rows_that_all_want_the_same_are_sorted_out(size: int) -> None:
    """Each product of row and column is an edge: the worst case of the method (Machol and Wien, 1977)."""
    numbers = range(1, size + 1)
    rows = [{column: -row * column for column in reversed(numbers)} for row in numbers]
    assert cheapest(rows) == list(numbers)
