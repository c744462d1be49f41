"""On the phones: taking what stalls, passing it on, coming back to it, being done; and being away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts import absences as absence_texts
from bot.texts import errors
from bot.texts import escalations as texts
from casework import absences as absence_actions
from domain.ladder import TOLD_WHEN_DONE, Later, Reason
from simulator.stories.cast import send_request
from simulator.stories.phones import Phone
from tests.bot.stage import REGION, Stage, said, shown, staged, until

DEPUTY_REGION = "gelderland"


@pytest_asyncio.fixture(loop_scope="function")
async def stage(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path / "kring.sqlite", template=migrated_file) as made:
        yield made


async def joined(stage: Stage, role: str, region: str = REGION) -> Phone:
    """Somebody of the service with an English phone."""
    phone = await stage.person("en", f"{role} of {region}")
    await phone.open(await stage.ground.invite(role, region))
    await phone.wait_for_button("x")
    return phone


async def asks_for_a_person(stage: Stage, region_manager: Phone) -> str:
    """A family asks for a person; the reference of what was raised."""
    requester = await stage.cast("en").requester()
    await send_request(requester)
    await requester.say("/human")
    return str((await region_manager.wait_for_button(r"xt:\w+"))["data"].split(":")[1])


async def says(phone: Phone, sentence: str) -> None:
    """Wait until a message of the bot on this phone holds this sentence."""

    async def texts_on_it() -> str:
        return "\n".join(str(one.get("text")) for one in await phone.messages() if one["from"] == "bot")

    await until(texts_on_it, lambda found: sentence in found, f"{phone.name} never reads {sentence!r}")


@pytest.mark.asyncio
async def test_not_mine_goes_to_the_deputy_and_every_card_says_how_it_stands(stage: Stage) -> None:
    manager = await joined(stage, "regional_manager")
    deputy = await joined(stage, "regional_manager", DEPUTY_REGION)
    ref = await asks_for_a_person(stage, manager)
    assert "E-14" in await shown(manager)
    await manager.tap(f"xn:{ref}")
    await says(manager, "Gelderland")
    await deputy.tap(f"xt:{ref}")
    await deputy.wait_for_button(f"xd:{ref}")
    await manager.wait_until_gone(f"xt:{ref}")
    await says(manager, "has taken this")
    await deputy.tap(f"xd:{ref}")
    offered = [(await deputy.wait_for_button(f"xd:{ref}:{note}"))["data"] for note in TOLD_WHEN_DONE]
    assert len(set(offered)) == len(TOLD_WHEN_DONE)
    await deputy.tap(f"xd:{ref}:spoke")
    await says(manager, said(lambda: texts._notes()[TOLD_WHEN_DONE[0]], "en"))
    await deputy.wait_until_gone(rf"x[a-z]:{ref}.*")


@pytest.mark.asyncio
async def test_where_nobody_else_is_that_is_said(stage: Stage) -> None:
    manager = await joined(stage, "regional_manager")
    ref = await asks_for_a_person(stage, manager)
    await manager.tap(f"xn:{ref}")
    await says(manager, said(texts.nobody_else, "en"))
    assert (await manager.wait_for_button(f"xt:{ref}"))["data"] == f"xt:{ref}"


@pytest.mark.asyncio
async def test_later_asks_why_and_how_long_and_comes_back_with_a_new_message(stage: Stage) -> None:
    manager = await joined(stage, "regional_manager")
    ref = await asks_for_a_person(stage, manager)
    await manager.tap(f"xt:{ref}")
    await manager.tap(f"xl:{ref}")
    for reason in Reason:
        await manager.wait_for_button(f"xl:{ref}:{reason}")
    await manager.tap(f"xl:{ref}:family")
    await manager.tap(f"xl:{ref}:family:{Later.THREE_DAYS}")
    await says(manager, "I remind you on")
    before = await manager.count()
    await stage.phones.advance("P6D")
    assert await until(manager.count, lambda found: found > before, "nobody reminds the manager") > before
    await says(manager, "Is it done?")


@pytest.mark.parametrize("data", ["xd:{ref}:over", "xd:{ref}:story", "xl:{ref}:love", "xl:{ref}:busy:never"])
@pytest.mark.asyncio
async def test_a_code_that_was_never_offered_is_an_old_button(stage: Stage, data: str) -> None:
    manager = await joined(stage, "regional_manager")
    ref = await asks_for_a_person(stage, manager)
    assert said(errors.SENTENCES["outdated"], "en") in await stage.presses(manager, data.format(ref=ref))
    assert (await manager.wait_for_button(f"xt:{ref}"))["data"] == f"xt:{ref}"


@pytest.mark.asyncio
async def test_going_away_hands_everything_to_whoever_stands_in_without_a_name(stage: Stage) -> None:
    manager = await joined(stage, "regional_manager")
    colleague = await joined(stage, "regional_manager", DEPUTY_REGION)
    await manager.say("/away")
    days = [button["data"] for button in await manager.buttons() if button["data"].startswith("ad:")]
    assert days == [f"ad:{count}" for count in absence_actions.BACK_AFTER_DAYS]
    await manager.tap("ad:7")
    who = (await stage.caller(colleague)).ref
    button = await manager.wait_for_button(f"as:7:{who}")
    assert "Gelderland" in button["text"]
    assert colleague.name not in button["text"]
    await manager.tap(f"as:7:{who}")
    await manager.wait_for_button("ax")
    await says(colleague, "you stand in for")
    ref = await asks_for_a_person(stage, colleague)
    assert not await manager.has_button_in_newest(f"xt:{ref}")
    await manager.tap("ax")
    await manager.wait_for_button("ad:1")
    await says(colleague, "You no longer stand in")


@pytest.mark.parametrize("data", ["ad:6", "ad:x", "ad", "as:7:zzz", "as:9:n", "as:7"])
@pytest.mark.asyncio
async def test_a_forged_absence_changes_nothing(stage: Stage, data: str) -> None:
    manager = await joined(stage, "regional_manager")
    assert await stage.presses(manager, data)
    standing = await stage.ground.work.do(absence_actions.look, caller=await stage.caller(manager))
    assert standing.back_on is None
    assert absence_texts.standing(standing, today=stage.ground.work.clock().date()).rows


@pytest.mark.asyncio
async def test_the_helpdesk_has_a_way_to_what_needs_it_and_a_citizen_has_not(stage: Stage) -> None:
    helpdesk, someone = await joined(stage, "helpdesk"), await stage.person("en")
    await helpdesk.tap("aw")
    assert (await helpdesk.wait_for_button("ad:1"))["data"] == "ad:1"
    assert said(errors.SENTENCES["not_allowed"], "en") in await stage.does(someone, "say", text="/away")
