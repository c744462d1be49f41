"""The phones of a story, held by a browser: every tap is a click on the page, every word is typed there."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from simulator.stories.phones import Phones

DAY, WEEK, HOUR = "P1D", "P7D", "PT1H"
_UNTIL_CHANGED_SECONDS = 3.0
"""A tap that changes nothing is not waited for any longer."""
_BUTTONS = {HOUR, DAY, WEEK, "P28D"}
_MOVES = {"P8D": (WEEK, DAY), "P1DT1H": (DAY, HOUR), "P2D": (DAY, DAY)}
"""The page moves an hour, a day, a week or four weeks; other spans are several clicks."""


@dataclass(slots=True)
class ClickedPhones(Phones):
    """Phones whose people look at the page: what they do goes through it, what they see is asked of the simulator."""

    page: Page = field(kw_only=True)
    pictures: Path = field(kw_only=True)
    number: int = 0
    shown: frozenset[str] = frozenset()
    """Verbs of buttons before whose tap a picture is taken: what the person sees who is about to tap."""

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        """Do in the browser what a story does; look over HTTP."""
        if method == "GET" or body is None:
            return await Phones.call(self, method, path, body)
        if path == "/sim/people":
            return await self._add(body)
        if path == "/sim/clock":
            return await self._move(str(body["advance"]))
        person, deed = path.removeprefix("/sim/people/").split("/")
        phone = self.page.locator(f'section[data-person="{person}"]')
        return await self._do(phone, deed, body)

    async def picture(self, name: str) -> None:
        """Keep what the page shows now."""
        self.number += 1
        await self.page.screenshot(path=self.pictures / f"{self.number:02}-{name}.png")

    async def _add(self, body: dict[str, Any]) -> dict[str, int]:
        phones = self.page.locator(f'section[data-name="{body["name"]}"]')
        before = await phones.count()
        await self.page.locator("[data-action=add-person]").click()
        await self.page.locator("#person-name").fill(body["name"])
        await self.page.locator("#person-language").fill(body["language_code"])
        await self.page.locator("[data-action=save-person]").click()
        await expect(phones).to_have_count(before + 1)
        phone = phones.nth(before)
        return {"id": int(str(await phone.get_attribute("data-person")))}

    async def _move(self, duration: str) -> None:
        if duration not in _BUTTONS | _MOVES.keys():
            await Phones.call(self, "POST", "/sim/clock", {"advance": duration})
            return
        for step in _MOVES.get(duration, (duration,)):
            await self.page.locator(f'[data-advance="{step}"]').click()

    async def _do(self, phone: Locator, deed: str, body: dict[str, Any]) -> dict[str, Any]:
        match deed:
            case "say":
                await self._say(phone, body["text"])
            case "open":
                await self._open(phone, body["link"])
            case "tap":
                verb = body["button"].partition(":")[0]
                if verb in self.shown:
                    await self.picture(verb)
                await self._tap(phone, body["message_id"], body["button"])
            case "block":
                await phone.locator("[data-action=more]").click()
                await phone.locator("[data-choice=block]").click()
            case "unblock":
                await phone.locator("[data-action=unblock]").click()
            case _:
                raise ValueError(f"nobody does {deed} by clicking")
        return {}

    async def _tap(self, phone: Locator, message_id: int, data: str) -> None:
        """Click, and look until the chat has changed: what is found next must not stand on the screen of before."""
        person = await phone.get_attribute("data-person")
        path = f"/sim/people/{person}/chat?peek=1"

        async def messages() -> Any:  # noqa: ANN401 - JSON
            return (await Phones.call(self, "GET", path))["messages"]

        before = await messages()
        message = phone.locator(f'[data-message-id="{message_id}"]')
        await message.locator(f'[data-callback="{data}"]').click()
        end = time.monotonic() + _UNTIL_CHANGED_SECONDS
        while time.monotonic() < end and await messages() == before:  # noqa: ASYNC110 - it is a phone that is looked at
            await asyncio.sleep(0.02)

    async def _say(self, phone: Locator, text: str) -> None:
        start = phone.locator("[data-action=start]")
        if text == "/start" and await start.is_visible():
            await start.click()
            return
        await phone.locator("[data-field=say]").fill(text)
        await phone.locator("[data-field=say]").press("Enter")

    async def _open(self, phone: Locator, link: str) -> None:
        await phone.locator("[data-action=more]").click()
        await phone.locator("[data-choice=link]").click()
        await self.page.locator("#link-address").fill(link)
        await self.page.locator("[data-action=open-link]").click()
