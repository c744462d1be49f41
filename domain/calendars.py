"""Office time: promises of "a working day" count hours in which somebody works, not hours of the clock (domain.md 1.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SATURDAY = 5
_LONGEST_LOOK_DAYS = 3660
"""Ten years: a calendar in which nobody ever works is refused where it is read, so this is never reached."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long something may take: `office` counts only office hours, otherwise the clock on the wall counts."""

    length: timedelta
    office: bool = False


def hours(count: float) -> Wait:
    """So many hours on the wall."""
    return Wait(timedelta(hours=count))


def days(count: float) -> Wait:
    """So many days of 24 hours on the wall."""
    return Wait(timedelta(days=count))


def office_hours(count: float) -> Wait:
    """So many hours in which the office is open."""
    return Wait(timedelta(hours=count), office=True)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When people of the service work: Monday to Friday from `opens` to `closes`, but not on a free day.

    `is_free` says of a day in the service's zone whether it is a public holiday.
    """

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(17)
    is_free: Callable[[date], bool] = lambda _day: False

    def works_on(self, day: date) -> bool:
        """Whether anybody works on this day."""
        return day.weekday() < _SATURDAY and not self.is_free(day)

    def after(self, moment: datetime, wait: Wait) -> datetime:
        """The moment (aware, in the zone of `moment`) at which the wait that began at `moment` is over.

        A wait in office time that begins outside office hours begins when the office opens. Time between two moments
        is real time, also over a change of the clock.
        """
        if not wait.office:
            return (moment.astimezone(UTC) + wait.length).astimezone(moment.tzinfo)
        left = wait.length
        day = moment.astimezone(self.zone).date()
        for _ in range(_LONGEST_LOOK_DAYS):
            if self.works_on(day):
                begins = max(moment, self._at(day, self.opens))
                there_is = self._at(day, self.closes) - begins
                if timedelta() <= there_is and left <= there_is:
                    return (begins + left).astimezone(moment.tzinfo)
                left -= max(there_is, timedelta())
            day += timedelta(days=1)
        raise ValueError("nobody works in this calendar")

    def _at(self, day: date, hour: time) -> datetime:
        """That hour of that day as a moment."""
        return datetime.combine(day, hour, self.zone).astimezone(UTC)
