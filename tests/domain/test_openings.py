"""How openings are called."""

import pytest

from domain.openings import Why, opened


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("details", "open_details"),
        ("word", "open_circle"),
        ("plan_line", "open_plan"),
        ("plan_beside", "open_plan"),
    ],
)
def test_an_opening_is_called_after_what_a_reader_knows(name: str, called: str) -> None:
    assert opened(name) == called


def test_a_reason_is_a_short_code() -> None:
    assert all(why.value.isidentifier() and len(why.value) <= 40 for why in Why)
