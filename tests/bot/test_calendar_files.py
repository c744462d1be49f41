"""The meeting as a file for somebody's own calendar: the right hour, and nothing about anyone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import icalendar
import pytest
from sqlalchemy import Engine

from bot.texts import days as texts
from bot.texts import errors
from bot.texts.translating import speaking
from tests.bot.day_screens import ENTRY
from tests.bot.taps import data, tap
from tests.circles import joins
from tests.office import AMSTERDAM, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def _calendar(meeting_at: datetime) -> icalendar.Calendar:
    entry = type(ENTRY)(ENTRY.uid, meeting_at, ENTRY.zone, ENTRY.made_at, guest=ENTRY.guest)
    [file] = texts.calendar(entry).files
    assert file.name == "kring.ics"
    return icalendar.Calendar.from_ical(file.content)


@pytest.mark.parametrize(
    "local",
    [
        pytest.param("2026-03-28T16:00", id="the day before summer time"),
        pytest.param("2026-03-29T16:00", id="the day of summer time"),
        pytest.param("2026-03-30T10:00", id="the day after it"),
        pytest.param("2026-10-24T16:00", id="the day before winter time"),
        pytest.param("2026-10-25T16:00", id="the day of winter time"),
        pytest.param("2026-10-26T10:00", id="the day after that"),
        pytest.param("2026-12-31T23:00", id="the end of a year"),
        pytest.param("2028-02-29T10:00", id="the leap day"),
    ],
)
def test_the_file_says_the_hour_by_the_clocks_in_amsterdam(local: str) -> None:
    """Read twice: as a library does that knows the zone by name, and by the rules that stand in the file itself."""
    at = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    calendar = _calendar(at.astimezone(UTC))
    [event] = calendar.events
    assert event.start == at
    assert event.start.strftime("%H:%M") == at.strftime("%H:%M")
    [zone] = calendar.timezones
    assert zone.tz_name == event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    ruled = zone.to_tz(lookup_tzid=False)
    naive = at.replace(tzinfo=None)
    assert naive.replace(tzinfo=ruled).utcoffset() == at.utcoffset()


def test_a_meeting_over_the_change_of_the_clocks_lasts_as_long_as_another() -> None:
    """In the night of winter time the same hour comes twice: how long it takes is said, and no end by the clock."""
    for local in ("2026-03-28T23:30", "2026-10-24T23:30", "2026-05-05T23:30"):
        at = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM).astimezone(UTC)
        [event] = _calendar(at).events
        assert (event["DURATION"].to_ical(), "DTEND" in event) == (b"PT4H", False)


def test_the_file_names_nobody_and_no_place() -> None:
    [file] = texts.calendar(ENTRY).files
    [event] = icalendar.Calendar.from_ical(file.content).events
    assert (event["SUMMARY"], event["CLASS"]) == ("Meeting", "PRIVATE")
    assert {"LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "URL"} & set(event) == set()
    assert ENTRY.guest not in file.content.decode()


def test_a_newer_file_takes_the_place_of_the_older_one() -> None:
    older, newer = (
        icalendar.Calendar.from_ical(
            texts.calendar(type(ENTRY)(ENTRY.uid, made, ENTRY.zone, made, receipt="K-2222-3333"))
            .files[0]
            .content
        ).events[0]
        for made in (
            datetime.combine(date(2026, 3, 3), time(9), UTC),
            datetime.combine(date(2026, 3, 3), time(9, 1), UTC),
        )
    )
    assert older["UID"] == newer["UID"]
    assert older.sequence + 1 == newer.sequence


@pytest.mark.asyncio
async def test_guests_and_whoever_asked_get_the_file(office: Office) -> None:
    case = office.scheduled()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    meeting_at = office.the_job(case).meeting_at
    for who, behind, back in (
        (guest, f"tf:{ref}", f"iv:{ref}"),
        (case.requester, f"tq:{case.ref}", f"td:{case.ref}"),
    ):
        screen = await tap(office, who, behind)
        [file] = screen.files
        assert icalendar.Calendar.from_ical(file.content).events[0].start == meeting_at
        assert screen.personal
        assert data(screen)[0] == back
    refused = await tap(office, office.newcomer(), f"tf:{ref}")
    assert (refused.text, refused.files) == (errors.SENTENCES["not_found"](), ())
