"""On SQLite the caller is read by a connection that stays open: a failing one is closed, and the next read has a new one."""

import pytest
from sqlalchemy.exc import OperationalError

from storage.arrivals import caller_on
from tests.bot.wire import wired

pytestmark = pytest.mark.asyncio


async def test_a_reader_that_fails_is_closed_and_not_used_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wired(sqlite_url) as wire:
        known = await wire.work.meet(7001, "nl")
        assert await wire.work.meet(7001, "nl") == known
        kept = wire.work._reader
        assert kept is not None

        def lost(*_given: object) -> None:
            raise OperationalError("select", {}, OSError())

        monkeypatch.setattr("bot.work.caller_on", lost)
        with pytest.raises(OperationalError):
            await wire.work.meet(7001, "nl")
        assert kept.closed
        monkeypatch.setattr("bot.work.caller_on", caller_on)
        assert await wire.work.meet(7001, "nl") == known
        assert wire.work._reader is not kept
