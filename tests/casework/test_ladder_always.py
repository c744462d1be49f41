"""Who may see what on the ladder, what happens at the same moment, and what always holds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete, update

from casework import absences, coverage, escalations, letters, managing, returning
from casework.desk import Desk
from domain.ladder import Later, Reason, usual_ladder
from domain.people import Role
from domain.regions import Regions
from storage.absences import Absence
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import Letter
from storage.people import Person
from tests import second_steps
from tests.casework.ladders import climbs, raised, seen_by, told
from tests.office import FAR, HERE, NEXT_DOOR, Office

# -------------------------------------------------------------------------------------------------- rights


def test_a_deputy_sees_and_acts_only_once_it_reached_them(both: Office) -> None:
    deputy, helpdesk = both.manager(NEXT_DOOR), both.helpdesk()
    case, ref = raised(both)
    for who in (deputy, helpdesk):
        assert both.refusal(escalations.view, reader=who, ref=ref) == "not_found"
        assert both.refusal(escalations.take, caller=who, ref=ref) == "not_found"
        assert seen_by(both, who) == []
    both.advance(days=1)
    climbs(both)
    seen = both.do(escalations.view, reader=deputy, ref=ref)
    assert (seen.yours, seen.request_ref) == (True, None)
    assert both.refusal(managing.open_card, caller=deputy, ref=case.ref) == "not_found"
    assert both.refusal(escalations.view, reader=helpdesk, ref=ref) == "not_found"
    assert both.do(escalations.take, caller=deputy, ref=ref).request_ref == case.ref
    assert both.refusal(managing.open_card, caller=deputy, ref=case.ref) == "second_step_needed"
    assert both.do(managing.peek, reader=deputy, ref=case.ref).details == {}
    second_steps.set_up(both, deputy)
    assert both.do(managing.open_card, caller=deputy, ref=case.ref).ref == case.ref
    assert both.do(managing.inbox, caller=deputy) == []
    both.do(escalations.done, caller=deputy, ref=ref)
    assert both.refusal(managing.open_card, caller=deputy, ref=case.ref) == "not_found"


def test_a_region_can_be_looked_after_by_the_managers_of_another(office: Office) -> None:
    here, there = office.manager(HERE), office.manager(FAR)
    text = "".join(
        f'[[region]]\ncode = "{code}"\nname = "{code}"\nmanager = "{HERE}"\nplaces = "{code}"\n'
        for code in (HERE, FAR)
    )
    regions = Regions.parse(text, source="my.toml")

    def asked(desk: Desk) -> tuple[list[int], bool, bool, list[str]]:
        mine = replace(desk, regions=regions)
        looks = [letters.looks_after(mine, who, FAR) for who in (here, there)]
        return letters.managers_of(mine, FAR), looks[0], looks[1], coverage.unmanaged(desk.session, regions)

    assert office.do(asked) == ([here.id], True, False, [])


# ------------------------------------------------------------------------------------------- at the same time


def at_once(*actions: Callable[[], object]) -> None:
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> None:
        start.wait()
        action()

    with ThreadPoolExecutor(len(actions)) as threads:
        list(threads.map(run, actions))


def test_two_sweeps_at_once_climb_once(both: Office) -> None:
    deputy = both.manager(NEXT_DOOR)
    manager = both.manager()
    for number in range(5):
        request = both.the_request(both.submit(both.citizen(), manager))
        both.do(escalations.raise_, kind="unreachable", request=request, occasion=str(number))
    both.advance(days=1)
    at_once(*[lambda: climbs(both)] * 3)
    climbs(both)
    assert [one.rung for one in both.rows(Escalation)] == [1] * 5
    assert told(both, deputy) == 5


def test_taking_it_while_it_climbs_leaves_it_taken_or_climbed_and_never_both_half(both: Office) -> None:
    both.manager(NEXT_DOOR)
    case, ref = raised(both)
    for _ in range(3):
        both.now = both.row(Escalation).rung_due_at or both.now
        at_once(lambda: climbs(both), lambda: both.do(escalations.take, caller=case.manager, ref=ref))
        kept = both.row(Escalation)
        assert kept.taken_by == case.manager.id
        assert kept.rung_due_at is not None
        assert kept.rung_due_at > both.now
        both.do(escalations.not_mine, caller=case.manager, ref=ref)


# ---------------------------------------------------------------------------------------------- a property

ACTS = ("take", "not_mine", "done", "later", "climb", "away", "back", "block", "return")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(1, 60)), max_size=12),
    kind=st.sampled_from(["unreachable", "danger", "human"]),
)
def test_whatever_happens_what_is_open_is_looked_at_again(
    office: Office, acts: list[tuple[str, int, int]], kind: str
) -> None:
    """Not done: there is a moment that is not long ago, and a taker or a rung. Done: there is none."""
    for table in (Letter, Escalation, Absence):
        with office.writing() as session:
            session.exec(delete(table))
    with office.writing() as session:  # those of the example before are citizens now
        session.exec(update(Person).values(role=Role.CITIZEN.value))
    office.advance(days=30)
    case = office.submitted()
    staff = [case.manager, office.manager(), office.manager(NEXT_DOOR), office.helpdesk()]
    request = office.the_request(case)
    office.do(escalations.raise_, kind=kind, request=request, occasion="property")
    ref = office.row(Escalation).ref
    for act, number, hours in acts:
        _act(office, act, staff[number], ref, number)
        kept = office.row(Escalation)
        if kept.done_at is None:
            assert kept.rung_due_at is not None
            assert kept.rung >= 0
            assert kept.rung_due_at > office.now or act != "climb"
        else:
            assert (kept.rung_due_at, kept.note is not None) == (None, True)
        office.advance(hours=hours)


def _act(office: Office, act: str, who: Caller, ref: str, number: int) -> None:
    if act == "climb":
        climbs(office)
    elif act == "later":
        office.refusal(
            escalations.later, caller=who, ref=ref, reason=list(Reason)[number], how=list(Later)[number % 2]
        )
    elif act == "away":
        choices = office.do(absences.substitutes, caller=who)
        office.do(absences.begin, caller=who, days=3, code=choices[number % len(choices)].code)
    elif act == "back":
        office.do(absences.end, caller=who)
    elif act in {"block", "return"}:
        office.do(returning.set_reachable, caller=who, reachable=act == "return")
    else:
        office.refusal(getattr(escalations, act), caller=who, ref=ref)


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COORDINATOR, Role.TRAINER])
def test_who_takes_no_escalations_can_do_nothing_with_one(office: Office, role: Role) -> None:
    _, ref = raised(office)
    someone = office.citizen() if role is Role.CITIZEN else office.staff(role)
    for act in (escalations.take, escalations.not_mine, escalations.done):
        assert office.refusal(act, caller=someone, ref=ref) == "not_allowed"
    assert office.refusal(absences.look, caller=someone) == "not_allowed"
    assert usual_ladder("unreachable").code == "E-17"
