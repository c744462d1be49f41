"""Who hears of what stalls, in which order, and how long each has before the next one hears of it (domain.md 1.4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.calendars import Calendar, Wait, hours, office_hours


class Receiver(StrEnum):
    """Who stands on a rung.

    The managers of the region, those of its deputy, the national helpdesk (and admins), the first and the last of these
    together, or everyone who may take an escalation at all.
    """

    REGIONAL_MANAGER = "regional_manager"
    DEPUTY = "deputy"
    HELPDESK = "helpdesk"
    REGION_AND_HELPDESK = "region_and_helpdesk"
    EVERYONE = "everyone"


class Note(StrEnum):
    """How an escalation ended: a code in place of a story. `OVER` is the clock's own, where nothing stalls any more."""

    SPOKE = "spoke"
    FOUND = "found"
    HANDED_ON = "handed_on"
    NOT_NEEDED = "not_needed"
    OTHER = "other"
    OVER = "over"


class Reason(StrEnum):
    """Why whoever took an escalation comes back to it later."""

    FAMILY = "family"
    COORDINATOR = "coordinator"
    OTHERS = "others"
    BUSY = "busy"


class Later(StrEnum):
    """How much later."""

    MORNING = "morning"
    THREE_DAYS = "three_days"


TOLD_WHEN_DONE = tuple(note for note in Note if note is not Note.OVER)
"""The notes that a person may choose."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: who hears of it, and after how long without *I take it* the next step does."""

    receiver: Receiver
    wait: Wait


TAKEN = office_hours(16)
"""Two working days."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps for one kind of escalation. `code` is its number in domain.md 1.4; `urgent` sends at any hour.

    The last rung is asked again each time its wait is over: an escalation is never at the end of its list. Whoever took
    it is asked after `taken` whether it is done, once; after as long again it returns to the ladder.
    """

    kind: str
    code: str
    rungs: tuple[Rung, ...]
    urgent: bool = False
    taken: Wait = TAKEN


_DAY = office_hours(8)
"""A working day."""

USUAL = (
    Rung(Receiver.REGIONAL_MANAGER, _DAY),
    Rung(Receiver.DEPUTY, _DAY),
    Rung(Receiver.HELPDESK, _DAY),
)
DANGER = (
    Rung(Receiver.REGION_AND_HELPDESK, hours(1)),
    Rung(Receiver.DEPUTY, hours(1)),
    Rung(Receiver.EVERYONE, hours(1)),
)
_DANGER_TAKEN = hours(4)

CODES = {
    "danger": "E-1",
    "no_coordinator": "E-2",
    "declined_thrice": "E-3",
    "must_unmet": "E-3",
    "no_first_contact": "E-4",
    "preparation_stalled": "E-5",
    "no_date": "E-6",
    "handed_back": "E-7",
    "pressure": "E-7",
    "someone_else": "E-7",
    "unsafe": "E-8",
    "conditions_missing": "E-9",
    "no_plan": "E-10",
    "attention": "E-11",
    "follow_up_late": "E-11",
    "follow_up_overdue": "E-11",
    "registration_late": "E-12",
    "complaint": "E-13",
    "human": "E-14",
    "intake_late": "E-15",
    "first_offer_late": "E-16",
    "unreachable": "E-17",
    "access_closes": "E-18",
    "quiet": "E-19",
}
"""The number of each kind: up to E-14 those of domain.md 1.4, from E-15 on our own."""


def usual_ladder(kind: str) -> Ladder:
    """The ladder of a kind for which no file says another."""
    if kind == "danger":
        return Ladder(kind, CODES[kind], DANGER, urgent=True, taken=_DANGER_TAKEN)
    return Ladder(kind, CODES.get(kind, ""), USUAL)


def next_rung(ladder: Ladder, after: int, is_empty: Callable[[Receiver], bool]) -> int | None:
    """The first rung above `after` on which somebody stands; None where there is none any more."""
    for number in range(after + 1, len(ladder.rungs)):
        if not is_empty(ladder.rungs[number].receiver):
            return number
    return None


def rung_at(ladder: Ladder, number: int) -> Rung:
    """The rung of this number. Above the last one of the ladder stands everyone, for where nobody else is there."""
    if number < len(ladder.rungs):
        return ladder.rungs[number]
    return Rung(Receiver.EVERYONE, ladder.rungs[-1].wait)


def comes_back_at(later: Later, now: datetime, calendar: Calendar) -> datetime:
    """The first morning on which the office opens: from tomorrow on, or in three days. Aware, in UTC like `now`."""
    days = 1 if later is Later.MORNING else 3
    day = now.astimezone(calendar.zone).date() + timedelta(days=days)
    midnight = datetime.combine(day, time(), calendar.zone)
    return calendar.after(midnight, Wait(timedelta(), office=True)).astimezone(now.tzinfo)
