"""The limit is there where the service runs: a flood over the wire of the running bot (trust.md 22)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts.errors import SENTENCES
from tests.bot.stage import Stage, said, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLOOD = 20
MOST = 5
PATIENCE_SECONDS = 20


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["polling", "webhook"])
async def real(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """The service, with low limits so that a slow machine floods it too."""
    folder = tmp_path_factory.mktemp(f"flood-{request.param}")
    webhook = request.param == "webhook"
    async with staged(folder / "kring.sqlite", webhook=webhook, template=migrated_file, most=MOST) as made:
        yield made


async def test_a_flood_of_taps_is_answered_and_not_all_of_it_is_done(real: Stage) -> None:
    phone = await real.person("en")
    await phone.say("/start")
    await phone.wait_for_button("rq")
    for number in range(FLOOD):
        tapped = await real.post(f"people/{phone.id}/tap", data="lang", wait=PATIENCE_SECONDS)
        assert tapped["answer"] is not None, f"the progress bar of tap {number} stays"
    edits = [call for call in await real.calls() if call["method"] == "editMessageText"]
    sentence = said(SENTENCES["too_often"], "en")
    told = [one for one in await phone.messages() if sentence in one.get("text", "")]
    assert MOST - 1 <= len(edits) < FLOOD, (
        "one of the five is the /start, and some may have come back meanwhile"
    )
    assert 1 <= len(told) <= 2, "once a minute"
    assert "112" in await real.does(phone, "say", text="/danger")
