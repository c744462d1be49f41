"""The manager finds somebody, played by clicking on the phones; with the pictures for docs/."""

import os
from pathlib import Path

import pytest

from simulator.stories.telling import STORIES
from tests.browser.pages import clicking

# The same stories are told in tests/kring without a browser, and counted there.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]

_LONG = pytest.mark.skipif(
    "KRING_PICTURES" not in os.environ,
    reason="one to two minutes of clicking: played when the pictures are made, and in tests/kring without a browser",
)


@pytest.mark.parametrize(
    ("story", "locale", "shown"),
    [
        ("scarce-language", "nl", {"mp"}),
        ("nobody-fits", "ti", {"mn", "rn"}),
        ("silence-escalates", "nl", {"xt"}),
        ("blocked-by-the-family", "ar", {"uw"}),
        ("unsafe-participant", "ti", {"ia", "cx"}),
        pytest.param("eleven-people-four-languages", "nl", {"cc", "ir", "yb", "lg"}, marks=_LONG),
        pytest.param("plan-not-accepted-then-revised", "ar", {"lg"}, marks=_LONG),
        pytest.param("second-meeting", "nl", {"yp"}, marks=_LONG),
    ],
)
@pytest.mark.asyncio
async def test_the_manager_finds_somebody_by_clicking(
    story: str, locale: str, shown: set[str], tmp_path: Path
) -> None:
    async with clicking(tmp_path, locale, pictures=story, shown=frozenset(shown)) as (cast, phones):
        await STORIES[story](cast)
    assert len(list(phones.pictures.glob("*.png"))) >= len(shown)
