"""How it goes after four weeks: three faces per promise, told as bands, and whether a manager is needed.

Source: domain.md 1.1 (11), 8 ("report bands, not pass/fail") and 12 (9, the four-week thermometer).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.requests import State

MOST_LINKS = 10
"""So many people can be asked by link; with whoever asked for the conference a whole circle (domain.md 1.2)."""

ENOUGH = 3
"""With fewer answers than this nothing is told but that answers have come: one person could be recognised."""


class Face(StrEnum):
    """What a person says of one promise."""

    GOOD = "good"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Band(StrEnum):
    """How it goes on the whole, never who said what."""

    MOST = "most"
    HALF = "half"
    FEW = "few"


_POINTS = {Face.GOOD: 2, Face.PARTLY: 1, Face.NOT_YET: 0}
_LOGGED_AS = {Band.MOST: "mostly", Band.HALF: "partly", Band.FEW: "not"}
_HOURS = {
    "any": (time(9), time(20)),
    "morning": (time(9), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(20)),
    "weekend": (time(10), time(17)),
}
_SATURDAY = 5
_PLANNED = (State.PLAN_ACCEPTED, State.PLAN_PENDING)


@dataclass(frozen=True, slots=True)
class Findings:
    """What may be told of the answers. `answered`, `overall` and `promises` are empty until there are enough.

    `promises` has every promise by its number; None where too few people spoke of that one.
    """

    asked: int
    some: bool
    answered: int | None = None
    overall: Band | None = None
    promises: Mapping[int, Band | None] = field(default_factory=dict)


def band(faces: Sequence[Face]) -> Band | None:
    """The band of these faces: two thirds of what is possible is *most*, one third is *half*; None for too few."""
    if len(faces) < ENOUGH:
        return None
    points, possible = sum(_POINTS[face] for face in faces), 2 * len(faces)
    if 3 * points >= 2 * possible:
        return Band.MOST
    return Band.HALF if 3 * points >= possible else Band.FEW


def find(sheets: Sequence[Mapping[int, Face]], *, asked: int, agreements: int) -> Findings:
    """What may be told of these sheets, one a person: the faces by the number of the promise; empty ones count not."""
    filled = [sheet for sheet in sheets if sheet]
    if len(filled) < ENOUGH:
        return Findings(asked, some=bool(filled))
    numbers = range(1, agreements + 1)
    return Findings(
        asked,
        some=True,
        answered=len(filled),
        overall=band([face for sheet in filled for face in sheet.values()]),
        promises={number: band([sheet[number] for sheet in filled if number in sheet]) for number in numbers},
    )


def suggestion(found: Findings) -> str | None:
    """What the coordinator could log as "how does the plan go?"; they may say otherwise. None for too few answers."""
    return _LOGGED_AS[found.overall] if found.overall is not None else None


def needs_attention(found: Findings, *, reached: int | None, wished: bool, late: bool) -> bool:
    """Whether the regional manager should look at it; this is all that they are told (domain.md 12, 9).

    `reached` is with how many people the coordinator says they spoke, None as long as it is not logged; `wished` is
    that the coordinator asks for it; `late` is that the day has come on which a silent follow-up is escalated.
    """
    silent = late and found.asked > 0 if reached is None else reached == 0
    return wished or found.overall is Band.FEW or (silent and not found.some)


def is_open(state: State, *, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Whether people can be asked and can answer: from some days before the follow-up is due up to the hard line.

    Both moments are aware; they are None where no meeting was held. Once the follow-up is logged it is over.
    """
    if opens_at is None or closes_at is None or now >= closes_at:
        return False
    return state is State.FOLLOW_UP_DUE or (state in _PLANNED and now >= opens_at)


def safe_moment(hours: str, zone: ZoneInfo, *, now: datetime) -> datetime:
    """The first moment from now on (aware, in the zone of `now`) at which a message suits the family's safe hours.

    `hours` is what the request says; by night nobody is asked, whatever it says.
    """
    opens, closes = _HOURS.get(hours, _HOURS["any"])
    local = now.astimezone(zone)
    day = local.date()
    while True:
        begins, ends = datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)
        suits = hours != "weekend" or day.weekday() >= _SATURDAY
        if suits and local < ends:
            return max(local, begins).astimezone(now.tzinfo)
        day += timedelta(days=1)
