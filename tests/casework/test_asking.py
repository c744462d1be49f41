"""The coordinator asks people how it goes: in the chat, by links, and sees bands; the manager sees even less."""

import json

import pytest
from sqlmodel import col, update

from casework import clock, danger, faces, follow_ups, jobs, meetings, requests
from casework.letters import LetterKind
from domain.errors import AskingClosedError, NotAllowedError, NotFoundError, PausedError
from domain.follow_ups import MOST_LINKS, Band, Face
from domain.people import Role
from domain.requests import Ending, State
from storage.audit import AuditLine
from storage.escalations import Escalation
from storage.follow_ups import Asking, TappedFace
from storage.jobs import Registration
from storage.people import Person
from tests.casework import askings
from tests.office import AMSTERDAM, Office

# ------------------------------------------------------------------------------------------- asking


def test_whoever_asked_for_the_conference_is_asked_once_and_at_a_safe_hour(both: Office) -> None:
    case = both.follow_up_due()  # safe in the evening
    assert askings.look(both, case).may_ask_requester
    for _ in range(2):
        shown = askings.ask_requester(both, case)
        assert (shown.requester_asked, shown.may_ask_requester, shown.found.asked) == (True, False, 1)
    [letter] = both.letters(LetterKind.HOW_IT_GOES)
    asking = both.row(Asking)
    assert (letter.person_id, letter.subject, letter.nudge) == (case.requester.id, asking.ref, True)
    assert letter.not_before.astimezone(AMSTERDAM).hour == 17
    assert (asking.person_id, asking.token_hash, asking.opened_at) == (case.requester.id, None, None)


def test_whoever_has_blocked_the_bot_is_not_asked_in_the_chat(office: Office) -> None:
    case = office.follow_up_due()
    with office.writing() as session:
        session.exec(update(Person).where(col(Person.id) == case.requester.id).values(reachable=False))
    assert not askings.look(office, case).may_ask_requester
    with pytest.raises(AskingClosedError):
        askings.ask_requester(office, case)
    assert office.letters(LetterKind.HOW_IT_GOES) == []


def test_others_are_asked_by_links_of_which_only_the_hash_is_kept(both: Office) -> None:
    case = both.follow_up_due()
    made = both.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=3)
    assert (len(set(made.secrets)), made.links_left, made.found.asked) == (3, MOST_LINKS - 3, 3)
    assert all(len(secret) <= 64 for secret in made.secrets)
    kept = json.dumps([row.model_dump(mode="json") for row in both.rows(Asking)])
    assert [secret for secret in made.secrets if secret in kept] == []
    assert askings.look(both, case).secrets == ()


@pytest.mark.parametrize("count", [0, 11, 999])
def test_so_many_links_are_not_made(office: Office, count: int) -> None:
    case = office.follow_up_due()
    with pytest.raises(AskingClosedError):
        askings.links(office, case, count)
    assert office.rows(Asking) == []


def test_ten_links_are_all(office: Office) -> None:
    case = office.follow_up_due()
    askings.links(office, case, 9)
    with pytest.raises(AskingClosedError):
        askings.links(office, case, 2)
    askings.links(office, case)
    assert (askings.look(office, case).links_left, len(office.rows(Asking))) == (0, MOST_LINKS)


def test_people_are_asked_from_two_days_before_it_is_due(office: Office) -> None:
    case = office.held()
    held_at = office.the_job(case).held_at
    assert held_at is not None
    office.now = held_at
    office.advance(days=26, minutes=-1)
    assert not office.do(jobs.view, caller=case.coordinator, ref=case.job).may_ask
    with pytest.raises(AskingClosedError):
        askings.links(office, case)
    office.advance(minutes=1)
    assert office.do(jobs.view, caller=case.coordinator, ref=case.job).may_ask
    assert len(askings.links(office, case)) == 1


def test_after_six_weeks_nobody_is_asked_and_no_link_opens(office: Office) -> None:
    case = office.follow_up_due()
    secret, other = askings.links(office, case, 2)
    caller = office.newcomer()
    ref = askings.opened(office, caller, secret).ref
    closes_at = askings.look(office, case).closes_at
    assert closes_at is not None
    office.now = closes_at
    with pytest.raises(AskingClosedError):
        askings.links(office, case)
    with pytest.raises(AskingClosedError):
        office.do(faces.open_link, caller=office.newcomer(), secret=other)
    with pytest.raises(AskingClosedError):
        office.do(faces.agree, caller=caller, ref=ref)


def test_where_there_is_no_plan_there_is_nothing_to_ask(office: Office) -> None:
    case = office.held(outcome="no_plan")
    office.advance(days=28)
    office.do(clock.sweep)
    assert office.state(case) == State.FOLLOW_UP_DUE
    assert not office.do(jobs.view, caller=case.coordinator, ref=case.job).may_ask
    with pytest.raises(AskingClosedError):
        askings.ask_requester(office, case)


def test_during_a_pause_nobody_is_asked_and_who_was_may_still_answer(office: Office) -> None:
    case = office.follow_up_due()
    caller = office.newcomer()
    ref = askings.opened(office, caller, askings.links(office, case)[0]).ref
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    with pytest.raises(PausedError):
        askings.ask_requester(office, case)
    with pytest.raises(PausedError):
        askings.links(office, case)
    askings.says(office, caller, ref, [Face.GOOD])
    assert len(office.rows(TappedFace)) == 1


def test_while_somebody_is_in_danger_nothing_is_sent_around(office: Office) -> None:
    case = office.follow_up_due()
    [secret] = askings.links(office, case)
    office.do(danger.call_for, caller=case.requester)
    with pytest.raises(AskingClosedError):
        askings.ask_requester(office, case)
    with pytest.raises(AskingClosedError):
        office.do(faces.open_link, caller=office.newcomer(), secret=secret)
    assert office.letters(LetterKind.HOW_IT_GOES) == []


def test_nobody_else_asks(office: Office) -> None:
    case = office.follow_up_due()
    with pytest.raises(NotAllowedError):
        office.do(follow_ups.look, caller=case.requester, ref=case.job)
    with pytest.raises(NotAllowedError):
        office.do(follow_ups.make_links, caller=case.manager, ref=case.job, count=1)
    with pytest.raises(NotFoundError):
        office.do(follow_ups.ask_requester, caller=office.staff(Role.COORDINATOR), ref=case.job)


# ----------------------------------------------------------------------- what the coordinator sees


def test_with_two_answers_the_coordinator_sees_only_that_there_are_some(office: Office) -> None:
    case = office.follow_up_due()
    assert not askings.look(office, case).found.some
    askings.answered(office, case, [Face.NOT_YET] * askings.PROMISES, [Face.NOT_YET])
    found = askings.look(office, case).found
    assert (found.some, found.answered, found.overall, dict(found.promises)) == (True, None, None, {})
    assert not askings.attention(office, case)


def test_from_three_answers_on_the_coordinator_sees_bands(both: Office) -> None:
    case = both.follow_up_due()
    good, bad = [Face.GOOD] * 4, [Face.NOT_YET] * 4
    askings.answered(both, case, good, [*good[:3], Face.NOT_YET], bad, [])
    found = askings.look(both, case).found
    assert (found.asked, found.answered, found.overall) == (4, 3, Band.HALF)
    assert found.promises == {1: Band.MOST, 2: Band.MOST, 3: Band.MOST, 4: Band.HALF, 5: None}


def test_the_bands_begin_the_coordinators_own_form_and_may_be_changed(both: Office) -> None:
    case = both.follow_up_due()
    askings.answered(both, case, *[[Face.NOT_YET] * askings.PROMISES] * 3)
    who = case.coordinator
    page = both.do(meetings.open_form, caller=who, ref=case.job, form="follow_up")
    assert (page.field, page.answers) == ("reached", {"band": "not"})
    page = both.go_on(who, page)
    assert page.answers == {"reached": "2", "band": "not", "attention": "no"}
    both.tap(who, page, "changed", at="band")
    page = both.do(meetings.open_form, caller=who, ref=case.job, form="follow_up")
    both.do(meetings.finish_form, caller=who, form="follow_up", revision=page.revision)
    assert both.the_job(case).band == "changed"


def test_without_enough_answers_the_form_is_empty(office: Office) -> None:
    case = office.follow_up_due()
    askings.answered(office, case, [Face.GOOD], [Face.GOOD])
    page = office.do(meetings.open_form, caller=case.coordinator, ref=case.job, form="follow_up")
    assert (page.field, page.answers) == ("reached", {})


# --------------------------------------------------------------------------- what the manager sees


def test_the_manager_sees_that_attention_is_needed_and_nothing_else(both: Office) -> None:
    case = both.follow_up_due()
    askings.answered(both, case, *[[Face.GOOD] * askings.PROMISES] * 2, [Face.PARTLY])
    assert not askings.attention(both, case)
    askings.answered(both, case, *[[Face.NOT_YET] * askings.PROMISES] * 7)
    assert askings.attention(both, case)


def test_who_is_asked_and_silent_for_five_weeks_needs_attention(office: Office) -> None:
    case = office.follow_up_due()
    askings.links(office, case)
    assert not askings.attention(office, case)
    office.advance(days=7)
    assert askings.attention(office, case)


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        pytest.param({}, 0, id="it goes well"),
        pytest.param({"attention": "yes"}, 1, id="the coordinator asks for it"),
        pytest.param({"reached": "0"}, 1, id="nobody was reached"),
    ],
)
def test_what_is_logged_reaches_the_manager_before_the_request_closes(
    both: Office, answers: dict[str, str], raised: int
) -> None:
    case = both.follow_up_due()
    both.finish(case, "follow_up", **answers)
    assert len(both.rows(Escalation, kind=meetings.ATTENTION)) == raised
    assert askings.attention(both, case) is bool(raised)


def test_before_the_follow_up_there_is_nothing_to_see(office: Office) -> None:
    assert not askings.attention(office, office.held())


# ------------------------------------------------------------------------------------- what stays


def test_when_the_request_closes_bands_stay_and_people_do_not(both: Office) -> None:
    case = both.follow_up_due()
    askings.ask_requester(both, case)
    askings.answered(both, case, *[[Face.GOOD] * askings.PROMISES] * 3)
    both.finish(case, "follow_up")
    assert len(both.rows(TappedFace)) == 3 * askings.PROMISES
    both.finish(case, "registration")
    assert both.rows(Asking) == []
    assert both.rows(TappedFace) == []
    facts = both.row(Registration, request_ref=case.ref).facts
    assert (facts["asked"], facts["answered"], facts["circle_band"]) == (4, 3, "most")


def test_of_two_answers_the_registration_tells_nothing(office: Office) -> None:
    case = office.follow_up_due()
    askings.answered(office, case, [Face.GOOD], [Face.NOT_YET])
    office.finish(case, "follow_up")
    office.finish(case, "registration")
    facts = office.row(Registration, request_ref=case.ref).facts
    assert (facts["asked"], facts["answered"], facts["circle_band"]) == (2, None, None)


def test_when_the_request_is_stopped_everything_goes(both: Office) -> None:
    case = both.follow_up_due()
    askings.answered(both, case, [Face.GOOD])
    both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert (both.rows(Asking), both.rows(TappedFace)) == ([], [])


def test_the_audit_never_says_who_was_asked_by_link_or_answered(office: Office) -> None:
    case = office.follow_up_due()
    staff = {person.id for person in (case.coordinator, case.manager, case.requester)}
    before = len(office.rows(AuditLine))
    askings.answered(office, case, [Face.GOOD], [Face.NOT_YET])
    lines = office.rows(AuditLine)[before:]
    assert [line.why for line in lines if line.what == "asked_how_it_goes"] == ["links 2"]
    assert {line.who for line in lines} - staff <= {None}
