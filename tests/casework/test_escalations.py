"""What stalls reaches a manager, one of them takes it, and a person who asks for a human gets one."""

import pytest

from casework import clock, escalations, jobs, messages, requests
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.people import Role
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.escalations import Escalation
from tests.office import FAR, HERE, Case, Office


def _stalled(office: Office) -> tuple[Case, str]:
    """A request that nobody opened for a day, and what was raised about it."""
    case = office.submitted()
    office.advance(days=1)
    office.do(clock.sweep)
    return case, office.row(Escalation).ref


def _told(office: Office, who: Caller) -> int:
    return len(office.letters(LetterKind.ESCALATION, who))


def test_every_manager_of_the_region_hears_it_and_nobody_else(both: Office) -> None:
    colleague, elsewhere, helpdesk = both.manager(), both.manager(FAR), both.helpdesk()
    case, ref = _stalled(both)
    assert [_told(both, who) for who in (case.manager, colleague, elsewhere, helpdesk)] == [1, 1, 0, 0]
    (open_one,) = both.do(escalations.open_ones, caller=case.manager)
    assert (open_one.ref, open_one.kind, open_one.request_ref) == (ref, "intake_late", case.ref)
    assert (open_one.raised_at, open_one.taken, open_one.taken_by_reader, open_one.done) == (
        both.now, False, False, False,
    )  # fmt: skip
    assert both.do(escalations.open_ones, caller=elsewhere) == []


def test_one_of_two_takes_it_and_the_other_sees_that(both: Office) -> None:
    colleague = both.manager()
    case, ref = _stalled(both)
    both.advance(minutes=1)
    assert both.do(escalations.take, caller=case.manager, ref=ref).taken_by_reader
    late = both.do(escalations.take, caller=colleague, ref=ref)
    assert (late.taken, late.taken_by_reader) == (True, False)
    assert (_told(both, case.manager), _told(both, colleague)) == (1, 2)
    assert both.row(AuditLine, what="escalation_taken").who == case.manager.id


def test_taking_it_twice_changes_nothing(office: Office) -> None:  # trust.md 29
    colleague = office.manager()
    case, ref = _stalled(office)
    for _ in range(2):
        office.advance(minutes=1)
        assert office.do(escalations.take, caller=case.manager, ref=ref).taken_by_reader
    assert len(office.rows(AuditLine, what="escalation_taken")) == 1
    assert _told(office, colleague) == 2


@pytest.mark.parametrize("taken_first", [True, False])
def test_done_is_done_once(both: Office, taken_first: bool) -> None:
    colleague = both.manager()
    case, ref = _stalled(both)
    if taken_first:
        both.do(escalations.take, caller=case.manager, ref=ref)
    for _ in range(2):
        both.advance(minutes=1)
        seen = both.do(escalations.done, caller=case.manager, ref=ref)
        assert (seen.done, seen.taken_by_reader) == (True, True)
    assert both.do(escalations.open_ones, caller=colleague) == []
    assert len(both.rows(AuditLine, what="escalation_done")) == 1
    assert _told(both, colleague) == 2 + taken_first


def test_another_region_finds_nothing(office: Office) -> None:  # trust.md 8
    other = office.manager(FAR)
    _, ref = _stalled(office)
    for act in (
        lambda: office.do(escalations.take, caller=other, ref=ref),
        lambda: office.do(escalations.done, caller=other, ref=ref),
        lambda: office.do(escalations.view, reader=other, ref=ref),
        lambda: office.do(escalations.asker, caller=other, ref=ref),
        lambda: office.do(escalations.take, caller=other, ref="AAAABBBBCCCC"),
    ):
        with pytest.raises(NotFoundError):
            act()


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COORDINATOR, Role.TRAINER])
def test_who_takes_no_escalations_cannot_look_at_one(office: Office, role: Role) -> None:  # trust.md 7
    _, ref = _stalled(office)
    someone = office.citizen() if role is Role.CITIZEN else office.staff(role)
    assert office.refusal(escalations.view, reader=someone, ref=ref) == "not_found"


def test_the_helpdesk_hears_what_no_manager_is_there_for(office: Office) -> None:
    helpdesk = office.helpdesk()
    someone = office.citizen()
    page = office.fill(someone, "request", place="Middelburg")
    ref = office.do(requests.submit, caller=someone, revision=page.revision).ref
    office.advance(days=1)
    office.do(clock.sweep)
    raised = office.row(Escalation)
    assert (raised.region, _told(office, helpdesk)) == (FAR, 1)
    assert office.do(escalations.take, caller=helpdesk, ref=raised.ref).taken_by_reader
    assert office.do(requests.look, caller=someone, ref=ref).paused is False


# ------------------------------------------------------------------------------------ asking for a human


def test_asking_for_a_human_tells_the_manager_of_the_request(both: Office) -> None:
    case = both.preparing()
    assert both.do(requests.ask_for_human, caller=case.requester)
    raised = both.row(Escalation)
    assert (raised.kind, raised.region, raised.person_id) == ("human", HERE, case.requester.id)
    assert [_told(both, who) for who in (case.manager, case.coordinator)] == [1, 0]
    assert both.do(escalations.view, reader=case.manager, ref=raised.ref).request_ref == case.ref


def test_asking_again_is_the_same_question_until_it_is_done(both: Office) -> None:
    case = both.submitted()
    for _ in range(3):
        both.do(requests.ask_for_human, caller=case.requester)
        both.advance(hours=1)
    ref = both.row(Escalation).ref
    both.do(escalations.done, caller=case.manager, ref=ref)
    both.advance(days=2)
    both.do(requests.ask_for_human, caller=case.requester)
    assert len(both.rows(Escalation)) == 2


def test_someone_without_a_request_is_heard_by_the_helpdesk(office: Office) -> None:
    manager, helpdesk = office.manager(), office.helpdesk()
    someone = office.newcomer()
    assert office.do(requests.ask_for_human, caller=someone)
    raised = office.row(Escalation)
    assert (raised.region, raised.request_id) == (None, None)
    assert (_told(office, manager), _told(office, helpdesk)) == (0, 1)
    assert office.do(escalations.view, reader=helpdesk, ref=raised.ref).request_ref is None
    assert [one.ref for one in office.do(escalations.open_ones, caller=helpdesk)] == [raised.ref]


def test_without_a_helpdesk_every_manager_hears_it(office: Office) -> None:
    managers = [office.manager(), office.manager(FAR)]
    assert office.do(requests.ask_for_human, caller=office.newcomer())
    assert [_told(office, who) for who in managers] == [1, 1]
    ref = office.row(Escalation).ref
    assert office.do(escalations.take, caller=managers[1], ref=ref).taken_by_reader


def test_where_nobody_is_there_yet_the_asker_is_told_so_and_the_question_waits(office: Office) -> None:
    assert not office.do(requests.ask_for_human, caller=office.newcomer())
    ref = office.row(Escalation).ref
    manager = office.manager()
    assert [one.ref for one in office.do(escalations.open_ones, caller=manager)] == [ref]


def test_whoever_took_the_question_can_answer_the_asker_until_it_is_done(both: Office) -> None:
    case = both.submitted()
    colleague = both.manager()
    both.do(requests.ask_for_human, caller=case.requester)
    ref = both.row(Escalation).ref
    assert both.refusal(messages.begin_to_asker, caller=case.manager, ref=ref) == "not_found"
    both.do(escalations.take, caller=case.manager, ref=ref)
    assert both.do(escalations.asker, caller=case.manager, ref=ref) == case.requester.id
    assert both.refusal(escalations.asker, caller=colleague, ref=ref) == "not_found"
    page = both.do(messages.begin_to_asker, caller=case.manager, ref=ref)
    page = both.say(case.manager, "I call you at four.")
    both.do(messages.send, caller=case.manager, revision=page.revision)
    assert len(both.letters(LetterKind.MESSAGE, case.requester)) == 1
    both.do(escalations.done, caller=case.manager, ref=ref)
    assert both.refusal(escalations.asker, caller=case.manager, ref=ref) == "not_found"


def test_a_stall_has_no_asker(office: Office) -> None:
    case, ref = _stalled(office)
    office.do(escalations.take, caller=case.manager, ref=ref)
    assert office.refusal(messages.begin_to_asker, caller=case.manager, ref=ref) == "not_found"


def test_the_family_and_the_work_go_on_meanwhile(office: Office) -> None:
    case = office.preparing()
    office.do(requests.ask_for_human, caller=case.requester)
    assert office.do(jobs.view, caller=case.coordinator, ref=case.job).state == office.state(case)
