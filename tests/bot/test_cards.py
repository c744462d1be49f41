"""Cards on paper: each in its reader's language, with a code, and nothing on it about anybody."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import segno

from bot.texts import cards, part_cards, printing
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speaking
from domain.circle import Part
from simulator.entities import parsed_html
from tests.bot.card_screens import BOT, SECRET, card, many
from tests.bot.cards import NASTY, REF

_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SIGNS = (part_cards.TOGETHER, part_cards.SPEAK, part_cards.GO_OUT)


def _page(screen: Screen) -> str:
    assert screen.after is not None
    assert [file.name for file in screen.after.files] == ["kring.html"]
    return screen.after.files[0].content.decode()


def test_links_are_there_to_be_passed_on_and_words_are_not() -> None:
    """A protected message could not be copied, and a sign inside a link would break it."""
    screen = cards.made(many(), job=REF, bot=BOT)
    assert screen.personal
    assert not screen.files
    assert SECRET[:10] not in screen.text
    assert screen.after is not None
    assert not screen.after.personal
    assert not screen.after.rows
    assert re.findall(r"<code>(.*?)</code>", screen.after.text) == [
        f"https://t.me/{BOT}?start={one.secret}" for one in many()
    ]
    assert NASTY[:5] not in parsed_html(screen.after.text)[0]


def test_a_word_never_stands_on_the_card_itself() -> None:
    page = _page(cards.made_again(card(word="aunt with the blue car"), BOT))
    assert "blue car" not in page
    assert REF not in page


def test_whose_card_it_is_says_the_protected_message() -> None:
    one = card(7, word="aunt with the blue car")
    screen = cards.made_again(one, BOT)
    assert f"Card {cards.mark(one)}: aunt with the blue car, in Tigrinya" in re.sub(
        r"[\u2068\u2069]|<.*?>", "", screen.text
    )
    assert cards.mark(one) in _page(screen)
    assert len({cards.mark(each) for each in many()}) == len(many())


def test_a_second_tap_takes_nothing_away() -> None:
    """Links that are shown once must not be drawn over by the answer to a second quick tap on the same button."""
    first, second = cards.made(many(2), job=REF, bot=BOT), cards.made((), job=REF, bot=BOT)
    assert first.anew
    assert second.anew
    assert second.after is None
    assert [button.data for row in second.rows for button in row] == [f"ci:{REF}"]


def test_the_way_back() -> None:
    shown = (cards.made(many(2), job=REF, bot=BOT), cards.made_again(card(), BOT))
    data = [button.data for screen in shown for row in screen.rows for button in row]
    assert data == [f"ci:{REF}", f"cv:{card().guest}"]


@pytest.mark.parametrize("locale", SHIPPED)
def test_a_card_speaks_its_readers_language(locale: str) -> None:
    with speaking("en"):
        page = _page(cards.made_again(card(language=locale, venue="a hall"), BOT))
    with speaking(locale):
        lines = part_cards.lines(Part.CIRCLE)
    assert f'<section class="page" {printing.spoken(locale)}>' in page
    assert '<html lang="en" dir="ltr">' in page
    assert [line for line in lines if line not in page] == []


def test_a_language_that_is_not_shipped_falls_back() -> None:
    screen = cards.made_again(card(language="ary"), BOT)
    assert '<section class="page" lang="ar" dir="rtl">' in _page(screen)
    assert "Arabic" in screen.text


@pytest.mark.parametrize("part", Part)
def test_each_part_has_words_of_its_own(part: Part) -> None:
    page = _page(cards.made_again(card(part=part, language="en"), BOT))
    with speaking("en"):
        said = [line.lstrip("".join(_SIGNS)).strip() for line in part_cards.lines(part)]
    assert [line for line in said if line not in page] == []


def test_the_signs_of_a_child_are_drawn() -> None:
    """A computer without such a font would print empty boxes."""
    page = _page(cards.made_again(card(part=Part.CHILD, language="en"), BOT))
    assert [sign for sign in _SIGNS if sign in page] == []
    assert page.count('<li class="sign"><svg viewBox="0 0 24 24" aria-hidden="true">') == len(_SIGNS)
    assert '<ul class="signs">' not in _page(cards.made_again(card(language="en"), BOT))


@pytest.mark.parametrize(
    ("changes", "told", "untold"),
    [
        ({}, ["When: ", "Where: ", "14:30"], ["not known yet"]),
        ({"venue": None}, ["When: "], ["Where: ", "not known yet"]),
        ({"meeting_at": None, "venue": None}, ["not known yet"], ["When: ", "Where: "]),
    ],
    ids=["day and place", "day", "neither"],
)
def test_when_and_where_as_far_as_they_are_known(
    changes: dict[str, Any], told: list[str], untold: list[str]
) -> None:
    page = _page(cards.made_again(replace(card(language="en"), **changes), BOT))
    assert [words for words in told if words not in page] == []
    assert [words for words in untold if words in page] == []


def test_what_somebody_typed_is_words_and_no_markup() -> None:
    page = _page(cards.made_again(card(language="en"), BOT))
    said = unescape(_TAG.sub("", _SVG.sub("", page)))
    assert NASTY.strip()[:12] in said
    assert NASTY not in page


def test_the_code_holds_the_link_and_is_drawn_in_the_page() -> None:
    one = card(language="en")
    (drawn,) = _SVG.findall(_page(cards.made_again(one, BOT)))
    wanted = segno.make(cards.link(one, BOT), error="m", micro=False)
    assert f'viewBox="0 0 {wanted.symbol_size(border=4)[0]} ' in drawn
    expected = wanted.svg_inline(border=4, light="#fff", omitsize=True)
    assert re.findall(r' d="(.*?)"', drawn) == re.findall(r' d="(.*?)"', expected)


def test_no_code_for_telegram_is_longer_than_it_takes() -> None:
    start = cards.link(card(), BOT).partition("?start=")[2]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)
