"""A word for a person: the same one in another spelling, a picture, and what is none."""

import pytest

from domain.circle_errors import NotAWordError
from domain.circle_words import check_word, comparable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Aunt with the blue car", "aunt  with the blue-car", id="case, spaces and punctuation"),
        pytest.param("oma Zoë", "Oma Zoe", id="accents"),
        pytest.param("العمّة", "العمة", id="Arabic vowel marks"),
        pytest.param("\u202eaunt\u202c", "aunt", id="direction marks"),
        pytest.param("👵", "👵\ufe0f", id="a picture"),
        pytest.param("ﬁfi", "fifi", id="a ligature"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert comparable(one) == comparable(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("aunt 1", "aunt 2"), ("👵", "👴"), ("ሓፍቲ", "ሓወይ"), ("mama", "papa")]
)
def test_two_words_are_two(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize("word", ["aunt with the blue car", "👵", "ሓፍቲ", "opa (84)", "nr. 12", "<b>&"])
def test_a_word_is_a_word(word: str) -> None:
    check_word(word)
    assert comparable(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "?!",
        "\u202e",
        "0612345678",
        "06 12 34 56 78",
        "٠٦١٢٣٤٥٦",
        "born 24-12-1980",
        "a@example.org",
        "@someone",
        "t.me/someone",
        "https:x",
        "www.x",
    ],
)
def test_a_number_an_address_or_nothing_is_no_word(word: str) -> None:
    with pytest.raises(NotAWordError):
        check_word(word)
