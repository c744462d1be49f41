"""The first conference, played by clicking on the phones, in Dutch and in Arabic; with the pictures for docs/."""

from pathlib import Path

import pytest

from simulator.stories.cast import (
    Cast,
    accept,
    ask_everyone,
    finish,
    hold_meeting,
    prepare,
    send_request,
)
from tests.browser.hands import ClickedPhones
from tests.browser.pages import clicking

# The same story is told in tests/kring without a browser, and counted there.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]


@pytest.mark.parametrize("locale", ["nl", "ar"])
@pytest.mark.asyncio
async def test_the_first_conference_is_played_by_clicking(locale: str, tmp_path: Path) -> None:
    async with clicking(tmp_path, locale, pictures=locale) as (cast, phones):
        await _play(cast, phones)
    assert len(list(phones.pictures.glob("*.png"))) == phones.number > 0


async def _play(cast: Cast, phones: ClickedPhones) -> None:
    requester = await cast.requester()
    await requester.say("/start")
    await phones.picture("danger-first")
    manager = await cast.manager()
    first, second = await cast.coordinator(1), await cast.coordinator(2)
    receipt = await send_request(requester)
    await phones.picture("request-sent")
    await manager.tap(f"mo:{receipt}")
    await manager.tap(f"ml:{receipt}")
    await manager.wait_for_button(rf"mc:{receipt}:\w+:")
    await phones.picture("shortlist")
    await ask_everyone(manager, receipt, 2, opened=True)
    await second.tap(r"ol:\w+")
    await phones.picture("offers")
    await accept(first)
    await second.wait_until_gone(r"oq:\w+:\d:n")
    await phones.picture("accepted")
    await first.tap(r"jc:\w+")
    await first.tap(r"jn:\w+")
    await first.wait_for_button(r"jd:\w+:2:d")
    await phones.picture("steps")
    await prepare(first, begun=True)
    await hold_meeting(phones, first)
    await phones.picture("plan-sent")
    await phones.advance("P28D")
    await first.wait_for_button(r"jf:\w+")
    await phones.picture("four-weeks-later")
    await finish(first)
    await requester.wait_for_button("h")
    await phones.picture("closed")
