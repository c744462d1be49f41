"""The first conference, played by clicking on the phones, in Dutch and in Arabic; with the pictures for docs/."""

import os
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import async_playwright, expect

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import (
    Cast,
    accept,
    ask_everyone,
    finish,
    hold_meeting,
    prepare,
    send_request,
)
from tests.browser.hands import ClickedPhones
from tests.simulator.chromium import QUIET, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUICK = Limits(per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
TOUCHED = Path(os.environ.get("KRING_PICTURES", ""))
"""Where the pictures go; without the variable they are thrown away."""


@pytest.mark.parametrize("locale", ["nl", "ar"])
@pytest.mark.asyncio
async def test_the_first_conference_is_played_by_clicking(locale: str, tmp_path: Path) -> None:
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium: set KRING_CHROMIUM or install the package chromium")
    pictures = TOUCHED / locale if TOUCHED.name else tmp_path
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
        phones = ClickedPhones(ground.address, http, page=page, pictures=pictures)
        await _play(Cast(phones, locale, ground), phones)
        await browser.close()
        assert troubles == []


async def _play(cast: Cast, phones: ClickedPhones) -> None:
    requester = await cast.requester()
    await requester.say("/start")
    await phones.picture("danger-first")
    manager = await cast.manager()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await phones.picture("request-sent")
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"ml:{receipt}")
    await manager.wait_for_button(rf"mc:{receipt}:\w+:")
    await phones.picture("shortlist")
    await ask_everyone(manager, receipt, 2, opened=True)
    await second.tap(r"ol:\w+")
    await phones.picture("offers")
    await accept(first)
    await second.wait_until_gone(r"oq:\w+:\d:n")
    await phones.picture("accepted")
    await first.tap(r"jc:\w+")
    await first.tap(r"jn:\w+")
    await first.wait_for_button(r"jd:\w+:2:d")
    await phones.picture("steps")
    await prepare(first, begun=True)
    await hold_meeting(phones, first)
    await phones.picture("plan-sent")
    await phones.advance("P28D")
    await first.wait_for_button(r"jf:\w+")
    await phones.picture("four-weeks-later")
    await finish(first)
    await requester.wait_for_button("h")
    await phones.picture("closed")
