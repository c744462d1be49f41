"""What no promise may be: one after which nobody hears anything any more. Each is refused with its line."""

import re
from collections.abc import Sequence

from domain.ladder import Receiver
from domain.policy import Escalation
from domain.promises.kinds import KINDS, NEEDED
from domain.promises.tables import Source
from domain.requests import FINAL, SEEKING, State
from domain.timers import NUDGES, QUESTIONS, RAISED, SERVICE, Anchor, Due, Hearer, Timer

_CODE = re.compile(r"E-[1-9]\d?")
_LATE = frozenset({State.SCHEDULED, State.HELD, State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN})
_LAST = frozenset({State.FOLLOW_UP_DUE, State.FOLLOW_UP_DONE, State.REGISTERED})
_HAPPENED: dict[Anchor, frozenset[State]] = {
    Anchor.SUBMITTED: frozenset(State) - FINAL,
    Anchor.OPENED: frozenset({State.INTAKE}),
    Anchor.SEEKING: SEEKING,
    Anchor.ACCEPTED: frozenset(State) - FINAL - SEEKING,
    Anchor.LAST_STEP: frozenset({State.PREPARING, *_LATE, *_LAST}),
    Anchor.MEETING: _LATE | _LAST,
    Anchor.TRIED: frozenset({State.FOLLOW_UP_DUE}),
    Anchor.FOLLOW_UP: frozenset({State.FOLLOW_UP_DONE, State.REGISTERED}),
}
"""In which states a moment has surely come; a timer that counts from another one would never end."""

_BELONGS: dict[Due, frozenset[State]] = {
    Due.INTAKE_LATE: frozenset({State.SUBMITTED}),
    Due.FOLLOW_UP_SOON: frozenset({State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN}),
    Due.FOLLOW_UP: frozenset({State.PLAN_ACCEPTED, State.PLAN_PENDING, State.NO_PLAN}),
    Due.PLAN_UNSENT: frozenset({State.PLAN_ACCEPTED, State.PLAN_PENDING}),
    Due.ACCESS_CLOSES: _LAST | {State.HELD},
}
"""What the clock can do in these states only."""

_STANDS_FOR: dict[Receiver, frozenset[Hearer]] = {
    Receiver.REGIONAL_MANAGER: frozenset({Hearer.REGIONAL_MANAGER}),
    Receiver.DEPUTY: frozenset(),
    Receiver.HELPDESK: frozenset({Hearer.HELPDESK}),
    Receiver.REGION_AND_HELPDESK: SERVICE,
    Receiver.EVERYONE: SERVICE,
}


def look_for_dead_ends(source: Source, timers: Sequence[Timer], escalations: Sequence[Escalation]) -> None:
    """Refuse promises that nobody hears of, and states in which nothing is promised.

    Raises:
        PolicyError: there is one.
    """
    _each_kind(source)
    _each_code(source)
    first = {escalation.ladder.kind: escalation.ladder.rungs[0].receiver for escalation in escalations}
    seen: set[tuple[Due, State]] = set()
    for number, timer in enumerate(timers):
        _each_state(source, number, timer, seen)
        _each_hearer(source, number, timer, first)
    for state in State:
        if state not in FINAL:
            _is_watched(source, state, [timer for timer in timers if state in timer.states])


def _each_kind(source: Source) -> None:
    seen: set[str] = set()
    for number, table in enumerate(source.data["escalation"]):
        for place, kind in enumerate(table["kinds"]):
            where = ("escalation", number, "kinds", place)
            if kind not in KINDS:
                source.refuse(
                    f"{kind!r} is no kind of escalation; there are {', '.join(sorted(KINDS))}", *where
                )
            if kind in seen:
                source.refuse(f"escalations of the kind {kind} are promised twice", *where)
            seen.add(kind)


def _each_code(source: Source) -> None:
    codes: set[str] = set()
    for number, table in enumerate(source.data["escalation"]):
        code = table.get("code", "")
        if code and not _CODE.fullmatch(code):
            source.refuse(f"{code!r} is no number such as E-1", "escalation", number, "code")
        codes.add(code)
    for code in NEEDED:
        if code not in codes:
            source.refuse(f"nobody hears of {code}: no escalation has this number", "escalation", 0)


def _each_state(source: Source, number: int, timer: Timer, seen: set[tuple[Due, State]]) -> None:
    where = ("timer", number, "states")
    for place, state in enumerate(timer.states):
        if state in FINAL:
            source.refuse(f"timer {timer.due}: nothing falls due in the final state {state}", *where, place)
        if state not in _BELONGS.get(timer.due, frozenset(State)):
            source.refuse(f"timer {timer.due} does not belong in the state {state}", *where, place)
        if (timer.due, state) in seen:
            source.refuse(f"timer {timer.due} is promised twice in the state {state}", *where, place)
        seen.add((timer.due, state))
        if state not in _HAPPENED[timer.anchor]:
            source.refuse(
                f"timer {timer.due} would never end: in the state {state} there is no {timer.anchor} yet",
                "timer",
                number,
                "anchor",
            )


def _each_hearer(source: Source, number: int, timer: Timer, first: dict[str, Receiver]) -> None:
    where = ("timer", number, "tells")
    words = _words(timer.due)
    for place, hearer in enumerate(timer.tells):
        if hearer not in words:
            known = ", ".join(sorted(words))
            source.refuse(f"timer {timer.due} has no words for a {hearer}, only for {known}", *where, place)
    told = [hearer for hearer in timer.tells if hearer in SERVICE]
    if not told:
        return
    if timer.due.value not in first:
        source.refuse(
            f"timer {timer.due} is a dead end: no escalation of that kind says who is told", "timer", number
        )
    begins = first[timer.due.value]
    if not set(told) <= _STANDS_FOR[begins]:
        source.refuse(
            f"timer {timer.due} tells the {told[0]}, but its escalation begins with {begins}", *where
        )


def _words(due: Due) -> frozenset[Hearer]:
    """Who can be told of this: others have no sentence for it."""
    found: set[Hearer] = set()
    if due in NUDGES:
        found.add(Hearer.COORDINATOR)
    if due in QUESTIONS:
        found.add(Hearer.REQUESTER)
    return frozenset(found | (SERVICE if due in RAISED else set()))


def _is_watched(source: Source, state: State, timers: Sequence[Timer]) -> None:
    """In the end the service hears, or the clock moves the request on."""
    if not timers:
        source.refuse(
            f"the state {state} is watched by no timer: a request could stay there for ever", "timer"
        )
    if state in _BELONGS[Due.FOLLOW_UP]:
        if not any(timer.due is Due.FOLLOW_UP for timer in timers):
            source.refuse(f"the state {state} is a dead end: the follow-up never falls due there", "timer")
    elif not any(timer.raises and timer.anchor is not Anchor.TRIED for timer in timers):
        source.refuse(
            f"the state {state} is a dead end: nobody of the service ever hears of a request there", "timer"
        )
