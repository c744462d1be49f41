"""What is counted about delivery, for those who watch over the service: letters and seconds, never people."""

import logging
import math

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from casework import incidents
from casework.incidents import CLOCK
from scheduler.failures import Surviving
from scheduler.ports import Do

log = logging.getLogger(__name__)


class Numbers:
    """Counters of this process, and gauges that say how the service as a whole stands.

    Without a scheduler in this process the counters stay at nought; the gauges come from the database and are the same
    in every process.
    """

    def __init__(self) -> None:
        """Make them in a registry of their own, so that two services in one process do not clash."""
        self.registry = made = CollectorRegistry()
        self.letters = Counter(
            "kring_letters", "Letters, by what became of each attempt", ["outcome"], registry=made
        )
        self.ticks = Counter("kring_ticks", "Ticks of the clock while it held the lease", registry=made)
        self.waiting = Gauge("kring_outbox_waiting", "Letters that are due and not yet sent", registry=made)
        self.oldest = Gauge(
            "kring_outbox_oldest_seconds", "Since when the oldest of these is due", registry=made
        )
        self.tick_age = Gauge("kring_last_tick_seconds", "Since the clock last ticked", registry=made)
        self.incidents = Gauge("kring_incidents_open", "Incidents that are open", registry=made)

    async def told(self, run: Do) -> bytes:
        """All of them as Prometheus reads them; what the database does not tell now is NaN, not an old number."""
        gauges = (self.waiting, self.oldest, self.tick_age, self.incidents)
        values = (math.nan,) * len(gauges)
        with Surviving(log, "the numbers of the outbox cannot be read"):
            stands = await run(incidents.standing, clock=CLOCK)
            ticked = stands.tick_seconds
            values = (
                stands.waiting,
                stands.oldest_seconds,
                math.nan if ticked is None else ticked,
                len(stands.open_kinds),
            )
        for gauge, value in zip(gauges, values, strict=True):
            gauge.set(value)
        return generate_latest(self.registry)
