"""Private family time: nothing at all goes to anyone in the circle, until the plan is there (domain.md 6.1)."""

from datetime import timedelta

import pytest

from casework import danger, jobs, leases, outbox, private_time, silence, unreached
from casework.letters import WRITTEN, LetterKind
from domain.circle import Part, Standing
from domain.private_time import LONGEST, Phase
from domain.requests import Ending
from storage.arrivals import Caller
from storage.outbox import Letter
from tests.casework.meeting_day import begin, on_the_day, plan_is_there
from tests.casework.post import all_arrived, blocks, comes_back, tasks, told
from tests.circles import joins
from tests.office import Office

COURIER = "courier 1"


def _claimed(office: Office) -> list[outbox.Envelope]:
    office.do(leases.take, name=outbox.COURIER, holder=COURIER, for_=timedelta(minutes=1))
    return office.do(outbox.claim, holder=COURIER, limit=100)


def _brought(office: Office) -> list[tuple[int, str | None]]:
    """Bring everything that may be brought now: to whom, and about what, in that order."""
    arrived = []
    while found := _claimed(office):
        for one in found:
            assert office.do(outbox.waits, holder=COURIER, letter_id=one.letter_id)
            office.do(outbox.sent, letter_id=one.letter_id, message_id=one.letter_id)
            arrived.append((one.person.id, one.subject))
    return arrived


def _write(office: Office, who: Caller) -> None:
    """Two letters and an urgent one."""
    told(office, who, LetterKind.NUDGE, subject="first")
    told(office, who, LetterKind.NUDGE, subject="second")
    told(office, who, LetterKind.NUDGE, subject="urgent", urgent=True)


def test_nothing_goes_to_the_circle_until_the_plan_is_there_and_then_all_in_order(both: Office) -> None:
    case = on_the_day(both)
    circle = [case.requester]
    for part in Part:
        circle.append(both.newcomer())
        joins(both, case, circle[-1], part=part.value)
    joins(both, case, None)
    stranger = both.newcomer()
    begin(both, case)
    for who in (*circle, stranger, case.coordinator, case.manager):
        _write(both, who)
    in_order = ["urgent", "first", "second"]
    during = _brought(both)
    for who in (stranger, case.coordinator, case.manager):
        assert [subject for person, subject in during if person == who.id] == in_order
    assert {person for person, _ in during} & {who.id for who in circle} == set()
    both.advance(hours=2)
    assert _brought(both) == []
    plan_is_there(both, case)
    after = _brought(both)
    for who in circle:
        assert [subject for person, subject in after if person == who.id] == in_order


def test_a_letter_that_the_courier_holds_already_is_not_sent_any_more(both: Office) -> None:
    case = on_the_day(both)
    told(both, case.requester, LetterKind.NUDGE)
    [taken] = _claimed(both)
    begin(both, case)
    assert not both.do(outbox.waits, holder=COURIER, letter_id=taken.letter_id)
    assert both.row(Letter, id=taken.letter_id).state == "waiting"
    plan_is_there(both, case)
    assert both.do(outbox.waits, holder=COURIER, letter_id=taken.letter_id)


def test_what_is_held_back_is_not_late(both: Office) -> None:
    case = on_the_day(both)
    begin(both, case)
    told(both, case.requester, LetterKind.NUDGE)
    assert both.do(outbox.nothing_waits)
    plan_is_there(both, case)
    assert not both.do(outbox.nothing_waits)


@pytest.mark.parametrize("gone", [Standing.AWAY, Standing.REFUSED, Standing.PROPOSED], ids=str)
def test_who_is_not_in_the_circle_is_not_left_out(both: Office, gone: Standing) -> None:
    """Their own request, or a message from a manager, does not wait for a meeting at which they are not."""
    case = on_the_day(both)
    someone = both.newcomer()
    joins(both, case, someone, state=gone.value)
    begin(both, case)
    told(both, someone, LetterKind.NUDGE, subject="theirs")
    assert _brought(both) == [(someone.id, "theirs")]


def test_the_silence_is_about_one_circle_only(both: Office) -> None:
    case, other = on_the_day(both), both.accepted()
    guest = both.newcomer()
    joins(both, other, guest)
    all_arrived(both)
    begin(both, case)
    for who in (other.requester, guest):
        told(both, who, LetterKind.NUDGE, subject="theirs")
    assert _brought(both) == [(other.requester.id, "theirs"), (guest.id, "theirs")]


def test_private_time_that_nobody_ends_is_over_after_twelve_hours(both: Office) -> None:
    case = on_the_day(both)
    begin(both, case)
    told(both, case.requester, LetterKind.NUDGE)
    both.now += LONGEST - timedelta(seconds=1)
    assert _brought(both) == []
    both.advance(seconds=1)
    assert [person for person, _ in _brought(both)] == [case.requester.id]
    assert both.do(private_time.look, caller=case.coordinator, ref=case.job).phase is Phase.LAPSED
    assert plan_is_there(both, case).phase is Phase.PRESENTATION


def test_who_comes_back_in_the_middle_of_it_gets_what_waited_after_it(both: Office) -> None:
    case = on_the_day(both)
    blocks(both, case.requester)
    told(both, case.requester, LetterKind.NUDGE)
    begin(both, case)
    comes_back(both, case.requester)
    assert _brought(both) == []
    plan_is_there(both, case)
    assert [person for person, _ in _brought(both)] == [case.requester.id]


def test_the_silence_ends_with_the_conference(both: Office) -> None:
    case = on_the_day(both, hours="any")
    begin(both, case)
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.UNSAFE_NOW)
    assert case.requester.id in {person for person, _ in _brought(both)}


def test_help_in_danger_answers_at_once(both: Office) -> None:
    """It is the answer to a person's own message: it waits in no outbox, and their manager hears of it."""
    case = on_the_day(both)
    guest = both.newcomer()
    joins(both, case, guest)
    begin(both, case)
    for who in (case.requester, guest):
        before = both.rows(Letter, person_id=who.id)
        flag = both.do(danger.call_for, caller=who)
        assert flag.heard is danger.Heard.TOLD
        assert both.rows(Letter, person_id=who.id) == before
    assert case.manager.id in {person for person, _ in _brought(both)}


def test_nobody_is_sent_to_phone_them_either(both: Office) -> None:
    """Who cannot be reached in the chat is called by a human: that waits too."""
    case = on_the_day(both)
    blocks(both, case.requester)
    told(both, case.requester, LetterKind.NUDGE, request_id=both.the_request(case).id)
    begin(both, case)
    both.do(unreached.sweep)
    assert tasks(both) == []
    plan_is_there(both, case)
    both.do(unreached.sweep)
    assert len(tasks(both)) == 1


def test_the_courier_is_woken_when_the_plan_is_there(office: Office) -> None:
    case = on_the_day(office)
    begin(office, case)
    with office.writing() as session:
        desk = office.desk(session)
        private_time.plan_is_there(desk, caller=case.coordinator, ref=case.job)
        assert session.info[WRITTEN]


def test_where_nobody_is_among_themselves_it_is_a_look_into_an_empty_index(office: Office) -> None:
    """The courier asks every second."""
    asked = silence.people(office.now).compile(office.engine, compile_kwargs={"render_postcompile": True})
    values = tuple(str(asked.params[name]) for name in getattr(asked, "positiontup", None) or ())
    with office.writing() as session:
        steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values).all()
    first = [str(step[-1]) for step in steps if " job " in f"{step[-1]} "]
    assert len(first) == 2
    assert all("ix_job_private" in step for step in first)
