"""Cards on paper in a real browser: right direction, real letters, one sheet each, and nothing from outside."""

import re
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from bot.texts import cards
from bot.texts.translating import SHIPPED, speaking
from casework.inviting import Card
from domain.circle import Part
from tests.browser.paper import A4, OUTSIDE, PHONE, Size, fonts, keep, opened, sheets

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

_LETTERS = {"ar": r"Arab|Naskh", "ti": r"Ethiop|Abyssinica", "nl": r"."}
_WORDS = {"ar": "قاعة الحي", "ti": "ኣዳራሽ ገዛውቲ", "nl": "Buurthuis"}

_DRAWN_AT = """(node) => {
  const words = document.createRange();
  words.selectNodeContents(node);
  return words.getBoundingClientRect().left - node.getBoundingClientRect().left;
}"""
"""How far the words of an element stand from its left side."""


def _card(language: str, part: Part = Part.CIRCLE) -> Card:
    return Card(
        guest="7Q3F9M2T7Q3F",
        word="aunt with the blue car",
        language=language,
        part=part,
        secret="g" + "A1b2C3d4-_" * 4 + "xyz",
        meeting_at=datetime(2026, 12, 24, 13, 30, tzinfo=UTC),
        venue=_WORDS.get(language, "house 12"),
    )


def _opened(
    chromium: Browser, folder: Path, *shown: Card, size: Size = A4
) -> AbstractAsyncContextManager[Page]:
    with speaking("nl"):
        return opened(chromium, cards.sheets(shown, "kring_demo_bot"), folder, size)


@pytest.mark.parametrize("locale", ["ar", "ti", "nl"])
async def test_a_card_is_right_on_paper(chromium: Browser, tmp_path: Path, locale: str) -> None:
    async with _opened(chromium, tmp_path, _card(locale)) as page:
        sheet = page.locator("section.page")
        assert await sheet.get_attribute("lang") == locale
        side = "rtl" if locale == "ar" else "ltr"
        assert await sheet.evaluate("node => getComputedStyle(node).direction") == side
        heading, mark = await sheet.locator("h1").bounding_box(), await sheet.locator(".mark").bounding_box()
        assert heading is not None
        assert mark is not None
        assert (mark["x"] < A4.width / 2) is (locale == "ar")
        assert await page.locator("bdi", has_text=_WORDS[locale]).count() == 1
        assert any(re.search(_LETTERS[locale], font) for font in await fonts(page, ".box bdi"))
        assert await page.evaluate(OUTSIDE) == []
        await keep(page, f"card-{locale}")


@pytest.mark.parametrize("locale", ["ar", "ti", "nl"])
async def test_a_child_sees_drawings_beside_the_words(chromium: Browser, tmp_path: Path, locale: str) -> None:
    """Drawn in the page: no font is needed for them, and they stand where the reader begins."""
    async with _opened(chromium, tmp_path, _card(locale, Part.CHILD)) as page:
        signs = page.locator(".sign")
        assert await signs.count() == 3
        for sign in await signs.all():
            drawing = await sign.locator("svg").bounding_box()
            words = await sign.locator("span").bounding_box()
            assert drawing is not None
            assert words is not None
            assert drawing["width"] == pytest.approx(drawing["height"])
            assert drawing["width"] >= 10 / 25.4 * 96
            assert (drawing["x"] > words["x"]) is (locale == "ar")
        assert not re.search("[\U0001f300-\U0001faff]", await page.locator("body").inner_text())
        assert await page.evaluate(OUTSIDE) == []
        await keep(page, f"child-{locale}")


@pytest.mark.parametrize("locale", ["ar", "ti", "nl"])
async def test_the_code_is_large_enough_and_stands_beside_its_words(
    chromium: Browser, tmp_path: Path, locale: str
) -> None:
    async with _opened(chromium, tmp_path, _card(locale)) as page:
        code = await page.locator(".code svg").bounding_box()
        steps = await page.locator(".code ol").bounding_box()
        assert code is not None
        assert steps is not None
        assert code["width"] == pytest.approx(code["height"])
        assert code["width"] >= 40 / 25.4 * 96, "smaller than four centimetres a camera has to come close"
        assert (code["x"] > steps["x"]) is (locale == "ar")
        link = page.locator(".link")
        assert await link.evaluate("node => getComputedStyle(node).direction") == "ltr"
        drawn = await link.evaluate(_DRAWN_AT)
        assert (drawn > 1) is (locale == "ar"), "under the code, where the reader begins"


async def test_every_part_in_every_language_is_one_sheet(chromium: Browser, tmp_path: Path) -> None:
    shown = [_card(locale, part) for locale in SHIPPED for part in Part]
    async with _opened(chromium, tmp_path, *shown) as page:
        assert await sheets(page) == len(shown) == len(SHIPPED) * len(Part)


@pytest.mark.parametrize("part", [Part.PROFESSIONAL, Part.CHILD])
@pytest.mark.parametrize("locale", SHIPPED)
async def test_on_a_phone_nothing_is_wider_than_the_screen(
    chromium: Browser, tmp_path: Path, locale: str, part: Part
) -> None:
    async with _opened(chromium, tmp_path, _card(locale, part), size=PHONE) as page:
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE.width
        assert await page.evaluate(OUTSIDE) == []
