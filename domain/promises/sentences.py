"""A policy in English sentences, for whoever runs the service: what is promised, to whom, and what comes next."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta
from itertools import groupby

from domain.ladder import Ladder, Receiver, Rung
from domain.policy import Escalation, Policy
from domain.promises.durations import say, say_wait
from domain.timers import Anchor, Hearer, Timer

_AFTER = {
    Anchor.SUBMITTED: "the request was sent",
    Anchor.OPENED: "it was opened",
    Anchor.SEEKING: "the search began",
    Anchor.ACCEPTED: "a coordinator accepted",
    Anchor.LAST_STEP: "the last logged step",
    Anchor.MEETING: "the meeting",
    Anchor.TRIED: "nobody could be reached",
    Anchor.FOLLOW_UP: "the follow-up was logged",
}

WHO: dict[Hearer | Receiver, str] = {
    Hearer.COORDINATOR: "the coordinator",
    Hearer.REQUESTER: "the requester",
    Hearer.REGIONAL_MANAGER: "the regional manager",
    Hearer.HELPDESK: "the helpdesk",
    Receiver.DEPUTY: "the deputy",
    Receiver.REGION_AND_HELPDESK: "the regional manager and the helpdesk",
    Receiver.EVERYONE: "everyone who may take it",
}
"""Names of hearers and receivers; those that are both have one name."""


def told(people: Sequence[Hearer]) -> str:
    """Who hears it: "the requester and the regional manager"."""
    return " and ".join(WHO[person] for person in people)


def wait_of(timer: Timer, policy: Policy) -> str:
    """How long it may take: "1 working day (urgent: 4 office hours)"."""
    urgent = f" (urgent: {say_wait(timer.wait_urgent, policy.calendar)})" if timer.wait_urgent else ""
    return f"{say_wait(timer.wait, policy.calendar)}{urgent}"


def after(timer: Timer) -> str:
    """What the wait counts from."""
    return _AFTER[timer.anchor]


def ladder_of(ladder: Ladder, policy: Policy) -> str:
    """Who hears it, one after the other, and how long each has."""
    return ", then ".join(_rung(rung, policy) for rung in ladder.rungs)


def timer_in_words(timer: Timer, policy: Policy) -> str:
    """One promise about time."""
    states = " or ".join(timer.states)
    verb = "hears" if len(timer.tells) == 1 else "hear"
    return (
        f"{timer.due}: {wait_of(timer, policy)} after {after(timer)}, while the request is {states}, "
        f"{told(timer.tells)} {verb}: {timer.asks} What comes next: {timer.next}"
    )


def escalation_in_words(kinds: Sequence[str], escalation: Escalation, policy: Policy) -> str:
    """One escalation, with all its kinds."""
    ladder = escalation.ladder
    name = f"{ladder.code} {', '.join(kinds)}".strip()
    hour = " At any hour." if ladder.urgent else ""
    return (
        f"{name}: {ladder_of(ladder, policy)}; the last is asked again each time.{hour} {escalation.asks} "
        f"What comes next: {escalation.next} Whoever took it is asked after "
        f"{say_wait(ladder.taken, policy.calendar)} whether it is done."
    )


def amounts(policy: Policy) -> list[tuple[str, str]]:
    """Every limit and every other length of time, by name."""
    found = []
    for one in fields(Policy):
        value = getattr(policy, one.name)
        if isinstance(value, timedelta):
            found.append((one.name, say(value)))
        elif isinstance(value, int):
            found.append((one.name, str(value)))
    return found


def escalations(policy: Policy) -> list[tuple[list[str], Escalation]]:
    """The escalations in the order of the file, kinds that are promised the same together."""
    return [
        ([one.ladder.kind for one in group], first)
        for group in (
            list(same)
            for _, same in groupby(
                policy.escalations, key=lambda one: (one.ladder.code, one.ladder.rungs, one.asks, one.next)
            )
        )
        for first in group[:1]
    ]


def whole(policy: Policy) -> dict[str, list[str]]:
    """Everything that is promised, by heading, a sentence a line."""
    office, quiet = policy.calendar, policy.quiet
    return {
        "Office": [
            f"The office is open from {office.opens:%H:%M} to {office.closes:%H:%M} on working days ({office.zone.key})."
        ],
        "Quiet hours": [
            f"From {quiet.since:%H:%M} to {quiet.until:%H:%M} phones make no sound, but for what is urgent."
        ],
        "Timers": [timer_in_words(timer, policy) for timer in policy.promises],
        "Escalations": [escalation_in_words(kinds, one, policy) for kinds, one in escalations(policy)],
        "Limits and other waits": [f"{name}: {amount}" for name, amount in amounts(policy)],
    }


def _rung(rung: Rung, policy: Policy) -> str:
    return f"{WHO[rung.receiver]} ({say_wait(rung.wait, policy.calendar)})"
