"""The page of phones in a real Chromium, on a playground of its own."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import async_playwright, expect

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from tests.browser.hands import ClickedPhones
from tests.simulator.chromium import QUIET, chromium_path

_QUICK = Limits(per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
_PICTURES = Path(os.environ.get("KRING_PICTURES", ""))
"""Where the pictures go; without the variable they are thrown away."""


@asynccontextmanager
async def clicking(
    tmp_path: Path, locale: str, *, pictures: str, shown: frozenset[str] = frozenset()
) -> AsyncIterator[tuple[Cast, ClickedPhones]]:
    """People who click. A mistake of the page itself fails the test at the end.

    Args:
        tmp_path: for the database, and for pictures that nobody asked for.
        locale: the language of everybody's phone.
        pictures: the folder for them within `KRING_PICTURES`.
        shown: the verbs of buttons before whose tap a picture is taken.
    """
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium: set KRING_CHROMIUM or install the package chromium")
    folder = _PICTURES / pictures if _PICTURES.name else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    async with (
        playing(f"sqlite:///{tmp_path / 'browser.sqlite'}", limits=_QUICK) as ground,
        ClientSession() as http,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        page = await browser.new_page(viewport={"width": 1720, "height": 980})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(ground.address)
        await expect(page.locator("body")).to_have_attribute("data-ready", "true")
        phones = ClickedPhones(ground.address, http, page=page, pictures=folder, shown=shown)
        yield Cast(phones, locale, ground), phones
        await browser.close()
    assert troubles == []
