"""The page of phones does what a phone with Telegram does, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.simulator.page_places import OpenPage, newest, phone
from tests.simulator.page_table import Table

pytest_plugins = ["tests.simulator.page_browser"]
pytestmark = pytest.mark.browser


def _tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.callback ?? document.activeElement.className"))


def test_someone_is_added_and_plays_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    _tab_to(page, "[data-action=add-person]")
    page.keyboard.press("Enter")
    page.keyboard.type("requester")
    page.keyboard.press("Tab")
    page.keyboard.type("nl")
    page.keyboard.press("Enter")
    expect(phone(page, "requester").locator("[data-field=say]")).to_be_focused()
    _tab_to(page, "[data-action=start]", back=True)
    page.keyboard.press("Enter")
    expect(newest(page, "requester")).to_contain_text("Waarmee kunnen wij u helpen?")
    _tab_to(page, "[data-callback=save]", back=True)
    page.keyboard.press("Enter")
    expect(newest(page, "requester")).to_contain_text("edited")
    _tab_to(page, "[data-action=commands]")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(phone(page, "requester").locator("[data-action=commands]")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(newest(page, "requester").locator(".body")).to_have_text("/help")


def test_the_dialog_says_what_is_missing_and_escape_closes_it(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("[data-action=add-person]").click()
    page.locator("[data-action=save-person]").click()
    expect(page.locator("#person-error")).to_have_text("Please fill in a name.")
    expect(page.locator("#person-name")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#person-dialog")).to_be_hidden()
    expect(page.locator("[data-action=add-person]")).to_be_focused()


def test_an_edited_message_changes_in_place_and_keeps_the_focus(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    page.evaluate("document.querySelector('[data-message-id]').kept = true")
    phone(page, "requester").locator("[data-callback=save]").press("Enter")
    expect(newest(page, "requester").locator(".edited")).to_have_text("edited")
    expect(newest(page, "requester").locator(".body")).to_contain_text("typen. +")
    expect(page.locator("[data-message-id]")).to_have_count(2)
    assert _focused(page) == "save"
    assert page.evaluate("document.querySelector('[data-message-id]').kept") is True


def test_when_the_pressed_button_goes_its_message_has_the_focus(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    phone(page, "requester").locator("[data-callback=stop]").press("Enter")
    expect(newest(page, "requester").locator(".body")).to_have_text("Gestopt.")
    expect(newest(page, "requester")).to_be_focused()


def test_a_callback_answer_is_a_toast_or_an_alert(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    mine = phone(page, "requester")
    mine.locator("[data-callback=save]").click()
    expect(mine.get_by_role("status")).to_have_text("Bewaard.")
    mine.locator("[data-callback=alert]").press("Enter")
    expect(page.get_by_role("alertdialog")).to_contain_text("Bel 112 bij gevaar.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert _focused(page) == "alert"


def test_enter_sends_and_shift_enter_starts_a_new_line(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    field = phone(page, "requester").locator("[data-field=say]")
    field.press_sequentially("een")
    field.press("Shift+Enter")
    field.press_sequentially("twee")
    field.press("Enter")
    expect(newest(page, "requester").locator(".body")).to_have_text("een\ntwee", use_inner_text=True)
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_a_link_to_the_bot_opens_in_the_same_phone(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    phone(page, "requester").locator("[data-url]").click()
    expect(newest(page, "requester").locator(".body")).to_have_text("/start token-1")


def test_a_pasted_link_of_another_bot_is_refused_in_the_dialog(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    phone(page, "requester").locator("[data-action=more]").click()
    page.get_by_role("menuitem", name="Open a link").click()
    page.locator("#link-address").fill("https://t.me/another_bot?start=x")
    with page.expect_response("**/open") as answer:
        page.locator("[data-action=open-link]").click()
    assert answer.value.status == 400
    expect(page.locator("#link-error")).to_contain_text("another_bot")


def test_who_blocks_the_bot_cannot_type_until_unblocking(table: Table, open_page: OpenPage) -> None:
    table.add("requester", "nl")
    page = open_page()
    mine = phone(page, "requester")
    mine.locator("[data-action=more]").click()
    page.get_by_role("menuitem", name="Block the bot").click()
    expect(mine).to_contain_text("The bot is blocked on this phone.")
    expect(mine.locator("[data-field=say]")).to_be_disabled()
    mine.locator("[data-action=unblock]").click()
    expect(mine.locator("[data-field=say]")).to_be_focused()


def test_a_phone_sends_more_than_text(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    page = open_page()
    kinds = ["photo", "voice", "sticker", "document"]
    for kind in kinds:
        phone(page, "requester").locator("[data-action=more]").click()
        page.locator(f"[data-choice={kind}]").click()
        expect(newest(page, "requester")).to_have_attribute("data-kind", kind)
        expect(newest(page, "requester").locator(".media")).to_be_visible()
    assert [message["kind"] for message in table.chat(person)["messages"]][-4:] == kinds


def test_a_keyboard_in_place_of_the_letters_can_be_pressed(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    keyboard = {"keyboard": [[{"text": "Deel mijn nummer", "request_contact": True}]]}
    table.bot("sendMessage", chat_id=person, text="Mag het?", reply_markup=keyboard)
    page = open_page()
    phone(page, "requester").get_by_role("button", name="Deel mijn nummer").click()
    expect(newest(page, "requester")).to_have_attribute("data-kind", "contact")


def test_the_clock_moves_and_says_so(open_page: OpenPage) -> None:
    page = open_page()
    before = page.locator("[data-clock=now]").get_attribute("datetime")
    page.locator('[data-advance="P28D"]').press("Enter")
    expect(page.locator("[data-clock=said]")).to_contain_text("The clock moved 4 weeks forward. It is now")
    after = page.locator("[data-clock=now]").get_attribute("datetime")
    days = page.evaluate("([a, b]) => (Date.parse(b) - Date.parse(a)) / 864e5", [before, after])
    assert 27.9 < days < 28.1


def test_marks_tell_protected_and_silent(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    table.bot("sendMessage", chat_id=person, text="Stil", protect_content=True, disable_notification=True)
    page = open_page()
    expect(newest(page, "requester")).to_contain_text("Protected: cannot be forwarded or saved.")
    expect(newest(page, "requester")).to_contain_text("Sent without a sound.")


def test_a_command_in_a_text_can_be_pressed(table: Table, open_page: OpenPage) -> None:
    person = table.add("requester", "nl")
    table.bot("sendMessage", chat_id=person, text="Hulp nodig? Kies /help.")
    page = open_page()
    newest(page, "requester").get_by_role("button", name="/help").press("Enter")
    expect(newest(page, "requester").locator(".body")).to_have_text("/help")
