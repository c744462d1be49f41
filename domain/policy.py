"""Every timer, limit and amount in one place: the promises of the service (domain.md 1.3 and 1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.calendars import Calendar
from domain.ladder import Ladder, usual_ladder
from domain.requests import State
from domain.timers import USUAL_TIMERS, Due, Timer, by_state


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When a phone makes no sound, in the service's zone; usually over midnight (telegram.md 2.20)."""

    since: time = time(21)
    until: time = time(8)

    def holds(self, clock: time) -> bool:
        """Whether it is quiet at this hour of the day."""
        if self.since < self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until


@dataclass(frozen=True, slots=True)
class Escalation:
    """One kind of thing that the service hears of: its number in domain.md 1.4 (or none), what is asked, what is next.

    Who is told stands in `ladder`.
    """

    ladder: Ladder
    asks: str
    next: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What `kring/policy.toml` says, or another file of an installation. Days are days of 24 hours.

    The defaults here are those of that file, for whoever has no file to read.
    """

    offer_expires: timedelta = timedelta(hours=24)
    offer_expires_urgent: timedelta = timedelta(hours=4)
    wave_wait: timedelta = timedelta(hours=24)
    wave_wait_urgent: timedelta = timedelta(hours=4)
    undo: timedelta = timedelta(minutes=2)
    offers_rest: timedelta = timedelta(days=28)
    urgent_within: timedelta = timedelta(days=14)
    details_kept: timedelta = timedelta(days=30)
    details_kept_when_stopped: timedelta = timedelta(days=14)
    draft_kept: timedelta = timedelta(days=7)
    invitation: timedelta = timedelta(hours=24)
    pool_invitation: timedelta = timedelta(days=60)
    profile_counts: timedelta = timedelta(days=365)
    updates_remembered: timedelta = timedelta(days=2)
    links_kept: timedelta = timedelta(days=28)
    keys_kept: timedelta = timedelta(days=7)
    letters_kept: timedelta = timedelta(days=90)
    incidents_kept: timedelta = timedelta(days=90)
    flags_kept: timedelta = timedelta(days=90)
    strangers_kept: timedelta = timedelta(days=90)
    case_kept: timedelta = timedelta(days=90)
    audit_kept: timedelta = timedelta(days=400)
    forgotten_remembered: timedelta = timedelta(days=400)
    registration_kept: timedelta = timedelta(days=1826)
    fairness_looks_back: timedelta = timedelta(days=90)
    second_step_holds: timedelta = timedelta(minutes=10)
    second_step_window: timedelta = timedelta(minutes=1)
    second_step_locked: timedelta = timedelta(minutes=30)
    wave_size: int = 3
    someone_else: int = 2
    open_requests: int = 3
    shortlist: int = 8
    second_step_tries: int = 5
    second_step_failures: int = 6
    actions_a_minute: int = 60
    actions_at_once: int = 60
    requests_a_day: int = 5
    links_an_hour: int = 10
    openings_an_hour: int = 10
    receipts_an_hour: int = 5
    passed_on_a_day: int = 40
    staff_times: int = 5
    quiet: QuietHours = QuietHours()
    calendar: Calendar = field(default_factory=lambda: Calendar(ZoneInfo("Europe/Amsterdam")))
    promises: tuple[Timer, ...] = USUAL_TIMERS
    escalations: tuple[Escalation, ...] = ()
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    _by_state: Mapping[State, tuple[Timer, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_state", MappingProxyType(by_state(self.promises)))

    def timers(self, state: State) -> tuple[Timer, ...]:
        """What falls due while a request stands in this state."""
        return self._by_state.get(state, ())

    def promise(self, due: Due) -> Timer:
        """The first promise of this name.

        Raises:
            KeyError: this policy makes none.
        """
        for timer in self.promises:
            if timer.due is due:
                return timer
        raise KeyError(due)

    def ladder(self, kind: str) -> Ladder:
        """Who hears of an escalation of this kind; the usual ladder for a kind that the file does not name."""
        return self.ladders.get(kind) or usual_ladder(kind)
