"""The numbers need no database: who types words of danger gets them at once, also while nothing else works."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram.methods import SendMessage

from tests.bot.wire import Wire, said, wired

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def wire(sqlite_url: str) -> AsyncIterator[Wire]:
    async with wired(sqlite_url) as made:
        yield made


async def broken(*_given: object, **_more: object) -> None:
    raise OSError("the disk is full")


async def test_words_of_danger_are_answered_at_once_also_while_nothing_works(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("bot.dispatching._meet", broken)
        for _ in range(2):
            assert (await wire.post(said(42, "mijn man slaat me")))[0] == 500
    (numbers,) = wire.telegram.calls
    assert isinstance(numbers, SendMessage)
    assert "112" in numbers.text.split("\n")[0]
    assert "slaat" not in numbers.text
    status, answer = await wire.post(said(42, "mijn man slaat me"))
    assert (status, "112" in answer["text"]) == (200, True)
