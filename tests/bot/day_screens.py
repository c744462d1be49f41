"""Every screen about the day of the meeting, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.texts import days, meeting_day
from bot.texts.screens import Screen
from casework.calendar_entries import Entry
from casework.evenings import Tomorrow
from casework.meeting_days import Days, Proposed
from casework.private_time import TheDay
from casework.ticking import OwnDays, Tickable
from domain.circle import Tally
from domain.meeting_days import MOST
from domain.preparation import STEPS
from domain.private_time import Phase
from tests.bot.cards import NOW, RECEIPT, REF

PROPOSED = tuple(
    Proposed(f"{REF[:-1]}{number}", NOW + timedelta(days=number), number, number == 2)
    for number in range(MOST)
)
DAYS = Days(
    receipt=RECEIPT,
    job="",
    decides=True,
    proposed=PROPOSED,
    circle=30,
    answered=29,
    meeting_at=NOW,
    is_full=True,
)
OWN = OwnDays(REF, tuple(Tickable(one.ref, one.at, one.chosen) for one in PROPOSED), NOW)
ENTRY = Entry("0123456789abcdef" * 2, NOW, "Europe/Amsterdam", NOW, guest=REF)
DAY = TheDay(
    job=REF,
    receipt=RECEIPT,
    phase=Phase.INFORMATION,
    meeting_at=NOW,
    private_from=NOW,
    expected=Tally(asked=11, yes=9, maybe=2),
    missing=STEPS,
)


def day_screens() -> Iterator[tuple[str, Screen]]:
    """What the main person, the coordinator and the circle see of it, before the day and on it."""
    for job in ("", REF):
        for decides in (True, False):
            shown = replace(DAYS, job=job, decides=decides)
            yield f"days {job} {decides}", days.finding(shown)
            yield (
                f"no days {job} {decides}",
                days.finding(replace(shown, proposed=(), meeting_at=None, is_full=False)),
            )
            yield f"days, nobody there {job} {decides}", days.finding(replace(shown, circle=0, answered=0))
    yield "days asked", days.asked(DAYS)
    yield "day chosen", days.chosen(DAYS)
    yield "day chosen, told", days.told_chosen(replace(DAYS, job=REF, decides=False, meeting_at=None))
    for meeting_at in (NOW, None):
        yield f"ticking {meeting_at}", days.ticking(replace(OWN, meeting_at=meeting_at))
        yield f"nothing to tick {meeting_at}", days.ticking(OwnDays(REF, (), meeting_at))
    yield "evening, guest", days.evening(Tomorrow(REF, "", NOW))
    yield "evening, requester", days.evening(Tomorrow("", RECEIPT, NOW))
    yield "calendar, guest", days.calendar(ENTRY)
    yield "calendar, requester", days.calendar(replace(ENTRY, guest="", receipt=RECEIPT))
    for phase in Phase:
        yield f"the day {phase}", meeting_day.the_day(replace(DAY, phase=phase))
        bare = replace(DAY, phase=phase, meeting_at=None, expected=Tally(), missing=(), private_from=None)
        yield f"the day {phase}, bare", meeting_day.the_day(bare)
    few = replace(DAY, expected=Tally(yes=1), missing=STEPS[:1])
    yield "the day, one person", meeting_day.the_day(few)
