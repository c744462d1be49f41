"""Finding a day: the main person proposes and decides, the circle ticks, and the coordinator's form begins with it."""

from datetime import UTC, datetime, timedelta

import pytest

from casework import (
    calendar_entries,
    day_finding,
    forms,
    jobs,
    meeting_days,
    meetings,
    ticking,
)
from casework.jobs import JobCard
from casework.letters import LetterKind
from casework.meeting_days import Days
from domain.circle import Reply, Standing
from storage.circle import MeetingDay, TickedDay
from tests.circles import joins
from tests.office import Office
from tests.proposing import look, propose


def test_the_main_person_proposes_the_circle_ticks_and_the_coordinator_sets_what_they_choose(
    both: Office,
) -> None:
    case = both.prepared()
    first, second = (propose(both, case, day=day, time="19:00").proposed[-1] for day in ("14", "21"))
    guests = [both.newcomer() for _ in range(3)]
    refs = [joins(both, case, who) for who in guests]
    both.do(day_finding.ask, caller=case.requester, ref=case.ref)
    for who, ref in zip(guests, refs, strict=True):
        [letter] = both.letters(LetterKind.DAYS_ASKED, who)
        assert letter.subject == ref
        own = both.do(ticking.tick, caller=who, ref=ref, day=second.ref)
        assert [one.ticked for one in own.moments] == [False, True]
    both.do(ticking.tick, caller=guests[0], ref=refs[0], day=first.ref)
    days = look(both, case)
    assert [(one.can, one.chosen) for one in days.proposed] == [(1, False), (3, False)]
    assert (days.circle, days.answered, days.decides, days.job) == (3, 3, True, "")

    chosen = both.do(day_finding.choose, caller=case.requester, ref=second.ref)
    assert isinstance(chosen, Days)
    assert [one.chosen for one in chosen.proposed] == [False, True]
    [letter] = both.letters(LetterKind.DAY_CHOSEN)
    assert (letter.person_id, letter.subject) == (case.coordinator.id, case.job)
    page = both.do(day_finding.choose, caller=case.coordinator, ref=second.ref)
    assert isinstance(page, forms.Page)
    assert (page.form, page.subject, page.field) == ("meeting", case.job, "venue")
    page = both.go_on(case.coordinator, page)
    card = both.do(meetings.finish_form, caller=case.coordinator, form="meeting", revision=page.revision)
    assert isinstance(card, JobCard)
    assert card.meeting_at == second.at == datetime(2026, 3, 24, 18, tzinfo=UTC)


def test_a_choice_may_change_until_it_is_set(both: Office) -> None:
    case = both.prepared()
    first, second = (propose(both, case, day=day).proposed[-1] for day in ("14", "21"))
    for day in (first, second, second):
        both.do(day_finding.choose, caller=case.requester, ref=day.ref)
    assert [one.chosen for one in look(both, case).proposed] == [False, True]
    assert [letter.state for letter in both.letters(LetterKind.DAY_CHOSEN)] == ["dropped", "waiting"]
    assert both.refusal(day_finding.choose, caller=case.coordinator, ref=first.ref) == "day_not_yours"


def test_what_was_filled_in_for_another_day_does_not_count(office: Office) -> None:
    case = office.prepared()
    day = propose(office, case).proposed[-1]
    office.go_on(
        case.coordinator,
        office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="meeting"),
        day="28",
    )
    office.do(day_finding.choose, caller=case.requester, ref=day.ref)
    page = office.do(day_finding.choose, caller=case.coordinator, ref=day.ref)
    assert isinstance(page, forms.Page)
    assert page.answers == {"day": "2026-03-17", "time": "16:00"}


def test_for_a_main_person_outside_the_chat_the_coordinator_does_it(both: Office) -> None:
    case = both.prepared(who="relative", agrees="yes")
    day = propose(both, case, by=case.coordinator)
    assert (day.job, day.decides) == (case.job, True)
    guest = both.newcomer()
    joins(both, case, guest)
    both.do(day_finding.ask, caller=case.coordinator, ref=case.ref)
    assert len(both.letters(LetterKind.DAYS_ASKED, guest)) == 1
    page = both.do(day_finding.choose, caller=case.coordinator, ref=day.proposed[0].ref)
    assert isinstance(page, forms.Page)
    assert page.answers == {"day": "2026-03-17", "time": "16:00"}
    assert both.letters(LetterKind.DAY_CHOSEN) == []


@pytest.mark.parametrize("who", ["main_person", "relative"])
def test_only_who_decides_may_change_the_list(both: Office, who: str) -> None:
    case = both.prepared(who=who, agrees="yes")
    decider, other = case.requester, case.coordinator
    if who == "relative":
        decider, other = other, decider
    day = propose(both, case, by=decider).proposed[0].ref
    page = both.go_on(
        decider, both.do(day_finding.propose, caller=decider, ref=case.ref), day="21", time="9 uur"
    )
    for act in (day_finding.propose, day_finding.ask):
        assert both.refusal(act, caller=other, ref=case.ref) == "day_not_yours"
    for act_on in (day_finding.remove, day_finding.choose):
        assert both.refusal(act_on, caller=other, ref=day) == "day_not_yours"
    assert not both.do(meeting_days.look, caller=other, ref=case.ref).decides
    assert both.do(day_finding.add, caller=decider, revision=page.revision).decides


def test_what_is_anothers_is_not_found(both: Office) -> None:
    case = both.prepared()
    day = propose(both, case).proposed[0].ref
    for who in (both.citizen(), both.coordinator(), case.manager):
        for act in (meeting_days.look, day_finding.propose, day_finding.ask):
            assert both.refusal(act, caller=who, ref=case.ref) == "not_found"
        for act_on in (day_finding.remove, day_finding.choose, meeting_days.of_day):
            assert both.refusal(act_on, caller=who, ref=day) == "not_found"
        assert both.refusal(meeting_days.of_job, caller=who, ref=case.job) == "not_found"
        assert both.do(meeting_days.newest, caller=who) is None
    assert both.refusal(day_finding.remove, caller=case.requester, ref="AAAABBBBCCCC") == "not_found"


@pytest.mark.parametrize("state", [Standing.AWAY, Standing.REFUSED, Standing.PROPOSED], ids=str)
def test_who_is_not_to_come_sees_no_day(office: Office, state: Standing) -> None:
    case = office.scheduled()
    guest = office.newcomer()
    ref = joins(office, case, guest, state=state.value)
    propose(office, case)
    office.do(day_finding.ask, caller=case.requester, ref=case.ref)
    assert office.letters(LetterKind.DAYS_ASKED, guest) == []
    for see in (ticking.look, calendar_entries.for_guest):
        assert office.refusal(see, caller=guest, ref=ref) == "not_found"


def test_a_second_tap_takes_the_tick_back(both: Office) -> None:
    case = both.prepared()
    guest = both.newcomer()
    ref = joins(both, case, guest)
    day = propose(both, case).proposed[0].ref
    seen = [both.do(ticking.tick, caller=guest, ref=ref, day=day).moments[0].ticked for _ in range(3)]
    assert seen == [True, False, True]


def test_everyone_is_asked_once_about_the_same_moments(both: Office) -> None:
    case = both.prepared()
    guest, refuser, late = both.newcomer(), both.newcomer(), both.newcomer()
    joins(both, case, guest)
    joins(both, case, refuser, answer=Reply.NO.value)
    joins(both, case, None)
    propose(both, case)
    for _ in range(2):
        both.do(day_finding.ask, caller=case.requester, ref=case.ref)
        both.advance(minutes=1)
    joins(both, case, late)
    both.do(day_finding.ask, caller=case.requester, ref=case.ref)
    assert [len(both.letters(LetterKind.DAYS_ASKED, who)) for who in (guest, refuser, late)] == [1, 0, 1]
    propose(both, case, day="21")
    both.do(day_finding.ask, caller=case.requester, ref=case.ref)
    assert len(both.letters(LetterKind.DAYS_ASKED, guest)) == 2


def test_after_the_meeting_the_days_are_forgotten(both: Office) -> None:
    case = both.scheduled()
    guest = both.newcomer()
    ref = joins(both, case, guest)
    day = propose(both, case).proposed[0].ref
    both.do(ticking.tick, caller=guest, ref=ref, day=day)
    both.advance(days=8)
    both.finish(case, "held")
    assert (both.rows(MeetingDay), both.rows(TickedDay)) == ([], [])


def test_without_a_coordinator_there_are_no_days(office: Office) -> None:
    case = office.submitted()
    assert office.refusal(meeting_days.look, caller=case.requester, ref=case.ref) == "not_found"


def test_a_new_coordinator_sees_the_list_and_the_old_one_does_not(both: Office) -> None:
    case = both.prepared()
    propose(both, case)
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    assert both.refusal(meeting_days.of_job, caller=case.coordinator, ref=case.job) == "not_found"
    assert both.refusal(meeting_days.look, caller=case.coordinator, ref=case.ref) == "not_found"


def test_after_sending_twice_the_list_is_shown(office: Office) -> None:
    case = office.prepared()
    added = propose(office, case)
    assert office.do(meeting_days.newest, caller=case.requester) == added
    assert office.do(meeting_days.newest, caller=case.coordinator) == office.do(
        meeting_days.of_job, caller=case.coordinator, ref=case.job
    )


def test_a_calendar_entry_is_the_same_one_when_the_meeting_moves(both: Office) -> None:
    case = both.prepared()
    guest = both.newcomer()
    ref = joins(both, case, guest)
    assert both.refusal(calendar_entries.for_guest, caller=guest, ref=ref) == "not_found"
    assert both.refusal(calendar_entries.for_requester, caller=case.requester, ref=case.ref) == "not_found"
    both.finish(case, "meeting")
    first = both.do(calendar_entries.for_guest, caller=guest, ref=ref)
    both.advance(minutes=5)
    both.finish(case, "meeting", day="14")
    second = both.do(calendar_entries.for_requester, caller=case.requester, ref=case.ref)
    assert (first.uid, first.meeting_at + timedelta(days=7)) == (second.uid, second.meeting_at)
    assert second.made_at > first.made_at
    assert case.job not in first.uid
    for who in (case.coordinator, guest, case.manager):
        assert both.refusal(calendar_entries.for_requester, caller=who, ref=case.ref) == "not_found"
    assert both.refusal(calendar_entries.for_guest, caller=case.requester, ref=ref) == "not_found"
