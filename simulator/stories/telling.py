"""The stories themselves: each is told by what people tap, and ends by looking at what they see."""

from collections.abc import Awaitable, Callable

from simulator.stories.cast import (
    Cast,
    accept,
    answer_independence,
    ask_everyone,
    finish,
    hold_meeting,
    matched,
    prepare,
    require,
    send_request,
)
from simulator.stories.circles import (
    eleven_people_four_languages,
    plan_not_accepted_then_revised,
    second_meeting,
    unsafe_participant,
)
from simulator.stories.faces import faces_after_four_weeks
from simulator.stories.matching import nobody_fits, scarce_language, someone_else_please, wave_after_wave
from simulator.stories.promises import (
    blocked_by_the_family,
    follow_up_forgotten,
    pause_and_go_on,
    silence_escalates,
    thirty_hours_down,
)
from simulator.stories.trust import curious_colleague, forget_me_tonight, stolen_database, wrong_hands

Story = Callable[[Cast], Awaitable[None]]


async def first_conference(cast: Cast) -> None:
    """From the first word to the closed registration: one accepts of two, a plan, a follow-up, the end."""
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 2)
    await accept(first)
    await second.wait_until_gone(r"ol:\w+")
    await requester.wait_for_button("st")
    await prepare(first)
    await hold_meeting(cast.phones, first)
    await cast.phones.advance("P28D")
    await first.wait_for_button(r"jf:\w+")
    await cast.phones.advance("P7D")
    await manager.tap(r"xt:\w+")
    await manager.tap(r"xd:\w+")
    await manager.tap(r"xd:\w+:spoke")
    await finish(first)
    await first.say("/jobs")
    require(not await first.has_button_in_newest(r"jo:\w+"), "the coordinator still sees the family")
    await first.tap_old(r"jo:\w+")
    require(not await first.sees("A name"), "the name is still on the coordinator's newest screens")


async def nobody_accepts(cast: Cast) -> None:
    """One declines, one stays silent, the manager hears it, and after three days it is escalated and ended."""
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 2)
    await first.tap(r"ol:\w+")
    await first.tap(r"od:\w+")
    await first.tap(r"od:\w+:no_time")
    await second.wait_for_button(r"ol:\w+")
    await cast.phones.advance("P1DT1H")
    await second.wait_until_gone(r"ol:\w+")
    await manager.wait_for_button(f"ml:{receipt}")
    await cast.phones.advance("P2D")
    await manager.tap(r"xt:\w+")
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"me:{receipt}")
    await manager.tap(f"me:{receipt}:no_coordinator")
    await requester.wait_for_button("h")
    await requester.say("/status")
    require(not await requester.has_button_in_newest(f"ro:{receipt}"), "the request still runs")


async def plan_without_meeting(cast: Cast) -> None:
    """During the preparation the family makes its plan: a success with its own ending (features.md 113)."""
    case = await matched(cast)
    requester, first, receipt = case.requester, case.coordinator, case.receipt
    await first.tap(r"jc:\w+")
    await first.tap(r"je:\w+")
    await first.tap(r"je:\w+:plan_without_meeting")
    await first.wait_for_button("om")
    await requester.say("/status")
    require(not await requester.has_button_in_newest(f"ro:{receipt}"), "the request still runs")


async def withdrawn(cast: Cast) -> None:
    """The family pauses, goes on, and then stops: every nudge stops too, and the coordinator's access ends."""
    case = await matched(cast)
    requester, first, receipt = case.requester, case.coordinator, case.receipt
    await first.tap(r"jc:\w+")
    await requester.say("/status")
    await requester.tap(f"ro:{receipt}")
    await requester.tap(f"rp:{receipt}")
    await requester.wait_for_button(f"rg:{receipt}")
    before = await first.count()
    await cast.phones.advance("P28D")
    await requester.tap(f"rg:{receipt}")
    require(await first.count() <= before + 2, "the coordinator was nudged during the pause")
    await requester.say("/status")
    await requester.tap(f"ro:{receipt}")
    await requester.tap(f"rw:{receipt}")
    await requester.tap(f"rw:{receipt}:withdrawn_by_main_person")
    await first.wait_for_button("om")
    await first.say("/jobs")
    require(not await first.has_button_in_newest(r"jo:\w+"), "the coordinator still sees the family")


async def two_accept_at_once(cast: Cast) -> None:
    """Two coordinators tap *yes* in the same moment: exactly one gets the conference, the other is thanked."""
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 2)
    await answer_independence(first)
    await answer_independence(second)
    await cast.phones.together(first.tap(r"oa:\w+"), second.tap(r"oa:\w+"))
    await first.wait_until_gone(r"oa:\w+")
    await second.wait_until_gone(r"oa:\w+")
    won = [await phone.has_button(r"jc:\w+") for phone in (first, second)]
    require(sum(won) == 1, f"{sum(won)} coordinators got the conference")
    await requester.wait_for_button("st")


STORIES: dict[str, Story] = {
    "first-conference": first_conference,
    "nobody-accepts": nobody_accepts,
    "plan-without-meeting": plan_without_meeting,
    "withdrawn": withdrawn,
    "two-accept-at-once": two_accept_at_once,
    "scarce-language": scarce_language,
    "nobody-fits": nobody_fits,
    "wave-after-wave": wave_after_wave,
    "someone-else-please": someone_else_please,
    "silence-escalates": silence_escalates,
    "follow-up-forgotten": follow_up_forgotten,
    "blocked-by-the-family": blocked_by_the_family,
    "thirty-hours-down": thirty_hours_down,
    "pause-and-go-on": pause_and_go_on,
    "faces-after-four-weeks": faces_after_four_weeks,
    "eleven-people-four-languages": eleven_people_four_languages,
    "plan-not-accepted-then-revised": plan_not_accepted_then_revised,
    "unsafe-participant": unsafe_participant,
    "second-meeting": second_meeting,
    "forget-me-tonight": forget_me_tonight,
    "wrong-hands": wrong_hands,
    "stolen-database": stolen_database,
    "curious-colleague": curious_colleague,
}
