"""A pin on the map: what is a place at all, and which one is asked about once more."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.places import is_near, is_on_earth, read, written


@pytest.mark.parametrize(
    ("spot", "near"),
    [
        ((52.5168, 6.0830), True),
        ((51.4424, 3.5736), True),
        ((50.85, 5.69), True),
        ((53.48, 6.16), True),
        ((48.8566, 2.3522), False),
        ((53.8, 6.0), False),
        ((50.6, 6.0), False),
        ((52.0, 3.1), False),
        ((52.0, 7.4), False),
        ((12.52, -70.03), False),
    ],
)
def test_only_a_place_in_the_netherlands_needs_no_further_question(
    spot: tuple[float, float], *, near: bool
) -> None:
    assert is_near(*spot) is near


@pytest.mark.parametrize(
    "spot", [(90.1, 0), (0, -180.1), (math.nan, 5), (5, math.nan), (math.inf, 5), (5, -math.inf)]
)
def test_degrees_of_nowhere_are_no_place(spot: tuple[float, float]) -> None:
    assert not is_on_earth(*spot)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_is_read_as_it_was_written_to_about_a_metre(latitude: float, longitude: float) -> None:
    assert is_on_earth(latitude, longitude)
    assert read(written(latitude, longitude)) == pytest.approx((latitude, longitude), abs=1e-5)
