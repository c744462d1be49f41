"""The plan on its way to the people who made it: its lines, when they may be written, and when they are deleted.

The plan belongs to the family (domain.md 6.2): the service holds its words only until everyone has them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from domain import private_time
from domain.requests import State

MOST: Final = 40
"""So many lines one plan can have; a plan that people keep in mind is shorter."""

MOST_BESIDE: Final = 8
"""So many languages can stand beside one line."""

KEPT: Final = timedelta(days=14)
"""So long the lines wait for whoever has not fetched them; then they are deleted (issue 5)."""

TIME_TO_LOOK: Final = timedelta(days=1)
"""So long the lines stay after the last one fetched them, to turn a page or to ask for a reminder."""

REVIEW_AFTER: Final = timedelta(weeks=13)
"""Three months on the same day of the week: when a circle may look back by itself (domain.md 6.3)."""

WITH_A_PLAN: Final = frozenset({State.PLAN_PENDING, State.PLAN_ACCEPTED, State.FOLLOW_UP_DUE})
"""Where a plan may lie ready for who asked for the conference."""

_MORNING: Final = time(9)
_AFTER_THE_MEETING: Final = frozenset(
    {State.HELD, State.PLAN_PENDING, State.PLAN_ACCEPTED, State.FOLLOW_UP_DUE}
)

Text = TypeVar("Text")


class LineKind(StrEnum):
    """What a line is; a plan is read in this order, so that the agreements are numbered from one."""

    PROMISE = "promise"
    HELP = "help"
    CONTACT = "contact"


class Gap(StrEnum):
    """What a plan does not say yet. It is asked, never filled in (domain.md 2, what a coordinator may not do)."""

    WHEN = "when"
    WHO_NOTICES = "who_notices"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was said; `beside` is the same in other languages, by tag.

    Attributes:
        number: its place in the plan as it is read, from one.
        by: the day by which it is done, if one was named.
        checks: a word for who will notice, if somebody was named.
    """

    ref: str
    number: int
    kind: LineKind
    what: str
    who: str
    by: date | None = None
    checks: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)


def may_write(
    state: State,
    *,
    outcome: str | None,
    meeting_at: datetime | None,
    private_from: datetime | None,
    private_until: datetime | None,
    now: datetime,
) -> bool:
    """Whether lines can be written down: from the end of the private part on, until the follow-up was done.

    Where nobody logged the private part, from the hour of the meeting on. A plan that is not there has no lines.
    """
    if outcome == "no_plan" or private_time.runs(private_from, private_until, now=now):
        return False
    if state in _AFTER_THE_MEETING:
        return True
    if state is not State.SCHEDULED:
        return False
    return private_from is not None or (meeting_at is not None and now >= meeting_at)


def gaps(lines: Sequence[Line]) -> dict[Gap, tuple[int, ...]]:
    """What could still be asked, with the numbers of the lines; nothing about a plan without a line."""
    if not lines:
        return {}
    promises = [line for line in lines if line.kind is LineKind.PROMISE]
    found: dict[Gap, tuple[int, ...]] = {
        Gap.WHEN: tuple(line.number for line in promises if line.by is None),
        Gap.WHO_NOTICES: tuple(line.number for line in promises if line.checks is None),
    }
    asked = {gap: numbers for gap, numbers in found.items() if numbers}
    if not any(line.kind is LineKind.CONTACT for line in lines):
        asked[Gap.CONTACT] = ()
    return asked


def in_languages(beside: Mapping[str, Text], tags: Sequence[str]) -> dict[str, Text]:
    """What stands beside a line in one of these languages; a tag of the same language without its region counts too."""
    exact = {tag: beside[tag] for tag in dict.fromkeys(tags) if tag in beside}
    if exact:
        return exact
    bases = {tag.partition("-")[0] for tag in tags}
    return {tag: said for tag, said in beside.items() if tag.partition("-")[0] in bases}


def is_done(
    *, handed_at: datetime, last_fetched_at: datetime | None, everyone: bool, settled: bool, now: datetime
) -> bool:
    """Whether lines that were handed out are to be deleted.

    Args:
        handed_at: when they were handed out or changed last.
        last_fetched_at: when somebody last fetched them for the first time.
        everyone: whether everybody has them.
        settled: whether the plan was accepted; one that is still talked about can be changed until its time is over.
        now: the moment.
    """
    if now >= handed_at + KEPT:
        return True
    looked = last_fetched_at is not None and now >= last_fetched_at + TIME_TO_LOOK
    return everyone and settled and looked


def own_reminder_at(by: date | None, zone: ZoneInfo, *, now: datetime) -> datetime | None:
    """When somebody is reminded of their own promise: nine in the morning of its day. None when that is not ahead."""
    if by is None:
        return None
    at = datetime.combine(by, _MORNING, zone)
    return at if at > now else None


def review_at(held_at: datetime, zone: ZoneInfo) -> datetime:
    """When a circle may be reminded to look back by itself: three months after the meeting, in the morning."""
    return datetime.combine((held_at.astimezone(zone) + REVIEW_AFTER).date(), _MORNING, zone)
