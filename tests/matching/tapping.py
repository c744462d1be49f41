"""One process full of coordinators who all tap *yes* in the same moment; a module of its own, for it is started anew."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from queue import Queue
from zoneinfo import ZoneInfo

from bot.work import Work
from casework import offering
from domain.errors import DomainError
from domain.people import Role
from domain.policy import Policy
from domain.regions import Regions
from storage.arrivals import Caller
from storage.database import open_database
from storage.vault import Vault

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
_PATIENCE_SECONDS = 120

Tap = tuple[int, str, str]
"""Who taps (id and reference), and on which offer."""


def tap_together(
    url: str,
    regions: Regions,
    rounds: Sequence[Sequence[Tap]],
    start: Barrier,
    said: "Queue[list[list[str]]]",
) -> None:
    """Do every round's taps at once, together with the other process; says the winner's id or the refusal of each."""
    engine = open_database(url)
    work = Work(
        engine,
        Vault([bytes(range(32))]),
        regions,
        policy=Policy(),
        zone=ZoneInfo("Europe/Amsterdam"),
        clock=lambda: NOW,
    )

    async def play() -> list[list[str]]:
        told = []
        for taps in rounds:
            await asyncio.to_thread(start.wait, _PATIENCE_SECONDS)
            told.append(await asyncio.gather(*(_tap(work, *one) for one in taps)))
        return told

    said.put(asyncio.run(play()))
    work.close()


async def _tap(work: Work, who: int, ref: str, offer: str) -> str:
    caller = Caller(
        id=who,
        ref=ref,
        chat_id=who,
        role=Role.COORDINATOR,
        region=None,
        locale=None,
        hint=None,
        consent=None,
        reachable=True,
    )
    try:
        job = await work.do(offering.accept, caller=caller, ref=offer)
    except DomainError as error:
        return error.code
    return str(job.coordinator_id)
