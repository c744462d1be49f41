"""The page of phones does what a phone with Telegram does, by mouse and by keyboard."""

import pytest
from playwright.async_api import Page, expect

from tests.simulator.page_places import OpenPage, newest, phone
from tests.simulator.page_table import Table

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def _tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    for _ in range(60):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


async def _focused(page: Page) -> str:
    return str(
        await page.evaluate("document.activeElement.dataset.callback ?? document.activeElement.className")
    )


async def test_someone_is_added_and_plays_by_keyboard_alone(open_page: OpenPage) -> None:
    page = await open_page()
    await _tab_to(page, "[data-action=add-person]")
    await page.keyboard.press("Enter")
    await page.keyboard.type("requester")
    await page.keyboard.press("Tab")
    await page.keyboard.type("nl")
    await page.keyboard.press("Enter")
    await expect(phone(page, "requester").locator("[data-field=say]")).to_be_focused()
    await _tab_to(page, "[data-action=start]", back=True)
    await page.keyboard.press("Enter")
    await expect(newest(page, "requester")).to_contain_text("Waarmee kunnen wij u helpen?")
    await _tab_to(page, "[data-callback=save]", back=True)
    await page.keyboard.press("Enter")
    await expect(newest(page, "requester")).to_contain_text("edited")
    await _tab_to(page, "[data-action=commands]")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(phone(page, "requester").locator("[data-action=commands]")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(newest(page, "requester").locator(".body")).to_have_text("/help")


async def test_the_dialog_says_what_is_missing_and_escape_closes_it(open_page: OpenPage) -> None:
    page = await open_page()
    await page.locator("[data-action=add-person]").click()
    await page.locator("[data-action=save-person]").click()
    await expect(page.locator("#person-error")).to_have_text("Please fill in a name.")
    await expect(page.locator("#person-name")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#person-dialog")).to_be_hidden()
    await expect(page.locator("[data-action=add-person]")).to_be_focused()


async def test_an_edited_message_changes_in_place_and_keeps_the_focus(
    table: Table, open_page: OpenPage
) -> None:
    table.add("requester", "nl")
    page = await open_page()
    await page.evaluate("document.querySelector('[data-message-id]').kept = true")
    await phone(page, "requester").locator("[data-callback=save]").press("Enter")
    await expect(newest(page, "requester").locator(".edited")).to_have_text("edited")
    await expect(newest(page, "requester").locator(".body")).to_contain_text("typen. +")
    await expect(page.locator("[data-message-id]")).to_have_count(2)
    assert await _focused(page) == "save"
    assert await page.evaluate("document.querySelector('[data-message-id]').kept") is True


async def test_when_the_pressed_button_goes_its_message_has_the_focus(
    table: Table, open_page: OpenPage
) -> None:
    table.add("requester", "nl")
    page = await open_page()
    await phone(page, "requester").locator("[data-callback=stop]").press("Enter")
    await expect(newest(page, "requester").locator(".body")).to_have_text("Gestopt.")
    await expect(newest(page, "requester")).to_be_focused()


async def test_a_callback_answer_is_a_toast_or_an_alert(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = await open_page()
    mine = phone(page, "requester")
    await mine.locator("[data-callback=save]").click()
    await expect(mine.get_by_role("status")).to_have_text("Bewaard.")
    await mine.locator("[data-callback=alert]").press("Enter")
    await expect(page.get_by_role("alertdialog")).to_contain_text("Bel 112 bij gevaar.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert await _focused(page) == "alert"


async def test_enter_sends_and_shift_enter_starts_a_new_line(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = await open_page()
    field = phone(page, "requester").locator("[data-field=say]")
    await field.press_sequentially("een")
    await field.press("Shift+Enter")
    await field.press_sequentially("twee")
    await field.press("Enter")
    await expect(newest(page, "requester").locator(".body")).to_have_text("een\ntwee", use_inner_text=True)
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_a_link_to_the_bot_opens_in_the_same_phone(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = await open_page()
    await phone(page, "requester").locator("[data-url]").click()
    await expect(newest(page, "requester").locator(".body")).to_have_text("/start token-1")


async def test_a_pasted_link_of_another_bot_is_refused_in_the_dialog(
    table: Table, open_page: OpenPage
) -> None:
    table.add("requester", "nl")
    page = await open_page()
    await phone(page, "requester").locator("[data-action=more]").click()
    await page.get_by_role("menuitem", name="Open a link").click()
    await page.locator("#link-address").fill("https://t.me/another_bot?start=x")
    async with page.expect_response("**/open") as answer:
        await page.locator("[data-action=open-link]").click()
    assert (await answer.value).status == 400
    await expect(page.locator("#link-error")).to_contain_text("another_bot")


async def test_who_blocks_the_bot_cannot_type_until_unblocking(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = await open_page()
    mine = phone(page, "requester")
    await mine.locator("[data-action=more]").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await expect(mine).to_contain_text("The bot is blocked on this phone.")
    await expect(mine.locator("[data-field=say]")).to_be_disabled()
    await mine.locator("[data-action=unblock]").click()
    await expect(mine.locator("[data-field=say]")).to_be_focused()


async def test_a_phone_sends_more_than_text(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    page = await open_page()
    kinds = ["photo", "voice", "sticker", "document"]
    for kind in kinds:
        await phone(page, "requester").locator("[data-action=more]").click()
        await page.locator(f"[data-choice={kind}]").click()
        await expect(newest(page, "requester")).to_have_attribute("data-kind", kind)
        await expect(newest(page, "requester").locator(".media")).to_be_visible()
    assert [message["kind"] for message in table.chat(person)["messages"]][-4:] == kinds


async def test_a_keyboard_in_place_of_the_letters_can_be_pressed(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    keyboard = {"keyboard": [[{"text": "Deel mijn nummer", "request_contact": True}]]}
    table.bot("sendMessage", chat_id=person, text="Mag het?", reply_markup=keyboard)
    page = await open_page()
    await phone(page, "requester").get_by_role("button", name="Deel mijn nummer").click()
    await expect(newest(page, "requester")).to_have_attribute("data-kind", "contact")


async def test_the_clock_moves_and_says_so(open_page: OpenPage) -> None:
    page = await open_page()
    before = await page.locator("[data-clock=now]").get_attribute("datetime")
    await page.locator('[data-advance="P28D"]').press("Enter")
    await expect(page.locator("[data-clock=said]")).to_contain_text(
        "The clock moved 4 weeks forward. It is now"
    )
    after = await page.locator("[data-clock=now]").get_attribute("datetime")
    days = await page.evaluate("([a, b]) => (Date.parse(b) - Date.parse(a)) / 864e5", [before, after])
    assert 27.9 < days < 28.1


async def test_marks_tell_protected_and_silent(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    table.bot("sendMessage", chat_id=person, text="Stil", protect_content=True, disable_notification=True)
    page = await open_page()
    await expect(newest(page, "requester")).to_contain_text("Protected: cannot be forwarded or saved.")
    await expect(newest(page, "requester")).to_contain_text("Sent without a sound.")


async def test_a_command_in_a_text_can_be_pressed(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    table.bot("sendMessage", chat_id=person, text="Hulp nodig? Kies /help.")
    page = await open_page()
    await newest(page, "requester").get_by_role("button", name="/help").press("Enter")
    await expect(newest(page, "requester").locator(".body")).to_have_text("/help")
