"""How a policy file is read, and what is wrong with it in one sentence."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendars import Calendar, Wait
from domain.ladder import Ladder, Receiver, Rung
from domain.policy import Escalation, Policy, QuietHours
from domain.promises.dead_ends import look_for_dead_ends
from domain.promises.durations import office_day
from domain.promises.tables import Source, Table
from domain.requests import State
from domain.timers import Anchor, Due, Hearer, Timer

FreeDays = Callable[[str], Callable[[date], bool]]
"""Gives, for a country's code, what says of a day whether it is a public holiday; a LookupError for no such country."""


class Clock(StrEnum):
    """Whether a wait counts office hours only, or hours of the clock on the wall."""

    OFFICE = "office"
    WALL = "wall"


_WAITS = tuple(one.name for one in fields(Policy) if one.init and isinstance(one.default, timedelta))
_LIMITS = tuple(one.name for one in fields(Policy) if one.init and isinstance(one.default, int))
_TIMER = ("due", "states", "anchor", "wait", "wait_urgent", "clock", "tells", "asks", "next")
_ESCALATION = ("code", "kinds", "urgent", "asks", "next", "taken", "rungs")
_TAKEN = ("wait", "clock")
_RUNG = ("receiver", "wait", "clock")


def read_policy(text: str, *, source: str, zone: ZoneInfo, free_days: FreeDays) -> Policy:
    """The policy that a file holds; `source` is the file's name, `zone` that of the service.

    Raises:
        PolicyError: it is not TOML, a value is not what it should be, or somebody would wait for ever.
    """
    return _PolicyFile(Source(text, source), zone, free_days).policy()


class _PolicyFile:
    """One policy file while it is read."""

    def __init__(self, source: Source, zone: ZoneInfo, free_days: FreeDays) -> None:
        self._source, self._zone, self._free_days = source, zone, free_days

    def policy(self) -> Policy:
        whole = Table(self._source, (), self._source.data, "the policy")
        whole.allow(("office", "quiet", "limits", "waits", "timer", "escalation"))
        self._calendar = self._office()
        self._day = office_day(self._calendar)
        timers = tuple(self._timer(table) for table in whole.tables("timer", "timer"))
        escalations = [
            escalation
            for table in whole.tables("escalation", "escalation")
            for escalation in self._escalation(table)
        ]
        look_for_dead_ends(self._source, timers, escalations)
        limits: dict[str, Any] = {**self._values("limits", _LIMITS), **self._values("waits", _WAITS)}
        return Policy(
            **limits,
            quiet=self._quiet(),
            calendar=self._calendar,
            promises=timers,
            escalations=tuple(escalations),
            ladders={escalation.ladder.kind: escalation.ladder for escalation in escalations},
        )

    def _table(self, name: str) -> Table:
        return Table(self._source, (name,), self._source.data.get(name), f"table [{name}]")

    def _values(self, name: str, known: tuple[str, ...]) -> dict[str, int | timedelta]:
        table = self._table(name)
        table.allow(known)
        return {key: table.length(key) if known is _WAITS else table.count(key) for key in known}

    def _quiet(self) -> QuietHours:
        table = self._table("quiet")
        table.allow(("from", "until"))
        quiet = QuietHours(table.hour("from"), table.hour("until"))
        if quiet.since == quiet.until:
            table.refuse("the quiet hours begin and end at the same time, so they would never end", "until")
        return quiet

    def _office(self) -> Calendar:
        table = self._table("office")
        table.allow(("country", "opens", "closes"))
        opens, closes = table.hour("opens"), table.hour("closes")
        if opens >= closes:
            table.refuse("the office closes before it has opened, so it would never be open", "closes")
        country = table.word("country")
        try:
            is_free = self._free_days(country)
        except LookupError:
            table.refuse(f"the public holidays of {country!r} are not known", "country")
        return Calendar(self._zone, opens, closes, is_free)

    def _timer(self, table: Table) -> Timer:
        table.allow(_TIMER)
        due = table.one_of("due", Due)
        table.title = f"timer {due}"
        return Timer(
            due=due,
            states=table.some_of("states", State),
            anchor=table.one_of("anchor", Anchor),
            wait=self._wait(table),
            tells=table.some_of("tells", Hearer),
            asks=table.word("asks"),
            next=table.word("next"),
            wait_urgent=self._wait(table, "wait_urgent") if table.has("wait_urgent") else None,
        )

    def _escalation(self, table: Table) -> Iterator[Escalation]:
        """One for each of its kinds."""
        table.allow(_ESCALATION)
        kinds = table.words("kinds")
        code = table.word("code") if table.has("code") else ""
        table.title = f"escalation {code or kinds[0]}"
        asks, following = table.word("asks"), table.word("next")
        rungs = tuple(self._rung(rung) for rung in table.tables("rungs", "rung"))
        urgent, taken = table.flag("urgent"), self._taken(table)
        for kind in kinds:
            yield Escalation(Ladder(kind, code, rungs, urgent, taken), asks, following)

    def _taken(self, table: Table) -> Wait:
        """After how long whoever took it is asked whether it is done."""
        inner = table.inner("taken")
        inner.allow(_TAKEN)
        return self._wait(inner)

    def _rung(self, table: Table) -> Rung:
        table.allow(_RUNG)
        return Rung(table.one_of("receiver", Receiver), self._wait(table))

    def _wait(self, table: Table, key: str = "wait") -> Wait:
        office = table.one_of("clock", Clock) is Clock.OFFICE
        return Wait(table.length(key, day=self._day if office else timedelta(days=1)), office)
