"""The story of the follow-up: several people say with three faces how it goes, and nobody learns who said what."""

import asyncio
import re

from simulator.stories.cast import (
    Cast,
    accept,
    ask_everyone,
    hold_meeting,
    prepare,
    register,
    require,
    send_request,
)
from simulator.stories.phones import Phone, StoryError

AGREEMENTS = 5
"""In the plan that `hold_meeting` records."""

RELATIVES = ("tr", "pl", "ar")
"""The languages of the phones of those who get a link."""

_LINK = re.compile(r"https://t\.me/\w+\?start=[\w-]+")
_NUMBERS = "1, 2, 3, 4"
"""The agreements that everybody answers, as they stand under a band."""

_LOOK_EVERY_SECONDS, _LOOKS = 0.05, 600


async def faces_after_four_weeks(cast: Cast) -> None:
    """The requester is asked in the chat, three relatives by link; the coordinator sees bands, the manager no more than that."""
    manager, requester = await cast.manager(), await cast.requester()
    coordinator = await cast.coordinator(1)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 1)
    await accept(coordinator)
    await prepare(coordinator)
    await hold_meeting(cast.phones, coordinator)
    await cast.phones.advance("P28D")
    relatives = await _hand_out_links(cast, coordinator)
    for phone in relatives[:2]:
        await _answer(phone, "n")
    await coordinator.tap(r"ka:\w+")
    require(not await _sees_bands(coordinator), "two answers were told apart")
    await cast.phones.advance("P1D")  # to an hour that is safe for the requester
    await _answer(requester, "n")
    await relatives[2].tap(r"kt:\w+")
    await coordinator.tap(r"jo:\w+")
    await coordinator.tap(r"ka:\w+")
    require(await _sees_bands(coordinator), "three answers are not told as bands")
    await manager.tap("m")
    await manager.tap(f"mo:{receipt}")
    await manager.wait_for_button(f"me:{receipt}")
    require(await manager.sees("❗"), "the manager does not see that attention is needed")
    require(not await manager.sees(_NUMBERS), "the manager sees more than that")
    await coordinator.tap(r"jf:\w+")
    await coordinator.answer("follow_up", reached="2", attention="no")
    await coordinator.tap(r"fs:follow_up:\d+")
    await register(coordinator)
    await relatives[0].tap_old(r"kp:\w+:1")
    require(not await relatives[0].has_button_in_newest(r"kf:\w+:1:n"), "the answers can still be changed")


async def _hand_out_links(cast: Cast, coordinator: Phone) -> list[Phone]:
    """The coordinator asks the requester in the chat, and makes a link for each relative; a stranger gets nothing of it."""
    await coordinator.tap(r"ka:\w+")
    await coordinator.tap(r"kr:\w+")
    await coordinator.tap(rf"kl:\w+:{len(RELATIVES)}")
    links = await _links(coordinator)
    relatives = [
        await cast.phones.add(f"relative {number}", language) for number, language in enumerate(RELATIVES, 1)
    ]
    for phone, link in zip(relatives, links, strict=True):
        await phone.open(link)
        await phone.wait_for_button(r"kb:\w+")
        require(not await phone.sees("A name"), f"{phone.name} reads a name")
    stranger = await cast.phones.add("stranger", cast.locale)
    await stranger.open(links[0])
    require(not await stranger.has_button(r"kb:\w+"), "a second person got in by the same link")
    return relatives


async def _answer(phone: Phone, face: str) -> None:
    """Begin, tap this face for each agreement but the last one, which is skipped; and look at the end."""
    await phone.tap(r"kb:\w+")
    for number in range(1, AGREEMENTS):
        await phone.tap(rf"kf:\w+:{number}:{face}")
    await phone.tap(rf"kp:\w+:{AGREEMENTS + 1}")
    await phone.wait_for_button(r"kd:\w+")


async def _links(coordinator: Phone) -> list[str]:
    """The links on the newest screen, as soon as they are there."""
    for _ in range(_LOOKS):
        found = _LINK.findall((await coordinator.messages())[-1].get("text") or "")
        if found:
            return found
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise StoryError(f"{coordinator.name}: no links")


async def _sees_bands(coordinator: Phone) -> bool:
    """Whether the screen of the asking puts the agreements under their bands."""
    await coordinator.wait_for_button(r"kl:\w+:1")
    return await coordinator.sees(_NUMBERS)
