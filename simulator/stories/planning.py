"""The day of a meeting and the plan that comes out of it, as everybody taps it."""

import asyncio

from simulator.stories.cast import require
from simulator.stories.circle import YES, Gathering, open_own_people, opened_by, tap_after
from simulator.stories.phones import PATIENCE_SECONDS, Phone, StoryError

_LOOK_EVERY_SECONDS = 0.05


async def find_a_day(gathering: Gathering) -> None:
    """The main person proposes two moments, the circle ticks, the main person chooses, the coordinator sets it."""
    receipt, requester = gathering.case.receipt, gathering.requester
    seen = await open_own_people(gathering)
    await tap_after(requester, seen, f"td:{receipt}")
    for days in ("10", "14"):
        requester.forget_form("meeting_day")
        await tap_after(requester, seen, f"ta:{receipt}")
        await requester.answer("meeting_day", day=days, time="16:00")
        await requester.tap(r"fs:meeting_day:\d+")
        await requester.wait_for_button(r"tc:\w+")
    await tap_after(requester, seen, f"ts:{receipt}")
    for word, phone in gathering.guests.items():
        if word not in gathering.stays_away:
            await phone.tap(r"tk:\w+:\w+")
    await gathering.cast.phones.settle()
    seen = await open_own_people(gathering)
    await tap_after(requester, seen, f"td:{receipt}")
    await tap_after(requester, seen, r"tc:\w+")
    await gathering.coordinator.tap(r"tc:\w+")
    await gathering.coordinator.type_into("meeting", "The house in the street")
    await gathering.coordinator.answer("meeting", invited="11")
    await gathering.coordinator.tap(r"fs:meeting:\d+")
    await gathering.coordinator.wait_for_button(r"jh:\w+")


async def set_second_day(gathering: Gathering) -> None:
    """There will be one more meeting, a week from now; everybody who opened the invitation is asked anew."""
    coordinator = gathering.coordinator
    seen = await opened_by(coordinator, "/jobs")
    coordinator.forget_form("meeting")
    await tap_after(coordinator, seen, r"jm:\w+")
    await coordinator.answer("meeting", day="7", time="16:00")
    await coordinator.type_into("meeting", "The house in the street")
    await coordinator.answer("meeting", invited="11")
    await coordinator.tap(r"fs:meeting:\d+")
    for phone in gathering.guests.values():
        await phone.tap(rf"ir:\w+:{YES}")


_BETWEEN_MESSAGES = 1.5
"""A second lies between two messages to one chat: after this what was on its way has arrived."""


async def hold(gathering: Gathering, *, outcome: str = "plan_accepted", agreements: str = "3") -> None:
    """The day: part one, private time in which nobody hears a thing, and what came out."""
    coordinator = gathering.coordinator
    await open_day(gathering)
    await gathering.cast.phones.settle(_BETWEEN_MESSAGES)
    await coordinator.tap(r"yp:\w+")
    await coordinator.wait_for_button(r"yb:\w+")
    heard = {phone.id: await phone.count() for phone in in_the_room(gathering)}
    await gathering.cast.phones.advance("PT2H")
    await gathering.cast.phones.settle()
    for phone in in_the_room(gathering):
        require(await phone.count() == heard[phone.id], f"{phone.name} got a message in private time")
    await coordinator.tap(r"yb:\w+")
    coordinator.forget_form("held")
    await coordinator.tap(r"jh:\w+")
    await coordinator.answer("held", outcome=outcome, attended="9", children="1", professionals="1")
    if outcome != "no_plan":
        await coordinator.answer("held", agreements=agreements, by_circle="2")
        if outcome == "plan_accepted":
            await coordinator.answer("held", acceptance="first_time")
        await coordinator.answer("held", evaluation="56")
    await coordinator.tap(r"fs:held:\d+")
    await coordinator.wait_for_button(r"l:\w+|jm:\w+")


async def open_day(gathering: Gathering) -> None:
    """The coordinator's screen for the day of the meeting."""
    seen = await opened_by(gathering.coordinator, "/jobs")
    await tap_after(gathering.coordinator, seen, r"y:\w+")
    await gathering.coordinator.wait_for_button(r"yp:\w+|yb:\w+")


def in_the_room(gathering: Gathering) -> list[Phone]:
    """Everybody who is in the private part, and has a phone."""
    return [gathering.requester, *gathering.guests.values()]


async def write_line(gathering: Gathering, what: str, who: str) -> None:
    """The coordinator writes one agreement down as it is read out."""
    coordinator = gathering.coordinator
    coordinator.forget_form("plan_line")
    await coordinator.tap(r"la:\w+")
    await coordinator.type_into("plan_line", what)
    await coordinator.type_into("plan_line", who)
    await coordinator.answer("plan_line", by="14", checks="-")
    await coordinator.tap(r"fs:plan_line:\d+")
    await coordinator.wait_for_button(r"l:\w+|la:\w+")


async def open_plan(gathering: Gathering) -> None:
    """The coordinator's screen of the plan."""
    seen = await opened_by(gathering.coordinator, "/jobs")
    await tap_after(gathering.coordinator, seen, r"l:\w+")
    await gathering.coordinator.wait_for_button(r"la:\w+|lw:\w+|lh:\w+")


async def say_yes_to_plan(gathering: Gathering) -> None:
    """The coordinator asks, the main person reads the plan and says yes."""
    await open_plan(gathering)
    await gathering.coordinator.tap(r"lw:\w+")
    await gathering.requester.tap(r"lp:K-.+")
    await gathering.requester.tap(r"ly:K-.+")
    await gathering.cast.phones.settle()


async def hand_out(gathering: Gathering) -> None:
    """The coordinator hands the plan out."""
    await open_plan(gathering)
    await gathering.coordinator.tap(r"lh:\w+")
    await gathering.coordinator.tap(r"lh:\w+:y")


async def read_plan(phone: Phone, line: str) -> None:
    """Somebody reads the plan and finds the line in it."""
    await phone.tap(r"lg:\w+")
    await _until_sees(phone, line)


async def _until_sees(phone: Phone, text: str) -> None:
    for _ in range(int(PATIENCE_SECONDS / _LOOK_EVERY_SECONDS)):
        if any(text in (message.get("text") or "") for message in await phone.messages()):
            return
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise StoryError(f"{phone.name}: does not see {text}")
