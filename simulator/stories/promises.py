"""Stories about time: who stays silent, what is forgotten, who cannot be reached, and a service that was away."""

import asyncio
import time
from datetime import timedelta

from simulator.stories.cast import (
    Cast,
    accept,
    ask_everyone,
    finish,
    hold_meeting,
    matched,
    prepare,
    require,
    send_request,
)
from simulator.stories.phones import Phone

DEPUTY = "gelderland"
"""The region whose managers stand in for those of the stories' own region (kring/regions.toml)."""

_OUTAGE = timedelta(hours=30)

_DAYS = 14
_A_SWEEP_SECONDS, _LOOK_EVERY_SECONDS = 3.0, 0.05
"""So long is looked, in real time, for what a day has brought."""

_NO_FLOOD = 2
"""So many messages at most come to one phone after an outage."""


async def silence_escalates(cast: Cast) -> None:
    """Nobody opens a request: the deputy hears it, then the helpdesk takes it, ends it, and all see that."""
    manager, deputy = await cast.manager(), await cast.manager(DEPUTY)
    helpdesk = await cast.helpdesk()
    requester = await cast.requester()
    receipt = await send_request(requester)
    await manager.wait_for_button(f"mo:{receipt}")
    for phone in (manager, deputy):
        await _until(cast, phone, r"xt:\w+")
    await deputy.tap(r"xn:\w+")
    await helpdesk.tap(r"xt:\w+")
    await helpdesk.tap(r"xd:\w+")
    await helpdesk.tap(r"xd:\w+:spoke")
    await requester.say("/status")
    await requester.wait_for_button(f"ro:{receipt}")


async def follow_up_forgotten(cast: Cast) -> None:
    """The coordinator forgets the follow-up: reminded twice, then the manager hears it, and it is done after all."""
    case = await matched(cast)
    manager, first = case.manager, case.coordinator
    await prepare(first)
    await hold_meeting(cast.phones, first)
    before = await first.count()
    for days in ("P26D", "P2D", "P3D"):  # the meeting was about a day ago: days 26, 28 and 31
        await cast.phones.advance(days)
        await first.wait_for_message(after=before)
        before = await first.count()
    require(not await manager.has_button(r"xt:\w+"), "the manager heard it before day 35")
    await cast.phones.advance("P4D")
    await manager.tap(r"xt:\w+")
    await finish(first)
    await manager.tap(r"xd:\w+")
    await manager.tap(r"xd:\w+:spoke")


async def blocked_by_the_family(cast: Cast) -> None:
    """The family has blocked the bot: a person gets the words to say, and on return the family gets the messages."""
    manager, requester = await cast.manager(), await cast.requester()
    first = await cast.coordinator(1)
    receipt = await send_request(requester)
    await requester.block()
    heard = await requester.count()
    await ask_everyone(manager, receipt, 1)
    await accept(first)
    await cast.phones.advance(
        "PT5M"
    )  # until then the coordinator may think again, and the family hears nothing
    await manager.tap(r"uw:\w+")
    require(await requester.count() == heard, "somebody who blocked the bot got a message")
    await requester.unblock()
    await requester.wait_for_message(after=heard)
    await manager.wait_until_gone(r"xt:\w+")


async def thirty_hours_down(cast: Cast) -> None:
    """The service was away for thirty hours: what people did meanwhile counts, and what is overdue comes once."""
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 1)
    await cast.phones.settle()
    asked, other = (first, second) if await first.has_button(r"ol:\w+") else (second, first)
    await asked.wait_for_button(r"ol:\w+")
    before = {phone.id: await phone.count() for phone in (manager, requester, first, second)}
    await cast.service.off_for(_OUTAGE)
    await asked.wait_until_gone(r"ol:\w+")
    await other.wait_for_button(r"ol:\w+")
    for phone in (manager, requester, first, second):
        came = await phone.count() - before[phone.id]
        require(came <= _NO_FLOOD, f"{phone.name} got {came} messages at once")
    await accept(other)
    await requester.wait_for_button("st")


async def pause_and_go_on(cast: Cast) -> None:
    """The family pauses in the middle: nobody is nudged, however long; then it goes on where it was."""
    case = await matched(cast)
    manager, requester, first, receipt = case.manager, case.requester, case.coordinator, case.receipt
    await first.tap(r"jc:\w+")
    await first.tap(r"jn:\w+")
    await requester.say("/status")
    await requester.tap(f"ro:{receipt}")
    await requester.tap(f"rp:{receipt}")
    await requester.wait_for_button(f"rg:{receipt}")
    before = await _counts(first, manager)
    for _ in range(4):
        await cast.phones.advance("P21D")
    require(
        await _counts(first, manager) <= [before[0] + 1, before[1] + 1], "somebody was nudged in the pause"
    )
    require(not await manager.has_button(r"xt:\w+"), "the pause was raised as a stall")
    await requester.tap(f"rg:{receipt}")
    before = await _counts(first)
    await cast.phones.advance("P8D")
    await first.wait_for_message(after=before[0])


async def _until(cast: Cast, phone: Phone, button: str) -> None:
    """Let days pass, one at a time, until the phone has the button; two weeks are enough for every ladder."""
    for _ in range(_DAYS):
        end = time.monotonic() + _A_SWEEP_SECONDS
        while time.monotonic() < end:
            if await phone.has_button(button):
                return
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        await cast.phones.advance("P1D")
    await phone.wait_for_button(button)


async def _counts(*phones: Phone) -> list[int]:
    return [await phone.count() for phone in phones]
