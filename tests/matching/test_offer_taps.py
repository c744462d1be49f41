"""On the phones: undo, someone else please, no more of these, and no automatic asking."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts import escalations, jobs, managing, offers, requests
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework.escalations import Raised
from domain.offers import OfferState
from domain.requests import State
from simulator.entities import parsed_html
from simulator.stories.cast import accept, ask_everyone, require, send_request
from tests.bot.cards import CARD, JOB, NOW, OFFER, RECEIPT, REF, STANDING
from tests.bot.stage import Stage, staged, until


@pytest_asyncio.fixture(loop_scope="function")
async def stage(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path / "kring.sqlite", template=migrated_file) as made:
        yield made


@pytest.mark.asyncio
async def test_a_coordinator_thinks_again_and_the_family_hears_of_nobody(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 2)
    before = await requester.count()
    await accept(first)
    await second.wait_until_gone(r"ol:\w+")
    await first.tap(r"ju:\w+")
    await first.wait_for_button(r"oa:\w+")
    await second.wait_for_button(r"ol:\w+")
    await stage.phones.advance("PT3M")
    await stage.phones.settle()
    assert await requester.count() == before
    await first.tap(r"oa:\w+")
    await first.wait_for_button(r"ju:\w+")
    await stage.phones.advance("PT3M")
    told = await until(requester.count, lambda count: count > before, "the family hears of nobody")
    assert told == before + 1
    await first.tap(r"ju:\w+")
    await first.wait_until_gone(r"ju:\w+")
    require(await first.has_button(r"jc:\w+"), "the conference is gone after two minutes")


@pytest.mark.asyncio
async def test_a_family_asks_for_someone_else_and_a_coordinator_for_rest(stage: Stage) -> None:
    cast = stage.cast("en")
    manager, requester = await cast.manager(), await cast.requester()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await ask_everyone(manager, receipt, 2)
    await accept(first)
    await stage.phones.advance("PT3M")
    await requester.say("/status")
    await requester.tap(f"ro:{receipt}")
    await requester.tap(f"re:{receipt}")
    await requester.tap(f"re:{receipt}:y")
    await first.wait_for_button("om")
    await first.wait_until_gone(r"jo:\w+")
    await manager.wait_for_button(f"ml:{receipt}")
    await stage.phones.settle()
    await manager.tap(f"ml:{receipt}")
    await ask_everyone(manager, receipt, 1, opened=True)
    await manager.tap(f"mw:{receipt}")
    await second.tap(r"ol:\w+")
    await second.tap(r"od:\w+")
    await second.tap(r"od:\w+:no_time")
    await second.tap(r"op:\w+")
    await second.wait_for_button("pf")
    assert not await first.has_button(r"ol:\w+")


def _new_screens() -> dict[str, Screen]:
    asked = replace(CARD, state=State.OFFERED, next_wave_at=NOW, others=(RECEIPT, RECEIPT))
    raised = Raised(REF, "declined_thrice", RECEIPT, NOW, False, False, False)
    return {
        "waves": managing.opened(asked),
        "by hand": managing.opened(replace(asked, by_hand=True, next_wave_at=None)),
        "second request": managing.announced(asked),
        "undone": managing.undone(CARD),
        "someone else": managing.someone_else(CARD),
        "three times no": escalations.card(raised),
        "nobody": escalations.card(replace(raised, kind="must_unmet")),
        "third time": escalations.card(replace(raised, kind="someone_else")),
        "undo": jobs.card(replace(JOB, may_undo=True)),
        "no": offers.card(replace(OFFER, state=OfferState.DECLINED)),
        "excluded": offers.card(replace(OFFER, state=OfferState.EXCLUDED)),
        "resting": offers.resting(date(2026, 12, 24)),
        "one": requests.one(replace(STANDING, state=State.PREPARING)),
        "really": requests.really_someone_else(STANDING),
        "changing": requests.someone_else(replace(STANDING, state=State.MATCHING)),
        "not again": requests.someone_else(replace(STANDING, state=State.PREPARING)),
    }


def test_telegram_takes_the_screens_and_no_placeholder_is_left() -> None:
    with speaking("en"):
        found = _new_screens()
    for name, screen in found.items():
        text, _ = parsed_html(screen.text)
        assert 1 <= len(text) <= 4096, name
        assert "{" not in text.replace("{0}", "").replace("{name}", ""), name
        assert all(1 <= len(button.text) <= 64 for row in screen.rows for button in row), name
        assert screen.personal or "{0}" not in text, name


def _buttons(name: str) -> set[str]:
    with speaking("en"):
        return {button.data.partition(":")[0] for row in _new_screens()[name].rows for button in row}


@pytest.mark.parametrize(
    ("name", "button"),
    [("waves", "mw"), ("by hand", "mw"), ("undo", "ju"), ("no", "op"), ("one", "re"), ("undone", "mo")],
)
def test_a_screen_has_its_button(name: str, button: str) -> None:
    assert button in _buttons(name)


def test_the_card_says_how_the_asking_goes_on() -> None:
    with speaking("en"):
        found = _new_screens()
        assert "the next ones are asked" in found["waves"].text
        assert "Nobody is asked automatically" in found["by hand"].text
        assert "other open requests" in found["second request"].text
