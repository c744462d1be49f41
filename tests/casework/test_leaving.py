"""Leaving a circle: what somebody asked to be reminded of is deleted too, and nothing of another circle is."""

from casework import guests, inviting, own_reminders, plans
from domain.circle import Standing
from storage.arrivals import Caller
from storage.circle import Guest
from storage.plans import OwnReminder, PlanCopy
from tests.casework.plan_cases import WORDS, fetch, guest, handed_out, remember, write
from tests.office import Case, Office


def _reminded(office: Office, who: Caller, *others: Caller) -> tuple[Case, str, str]:
    """A plan with one line of which these people want to be reminded: the case, the guest `who` is, and the line."""
    case = office.held()
    line = write(office, case)
    ref = guest(office, case, person=who)
    refs = {who: ref, **{other: guest(office, case, person=other) for other in others}}
    handed_out(office, case)
    for person, own in refs.items():
        fetch(office, person, own)
        remember(office, person, line)
    return case, ref, line


def _whose(office: Office) -> list[tuple[int, str]]:
    return [(row.person_id, row.line) for row in office.rows(OwnReminder)]


def test_who_leaves_is_not_reminded_any_more_and_somebody_else_is(both: Office) -> None:
    who, other = both.newcomer(), both.newcomer()
    case, ref, line = _reminded(both, who, other)
    assert _whose(both) == [(who.id, line), (other.id, line)]
    both.do(guests.leave, caller=who, ref=ref)
    assert _whose(both) == [(other.id, line)]
    assert [copy.person_id for copy in both.rows(PlanCopy)] == [other.id]
    left = both.row(Guest, ref=ref)
    assert (left.person_id, left.state) == (None, Standing.AWAY)
    assert both.refusal(own_reminders.remember, caller=who, ref=line) == "not_found"
    assert both.do(plans.look, caller=case.coordinator, ref=case.job).lines[0].what == WORDS[0]


def test_a_promise_in_another_circle_is_still_said(both: Office) -> None:
    who = both.newcomer()
    _, ref, _ = _reminded(both, who)
    _, _, kept = _reminded(both, who)
    both.do(guests.leave, caller=who, ref=ref)
    assert _whose(both) == [(who.id, kept)]


def test_a_new_link_deletes_the_reminders_of_who_had_the_old_one(both: Office) -> None:
    """A plan that is not finished was handed out, and the circle goes on to a second meeting."""
    case = both.held(outcome="plan_pending")
    line, who = write(both, case), both.newcomer()
    ref = guest(both, case, person=who)
    handed_out(both, case)
    fetch(both, who, ref)
    remember(both, who, line)
    both.do(inviting.new_link, caller=case.coordinator, ref=ref)
    assert (_whose(both), both.rows(PlanCopy)) == ([], [])
