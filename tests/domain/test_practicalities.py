"""What is arranged for the day, and which steps are done by it."""

import pytest

from domain.practicalities import ALL, STEP_OF, Practical, arranged
from domain.preparation import Step

EVERYTHING = (
    Step.VENUE_SET,
    Step.PRACTICALITIES_ARRANGED,
    Step.CUSTOMS_ARRANGED,
    Step.GROUND_RULES_READY,
    Step.DAY_PLAN_READY,
)


def test_each_thing_to_arrange_belongs_to_a_step() -> None:
    assert set(STEP_OF) == set(Practical)


def test_all_settled_are_the_steps_of_the_day_in_their_order() -> None:
    assert arranged(ALL, has_place=True) == EVERYTHING


def test_without_a_place_its_step_stays_open() -> None:
    assert arranged(ALL, has_place=False) == EVERYTHING[1:]


@pytest.mark.parametrize("lacking", Practical)
def test_while_one_thing_is_open_no_step_is_done(lacking: Practical) -> None:
    assert arranged(set(ALL) - {lacking}, has_place=True) == ()
