"""A file for somebody's own calendar: the hour by the clocks where the meeting is, and no word about anyone.

The place is left out too: calendars are shared, and shown on screens that others see. It stands in the chat.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.texts.screens import Attachment
from bot.texts.translating import gettext as _
from casework.calendar_entries import Entry

NAME: Final = "kring.ics"

TAKES: Final = timedelta(hours=4)
"""What a calendar keeps free; private time lasts as long as it needs."""

_YEAR_ZERO: Final = datetime(2020, 1, 1, tzinfo=UTC)


def file(entry: Entry) -> Attachment:
    """The meeting as a file that every calendar reads, with its time zone written out."""
    import icalendar  # only who wants a file waits for it

    # Translators: the title of the meeting in a calendar that others may see: neutral, it tells nothing.
    title = _("Meeting")
    event = icalendar.Event.new(
        uid=f"{entry.uid}@kring",
        summary=title,
        start=entry.meeting_at.astimezone(ZoneInfo(entry.zone)),
        stamp=entry.made_at,
        # A newer file has a higher number, and takes the place of the older one.
        sequence=int((entry.made_at - _YEAR_ZERO).total_seconds()) // 60,
        classification=icalendar.CLASS.PRIVATE,
    )
    # Not an end by the clock: in the night of winter time the same hour comes twice.
    event.add("duration", TAKES)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Kring//Kring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    year = entry.meeting_at.year
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return Attachment(NAME, calendar.to_ical())
