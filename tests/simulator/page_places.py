"""Where things are on the page of phones."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page

OpenPage = Callable[..., Awaitable[Page]]


def phone(page: Page, name: str) -> Locator:
    """Return the phone of the person with this name."""
    return page.locator(f'section[data-name="{name}"]')


def newest(page: Page, name: str) -> Locator:
    """Return the newest message on that phone."""
    return phone(page, name).locator("[data-message-id]").last
