"""The plan on paper in a real browser: everybody's words in their own direction, the rest in the reader's language."""

import re
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page

from bot.texts import plan_pages
from bot.texts.translating import SHIPPED, speaking
from casework.plan_readers import Reading
from domain.plans import Line, LineKind
from tests.browser.paper import A4, OUTSIDE, PHONE, Size, fonts, keep, opened, sheets

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

_READERS = ("ar", "ti", "nl")
_HELD_ON = date(2026, 11, 23)
_LOOK_BACK = date(2027, 2, 22)


def _line(
    number: int,
    what: str,
    who: str,
    by: date | None = None,
    checks: str | None = None,
    kind: LineKind = LineKind.PROMISE,
    **beside: str,
) -> Line:
    return Line(f"7Q3F9M2T7Q3F{number:04}", number, kind, what, who, by, checks, beside)


_PLAN = (
    _line(
        1,
        "Elke zondag eten we samen bij oma.",
        "iedereen",
        date(2026, 11, 29),
        "oma",
        ar="نأكل معاً كل يوم أحد عند الجدة.",
        ti="ነፍሲ ወከፍ ሰንበት ብሓባር ክንበልዕ ኢና።",
    ),
    _line(
        2,
        "أتصل كل مساء ثلاثاء، ولو لخمس دقائق فقط.",
        "الخالة صاحبة السيارة الزرقاء",
        date(2026, 12, 1),
        nl="Ik bel elke dinsdagavond, al is het vijf minuten.",
        ti="ነፍሲ ወከፍ ሰሉስ ምሸት ክድውል እየ።",
    ),
    _line(
        3,
        "ናብ ሓኪም ምሳኺ ክኸይድ እየ።",
        "ሓወቦ",
        date(2026, 12, 3),
        "buurvrouw",
        nl="Ik ga met je mee naar de dokter.",
        ar="أذهب معكِ إلى الطبيب.",
    ),
    _line(
        4,
        "Я забираю дітей зі школи щосереди, о третій годині, і вони обідають у мене до п’ятої.",
        "сусідка з третього поверху",
        date(2026, 12, 2),
        "الخال",
        nl="Ik haal de kinderen elke woensdag van school.",
        ar="آخذ الأطفال من المدرسة كل يوم أربعاء.",
        ti="ነፍሲ ወከፍ ረቡዕ ንቖልዑ ካብ ቤት ትምህርቲ ክወስዶም እየ።",
    ),
    _line(5, "De sleutel ligt bij de buurvrouw.", "buurvrouw", None, "tante met de blauwe auto"),
    _line(
        6,
        "نرتب الأوراق معاً (الرسائل 1–3).",
        "tante met de blauwe auto",
        date(2026, 12, 4),
        nl="We zoeken samen de papieren uit (brief 1–3).",
    ),
    _line(
        7,
        "ማንጎን ሩዝን ክዕድግ እየ።",
        "ሓፍቲ",
        date(2026, 12, 5),
        nl="Ik koop mango’s en rijst.",
        ar="أشتري المانجو والأرز.",
    ),
    _line(8, "Is het binnen < 15 °C? Dan brengen we de kachel & hout.", "opa", None, "buurman"),
    _line(
        9,
        "شخص يشرح لنا كيف تعمل المساعدة في الديون.",
        "iedereen",
        date(2026, 11, 30),
        kind=LineKind.HELP,
        nl="Iemand die ons uitlegt hoe hulp bij schulden werkt.",
    ),
    _line(
        10, "Bel tussen 9 en 17 uur, of stuur een bericht.", "tante met de blauwe auto", kind=LineKind.CONTACT
    ),
)
_FROM_RIGHT = frozenset({2, 6, 9})
_DAYS = {
    "ar": ("الاثنين، 23 نوفمبر 2026", "الأحد، 29 نوفمبر 2026", "الاثنين، 22 فبراير 2027"),
    "ti": ("ሰኑይ፣ 23 ሕዳር 2026", "ሰንበት፣ 29 ሕዳር 2026", "ሰኑይ፣ 22 ለካቲት 2027"),
    "nl": ("maandag 23 november 2026", "zondag 29 november 2026", "maandag 22 februari 2027"),
}
_HEADINGS = {"ar": "ما اتفقنا عليه", "ti": "ዝተሰማማዕናሉ", "nl": "Wat wij hebben afgesproken"}
_FOR_READERS = {
    number: {locale: line.beside[locale] for locale in _READERS if locale in line.beside}
    for number, line in enumerate(_PLAN, 1)
}
_ENDS = """(node) => {
  const text = [...node.childNodes].find((child) => child.nodeType === Node.TEXT_NODE);
  return [0, text.length - 1].map((at) => {
    const one = document.createRange();
    one.setStart(text, at);
    one.setEnd(text, at + 1);
    return one.getBoundingClientRect().left;
  });
}"""
"""Where the first and the last sign of an element are drawn."""


def _reading(*lines: Line, locale: str) -> Reading:
    return Reading("7Q3F9M2T7Q3F9M2T", True, 1, lines, (locale,), _HELD_ON, _LOOK_BACK)


def _opened(
    chromium: Browser, reading: Reading, folder: Path, size: Size = A4
) -> AbstractAsyncContextManager[Page]:
    with speaking(reading.languages[0]):
        return opened(chromium, plan_pages.page(reading), folder, size)


async def _direction(node: Locator) -> str:
    return str(await node.evaluate("(node) => getComputedStyle(node).direction"))


@pytest.mark.parametrize("locale", _READERS)
async def test_ten_lines_are_one_sheet_in_the_readers_language(
    chromium: Browser, tmp_path: Path, locale: str
) -> None:
    async with _opened(chromium, _reading(*_PLAN, locale=locale), tmp_path) as page:
        html = page.locator("html")
        assert await html.get_attribute("lang") == locale
        assert await _direction(html) == ("rtl" if locale == "ar" else "ltr")
        told = await page.locator("body").inner_text()
        assert [day for day in _DAYS[locale] if day not in told] == []
        assert await page.locator("h2").first.inner_text() == _HEADINGS[locale]
        assert await page.locator("h2").count() == len(LineKind)
        assert await sheets(page) == 1
        assert await page.evaluate(OUTSIDE) == []
        await keep(page, f"plan-{locale}")


@pytest.mark.parametrize("locale", _READERS)
async def test_every_line_stands_in_its_own_direction_beside_its_number(
    chromium: Browser, tmp_path: Path, locale: str
) -> None:
    async with _opened(chromium, _reading(*_PLAN, locale=locale), tmp_path) as page:
        for line, shown in zip(_PLAN, await page.locator(".line").all(), strict=True):
            said = shown.locator(".said")
            assert await said.inner_text() == line.what
            wanted = "rtl" if line.number in _FROM_RIGHT else "ltr"
            assert await _direction(said) == wanted, line.what
            number, words = await shown.locator("b").bounding_box(), await said.bounding_box()
            assert number is not None
            assert words is not None
            assert (number["x"] > words["x"]) is (locale == "ar")
            below = await shown.inner_text()
            assert [tag for tag, there in _FOR_READERS[line.number].items() if there in below] == [
                tag for tag in line.beside if tag == locale
            ]


@pytest.mark.parametrize("locale", _READERS)
async def test_all_letters_are_real_ones(chromium: Browser, tmp_path: Path, locale: str) -> None:
    async with _opened(chromium, _reading(*_PLAN, locale=locale), tmp_path) as page:
        for number, wanted in {2: r"Arab|Naskh", 3: r"Ethiop|Abyssinica", 4: r"Sans|Serif"}.items():
            # The first `.line` of a page follows its title and a heading.
            found = await fonts(page, f".line:nth-of-type({number}) .said")
            assert any(re.search(wanted, font) for font in found), (number, found)


@pytest.mark.parametrize("locale", _READERS)
async def test_marks_turn_nothing_and_markup_is_words(chromium: Browser, tmp_path: Path, locale: str) -> None:
    """A mark that is opened and never closed would turn the rest of the line, and what stands below it."""
    lines = (
        _line(1, "\u202eWe bellen <b>elke</b> dag\u2066", "\u202eopa\u2067", date(2026, 11, 29), "\u202boma"),
        _line(
            2, "\u202dنتصل <i>كل</i> يوم\u202a", "</bdi></p><script>alert(1)</script>", checks="<img src=x>"
        ),
        _line(3, "\u2068</p></div><h1>ንድውል</h1>", "&amp; ኣያ", None, "\u202e"),
    )
    async with _opened(chromium, _reading(*lines, locale=locale), tmp_path) as page:
        said = page.locator(".said")
        assert await said.all_inner_texts() == [
            "We bellen <b>elke</b> dag",
            "نتصل <i>كل</i> يوم",
            "</p></div><h1>ንድውል</h1>",
        ]
        first, last = await said.nth(0).evaluate(_ENDS)
        assert first < last
        first, last = await said.nth(1).evaluate(_ENDS)
        assert first > last
        assert await page.locator("script, img, i, .said *, bdi *, .line h1").count() == 0
        around = [
            await span.bounding_box() for span in await page.locator(".line").first.locator("span").all()
        ]
        places = [box["x"] for box in around if box is not None]
        assert len(places) == 3
        assert places == sorted(places, reverse=locale == "ar")
        assert "</bdi></p><script>alert(1)</script>" in await page.locator(".line").nth(1).inner_text()


@pytest.mark.parametrize("locale", SHIPPED)
async def test_a_plan_fits_a_phone(chromium: Browser, tmp_path: Path, locale: str) -> None:
    long = tuple(replace(line, what=line.what + " " + "w" * 80) for line in _PLAN)
    async with _opened(chromium, _reading(*long, locale=locale), tmp_path, PHONE) as page:
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE.width
        assert await page.evaluate(OUTSIDE) == []
