"""What happens to a request that nobody touches: every promise that falls due, and who hears it one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ladder import Receiver
from domain.policy import Policy
from domain.requests import State
from domain.timers import SERVICE, Anchor, Anchors, Due, Hearer, Timer, falling_due

BOUND = timedelta(days=366)
"""So long after the beginning nothing is looked at any more."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens: at which moment (aware, in the service's zone), what, who hears it, what is asked.

    `rung` counts from one where the service is told; `again` is the last rung, asked once more. `silent` is a word in
    the quiet hours, without a sound.
    """

    at: datetime
    due: Due
    state: State
    hears: tuple[Hearer | Receiver, ...]
    asks: str
    rung: int = 0
    again: bool = False
    silent: bool = False


def missing(policy: Policy, state: State, anchors: Anchors) -> Anchor | None:
    """A moment that the promises of this state count from and that is not known; None where all are."""
    for timer in policy.timers(state):
        if timer.anchor is not Anchor.TRIED and anchors.moment(timer.anchor) is None:
            return timer.anchor
    return None


def timeline(policy: Policy, state: State, anchors: Anchors) -> list[Happening]:
    """Everything that happens from now on, oldest first, up to the last rung of every ladder and one repeat of it."""
    found = [
        happening
        for at, timer, stands in _falling(policy, state, anchors)
        for happening in _happenings(policy, at, timer, stands)
    ]
    end = anchors.submitted_at + BOUND
    for moment in (anchors.accepted_at, anchors.meeting_at, anchors.follow_up_at):
        end = max(end, moment + BOUND) if moment is not None else end
    return sorted((one for one in found if one.at <= end), key=lambda one: (one.at, one.rung))


def _falling(policy: Policy, state: State, anchors: Anchors) -> Iterator[tuple[datetime, Timer, State]]:
    """What falls due in this state, and in the one after it where the clock moves the request on."""
    for at, timer in falling_due(policy.timers(state), anchors, policy.calendar, since=None):
        yield at, timer, state
        if timer.due is Due.FOLLOW_UP:
            yield from _falling(policy, State.FOLLOW_UP_DUE, anchors)
            return
        if timer.due is Due.ACCESS_CLOSES:
            return


def _happenings(policy: Policy, at: datetime, timer: Timer, state: State) -> Iterator[Happening]:
    here = at.astimezone(policy.calendar.zone)
    silent = policy.quiet.holds(here.time())
    others = tuple(hearer for hearer in timer.tells if hearer not in SERVICE)
    if others:
        yield Happening(here, timer.due, state, others, timer.asks, silent=silent)
    if not timer.raises:
        return
    ladder = policy.ladder(timer.due.value)
    rungs = [*ladder.rungs, ladder.rungs[-1]]
    for number, rung in enumerate(rungs):
        yield Happening(
            here,
            timer.due,
            state,
            (rung.receiver,),
            timer.asks,
            rung=min(number + 1, len(ladder.rungs)),
            again=number == len(ladder.rungs),
        )
        here = policy.calendar.after(here, rung.wait).astimezone(policy.calendar.zone)
