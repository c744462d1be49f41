"""A file from the bot on the page of phones: it opens beside the page, in a place where nothing runs."""

import re

import httpx
import pytest
from playwright.async_api import expect

from tests.simulator.page_places import OpenPage, newest
from tests.simulator.page_table import TOKEN, Table

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

_PAGE = (
    '<!doctype html><html lang="ti"><meta charset="utf-8"><h1>ሰላም</h1><script>document.title = "ran"</script>'
)


def _send(table: Table, person: int, name: str, content: str) -> None:
    httpx.post(
        f"{table.address}/bot{TOKEN}/sendDocument",
        data={"chat_id": str(person), "protect_content": "true"},
        files={"document": (name, content.encode(), "application/octet-stream")},
    ).raise_for_status()


async def test_a_page_from_the_bot_opens_beside_the_phones(table: Table, open_page: OpenPage) -> None:
    _send(table, table.add("requester", "ti"), "kring.html", _PAGE)
    page = await open_page()
    link = newest(page, "requester").get_by_role("link", name=re.compile("^kring.html "))
    await expect(newest(page, "requester").locator(".mark")).to_have_count(1)
    async with page.context.expect_page() as opened:
        await link.press("Enter")
    shown = await opened.value
    await expect(shown.locator("h1")).to_have_text("ሰላም")
    assert await shown.title() == ""
    assert await page.title() != "ran"


async def test_any_other_file_is_saved_under_its_name(table: Table, open_page: OpenPage) -> None:
    _send(table, table.add("requester", "nl"), "kring.ics", "BEGIN:VCALENDAR")
    page = await open_page()
    async with page.expect_download() as saved:
        await newest(page, "requester").locator("[data-action=open-file]").click()
    assert (await saved.value).suggested_filename == "kring.ics"


async def test_a_name_of_a_file_is_words_and_no_markup(table: Table, open_page: OpenPage) -> None:
    _send(table, table.add("requester", "nl"), "<b>x</b>.html", _PAGE)
    page = await open_page()
    await expect(newest(page, "requester").locator("[data-action=open-file]")).to_contain_text("<b>x")
    assert await newest(page, "requester").locator(".media b").count() == 0
