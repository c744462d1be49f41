"""The clock that the simulator and the bot share, and that a story can move forward."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_DURATION = re.compile(
    r"P(?=[\dT])(?:(?P<weeks>\d+(?:\.\d+)?)W)?(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


class Clock:
    """Real time plus an offset that only grows.

    It runs on by itself. Reading and moving it from several threads is safe: a move replaces one value.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """Start now, or at `start` (aware).

        Raises:
            ValueError: `start` has no zone.
        """
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock starts at a time with a zone")
        self._offset = timedelta(0) if start is None else start - datetime.now(UTC)
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the time of the simulated world, aware and in UTC."""
        return datetime.now(UTC) + self._offset

    def timestamp(self) -> int:
        """Return the time in whole seconds since 1970, as Telegram dates messages."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> datetime:
        """Move forward by `by`, tell who watches, and return the new time.

        Raises:
            ValueError: `by` is negative; time does not run back.
        """
        if by < timedelta(0):
            raise ValueError("the clock only goes forward")
        self._offset += by
        for watcher in tuple(self._watchers):
            watcher()
        return self.now()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every move, in the thread that moved the clock."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[], None]) -> None:
        """Stop calling `watcher`."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)


def duration(text: str) -> timedelta:
    """Return the length of time that an ISO 8601 duration in weeks, days, hours, minutes, seconds names.

    Months and years have no fixed length and are refused.

    Raises:
        ValueError: `text` is no such duration.
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not an ISO 8601 duration in weeks, days, hours, minutes or seconds: {text}")
    return timedelta(**{unit: float(amount) for unit, amount in found.groupdict().items() if amount})
