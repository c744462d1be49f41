"""Anybody does anything, and what must hold holds: a state machine over the whole service (trust.md 7, 24, 27).

The short form walks a thousand steps; `make soak` walks a hundred thousand, in rounds with a world of their own. A round
that failed says its seed: SOAK_SEED walks it again.
"""

import os
import random

import pytest
from sqlalchemy import Engine

from domain.people import Role
from domain.requests import Event, State, move
from tests.office import Office
from tests.soak.away import CAME_LATER, FOUND_NOBODY
from tests.soak.digits import BEHIND, NOT_RIGHT, OUTSIDE, RIGHT
from tests.soak.lifecycles import LifeCycles, after
from tests.soak.pace import TOLD, TOO_MANY
from tests.soak.parts import RUNS, TOTALS
from tests.soak.walks import walked
from tests.soak.whoknows import (
    BODIES,
    CONDITIONS,
    DETAILS,
    OWN,
    PASSED_ON,
    PEOPLE,
    PLAN,
    VENUE,
    WISHES,
    WhoKnows,
)

pytestmark = pytest.mark.slow

HAPPENS = (RIGHT, NOT_RIGHT, BEHIND, OUTSIDE, FOUND_NOBODY, CAME_LATER, TOO_MANY, TOLD)
"""Without these a walk has shown nothing of the six digits, of who blocked the bot, or of the limits."""

SEED = 4
"""Of the short form: all of it happens within its steps."""

ROUNDS, STEPS = (1, 500) if RUNS is None else (max(1, RUNS // 10), 1_000)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whatever_anybody_does_nothing_breaks_and_nobody_sees_too_much(engine: Engine, number: int) -> None:
    seed = int(os.environ.get("SOAK_SEED", "0")) or (
        SEED if RUNS is None else random.SystemRandom().randrange(1, 1_000_000)
    )
    walk = walked(engine, seed, STEPS, HAPPENS)
    TOTALS.update({"steps of anybody": walk.steps, **walk.counted})
    assert walk.steps >= STEPS
    assert walk.lacks(HAPPENS) == []
    assert walk.knows.looked > STEPS
    assert len({did.split()[-1].split(":")[0] for did in walk.did if " presses " in did}) > 40


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("kind", [DETAILS, WISHES, BODIES, VENUE, PEOPLE, PLAN, CONDITIONS, PASSED_ON, OWN])
def test_who_has_no_part_in_a_case_may_see_nothing_of_it(
    sqlite: Engine, role: Role | None, kind: str
) -> None:
    """The oracle itself: of everybody who stands outside, each word is reported."""
    office = Office(sqlite)
    case = office.accepted()
    other = office.newcomer() if role is None else office.staff(role, "zeeland")
    knows = WhoKnows(office)
    word = knows.new(kind, case.requester.chat_id, case.ref)
    knows.hears(other.chat_id, f"<b>{word.upper()}</b>")
    assert len(knows.wrong) == 1
    assert knows.shown == 0


def test_whose_case_it_is_may_see_what_the_table_says(sqlite: Engine) -> None:
    office = Office(sqlite)
    case, knows = office.accepted(2), WhoKnows(office)
    won, lost = case.coordinators
    seen = {
        kind: [
            knows.may_see(who.chat_id, knows.markers[knows.new(kind, 1, case.ref).lower()])
            for who in (case.requester, won, case.manager, lost)
        ]
        for kind in (DETAILS, WISHES, BODIES, VENUE, PEOPLE, PLAN, OWN)
    }
    assert seen == {
        DETAILS: [True, True, True, False],
        WISHES: [True, False, False, False],
        BODIES: [True, False, True, False],
        VENUE: [True, True, False, False],
        PEOPLE: [True, True, False, False],
        PLAN: [False, True, False, False],
        OWN: [False, False, False, False],
    }


def test_a_word_in_the_open_and_a_state_out_of_order_are_found(sqlite: Engine) -> None:
    office = Office(sqlite)
    case = office.asked(1)
    rows, knows = LifeCycles(office), WhoKnows(office)
    assert rows.look(clock=True) == rows.in_the_open() == rows.audit() == []
    request = office.the_request(case)
    with office.writing() as session:
        request.state, request.ending = State.HELD.value, knows.new(DETAILS, 1, None)
        session.add(request)
    assert len(rows.look(clock=False)) == 2
    assert rows.in_the_open() == [f"request.ending: {request.ending}"]


def test_what_is_reached_in_so_many_moves_is_what_the_moves_reach() -> None:
    assert after(State.SUBMITTED, 0) == {State.SUBMITTED}
    assert move(State.SUBMITTED, Event.OPEN) in after(State.SUBMITTED, 1)
    assert State.HELD not in after(State.SUBMITTED, 3)
    assert after(State.SUBMITTED, None) == set(State)
    assert after(State.CLOSED, None) == {State.CLOSED}
