"""The manager finds somebody, played by clicking on the phones; with the pictures for docs/."""

import os
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import async_playwright, expect

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from simulator.stories.telling import STORIES
from tests.browser.hands import ClickedPhones
from tests.simulator.chromium import QUIET, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUICK = Limits(per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
TOUCHED = Path(os.environ.get("KRING_PICTURES", ""))


@pytest.mark.parametrize(
    ("story", "locale", "shown"),
    [
        ("scarce-language", "nl", {"mp"}),
        ("nobody-fits", "ti", {"mn", "rn"}),
        ("silence-escalates", "nl", {"xt"}),
        ("blocked-by-the-family", "ar", {"uw"}),
    ],
)
@pytest.mark.asyncio
async def test_the_manager_finds_somebody_by_clicking(
    story: str, locale: str, shown: set[str], tmp_path: Path
) -> None:
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium: set KRING_CHROMIUM or install the package chromium")
    pictures = TOUCHED / story if TOUCHED.name else tmp_path
    pictures.mkdir(parents=True, exist_ok=True)
    async with (
        playing(f"sqlite:///{tmp_path / 'browser.sqlite'}", limits=QUICK) as ground,
        ClientSession() as http,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        page = await browser.new_page(viewport={"width": 1720, "height": 980})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(ground.address)
        await expect(page.locator("body")).to_have_attribute("data-ready", "true")
        phones = ClickedPhones(ground.address, http, page=page, pictures=pictures, shown=frozenset(shown))
        await STORIES[story](Cast(phones, locale, ground))
        await browser.close()
    assert troubles == []
    assert len(list(pictures.glob("*.png"))) >= len(shown)
