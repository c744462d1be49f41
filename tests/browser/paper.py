"""A page for paper in a real Chromium: the file as it is on a device, seen as a sheet of A4 or on a phone."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser, Page


class Size(NamedTuple):
    """In the pixels of CSS."""

    width: int
    height: int


A4 = Size(680, 1010)
"""A sheet within its margins."""
PHONE = Size(360, 740)
OUTSIDE = """() => [...document.querySelectorAll('body *')]
  .filter((node) => { const box = node.getBoundingClientRect();
                      return box.width && (box.left < -1 || box.right > innerWidth + 1); })
  .map((node) => node.outerHTML.slice(0, 80))"""
"""What reaches beyond the sides of the sheet or the screen."""

_WHOLE_SHEET = Size(794, 1123)
_PICTURES = os.environ.get("KRING_PICTURES", "")
"""Where the pictures go; without the variable none are taken."""


@asynccontextmanager
async def opened(chromium: Browser, content: bytes, folder: Path, size: Size = A4) -> AsyncIterator[Page]:
    """The page as a file on the device; of the size of paper it is looked at as on paper."""
    file = folder / "kring.html"
    file.write_bytes(content)
    asked: list[str] = []
    page = await chromium.new_page(viewport={"width": size.width, "height": size.height})
    try:
        page.on("request", lambda request: asked.append(request.url))
        if size is A4:
            await page.emulate_media(media="print")
        await page.goto(file.as_uri())
        yield page
    finally:
        await page.close()  # with its context: the next page begins with nothing
    assert asked == [file.as_uri()], "a page for paper needs nothing from outside"


async def fonts(page: Page, selector: str) -> set[str]:
    """The fonts with which the browser really draws an element."""
    tools = await page.context.new_cdp_session(page)
    await tools.send("DOM.enable")
    await tools.send("CSS.enable")
    root: dict[str, Any] = await tools.send("DOM.getDocument")
    found = await tools.send("DOM.querySelector", {"nodeId": root["root"]["nodeId"], "selector": selector})
    used = await tools.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})
    return {str(font["familyName"]) for font in used["fonts"]}


async def sheets(page: Page) -> int:
    """How many sheets of A4 come out of the printer."""
    return len(re.findall(rb"/Type /Page\b", await page.pdf(prefer_css_page_size=True)))


async def keep(page: Page, name: str) -> None:
    """A picture of the first sheet, for whoever asked for pictures."""
    if _PICTURES:
        folder = Path(_PICTURES) / "printing"
        folder.mkdir(parents=True, exist_ok=True)
        await page.set_viewport_size({"width": _WHOLE_SHEET.width, "height": _WHOLE_SHEET.height})
        await page.add_style_tag(content="html { padding: 15mm; }")  # the margins, which are the printer's
        await page.screenshot(path=folder / f"{name}.png")
