"""The 25 steps of preparation and the gates before the meeting (domain.md 5)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.errors import GatesClosedError, StepNeededError


class Step(StrEnum):
    """The steps, in the order that is suggested; 7 and 9 to 11 go round as often as it takes."""

    ACCEPTED_CONFLICT_CHECKED = "accepted_conflict_checked"
    FIRST_CONTACT = "first_contact"
    PROCESS_EXPLAINED = "process_explained"
    AGREEMENT_CONFIRMED = "agreement_confirmed"
    ACCESS_ARRANGED = "access_arranged"
    SAFETY_CHECKED = "safety_checked"
    QUESTION_AGREED = "question_agreed"
    QUESTION_OPEN_CHECKED = "question_open_checked"
    CIRCLE_MAPPED = "circle_mapped"
    CIRCLE_WIDENED = "circle_widened"
    PARTICIPANTS_PREPARED = "participants_prepared"
    CHILD_PREPARED = "child_prepared"
    SUPPORTER_CHOSEN = "supporter_chosen"
    PROFESSIONALS_PREPARED = "professionals_prepared"
    CONDITIONS_KNOWN = "conditions_known"
    ACCEPTOR_PREPARED = "acceptor_prepared"
    INFORMATION_READY = "information_ready"
    VENUE_SET = "venue_set"
    INVITATIONS_SENT = "invitations_sent"
    ABSENT_VOICES_ARRANGED = "absent_voices_arranged"
    PRACTICALITIES_ARRANGED = "practicalities_arranged"
    CUSTOMS_ARRANGED = "customs_arranged"
    GROUND_RULES_READY = "ground_rules_ready"
    DAY_PLAN_READY = "day_plan_ready"
    READY_CONFIRMED = "ready_confirmed"


class StepStatus(StrEnum):
    """What the coordinator says of a step: a status and a day, never content."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    LATER = "later"


STEPS = tuple(Step)
MAY_NOT_APPLY = frozenset(
    {
        Step.CHILD_PREPARED,
        Step.CONDITIONS_KNOWN,
        Step.ACCEPTOR_PREPARED,
        Step.ABSENT_VOICES_ARRANGED,
        Step.CUSTOMS_ARRANGED,
    },
)
GATES = (
    Step.ACCEPTED_CONFLICT_CHECKED,
    Step.PROCESS_EXPLAINED,
    Step.AGREEMENT_CONFIRMED,
    Step.SAFETY_CHECKED,
    Step.QUESTION_AGREED,
    Step.PARTICIPANTS_PREPARED,
    Step.VENUE_SET,
    Step.INVITATIONS_SENT,
)
COMPULSORY_GATES = (Step.PROFESSIONALS_PREPARED, Step.CONDITIONS_KNOWN, Step.ACCEPTOR_PREPARED)

CONDITIONS_BEFORE: Final = timedelta(days=7)
"""Under compulsory help everybody knows the conditions so long before the meeting (domain.md 1.4, E-9)."""


def check_status(step: Step, status: StepStatus) -> None:
    """Allow the status for the step.

    Raises:
        StepNeededError: the step always applies.
    """
    if status is StepStatus.NOT_APPLICABLE and step not in MAY_NOT_APPLY:
        raise StepNeededError(step=step.value)


def missing_gates(statuses: Mapping[Step, StepStatus], *, compulsory: bool) -> tuple[Step, ...]:
    """The steps that hold the meeting back, in their order."""
    needed = (*GATES, *COMPULSORY_GATES) if compulsory else GATES
    return tuple(step for step in needed if statuses.get(step) is not StepStatus.DONE)


def check_gates(statuses: Mapping[Step, StepStatus], *, compulsory: bool) -> None:
    """Let the meeting be recorded as held.

    Raises:
        GatesClosedError: a gate is not done; its facts name the steps.
    """
    missing = missing_gates(statuses, compulsory=compulsory)
    if missing:
        raise GatesClosedError(steps=missing)


def conditions_missing(
    statuses: Mapping[Step, StepStatus], *, meeting_at: datetime | None, now: datetime
) -> bool:
    """Whether a meeting under compulsory help is so near (both aware) that its conditions should be known, and are not."""
    near = meeting_at is not None and meeting_at <= now + CONDITIONS_BEFORE
    return near and statuses.get(Step.CONDITIONS_KNOWN) is not StepStatus.DONE


def next_open(statuses: Mapping[Step, StepStatus], *, after: Step | None = None) -> Step | None:
    """The next step without a final status, going round once from `after`; None when all are settled."""
    start = STEPS.index(after) + 1 if after is not None else 0
    for step in (*STEPS[start:], *STEPS[:start]):
        if statuses.get(step, StepStatus.OPEN) in {StepStatus.OPEN, StepStatus.LATER} and step is not after:
            return step
    return None


def settled(statuses: Mapping[Step, StepStatus]) -> int:
    """How many steps are done or do not apply."""
    return sum(status in {StepStatus.DONE, StepStatus.NOT_APPLICABLE} for status in statuses.values())
