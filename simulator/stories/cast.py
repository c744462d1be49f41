"""Who plays in a story: a requester, coordinators and a regional manager, and what they do again and again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from simulator.stories.phones import Phone, Phones, StoryError

HOME = "overijssel"
"""The region in which the stories happen, unless they say otherwise."""

INDEPENDENCE_QUESTIONS = 5
STEPS = 25


class Service(Protocol):
    """What runs behind the phones; whoever starts the story passes it in."""

    async def invite(self, role: str, region: str) -> str:
        """A one-time deep link for a role in a region."""

    async def off_for(self, duration: timedelta) -> None:
        """Stop the bot and the scheduler, let so much time pass, and start them again."""

    async def stolen(self) -> bytes:
        """Everything that stands in the database, as somebody who copied it finds it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a story, and the service that they use."""

    phones: Phones
    locale: str
    service: Service

    async def requester(self) -> Phone:
        """Someone who will ask for a conference."""
        return await self.phones.add("requester", self.locale)

    async def manager(self, region: str = HOME) -> Phone:
        """A regional manager who has joined."""
        return await self._staff("regional_manager", region, "regional manager")

    async def helpdesk(self) -> Phone:
        """Somebody of the national helpdesk who has joined."""
        return await self._staff("helpdesk", HOME, "helpdesk")

    async def coordinator(self, number: int, *, languages: str = "Nederlands, Arabisch, English") -> Phone:
        """A coordinator who has joined and filled in a profile."""
        phone = await self.phones.add(f"coordinator {number}", self.locale)
        await phone.open(await self.service.invite("coordinator", HOME))
        await phone.tap("pf:e")
        await phone.wait_for_button("fq:profile")
        await phone.say(languages)
        await phone.answer("profile", gender="woman")
        await phone.type_into("profile", "1980")
        await phone.answer("profile", scope="all")
        await phone.tap(r"fs:profile:\d+")
        await phone.wait_for_button("pf")
        return phone

    async def _staff(self, role: str, region: str, name: str) -> Phone:
        phone = await self.phones.add(name if region == HOME else f"{name} of {region}", self.locale)
        await phone.open(await self.service.invite(role, region))
        await phone.wait_for_button("x")
        return phone


async def send_request(requester: Phone, *, language: str = "ar", urgent: bool = False) -> str:
    """Consent, the ten questions, the summary; gives the receipt."""
    await requester.say("/start")
    await requester.tap("rq")
    await requester.tap("ok")
    await requester.answer("request", language=language, who="main_person")
    await requester.type_into("request", "A name")
    await requester.type_into("request", "8011")
    await requester.answer("request", channel="here", hours="any", variant="family")
    if urgent:
        await requester.type_into("request", await _in_ten_days(requester))
    else:
        await requester.answer("request", deadline="-")
    await requester.answer("request", wishes="yes", wish_language=language, wish_language_weight="must")
    await requester.answer("request", wish_gender="woman", wish_gender_weight="prefer", wish_age="none")
    await requester.answer("request", wish_culture="none", wish_religion="none", wish_not_from="none")
    await requester.answer("request", wish_other="no", access="interpreter")
    await requester.tap(r"f:request:\d+:access:\.")
    await requester.tap(r"fs:request:\d+")
    return await requester.receipt()


async def ask_everyone(manager: Phone, receipt: str, count: int, *, opened: bool = False) -> None:
    """Open the request and its shortlist, unless it is open; choose the first `count` people, and ask them at once."""
    if not opened:
        await manager.tap(f"mo:{receipt}")
        await manager.tap(f"ml:{receipt}")
    for _ in range(count):
        await manager.tap_once(rf"mc:{receipt}:\w+:", marked=False)
    await manager.tap(f"ma:{receipt}")
    await manager.wait_for_button(f"mk:{receipt}")


async def answer_independence(coordinator: Phone) -> None:
    """Look at the offer, and say no to the five questions."""
    await coordinator.tap(r"ol:\w+")
    for number in range(INDEPENDENCE_QUESTIONS):
        await coordinator.tap(rf"oq:\w+:{number}:n")
    await coordinator.wait_for_button(r"oa:\w+")


async def accept(coordinator: Phone) -> None:
    """Answer the questions and take the conference."""
    await answer_independence(coordinator)
    await coordinator.tap(r"oa:\w+")
    await coordinator.wait_for_button(r"jc:\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """The people of a conference that somebody took, and its receipt."""

    manager: Phone
    requester: Phone
    coordinator: Phone
    receipt: str


async def matched(cast: Cast) -> Match:
    """A request that the only coordinator was asked for, and took."""
    manager, requester = await cast.manager(), await cast.requester()
    coordinator = await cast.coordinator(1)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 1)
    await accept(coordinator)
    return Match(manager, requester, coordinator, receipt)


async def prepare(coordinator: Phone, *, begun: bool = False) -> None:
    """Log the first contact and all the steps."""
    if not begun:
        await coordinator.tap(r"jc:\w+")
        await coordinator.tap(r"jn:\w+")
    for number in range(2, STEPS):
        await coordinator.tap(rf"jd:\w+:{number}:d")
    await coordinator.tap(r"jo:\w+")


async def hold_meeting(phones: Phones, coordinator: Phone) -> None:
    """Set the date, let it come, and record a plan."""
    await coordinator.tap(r"jm:\w+")
    await coordinator.answer("meeting", day="7", time="16:00")
    await coordinator.type_into("meeting", "The house in the street")
    await coordinator.answer("meeting", invited="11")
    await coordinator.tap(r"fs:meeting:\d+")
    await coordinator.wait_for_button(r"jh:\w+")
    await phones.advance("P8D")
    await coordinator.tap(r"jh:\w+")
    await coordinator.answer("held", outcome="plan_accepted", attended="9", children="1", professionals="1")
    await coordinator.answer("held", agreements="5", by_circle="4", acceptance="first_time", evaluation="56")
    await coordinator.tap(r"fs:held:\d+")
    await coordinator.tap(r"jp:\w+")


async def finish(coordinator: Phone) -> None:
    """The follow-up and the registration."""
    await coordinator.tap(r"jf:\w+")
    await coordinator.answer("follow_up", reached="2", band="mostly", attention="no")
    await coordinator.tap(r"fs:follow_up:\d+")
    await register(coordinator)


async def register(coordinator: Phone) -> None:
    """The registration, with which the request closes."""
    await coordinator.tap(r"jr:\w+")
    await coordinator.answer("registration", setting="divorce")
    await coordinator.tap(r"f:registration:\d+:setting:\.")
    await coordinator.answer(
        "registration", minors="yes", hours_preparing="20", hours_day="5", travel_euros="10"
    )
    await coordinator.answer("registration", score_by="nobody")
    await coordinator.tap(r"fs:registration:\d+")
    await coordinator.wait_for_button("om")


async def _in_ten_days(phone: Phone) -> str:
    clock = await phone.phones.call("GET", "/sim/clock")
    day = str(clock["now"])[:10]
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=10)).isoformat()


def require(condition: object, said: str) -> None:
    """Stop the story when it did not go as it should.

    Raises:
        StoryError: the condition does not hold.
    """
    if not condition:
        raise StoryError(said)
