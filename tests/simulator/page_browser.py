"""A Chromium that opens the page of phones, and watches that the page behaves."""

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.simulator.chromium import QUIET, chromium_path
from tests.simulator.page_places import OpenPage
from tests.simulator.page_table import Table

PATIENCE_MS = 8000


class Options(TypedDict, total=False):
    """How the reader has set up the browser."""

    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the whole run: while it is there, no other event loop can start in this thread."""
    path = chromium_path()
    if path is None:
        pytest.skip("there is no Chromium: set KRING_CHROMIUM or install the package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def table() -> Iterator[Table]:
    with Table() as opened:
        yield opened


@pytest.fixture
def open_page(chromium: Browser, table: Table) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []
    troubles: list[str] = []
    requests: list[str] = []

    def open_(width: int = 1440, height: int = 900, *, before: str = "", **options: Unpack[Options]) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
        page.on("request", lambda request: requests.append(request.url))
        if before:
            page.add_init_script(before)
        page.goto(table.address)
        expect(page.locator("body")).to_have_attribute("data-ready", "true")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert troubles == [], "the page itself went wrong"
    assert [url for url in requests if not url.startswith(table.address)] == [], "something left the machine"


def _is_trouble(said: ConsoleMessage) -> bool:
    """A refusal by the simulator (400, 409) is an answer; Chromium writes it down as an error."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")
