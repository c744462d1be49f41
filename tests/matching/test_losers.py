"""Whoever was asked and is too late sees it on their phone within five seconds, without a tap, at Telegram's limits."""

import shutil
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast, accept, answer_independence, ask_everyone, send_request
from simulator.stories.phones import Phones

_ASKED = 8
_SECONDS = 5


@pytest.mark.slow
@pytest.mark.asyncio
async def test_the_losers_cards_change_within_five_seconds(migrated_file: Path, tmp_path: Path) -> None:
    database = shutil.copyfile(migrated_file, tmp_path / "kring.sqlite")
    async with (
        playing(f"sqlite:///{database}", limits=Limits(), webhook=False) as ground,
        ClientSession() as http,
    ):
        cast = Cast(Phones(ground.address, http), "nl", ground)
        manager, requester = await cast.manager(), await cast.requester()
        winner, *losers = [await cast.coordinator(number) for number in range(1, _ASKED + 1)]
        await ask_everyone(manager, await send_request(requester), _ASKED)
        for phone in losers[:2]:  # these were about to say yes; the others have not even looked
            await answer_independence(phone)
        for phone in losers:
            await phone.wait_for_button(r"(ol|oa):\w+")
        await accept(winner)
        won = time.monotonic()
        for phone in losers:
            await phone.wait_until_gone(r"(ol|oa|oq):\w+(:.*)?")
        assert time.monotonic() - won < _SECONDS
        assert not any([await phone.has_button(r"jc:\w+") for phone in losers])
