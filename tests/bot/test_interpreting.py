"""What the coordinator reads about interpreters, and the card of each part in a circle."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.handlers import interpreting as handlers
from bot.routes import BUTTONS
from bot.texts import interpreting as texts
from bot.texts import part_cards
from bot.texts.translating import speaking
from casework.interpreting import Helping
from domain.circle import Part
from simulator.entities import parsed_html
from tests.bot.interpreting_screens import ALL_FOLLOW, FOUND


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


def _read(found: object = FOUND) -> str:
    assert isinstance(found, type(FOUND))
    text, _ = parsed_html(texts.overview(found).text)
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_coordinator_reads_who_is_needed_between_which_languages_and_for_whom_to_look() -> None:
    found = replace(
        FOUND,
        needed=(Helping("neighbour with the dog", ("ar", "nl")),),
        spare=("friend from the market",),
        without=(("ti", 3),),
        wanted=(("nl", "ti"),),
        near=(),
    )
    said = _read(found)
    assert "1 interpreter of the circle is needed:" in said
    assert "neighbour with the dog: between Arabic (Modern Standard) (العربية), Dutch (Nederlands)" in said
    assert "Not needed for the languages: friend from the market" in said
    assert "3 people who speak Tigrinya (ትግርኛ) cannot follow yet." in said
    assert (
        "With 1 more interpreter everyone can follow:\n• between Dutch (Nederlands) and Tigrinya (ትግርኛ)"
        in said
    )
    assert "You yourself cannot follow" in said
    assert "2 people said that they need an interpreter." in said


def test_where_everyone_follows_that_is_all_it_says() -> None:
    said = _read(ALL_FOLLOW)
    assert "Everyone can follow without an interpreter." in said
    assert "more interpreter" not in said
    assert "counts as somebody" not in said


def test_a_close_language_is_a_question_with_care_where_it_may_hurt() -> None:
    sensitive = tuple(pair for pair in FOUND.near if pair[1].sensitive)[:1]
    plain = tuple(pair for pair in FOUND.near if not pair[1].sensitive)[:1]
    assert "Please ask them." in _read(replace(FOUND, near=plain))
    assert "Ask with care" not in _read(replace(FOUND, near=plain))
    assert "Ask with care" in _read(replace(FOUND, near=sensitive))


def test_it_says_what_it_rests_on() -> None:
    said = _read()
    assert "did not say no" in said
    assert "An interpreter counts as somebody who speaks Dutch (Nederlands)" in said
    assert "In part two you are not there yourself" in said
    assert "In part two" not in _read(replace(FOUND, yours=("ar",)))


def test_the_screen_holds_words_of_the_family_and_is_protected() -> None:
    assert texts.overview(FOUND).personal
    assert BUTTONS["cl"] is handlers.overview


@pytest.mark.parametrize("part", Part)
def test_every_part_has_a_card_of_its_own_in_few_plain_sentences(part: Part) -> None:
    card = part_cards.lines(part)
    others = {line for other in Part if other is not part for line in part_cards.lines(other)}
    assert 4 <= len(card) <= 5
    assert not others & set(card)
    assert all(line == line.strip() and len(line) <= 130 for line in card)
    assert not any(mark in "".join(card) for mark in "<>&{}")


def test_a_professional_reads_the_three_parts_and_the_conditions() -> None:
    card = " ".join(part_cards.lines(Part.PROFESSIONAL))
    for said in (
        "part one you inform",
        "part two you are not there",
        "part three you answer",
        "at most five",
    ):
        assert said in card
    assert "seven days before" in card
    assert "change it in the room" in card


def test_a_child_sees_pictures_and_is_not_asked_who_they_are() -> None:
    card = part_cards.lines(Part.CHILD)
    assert [line[0] for line in card[:3]] == [part_cards.TOGETHER, part_cards.SPEAK, part_cards.GO_OUT]
    assert "“I want … with me.”" in card[3]
    assert "surname" in card[4]


def test_an_advocate_reads_the_limits() -> None:
    card = " ".join(part_cards.lines(Part.ADVOCATE))
    assert "no report" in card
    assert "ten minutes" in card
