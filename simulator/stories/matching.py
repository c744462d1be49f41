"""Stories about finding somebody: who is scarce, who is silent, who is not the one, and what is close enough."""

import asyncio
import time

from simulator.stories.cast import Cast, accept, ask_everyone, require, send_request
from simulator.stories.phones import PATIENCE_SECONDS, Phone

_LOOK_EVERY_SECONDS = 0.05

TIGRINYA = "ትግርኛ"
"""What the language is called in itself; it stands beside its name in every language."""


async def scarce_language(cast: Cast) -> None:
    """Three requests and one Tigrinya speaker, who speaks Arabic too: the joint proposal keeps them free."""
    manager = await cast.manager()
    scarce = await cast.coordinator(1, languages="Tigrinya, Arabisch")
    others = [await cast.coordinator(number, languages="Arabisch, Nederlands") for number in (2, 3)]
    receipts = {}
    for language in ("ar", "ti", "ar"):
        requester = await cast.requester()
        receipts[await send_request(requester, language=language)] = language
    await manager.say("/requests")
    for receipt, language in receipts.items():
        await manager.tap("mj")
        await manager.tap(rf"mp:{receipt}:\w+")
        await manager.tap(f"ma:{receipt}")
        await manager.wait_for_button(f"mk:{receipt}")
        if language == "ti":
            await scarce.wait_for_button(r"ol:\w+")
            require(await scarce.sees(TIGRINYA), "the Tigrinya speaker was asked for something else")
        await manager.tap("m")
    for phone in (scarce, *others):
        await phone.wait_for_button(r"ol:\w+")
        require(await _offers(phone) == 1, f"{phone.name} was not asked exactly once")
    await accept(scarce)
    require(await scarce.sees(TIGRINYA), "the Tigrinya family did not get the Tigrinya speaker")


async def nobody_fits(cast: Cast) -> None:
    """A must that nobody meets: the family is asked about a language close to theirs, says yes, and someone is found."""
    manager, requester = await cast.manager(), await cast.requester()
    near = await cast.coordinator(1, languages="Russisch, Nederlands")
    await cast.coordinator(2, languages="Nederlands")
    receipt = await send_request(requester, language="uk")
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"ml:{receipt}")
    await manager.wait_for_button(f"ml:{receipt}:i")
    require(
        not await manager.has_button(rf"mc:{receipt}:\w+:"),
        "somebody was on the list before the family was asked",
    )
    await manager.tap(f"mn:{receipt}:ru:")
    await requester.wait_for_button(f"rn:{receipt}:ru:n")
    require(
        not await manager.has_button(rf"mc:{receipt}:\w+:"),
        "somebody was on the list before the family said yes",
    )
    await requester.tap(f"rn:{receipt}:ru:y")
    await requester.wait_until_gone(f"rn:{receipt}:ru:y")
    await manager.wait_for_button(f"ml:{receipt}")
    await cast.phones.settle()
    await manager.tap(f"ml:{receipt}")
    await ask_everyone(manager, receipt, 1, opened=True)
    await accept(near)
    await cast.phones.settle()
    before = await requester.count()
    await cast.phones.advance("PT3M")
    await requester.wait_for_message(after=before)
    await manager.wait_for_button(f"mo:{receipt}")


async def wave_after_wave(cast: Cast) -> None:
    """The first who is asked stays silent; after a day the next one is asked by itself, and accepts."""
    manager, requester = await cast.manager(), await cast.requester()
    people = [await cast.coordinator(number) for number in (1, 2)]
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 1)
    asked = await _asked(people)
    require(len(asked) == 1, f"{len(asked)} coordinators were asked in the first wave")
    [silent], [following] = asked, [phone for phone in people if phone not in asked]
    await cast.phones.advance("PT23H")
    await cast.phones.settle()
    require(not await _offers(following), "the next one was asked too early")
    await cast.phones.advance("PT2H")
    await following.wait_for_button(r"ol:\w+")
    await silent.wait_until_gone(r"ol:\w+")
    await accept(following)
    await requester.say("/status")
    await manager.wait_for_button(f"mo:{receipt}")
    require(not await silent.has_button(r"jc:\w+"), "whoever was silent got the conference")


async def someone_else_please(cast: Cast) -> None:
    """The family asks for someone else, without a reason; another one is found, and the first sees nothing any more."""
    manager, requester = await cast.manager(), await cast.requester()
    people = [await cast.coordinator(number) for number in (1, 2)]
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 1)
    [first] = await _asked(people)
    [second] = [phone for phone in people if phone is not first]
    await accept(first)
    await cast.phones.advance("PT3M")
    await requester.say("/status")
    await requester.tap(f"ro:{receipt}")
    await requester.tap(f"re:{receipt}")
    before = await first.count()
    await requester.tap(f"re:{receipt}:y")
    await first.wait_for_message(after=before)
    await cast.phones.settle()
    await manager.tap(f"ml:{receipt}")
    await ask_everyone(manager, receipt, 1, opened=True)
    await accept(second)
    await first.say("/jobs")
    require(not await first.has_button_in_newest(r"jo:\w+"), "the first coordinator still has the conference")
    require(not await _offers(first), "the first coordinator was asked again")


async def _asked(people: list[Phone]) -> list[Phone]:
    """Who has an offer, once somebody has."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if any([await _offers(phone) for phone in people]):
            await people[0].phones.settle()
            break
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    return [phone for phone in people if await _offers(phone)]


async def _offers(phone: Phone) -> int:
    """How many offers this phone shows."""
    return len({button["data"] for button in await phone.buttons() if button["data"].startswith("ol:")})
