"""The page of phones can be seen, read aloud and read from right to left, on a small screen and a large one."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.simulator.page_places import OpenPage, newest, phone
from tests.simulator.page_table import Table

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WEAK_CONTRAST = (Path(__file__).parent / "page_sight.js").read_text(encoding="utf-8")
SPOKEN = {
    "button",
    "textbox",
    "combobox",
    "link",
    "menuitem",
    "log",
    "article",
    "dialog",
    "alertdialog",
    "main",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_contrast_and_the_page_never_scrolls_sideways(
    table: Table, open_page: OpenPage, scheme: str
) -> None:
    for name, language in (("requester", "nl"), ("coordinator 1", "ar"), ("coordinator 2", "ti")):
        table.add(name, language)
    table.add("regiomanager", "prs", started=False)
    page = await open_page(color_scheme=scheme)
    await expect(page.locator("[data-message-id]")).to_have_count(6)
    for width in (1440, 800, 360, 320):
        await page.set_viewport_size({"width": width, "height": 740})
        assert await page.evaluate(WEAK_CONTRAST) == [], f"{width} px wide"
        assert await page.evaluate("document.documentElement.scrollWidth") == width
    await page.locator("[data-action=add-person]").click()
    assert await page.evaluate(WEAK_CONTRAST) == [], "in the dialog"


async def test_on_a_small_screen_a_name_brings_its_phone(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    table.add("coordinator 1", "ar")
    page = await open_page(360, 740)
    await expect(phone(page, "requester")).to_be_in_viewport(ratio=0.9)
    await page.get_by_role("navigation", name="Phones").get_by_role("button", name="coordinator 1").click()
    await expect(phone(page, "coordinator 1")).to_be_in_viewport(ratio=0.9)
    await expect(phone(page, "coordinator 1")).to_be_focused()


async def _tree(page: Page) -> list[tuple[str, str]]:
    """Return role and name of everything a screen reader meets, as Chromium tells it."""
    session = await page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]


async def test_everything_that_can_be_used_has_a_name_of_its_own(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    table.add("coordinator 1", "nl")
    page = await open_page()
    await expect(page.locator("[data-message-id]")).to_have_count(4)
    tree = await _tree(page)
    assert [role for role, name in tree if role in SPOKEN and not name.strip()] == []
    buttons = Counter(name for role, name in tree if role == "button")
    assert [name for name, times in buttons.items() if times > 1] == []
    assert buttons["Opslaan (message 2 to requester)"] == 1


async def test_landmarks_headings_and_chats_are_there_for_a_screen_reader(
    table: Table, open_page: OpenPage
) -> None:
    table.add("requester", "nl")
    tree = await _tree(await open_page())
    assert ("log", "Chat of requester") in tree
    assert [role for role, _ in tree if role in {"banner", "main"}] == ["banner", "main"]
    assert [name for role, name in tree if role == "heading"] == ["Kring", "Service clock", "requester"]
    assert ("region", "requester") in tree


async def test_an_open_dialog_names_its_fields(open_page: OpenPage) -> None:
    page = await open_page()
    await page.locator("[data-action=add-person]").click()
    tree = await _tree(page)
    assert ("dialog", "Add a person") in tree
    assert ("textbox", "Name") in tree
    assert ("combobox", "Language of the phone") in tree


async def test_a_right_to_left_chat_is_mirrored_but_its_rows_of_buttons_are_not(
    table: Table, open_page: OpenPage
) -> None:
    table.add("coordinator 1", "ar")
    page = await open_page()
    chat = phone(page, "coordinator 1")
    await expect(chat.locator(".screen")).to_have_attribute("dir", "rtl")
    boxes = [await chat.locator(".message").nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] < boxes[1]["x"], "the person's own bubble stands on the left"
    first, second = [
        await chat.locator(f"[data-callback={data}]").bounding_box() for data in ("save", "stop")
    ]
    assert first
    assert second
    assert first["x"] < second["x"], "the first button of a row stays on the left"


async def test_each_paragraph_finds_its_own_direction(table: Table, open_page: OpenPage) -> None:
    table.add("coordinator 1", "ar")
    page = await open_page()
    starts = (
        await newest(page, "coordinator 1")
        .locator(".body")
        .evaluate(
            """body => {
          const text = body.firstChild, cut = text.data.indexOf("\\n");
          const edge = (from, to) => { const r = document.createRange(); r.setStart(text, from); r.setEnd(text, to); return r.getBoundingClientRect(); };
          const box = body.getBoundingClientRect();
          return [box.right - edge(0, cut).right, edge(cut + 1, text.length).left - box.left].map(Math.round);
        }"""
        )
    )
    assert starts == [0, 0], "Arabic starts at the right edge, the receipt below it at the left"


async def test_the_language_of_the_phone_decides_the_side(table: Table, open_page: OpenPage) -> None:
    right_to_left = ["ar", "prs", "fa-AF", "ckb", "aii", "dv", "ur", "he", "pa-Arab", "uz_Arab"]
    left_to_right = ["nl", "ti", "pa", "sr-Latn", "ug-Latn", "zh-hant", "qxz"]
    for language in right_to_left + left_to_right:
        table.add(language, language, started=False)
    page = await open_page()
    sides = await page.locator("section .screen").evaluate_all("all => all.map(screen => screen.dir)")
    assert sides == ["rtl"] * len(right_to_left) + ["ltr"] * len(left_to_right)


async def test_who_wants_no_motion_gets_none(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = await open_page(reduced_motion="reduce")
    await phone(page, "requester").locator("[data-callback=save]").click()
    await expect(newest(page, "requester").locator(".edited")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0
