"""A code word: recognised however it is typed, and never a command, a number or a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.code_words import FEWEST, MOST, fitting, folded, is_said


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Tulp blad", "tulpblad"),
        ("  TULPBLAD! ", "tulpblad"),
        ("Café-crème", "cafecreme"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("زَهْرَة", "زهرة"),
        ("ኣበባታት", "ኣበባታት"),
        ("bloem" * 6, "bloem" * 6),
    ],
)
def test_case_accents_spaces_and_marks_do_not_count(typed: str, word: str) -> None:
    assert fitting(typed) == word
    assert is_said(typed, word)


@pytest.mark.parametrize(
    "typed", ["", "ja", "yes", "abc", "/stop", "tulp7", "1234", "🌷🌷🌷🌷", "a" * (MOST + 1), "..."]
)
def test_what_answers_a_question_by_accident_cannot_be_one(typed: str) -> None:
    assert fitting(typed) is None


@pytest.mark.parametrize("typed", ["", "tulp", "tulpen", "een tulpblad", "tulpblad graag", "tulpbla"])
def test_only_the_word_alone_is_the_word(typed: str) -> None:
    assert not is_said(typed, "tulpblad")


@given(st.text(max_size=60))
def test_whatever_fits_is_found_again(typed: str) -> None:
    word = fitting(typed)
    if word is None:
        return
    assert FEWEST <= len(word) <= MOST
    assert is_said(typed, word)
    assert folded(word) == word
