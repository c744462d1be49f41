"""The manager finds somebody, played by clicking on the phones; with the pictures for docs/."""

from pathlib import Path

import pytest

from simulator.stories.telling import STORIES
from tests.browser.pages import clicking

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("story", "locale", "shown"),
    [
        ("scarce-language", "nl", {"mp"}),
        ("nobody-fits", "ti", {"mn", "rn"}),
        ("silence-escalates", "nl", {"xt"}),
        ("blocked-by-the-family", "ar", {"uw"}),
    ],
)
@pytest.mark.asyncio
async def test_the_manager_finds_somebody_by_clicking(
    story: str, locale: str, shown: set[str], tmp_path: Path
) -> None:
    async with clicking(tmp_path, locale, pictures=story, shown=frozenset(shown)) as (cast, phones):
        await STORIES[story](cast)
    assert len(list(phones.pictures.glob("*.png"))) >= len(shown)
