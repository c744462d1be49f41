"""A Chromium that opens the page of phones, and watches that the page behaves."""

from collections.abc import AsyncIterator, Iterator
from typing import Literal, TypedDict, Unpack

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    async_playwright,
    expect,
)

from tests.simulator.chromium import QUIET, chromium_path
from tests.simulator.page_places import OpenPage
from tests.simulator.page_table import Table

PATIENCE_MS = 8000


class Options(TypedDict, total=False):
    """How the reader has set up the browser."""

    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One for all tests of a module.

    Playwright's other interface, without `await`, switches stacks behind the interpreter's back; measured for coverage,
    Python 3.11 then hangs now and then.
    """
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium: set KRING_CHROMIUM or install the package chromium")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        await opened.close()


@pytest.fixture
def table() -> Iterator[Table]:
    with Table() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(chromium: Browser, table: Table) -> AsyncIterator[OpenPage]:
    contexts: list[BrowserContext] = []
    troubles: list[str] = []
    requests: list[str] = []

    async def open_(
        width: int = 1440, height: int = 900, *, before: str = "", **options: Unpack[Options]
    ) -> Page:
        context = await chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
        page.on("request", lambda request: requests.append(request.url))
        if before:
            await page.add_init_script(before)
        await page.goto(table.address)
        await expect(page.locator("body")).to_have_attribute("data-ready", "true")
        return page

    yield open_
    for context in contexts:
        await context.close()
    assert troubles == [], "the page itself went wrong"
    assert [url for url in requests if not url.startswith(table.address)] == [], "something left the machine"


def _is_trouble(said: ConsoleMessage) -> bool:
    """A refusal by the simulator (400, 409) is an answer; Chromium writes it down as an error."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")
