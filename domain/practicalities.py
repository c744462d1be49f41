"""What has to be arranged for the day itself, and which steps of the preparation are done by it (domain.md 5)."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from domain.preparation import Step


class Practical(StrEnum):
    """One thing that somebody takes care of, in the order in which they are thought of."""

    PLACE = "place"
    FOOD = "food"
    CHILD_CARE = "child_care"
    TRAVEL = "travel"
    OPENING = "opening"
    GROUND_RULES = "ground_rules"
    DAY_PLAN = "day_plan"


ALL: Final = tuple(Practical)

STEP_OF: Final[Mapping[Practical, Step]] = {
    Practical.PLACE: Step.VENUE_SET,
    Practical.FOOD: Step.PRACTICALITIES_ARRANGED,
    Practical.CHILD_CARE: Step.PRACTICALITIES_ARRANGED,
    Practical.TRAVEL: Step.PRACTICALITIES_ARRANGED,
    Practical.OPENING: Step.CUSTOMS_ARRANGED,
    Practical.GROUND_RULES: Step.GROUND_RULES_READY,
    Practical.DAY_PLAN: Step.DAY_PLAN_READY,
}
"""The step of the preparation that each belongs to."""


def arranged(settled: Collection[Practical], *, has_place: bool) -> tuple[Step, ...]:
    """The steps that may be logged as done, in their order, once everything is settled; none before.

    The step for the place is among them only where the meeting has a place: it holds the meeting back.
    """
    if not set(ALL) <= set(settled):
        return ()
    wanted = set(STEP_OF.values()) if has_place else set(STEP_OF.values()) - {Step.VENUE_SET}
    return tuple(step for step in Step if step in wanted)
