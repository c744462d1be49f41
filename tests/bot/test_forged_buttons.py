"""Whatever stands in a button, from whoever: an answer comes, nothing breaks, and nobody sees what is not theirs."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.routes import BUTTONS, COMMANDS, CURRENT
from domain.forms.catalogue import FORMS
from domain.offers import DeclineReason
from domain.requests import Ending
from simulator.stories.cast import accept, ask_everyone
from simulator.stories.phones import Phone
from tests.bot.stage import Stage, to_the_summary
from tests.soak.parts import RUNS

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET_NAME = "Unmistakable"
OUTSIDERS = ("stranger", "other coordinator", "manager of another region")
INSIDERS = ("requester", "coordinator", "manager")

_ODD = (
    "0 -1 1 2 3 24 25 99999999999999999999999 ² ١ 0x1 1.5 NaN y n d x l . - ~ ~0 ~1 ~99 none yes no must e all "
    "wish human %s {0} <b> K-2222-2222 k-7q3f ' ../.. 😀 nl zh-Hant xx unheard_of"
)
JUNK = [
    "",
    "\x00",
    "\u202e",
    "' OR 1=1 --",
    *_ODD.split(),
    *FORMS,
    *sorted({field.name for form in FORMS.values() for field in form.fields}),
    *(ending.value for ending in Ending),
    *(reason.value for reason in DeclineReason),
]


@dataclass(frozen=True, slots=True)
class World:
    """A service in which much is going on, its phones by name, and every part of every button on them."""

    stage: Stage
    phones: dict[str, Phone]
    parts: list[str]
    refs: dict[str, str]


class Failures(logging.Handler):
    """What the dispatcher could not answer by itself."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line with the error."""
        self.said.append(
            f"{record.getMessage()} {record.exc_info[1]!r}" if record.exc_info else record.getMessage()
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(stage: Stage) -> AsyncIterator[World]:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    coordinator, other = await cast.coordinator(1), await cast.coordinator(2)
    await to_the_summary(requester, SECRET_NAME)
    await requester.tap(r"fs:request:\d+")
    receipt = await requester.receipt()
    await ask_everyone(manager, receipt, 2)
    offer = (await coordinator.wait_for_button(r"ol:\w+"))["data"].split(":")[1]
    await accept(coordinator)
    await requester.say("/human")
    await requester.say("/start")
    stage.phones.tapped.clear()  # a second form counts its revisions anew
    await requester.tap("rq")
    await requester.answer("request", language="ar", who="main_person")
    await requester.type_into("request", SECRET_NAME)
    far = await stage.person("en")
    await far.open(await stage.ground.invite("regional_manager", "limburg"))
    stranger = await stage.person("en")
    await stranger.say("/start")
    phones = dict(zip(INSIDERS, (requester, coordinator, manager), strict=True))
    phones |= dict(zip(OUTSIDERS, (stranger, other, far), strict=True))
    found = [button["data"].split(":") for phone in phones.values() for button in await phone.buttons()]
    parts = sorted({part for _, *own in found for part in own})
    yield World(stage, phones, parts, {verb: own[0] for verb, *own in found if own} | {"ol": offer})


def forged() -> st.SearchStrategy[tuple[str, list[str | int]]]:
    """A verb and its parts: an index is a part that stands on one of the phones now."""
    part = st.one_of(
        st.integers(0, 10_000),
        st.sampled_from(JUNK),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    )
    return st.tuples(st.sampled_from([*sorted(BUTTONS), "unheard"]), st.lists(part, max_size=5))


def data_of(verb: str, parts: list[str | int], known: list[str]) -> str:
    """The data of a button, as long as Telegram takes."""
    said = [known[part % len(known)] if isinstance(part, int) else part for part in parts]
    return ":".join([verb, *said]).encode()[:64].decode(errors="ignore")


async def press_and_check(world: World, phone: Phone, data: str) -> None:
    """Tap it: an answer comes, and nothing went wrong behind it."""
    failures = Failures()
    logger = logging.getLogger("bot")
    logger.addHandler(failures)
    try:
        tapped = await world.stage.post(f"people/{phone.id}/tap", data=data)
    finally:
        logger.removeHandler(failures)
    assert tapped["answer"] is not None, data
    assert failures.said == [], data


FEW = settings(max_examples=100 if RUNS is None else 2500, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("who", OUTSIDERS)
@FEW
@given(made=forged())
async def test_an_outsider_is_answered_and_learns_nothing(
    world: World, who: str, made: tuple[str, list[str | int]]
) -> None:
    phone = world.phones[who]
    await press_and_check(world, phone, data_of(*made, world.parts))
    newest = (await phone.messages())[-1]
    assert SECRET_NAME not in newest.get("text", "")


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_no_button_of_others_opens_anything(world: World, who: str) -> None:
    """Every verb with the receipt and the references that stand on somebody's phone."""
    phone = world.phones[who]
    refs = [world.refs[verb] for verb in ("mo", "jc", "ol")]
    for verb in sorted(BUTTONS):
        for ref in refs:
            await press_and_check(world, phone, f"{verb}:{ref}")
            await press_and_check(world, phone, f"{verb}:{ref}:0:n")
    assert all(SECRET_NAME not in one.get("text", "") for one in await phone.messages())


@pytest.mark.parametrize("who", INSIDERS)
@FEW
@given(made=forged())
async def test_an_insider_is_answered_whatever_the_button_says(
    world: World, who: str, made: tuple[str, list[str | int]]
) -> None:
    await press_and_check(world, world.phones[who], data_of(*made, world.parts))


async def test_after_all_that_nothing_was_refused_by_telegram_but_edits_without_a_change(
    world: World,
) -> None:
    refused = [call for call in await world.stage.calls() if call["outcome"] != "ok"]
    assert {call["method"] for call in refused} <= {"editMessageText", "editMessageReplyMarkup"}


@pytest.mark.filterwarnings("ignore:.*marked with.*asyncio")
def test_what_shows_how_things_stand_is_a_button_itself() -> None:
    assert set(CURRENT) <= set(BUTTONS)
    assert set(CURRENT.values()) <= set(BUTTONS.values())
    assert all(command == command.lower() for command in COMMANDS)
