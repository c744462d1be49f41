"""What people do around a circle again and again: proposing, inviting, answering, the day, and the plan."""

import asyncio
import re
from dataclasses import dataclass, field

from simulator.stories.cast import Cast, Match, matched, prepare, require
from simulator.stories.phones import PATIENCE_SECONDS, Phone, StoryError

YES, NO, MAYBE = "yes", "no", "maybe"
_LINK = re.compile(r"https://t\.me/\w+\?start=[\w-]+")
_LOOK_EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the family: the word for them, what they are in the circle, and what they read."""

    word: str
    language: str
    tag: str
    part: str = "circle"
    telegram: bool = True
    says: str = YES


@dataclass(slots=True)
class Gathering:
    """A circle on its way: who organises it, whose it is, and who came in by a link."""

    cast: Cast
    case: Match
    guests: dict[str, Phone] = field(default_factory=dict)
    stays_away: set[str] = field(default_factory=set)

    @property
    def coordinator(self) -> Phone:
        """Who organises it."""
        return self.case.coordinator

    @property
    def requester(self) -> Phone:
        """The main person."""
        return self.case.requester


async def gathered(cast: Cast, people: list[Person], *, compulsory: bool = False) -> Gathering:
    """A circle that the coordinator proposed, the main person agreed on, and everybody answered for."""
    case = await matched(cast)
    if compulsory:
        await case.manager.tap(f"mk:{case.receipt}")
    gathering = Gathering(cast, case)
    await prepare(case.coordinator)
    for person in people:
        await propose(gathering, person)
    await agree(gathering)
    await invite(gathering, [person for person in people if person.telegram])
    for person in people:
        await answer(gathering, person)
    return gathering


async def propose(gathering: Gathering, person: Person) -> None:
    """The coordinator adds somebody, by the word of the family."""
    coordinator = gathering.coordinator
    seen = await open_circle(gathering)
    coordinator.forget_form("guest")
    await tap_after(coordinator, seen, r"ca:\w+")
    await coordinator.type_into("guest", person.word)
    await coordinator.answer("guest", part=person.part)
    await coordinator.type_into("guest", person.language)
    await coordinator.answer("guest", telegram="yes" if person.telegram else "no")
    await coordinator.tap(r"fs:guest:\d+")
    await coordinator.wait_for_button(r"ca:\w+")


async def agree(gathering: Gathering, *, but: str = "") -> None:
    """The main person decides about everybody who is proposed: yes, and no for who goes by the word `but`."""
    requester = gathering.requester
    seen = await open_own_people(gathering)
    await tap_after(requester, seen, f"gd:{gathering.case.receipt}")
    await wait_after(requester, seen, r"gy:\w+")
    while (yes := await _asked_about(requester, seen)) is not None:
        shown = (await requester.messages())[-1].get("text") or ""
        verb = "gn" if but and but in shown else "gy"
        await requester.tap(yes.replace("gy:", f"{verb}:"))
        await _until_gone(requester, seen, yes)


async def invite(gathering: Gathering, people: list[Person]) -> list[str]:
    """The coordinator makes the cards and hands each person theirs; the links, which are shown once."""
    coordinator = gathering.coordinator
    seen = await open_circle(gathering)
    await tap_after(coordinator, seen, r"cc:\w+")
    links = await _links(coordinator, len(people))
    for person, link in zip(people, links, strict=True):
        phone = await gathering.cast.phones.add(f"guest {len(gathering.guests) + 1}", person.tag)
        gathering.guests[person.word] = phone
        await phone.open(link)
        await phone.tap(r"pi:\w+")  # a yes of their own, before the first question
        await phone.wait_for_button(r"ir:\w+:yes")
        require(not await phone.sees("A name"), f"{phone.name} reads the name of the family")
        require(not await phone.sees(person.word), f"{phone.name} reads a word for a person")
    return links


async def answer(gathering: Gathering, person: Person) -> None:
    """They answer in their chat; for who has no Telegram the coordinator notes it down."""
    if person.telegram:
        phone = gathering.guests[person.word]
        if person.says == NO:
            gathering.stays_away.add(person.word)
        await phone.tap(rf"ir:\w+:{person.says}")
        await phone.wait_for_button(r"ip:\w+")
        return
    await open_person(gathering, person.word)
    await gathering.coordinator.tap(rf"cr:\w+:{person.says}")


async def open_circle(gathering: Gathering) -> int:
    """The coordinator's screen of the circle, anew, from the list of conferences; what comes after it is fresh."""
    seen = await opened_by(gathering.coordinator, "/jobs")
    await tap_after(gathering.coordinator, seen, r"ci:\w+")
    await wait_after(gathering.coordinator, seen, r"ca:\w+|ci:\w+:a|cl:\w+")
    return seen


async def open_person(gathering: Gathering, word: str) -> None:
    """The coordinator opens one person of the circle."""
    await open_circle(gathering)
    coordinator = gathering.coordinator
    for button in await coordinator.buttons():
        if button["data"].startswith("cv:") and word in button["text"]:
            await coordinator.tap(button["data"])
            return
    raise StoryError(f"{coordinator.name}: nobody is called {word}")


async def open_own_people(gathering: Gathering) -> int:
    """The main person looks at the people around them; what comes after it is fresh."""
    receipt, requester = gathering.case.receipt, gathering.requester
    seen = await opened_by(requester, "/status")
    await tap_after(requester, seen, f"ro:{receipt}")
    await tap_after(requester, seen, f"gp:{receipt}")
    await wait_after(requester, seen, f"ga:{receipt}|gd:{receipt}")
    return seen


async def _links(coordinator: Phone, count: int) -> list[str]:
    """The links on the newest screens, as soon as they are there."""
    for _ in range(int(PATIENCE_SECONDS / _LOOK_EVERY_SECONDS)):
        for message in reversed(await coordinator.messages()):
            found = _LINK.findall(message.get("text") or "")
            if found:
                require(len(found) == count, f"{len(found)} links for {count} people")
                return found
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise StoryError(f"{coordinator.name}: no links")


async def opened_by(phone: Phone, command: str) -> int:
    """Type a command; the number of the newest message before its answer: what comes after it is fresh."""
    seen = max(int(message["message_id"]) for message in await phone.messages())
    await phone.say(command)
    return seen


async def tap_after(phone: Phone, seen: int, pattern: str) -> None:
    """Tap a button of a fresh message, once it is there; an older screen may hold one like it."""
    await phone.tap(re.escape(await wait_after(phone, seen, pattern)))


async def wait_after(phone: Phone, seen: int, pattern: str) -> str:
    """The button of a message newer than this number whose data matches, once it is there; the newest first."""
    for _ in range(int(PATIENCE_SECONDS / _LOOK_EVERY_SECONDS)):
        for button in await phone.buttons():
            if button["message_id"] > seen and re.fullmatch(pattern, button["data"]):
                return str(button["data"])
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise StoryError(f"{phone.name}: no button {pattern} on a fresh screen")


async def _asked_about(requester: Phone, seen: int) -> str | None:
    """The button for a yes on a fresh screen; None when it shows everybody, because nobody is undecided."""
    found = await wait_after(requester, seen, r"gy:\w+|ga:.+")
    return found if found.startswith("gy:") else None


async def _until_gone(phone: Phone, seen: int, data: str) -> None:
    for _ in range(int(PATIENCE_SECONDS / _LOOK_EVERY_SECONDS)):
        if not any(one["data"] == data and one["message_id"] > seen for one in await phone.buttons()):
            return
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    raise StoryError(f"{phone.name}: {data} is still there")
