"""A line that begins with a number runs as its words do, whatever the phone says."""

import pytest

from bot.texts.screens import side

LEFT, RIGHT = "\u200e", "\u200f"


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("Elke dinsdag", LEFT),
        ("كل يوم جمعة", RIGHT),
        ("ሰንበት ምስ ዓባይ", LEFT),
        ("<b>בוקר</b>", LEFT),
        ("12 مرات", RIGHT),
        ("12 - 14", ""),
        ("", ""),
    ],
)
def test_the_first_strong_sign_decides(words: str, mark: str) -> None:
    assert side(words) == mark
