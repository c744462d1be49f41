"""The meeting: when it is in Amsterdam, what must be done before it, and how it is recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework import jobs, meetings
from casework.letters import LetterKind
from domain.errors import DateOutOfRangeError, GatesClosedError, WrongMoveError
from domain.preparation import Step, StepStatus
from domain.requests import State
from tests.office import AMSTERDAM, VENUE, Case, Office


def _card(office: Office, case: Case) -> jobs.JobCard:
    return office.do(jobs.view, caller=case.coordinator, ref=case.job)


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        pytest.param("28-3-2026", "16:00", datetime(2026, 3, 28, 15, tzinfo=UTC), id="winter"),
        pytest.param(
            "29-3-2026", "16:00", datetime(2026, 3, 29, 14, tzinfo=UTC), id="the day of summer time"
        ),
        pytest.param("29-3-2026", "2u30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), id="an hour that is not"),
        pytest.param(
            "25-10-2026", "2:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="an hour that is twice"
        ),
        pytest.param(
            "25-10-2026", "16:00", datetime(2026, 10, 25, 15, tzinfo=UTC), id="the day of winter time"
        ),
        pytest.param("31-1-2027", "9 uur", datetime(2027, 1, 31, 8, tzinfo=UTC), id="the end of a month"),
        pytest.param(
            "28-2-2027", "19:00", datetime(2027, 2, 28, 18, tzinfo=UTC), id="the last day of February"
        ),
    ],
)
def test_a_meeting_is_when_the_clocks_in_amsterdam_say(  # trust.md 34
    office: Office, day: str, time: str, utc: datetime
) -> None:
    case = office.prepared()
    card = office.finish(case, "meeting", day=day, time=time)
    assert isinstance(card, jobs.JobCard)
    assert (card.state, card.meeting_at) == (State.SCHEDULED, utc)


def test_a_meeting_on_the_leap_day(office: Office) -> None:  # trust.md 34
    office.now = datetime(2028, 2, 1, 9, tzinfo=UTC)
    case = office.prepared()
    office.finish(case, "meeting", day="29-2", time="10:00")
    office.now = datetime(2028, 3, 1, 9, tzinfo=UTC)
    office.finish(case, "held")
    office.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
    assert office.the_request(case).due_at == datetime(2028, 3, 26, 9, tzinfo=UTC)


def test_setting_the_meeting_tells_the_family_and_does_the_step(both: Office) -> None:
    case = both.preparing()
    card = both.finish(case, "meeting")
    assert isinstance(card, jobs.JobCard)
    assert (card.venue, card.invited, card.statuses[Step.VENUE_SET]) == (VENUE, 10, StepStatus.DONE)
    both.advance(minutes=1)
    both.finish(case, "meeting", day="14")
    told = both.letters(LetterKind.MEETING_SET)
    assert [(letter.person_id, letter.facts) for letter in told] == [
        (case.requester.id, {"first": True}),
        (case.requester.id, {"first": False}),
    ]
    local = both.the_job(case).meeting_at
    assert local is not None
    assert local.astimezone(AMSTERDAM).date() == date(2026, 3, 17)


def test_a_meeting_in_the_past_is_refused_and_the_form_stays(office: Office) -> None:
    case = office.prepared()  # it is 10:00 in Amsterdam
    with pytest.raises(DateOutOfRangeError):
        office.finish(case, "meeting", day="3-3-2026", time="10:00")
    assert (office.state(case), office.the_job(case).meeting_at) == (State.PREPARING, None)
    page = office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="meeting")
    assert (page.field, page.answers["time"]) == (None, "10:00")


@pytest.mark.parametrize(
    ("how_far", "form"),
    [
        ("accepted", "meeting"),
        ("prepared", "held"),
        ("scheduled", "follow_up"),
        ("held", "meeting"),
        ("held", "held"),
        ("held", "follow_up"),
        ("held", "registration"),
        ("follow_up_due", "registration"),
        ("followed_up", "follow_up"),
    ],
)
def test_a_form_opens_only_when_its_moment_has_come(office: Office, how_far: str, form: str) -> None:
    case: Case = getattr(office, how_far)()
    with pytest.raises(WrongMoveError):
        office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form=form)


def test_a_meeting_that_was_not_prepared_was_not_held(office: Office) -> None:
    case = office.preparing()
    office.log(case, Step.PROCESS_EXPLAINED, Step.AGREEMENT_CONFIRMED, Step.SAFETY_CHECKED)
    office.finish(case, "meeting")
    with pytest.raises(GatesClosedError) as refused:
        office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="held")
    assert refused.value.facts == {
        "steps": (Step.QUESTION_AGREED, Step.PARTICIPANTS_PREPARED, Step.INVITATIONS_SENT)
    }


def test_a_gate_that_opens_again_while_the_form_is_filled_in_holds_it_back(office: Office) -> None:
    case = office.scheduled()
    who = case.coordinator
    page = office.go_on(who, office.do(meetings.open_form, caller=who, ref=case.job, form="held"))
    office.log(case, Step.SAFETY_CHECKED, status=StepStatus.LATER)
    refused = office.refusal(meetings.finish_form, caller=who, form="held", revision=page.revision)
    assert (refused, office.state(case)) == ("gates_closed", State.SCHEDULED)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("plan_accepted", State.PLAN_ACCEPTED),
        ("plan_pending", State.PLAN_PENDING),
        ("no_plan", State.NO_PLAN),
    ],
)
def test_how_it_went_is_counts_and_codes(both: Office, outcome: str, state: State) -> None:
    case = both.held(outcome=outcome)
    job = both.the_job(case)
    assert (both.state(case), job.outcome) == (state, outcome)
    assert (job.attended, job.children, job.professionals) == (9, 1, 2)
    planned = (5, 4, date(2026, 5, 6)) if outcome != "no_plan" else (None, None, None)
    assert (job.agreements, job.by_circle, job.evaluation_on) == planned
    assert job.held_at == job.meeting_at
    assert job.held_at is not None
    assert both.the_request(case).due_at == job.held_at + timedelta(days=26 if outcome == "no_plan" else 2)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        pytest.param({"acceptance": "after_revision"}, "after_revision", id="by the professional"),
        pytest.param({"professionals": "0"}, None, id="nobody there to accept it"),
        pytest.param({"outcome": "plan_pending"}, None, id="not accepted yet"),
        pytest.param({"outcome": "no_plan"}, None, id="nothing to accept"),
    ],
)
def test_whether_the_plan_was_accepted_is_kept(
    office: Office, answers: dict[str, str], kept: str | None
) -> None:
    assert office.the_job(office.held(**answers)).acceptance == kept


def test_an_evaluation_may_be_left_open(office: Office) -> None:
    case = office.held(evaluation="-")
    assert office.the_job(case).evaluation_on is None


def test_a_meeting_that_was_earlier_than_planned_was_held_when_it_was_recorded(office: Office) -> None:
    case = office.scheduled()
    office.advance(days=3)
    office.finish(case, "held")
    assert office.the_job(case).held_at == office.now


@pytest.mark.parametrize("then", ["plan_accepted", "no_plan", "plan_pending"])
def test_a_plan_that_was_not_accepted_yet_is_recorded_again(office: Office, then: str) -> None:
    case = office.held(outcome="plan_pending")
    held = office.the_job(case).held_at
    office.advance(days=3)
    office.finish(case, "held", outcome=then, attended="8")
    job = office.the_job(case)
    assert (office.state(case), job.outcome, job.attended, job.held_at) == (State(then), then, 8, held)


def test_the_follow_up_is_three_answers(office: Office) -> None:
    case = office.follow_up_due()
    card = office.finish(case, "follow_up", attention="yes")
    assert isinstance(card, jobs.JobCard)
    assert (card.state, card.follow_up_at) == (State.FOLLOW_UP_DONE, office.now)
    job = office.the_job(case)
    assert (job.reached, job.band, job.attention) == (2, "mostly", True)
    assert office.the_request(case).due_at == office.now + timedelta(days=7)


def test_a_form_that_comes_too_late_changes_nothing(office: Office) -> None:
    case = office.scheduled()
    who = case.coordinator
    page = office.go_on(who, office.do(meetings.open_form, caller=who, ref=case.job, form="meeting"))
    before = office.the_job(case).meeting_at
    office.finish(case, "held")
    sent = office.refusal(meetings.finish_form, caller=who, form="meeting", revision=page.revision)
    assert (sent, office.the_job(case).meeting_at) == ("wrong_move", before)


def test_a_family_that_was_forgotten_leaves_no_venue(office: Office) -> None:
    case = office.prepared()
    request = office.the_request(case)
    with office.writing() as session:
        request.key = None
        session.add(request)
    office.finish(case, "meeting")
    assert office.the_job(case).venue is None
    card = _card(office, case)
    assert (card.venue, card.details) == (None, {})
