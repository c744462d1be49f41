"""The page of phones keeps its place and its head: long chats, strange texts, a simulator that is gone."""

import pytest
from playwright.async_api import expect

from tests.simulator.page_places import OpenPage, newest, phone
from tests.simulator.page_table import Table

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_who_scrolled_up_is_not_pulled_down(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    for number in range(12):
        table.bot("sendMessage", chat_id=person, text=f"Bericht {number}\n\n\nmet ruimte")
    page = await open_page()
    log = page.get_by_role("log", name="requester")
    await expect(newest(page, "requester")).to_be_in_viewport()
    await log.evaluate("log => { log.scrollTop = 0; }")
    await page.wait_for_timeout(100)
    table.bot("sendMessage", chat_id=person, text="Nieuw")
    newer = page.get_by_role("button", name="1 new message for requester: go to the newest")
    assert await log.evaluate("log => log.scrollTop") == 0
    await newer.click()
    await expect(newest(page, "requester")).to_be_in_viewport()
    await expect(newer).to_be_hidden()


async def test_the_newest_message_is_in_view_above_a_large_keyboard(
    table: Table, open_page: OpenPage
) -> None:
    person = table.add("requester", "nl")
    rows = [[{"text": f"Antwoord {number}"}] for number in range(6)]
    table.bot("sendMessage", chat_id=person, text="Kies maar", reply_markup={"keyboard": rows})
    page = await open_page(360, 740)
    await expect(newest(page, "requester")).to_be_in_viewport(ratio=1)


async def test_markup_in_names_and_texts_stays_text(table: Table, open_page: OpenPage) -> None:
    person = table.add("<img src=x onerror=alert(1)>", "nl")
    table.sim(f"people/{person}/say", text="<script>alert(1)</script> & <b>vet</b>")
    page = await open_page()
    await expect(page.locator("h2").filter(has_text="<img src=x")).to_be_visible()
    await expect(page.locator("[data-message-id] .body").last).to_have_text(
        "<script>alert(1)</script> & <b>vet</b>"
    )
    assert await page.locator("section img, section script, .body b").count() == 0


async def test_a_deleted_message_gives_its_focus_to_the_chat(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    page = await open_page()
    await phone(page, "requester").locator("[data-callback=save]").focus()
    table.bot("deleteMessage", chat_id=person, message_id=table.chat(person)["messages"][-1]["message_id"])
    await expect(page.get_by_role("log", name="requester")).to_be_focused()


async def test_without_a_stream_of_events_the_page_looks_each_second(
    table: Table, open_page: OpenPage
) -> None:
    person = table.add("requester", "nl")
    page = await open_page(before="delete window.EventSource")
    table.bot("sendMessage", chat_id=person, text="Toch gekomen")
    await expect(newest(page, "requester").locator(".body")).to_have_text("Toch gekomen")


async def test_the_page_says_when_the_simulator_is_gone_and_goes_on_when_it_is_back(
    table: Table, open_page: OpenPage
) -> None:
    table.add("requester", "nl")
    page = await open_page()
    table.close()
    await expect(page.locator("[data-lost]")).to_be_visible()
    table.open_again()
    await expect(page.get_by_role("heading", name="Nobody here yet")).to_be_visible(timeout=8000)
    await expect(page.locator("[data-lost]")).to_be_hidden()
