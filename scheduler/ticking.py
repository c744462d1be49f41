"""The ticks of the clock. What is due stands in the database; APScheduler only says when to look (design.md 4.6)."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from casework import clock, incidents, leases
from casework.desk import Desk
from casework.incidents import CLOCK
from scheduler.failures import Surviving
from scheduler.guard import Guard
from scheduler.ports import Do

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
SWEEP_EVERY = timedelta(seconds=1)
TIDY_EVERY = timedelta(hours=1)
LOOK_EVERY = timedelta(minutes=1)
_LATE_IS_FINE = 3600
"""Seconds: a tick that comes late is still worth its while, as it looks at what is due by then."""

_PATIENCE_SECONDS = 5
"""So long a stop waits for a tick that is at work."""

_ROUNDS_A_TICK = 50
"""Then the lease is looked at by the next tick again, and the courier gets a turn."""


class Ticking:
    """Sweeps what is due, and tidies, while it holds the lease of the clock; a second one stands by."""

    def __init__(
        self,
        run: Do,
        wake: Callable[[], None],
        *,
        every: timedelta = SWEEP_EVERY,
        holder: str | None = None,
        guard: Guard | None = None,
        ticked: Callable[[], None] = lambda: None,
    ) -> None:
        """Take how to reach the database, and whom to wake.

        Args:
            run: runs an action in a worker thread, in one transaction.
            wake: called when something was done, as there may be letters now.
            every: how often to look for what is due.
            holder: the name on the lease; a random one if left out.
            guard: looks once a minute at what may be wrong.
            ticked: called at each tick with the lease.
        """
        self._do = run
        self._wake = wake
        self._every = every
        self._guard = guard
        self._ticked = ticked
        self._tidied_at: datetime | None = None
        self._running: set[asyncio.Task[object]] = set()
        self.holder = holder or secrets.token_hex(8)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _LATE_IS_FINE},
        )

    def start(self) -> None:
        """Tick from now on, in the running loop."""
        self._every_so_often(self.sweep, self._every)
        if self._guard is not None:
            self._every_so_often(partial(self._guard.look, self.holder), LOOK_EVERY)
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, let what runs come to its end, and let go of the lease."""
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # a tick of this very moment begins
            if self._running:
                await asyncio.wait(self._running, timeout=_PATIENCE_SECONDS)
            self._scheduler.shutdown(wait=False)
        with Surviving(log, "the clock's lease was not given back"):
            await self._do(_let_go, holder=self.holder)

    def _every_so_often(self, work: Callable[[], Awaitable[object]], every: timedelta) -> None:
        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(self._run, trigger, args=(work,))

    async def _run(self, work: Callable[[], Awaitable[object]]) -> None:
        """Work that is known while it runs: APScheduler would cut it off at a stop, and call that a failure."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a job is a task of its own
        self._running.add(task)
        try:
            await work()
        finally:
            self._running.discard(task)

    async def sweep(self) -> int:
        """Do what is due, and once an hour tidy; how many things were due. A failure is logged, the next tick tries again."""
        done = 0
        with Surviving(log, "a sweep failed"):
            for _ in range(_ROUNDS_A_TICK):
                swept: _Swept | None = await self._do(_sweep, holder=self.holder)
                if swept is None:
                    break
                if not done:
                    self._ticked()
                    await self._tidy_if_due(swept.at)
                if not swept.found:
                    break
                done += swept.found
        if done:
            self._wake()
        return done

    async def _tidy_if_due(self, now: datetime) -> None:
        """By the service's own clock, so that a clock that was moved tidies too, and a machine that often restarts."""
        if self._tidied_at is None or now - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = now
            await self.tidy()

    async def tidy(self) -> int:
        """Forget what is to be forgotten; how many drafts that were."""
        with Surviving(log, "tidying failed"):
            return await self._do(_tidy, holder=self.holder)
        return 0


@dataclass(frozen=True, slots=True)
class _Swept:
    """How much was due, and when that was, by the service's clock."""

    found: int
    at: datetime


def _sweep(desk: Desk, *, holder: str) -> _Swept | None:
    """What was done; None for who does not hold the lease."""
    if not leases.take(desk, CLOCK, holder, LEASE):
        return None
    incidents.beat(desk, name=CLOCK)
    return _Swept(clock.sweep(desk), desk.now)


def _tidy(desk: Desk, *, holder: str) -> int:
    return clock.tidy(desk) if leases.take(desk, CLOCK, holder, LEASE) else 0


def _let_go(desk: Desk, *, holder: str) -> None:
    leases.release(desk, CLOCK, holder)
