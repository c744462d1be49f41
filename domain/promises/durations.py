"""Durations in words: "3 days", "1 day 4 hours". In office time a day is as long as the office is open."""

import re
from datetime import timedelta

from domain.calendars import Calendar, Wait

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_PART = re.compile(r"(\d{1,5}) (minute|hour|day)s?")
_WHOLE = re.compile(rf"{_PART.pattern}(?: {_PART.pattern})*")


def parse(text: str, *, day: timedelta = _UNITS["day"]) -> timedelta:
    """The length of a duration in words.

    Raises:
        ValueError: no such duration, or it is none at all; the message says how one is written.
    """
    if text.strip().startswith("-"):
        raise ValueError(f"{text!r} is less than nothing")
    if not _WHOLE.fullmatch(text):
        raise ValueError(f'{text!r} is no length of time such as "3 days", "4 hours" or "1 day 4 hours"')
    length = sum(
        (int(count) * (day if unit == "day" else _UNITS[unit]) for count, unit in _PART.findall(text)),
        timedelta(),
    )
    if not length:
        raise ValueError(f"{text!r} is no time at all")
    return length


def say(length: timedelta, *, day: timedelta = _UNITS["day"]) -> str:
    """A length of time in words, as `parse` reads it."""
    parts = []
    left = length
    for unit, size in (("day", day), ("hour", _UNITS["hour"]), ("minute", _UNITS["minute"])):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts)


def say_wait(wait: Wait, calendar: Calendar) -> str:
    """A wait in words: "3 days", "1 working day", "4 office hours"."""
    if not wait.office:
        return say(wait.length)
    said = say(wait.length, day=office_day(calendar))
    return re.sub(r"(hour|minute)", r"office \1", said.replace("day", "working day"))


def office_day(calendar: Calendar) -> timedelta:
    """How long the office is open on a day."""
    return timedelta(
        hours=calendar.closes.hour - calendar.opens.hour,
        minutes=calendar.closes.minute - calendar.opens.minute,
    )
