"""The yearly figures, from registrations without persons (domain.md 1.2, 6.4 and 10).

A registration belongs to the year in which its request was closed, so that a year's figures do not change later.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate
from statistics import fmean, median
from typing import TypeAlias

from domain.forms.job import OUTCOMES
from domain.forms.request import REQUEST
from domain.offers import DeclineReason
from domain.requests import Ending
from domain.small_numbers import FEWEST, Cell, protect, tellable, told

Facts: TypeAlias = Mapping[str, object]
"""One registration: codes, counts, and days as `YYYY-MM-DD`."""

FOLLOW_UP_DAYS = (28, 35, 42)
"""The days after the meeting by which the follow-up is counted (domain.md 10, indicator 15)."""

UNKNOWN = "unknown"
SPOKEN = "spoken"
"""The coordinator spoke the family's language."""

_MEANS = ("invited", "attended", "children", "professionals", "hours_preparing", "hours_day")
_MILESTONES = {"coordinator": "accepted_on", "meeting": "held_on", "follow_up": "follow_up_on"}


class Reach(StrEnum):
    """How far a request came; a request is started once it has a coordinator."""

    HELD = "held"
    STARTED = "started_without_meeting"
    NOT_STARTED = "not_started"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        """With one decimal."""
        return round(100 * self.count / self.of, 1)


@dataclass(frozen=True, slots=True)
class Spread:
    """Days from the request: the middle one, and the one that nine out of ten did not exceed."""

    median: float
    p90: int


@dataclass(frozen=True, slots=True)
class Report:
    """A year. None stands where too few people are behind a figure, or nobody is.

    `success` holds three rates, each with its own denominator: per request, per started request and per held
    meeting. They are never added up or averaged (features.md 113).
    """

    year: int
    requests: Cell
    self_requests: Share | None
    success: dict[str, Share | None]
    tables: dict[str, dict[str, Cell] | None]
    follow_up_by_day: dict[int, Share | None]
    means: dict[str, float | None]
    days_from_request: dict[str, Spread | None]


def closed_in(facts: Facts, year: int) -> bool:
    """Whether a registration belongs to the year."""
    closed = _day(facts, "closed_on")
    return closed is not None and closed.year == year


def reach(facts: Facts) -> Reach:
    """How far the request came."""
    if facts.get("held_on"):
        return Reach.HELD
    started = facts.get("accepted_on") or facts.get("had_coordinator")
    return Reach.STARTED if started else Reach.NOT_STARTED


def report(year: int, registrations: Iterable[Facts]) -> Report:
    """The figures of one year; registrations of other years are left out. Few people: see `small_numbers`."""
    rows = [facts for facts in registrations if closed_in(facts, year)]
    held = [facts for facts in rows if reach(facts) is Reach.HELD]
    tables = _tables(rows, held)
    return Report(
        year=year,
        requests=told(len(rows)),
        self_requests=_share(_seen(tables["who"], "main_person"), len(rows)),
        success=_success(rows, tables),
        tables=tables,
        follow_up_by_day=_follow_up_by_day(tables["follow_up"], len(held)),
        means={name: _mean(held, name) for name in _MEANS}
        | {"offers_per_match": _mean([facts for facts in rows if facts.get("accepted_on")], "offers")},
        days_from_request={name: _spread(rows, until) for name, until in _MILESTONES.items()},
    )


def _tables(rows: Sequence[Facts], held: Sequence[Facts]) -> dict[str, dict[str, Cell] | None]:
    """Every table with its cells protected; a table is told only where its total is told."""
    without = [facts for facts in rows if reach(facts) is not Reach.HELD]
    how_far = _table(rows, reach, Reach)
    told_held = _seen(how_far, Reach.HELD) is not None
    return {
        "who": _table(rows, _code("who"), _options("who")),
        "variant": _table(rows, _code("variant"), _options("variant")),
        "region": _table(rows, _code("region")),
        "language": _table(rows, _code("language")),
        "reach": how_far,
        "outcome": _table(held, _code("outcome"), OUTCOMES) if told_held else None,
        "acceptance": _table(held, _code("acceptance")) if told_held else None,
        "follow_up": _table(held, _follow_up, _FOLLOW_UPS) if told_held else None,
        "ending": _table(without, _code("ending"), Ending) if told_held else None,
        "coordinator_language": _table(held, _unmet_language, (SPOKEN,)) if told_held else None,
        "declines": _protected(_declines(rows), DeclineReason) if tellable(len(rows)) else None,
    }


def _table(
    rows: Sequence[Facts], code: Callable[[Facts], str], known: Iterable[str] = ()
) -> dict[str, Cell] | None:
    """Counts per code, those of `known` first and in their order; the rest by name, for size would tell."""
    return _protected(Counter(str(code(facts)) for facts in rows), known)


def _protected(counts: Counter[str], known: Iterable[str]) -> dict[str, Cell] | None:
    """The counts, those of `known` first and in their order, where their total is told."""
    if not tellable(counts.total()):
        return None
    names = [str(name) for name in known]
    return protect({name: counts[name] for name in (*names, *sorted(counts.keys() - set(names)))})


def _unmet_language(facts: Facts) -> str:
    """The family's language where the coordinator did not speak it: what to recruit for."""
    if "coordinator_speaks_it" not in facts:
        return UNKNOWN
    return SPOKEN if facts["coordinator_speaks_it"] else _code("language")(facts)


def _declines(rows: Iterable[Facts]) -> Counter[str]:
    """How often an offer was declined for each reason, over all requests."""
    counts: Counter[str] = Counter()
    for facts in rows:
        declines = facts.get("declines")
        if isinstance(declines, dict):
            counts.update(declines)
    return counts


def _success(rows: Sequence[Facts], tables: Mapping[str, dict[str, Cell] | None]) -> dict[str, Share | None]:
    """The three rates. A plan without a meeting is a plan per request and per started one, not per meeting."""
    held, started, not_started = (_seen(tables["reach"], name) for name in Reach)
    at_meeting = _seen(tables["outcome"], "plan_accepted")
    without = _seen(tables["ending"], Ending.PLAN_WITHOUT_MEETING)
    rates: dict[str, Share | None] = dict.fromkeys(("per_request", "per_started", "per_held"))
    if at_meeting is None or held is None:
        return rates
    rates["per_held"] = _share(at_meeting, held)
    if without is None:
        return rates
    rates["per_request"] = _share(at_meeting + without, len(rows))
    if started is None or not_started is None:
        return rates
    guided = sum(
        reach(facts) is Reach.STARTED and facts.get("ending") == Ending.PLAN_WITHOUT_MEETING for facts in rows
    )
    # What a reader could compute from this rate and the ones above it.
    alone = without - guided
    if tellable(guided, alone, started - guided, not_started - alone):
        rates["per_started"] = _share(at_meeting + guided, held + started)
    return rates


_FOLLOW_UPS = (*(f"by_day_{day}" for day in FOLLOW_UP_DAYS), "later_or_not")


def _follow_up(facts: Facts) -> str:
    """By which of the days the follow-up was done; each meeting is in one of them only."""
    days = _days(facts, "held_on", "follow_up_on")
    late = [f"by_day_{by}" for by in FOLLOW_UP_DAYS if days is not None and days <= by]
    return late[0] if late else "later_or_not"


def _follow_up_by_day(table: Mapping[str, Cell] | None, held: int) -> dict[int, Share | None]:
    """Which share of the meetings had its follow-up by each day: this day's cell and all before it."""
    cells = [_seen(table, f"by_day_{day}") for day in FOLLOW_UP_DAYS]
    sums = accumulate(cells, lambda so_far, cell: None if so_far is None or cell is None else so_far + cell)
    return {day: _share(count, held) for day, count in zip(FOLLOW_UP_DAYS, sums, strict=True)}


def _share(count: int | None, of: int) -> Share | None:
    return None if count is None or of == 0 else Share(count, of)


def _seen(table: Mapping[str, Cell] | None, name: str) -> int | None:
    """A cell that is told."""
    cell = table.get(name) if table is not None else None
    return cell if isinstance(cell, int) else None


def _mean(rows: Iterable[Facts], name: str) -> float | None:
    """The mean with one decimal, of those who have the fact."""
    values = [value for facts in rows if (value := _number(facts, name)) is not None]
    return round(fmean(values), 1) if len(values) >= FEWEST else None


def _spread(rows: Iterable[Facts], until: str) -> Spread | None:
    values = sorted(days for facts in rows if (days := _days(facts, "submitted_on", until)) is not None)
    if len(values) < FEWEST:
        return None
    return Spread(float(median(values)), values[math.ceil(0.9 * len(values)) - 1])


def _number(facts: Facts, name: str) -> int | None:
    """A count; what a coordinator filled in stands there as it was written down."""
    value = facts.get(name)
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def _days(facts: Facts, start: str, end: str) -> int | None:
    """Whole days between two days of a registration."""
    one, two = _day(facts, start), _day(facts, end)
    return None if one is None or two is None else (two - one).days


def _day(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _code(name: str) -> Callable[[Facts], str]:
    return lambda facts: str(facts.get(name) or UNKNOWN)


def _options(name: str) -> tuple[str, ...]:
    return next(field.options for field in REQUEST.fields if field.name == name)
