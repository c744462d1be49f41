"""Two bots behind one webhook address and two schedulers, on PostgreSQL: the main story plays as with one of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import Engine

from casework import people
from domain.people import Role
from kring.playground import USERNAME
from simulator.stories.cast import Cast
from simulator.stories.phones import Phones
from simulator.stories.telling import STORIES
from tests.kring.telegram import Telegram
from tests.soak.front import PATH, sharing_out
from tests.soak.parts import free_port
from tests.soak.town import Town

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.asyncio]


@dataclass(slots=True)
class TownPhones(Phones):
    """Phones whose clock is that of the town's processes too."""

    town: Town | None = None

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        """One call to the simulator; a move of its clock moves everybody's."""
        answer = await Phones.call(self, method, path, body)
        if (method, path) == ("POST", "/sim/clock") and self.town is not None:
            self.town.move_clock(datetime.fromisoformat(answer["now"]))
        return answer


@dataclass(frozen=True, slots=True)
class Links:
    """What a story asks of the service behind the phones."""

    town: Town

    async def invite(self, role: str, region: str) -> str:
        """A one-time deep link, as `kring invite` makes it."""
        self.town.clock()
        secret = self.town.do(people.invite, role=Role(role), region=region)
        return f"https://t.me/{USERNAME}?start={secret}"

    async def off_for(self, duration: timedelta) -> None:
        """The main story does not ask for it."""
        raise AssertionError(duration)

    async def stolen(self) -> bytes:
        """Nor for this."""
        raise AssertionError(self.town)


async def test_the_main_story_plays(tmp_path: Path, telegram: Telegram, postgres: Engine) -> None:
    front = free_port()
    town = Town(tmp_path, telegram, postgres, webhook=f"http://127.0.0.1:{front}{PATH}")

    try:
        bots = [town.start("bot") for _ in range(2)]
        schedulers = [town.start("scheduler") for _ in range(2)]
        async with sharing_out([bot.port for bot in bots], port=front) as taken, ClientSession() as http:
            for bot in bots:
                bot.until_ready()
            phones = TownPhones(telegram.address, http, town=town)
            await STORIES["first-conference"](Cast(phones, "nl", Links(town)))
        assert min(taken) > 20, f"the calls were shared out as {taken}"
        running = [part.process for part in (*bots, *schedulers)]
        assert [one.poll() for one in running if one is not None] == [None] * 4
        assert '"level": "error"' not in "".join(part.log() for part in town.parts)
    finally:
        town.close()
