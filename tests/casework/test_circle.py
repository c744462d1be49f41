"""The coordinator's circle: words of the family, nobody invited before a yes, numbers, and nobody else's to see."""

import pytest

from casework import circle, forms, jobs, own_circle, requests
from casework.letters import LetterKind
from domain.circle import MOST, Need, Part, Reply, Standing
from domain.circle_errors import GuestRefusedError, WordTakenError
from domain.errors import (
    CircleFullError,
    OutdatedError,
    PausedError,
    WrongMoveError,
)
from domain.requests import Ending
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.circle import Guest
from storage.outbox import Letter
from tests.gathering import AUNT, DOG, adds, asked_for, crowds, proposes, wants
from tests.office import Case, Office


def _standing(office: Office, ref: str) -> Standing:
    return Standing(office.row(Guest, ref=ref).state)


def test_whom_the_coordinator_adds_waits_for_the_main_person(both: Office) -> None:
    case = both.preparing()
    found = adds(both, case.coordinator, case.job, AUNT, part="supporter", language="ti", telegram="no")
    [one] = found.people
    assert (one.word, one.part, one.language, one.on_paper) == (AUNT, Part.SUPPORTER, "ti", True)
    assert (one.standing, one.invited, one.reply) == (Standing.PROPOSED, False, None)
    assert (found.is_open, found.has_room, found.main_person_here) == (True, True, True)
    assert both.rows(Letter, kind=LetterKind.CIRCLE_ASKED.value) == []


def test_a_word_is_sealed_and_stands_nowhere_in_the_open(both: Office) -> None:
    case = both.preparing()
    proposes(both, case)
    both.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    assert b"blue" not in both.row(Guest).word
    open_places = [
        *(f"{line.what} {line.subject} {line.why}" for line in both.rows(AuditLine)),
        *(f"{letter.key} {letter.facts}" for letter in both.rows(Letter)),
    ]
    assert [place for place in open_places if "blue" in place] == []


@pytest.mark.parametrize("spelling", [AUNT, "Aunt with the BLUE car!", "aunt  with the blue-car"])
def test_the_same_word_twice_is_refused(both: Office, spelling: str) -> None:
    case = both.preparing()
    proposes(both, case)
    with pytest.raises(WordTakenError):
        adds(both, case.coordinator, case.job, spelling)
    assert len(both.rows(Guest)) == 1


def test_a_telephone_number_is_no_word_and_the_form_stays_open(both: Office) -> None:
    case = both.preparing()
    page = asked_for(both, case.coordinator, case.job, "0612345678")
    assert both.refusal(circle.add, caller=case.coordinator, revision=page.revision) == "not_a_word"
    assert both.rows(Guest) == []
    left = both.do(forms.resume_form, caller=case.coordinator, form=circle.FORM)
    assert left is not None
    assert left.subject == case.job


def test_two_fast_taps_add_one_person(both: Office) -> None:
    case = both.preparing()
    page = asked_for(both, case.coordinator, case.job)
    both.do(circle.add, caller=case.coordinator, revision=page.revision)
    with pytest.raises(OutdatedError):
        both.do(circle.add, caller=case.coordinator, revision=page.revision)
    assert len(both.rows(Guest)) == 1
    shown = both.do(circle.newest, caller=case.coordinator)
    assert shown is not None
    assert (shown.job, len(shown.people)) == (case.job, 1)


def test_thirty_people_and_no_more(both: Office) -> None:
    case = both.preparing()
    waiting = asked_for(both, case.coordinator, case.job, "the thirty-first")
    refs = crowds(both, case, MOST)
    assert not both.do(circle.look, caller=case.coordinator, ref=case.job).has_room
    with pytest.raises(CircleFullError):
        both.do(circle.begin, caller=case.coordinator, ref=case.job)
    with pytest.raises(CircleFullError):
        both.do(circle.begin, caller=case.requester, ref=case.ref)
    with pytest.raises(CircleFullError):  # its form was open before the circle was full
        both.do(circle.add, caller=case.coordinator, revision=waiting.revision)
    both.do(circle.keep_away, caller=case.coordinator, ref=refs[0])
    both.do(circle.add, caller=case.coordinator, revision=waiting.revision)
    with pytest.raises(CircleFullError):
        both.do(circle.bring_back, caller=case.coordinator, ref=refs[0])


def test_somebody_refused_is_not_proposed_again(both: Office) -> None:
    case = both.preparing()
    ref = proposes(both, case)
    both.do(own_circle.refuse, caller=case.requester, ref=ref)
    with pytest.raises(GuestRefusedError):
        adds(both, case.coordinator, case.job, AUNT)
    with pytest.raises(GuestRefusedError):
        both.do(circle.bring_back, caller=case.coordinator, ref=ref)
    assert _standing(both, ref) is Standing.REFUSED
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert _standing(both, ref) is Standing.REFUSED


def test_before_they_have_spoken_nobody_is_added(office: Office) -> None:
    case = office.accepted()
    assert not office.do(circle.look, caller=case.coordinator, ref=case.job).is_open
    with pytest.raises(WrongMoveError):
        office.do(circle.begin, caller=case.coordinator, ref=case.job)
    assert office.refusal(own_circle.people, caller=case.requester, receipt=case.ref) == "not_found"


def test_a_plan_that_is_not_finished_may_need_more_people(office: Office) -> None:
    case = office.held(outcome="plan_pending")
    assert proposes(office, case, DOG)


def test_a_circle_of_a_plan_that_was_accepted_changes_no_more(office: Office) -> None:
    case = office.held()
    found = office.do(circle.look, caller=case.coordinator, ref=case.job)
    assert (found.is_open, found.has_plan) == (False, True)
    with pytest.raises(WrongMoveError):
        office.do(circle.begin, caller=case.coordinator, ref=case.job)


def test_numbers_add_up_of_who_may_come(both: Office) -> None:
    case = both.preparing()
    first = wants(both, case)
    row = both.row(Guest, ref=first)
    crowds(both, case, 1, ref="yes000000001", invited_at=both.now, answer="yes", needs=["travel", "apart"])
    crowds(both, case, 1, ref="maybe0000001", invited_at=both.now, answer="maybe", needs=["travel"])
    crowds(both, case, 1, ref="no0000000001", invited_at=both.now, answer="no", needs=["video"])
    crowds(both, case, 1, ref="grown0000001", invited_at=both.now, suggested_by=row.id)
    crowds(both, case, 1, ref="proposed0001", state="proposed", suggested_by=row.id, needs=["video"])
    found = both.do(circle.look, caller=case.coordinator, ref=case.job)
    counts = found.counts
    told = (counts.asked, counts.yes, counts.maybe, counts.no, counts.silent, counts.grown)
    assert told == (4, 1, 1, 1, 1, 1)
    assert found.needs == {Need.TRAVEL: 2, Need.APART: 1}


def test_what_was_told_in_private_is_opened_for_the_coordinator_and_written_down(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    request = both.the_request(case)
    assert request.key is not None
    sealed = both.vault.seal(request.key, "private", {"apart": "may_not", "signal": True})
    guest = both.row(Guest, ref=ref)
    with both.writing() as session:
        guest.private = sealed
        session.add(guest)
    found = both.do(circle.look, caller=case.coordinator, ref=case.job)
    assert (found.confided, found.chosen) == (frozenset({ref}), None)
    assert [one.told for one in found.people] == [None]
    assert both.rows(AuditLine, what="open_private") == []
    chosen = both.do(circle.one, caller=case.coordinator, ref=ref).chosen
    assert chosen is not None
    assert chosen.told is not None
    assert (chosen.told.apart, chosen.told.signal) == ("may_not", True)
    assert [(line.subject, line.why) for line in both.rows(AuditLine, what="open_private")] == [(ref, "job")]
    own = both.do(own_circle.person, caller=case.requester, ref=ref)
    assert own.chosen is not None
    assert (own.chosen.told, own.confided) == (None, frozenset())


ON_A_JOB = (circle.look, circle.begin, circle.ask_main_person)
ON_A_PERSON = (circle.one, circle.log_agreement, circle.keep_away, circle.bring_back)


def _attempts(office: Office, who: Caller, case: Case, ref: str) -> set[str]:
    """With what everything that a coordinator may do is refused."""
    return {
        *(office.refusal(action, caller=who, ref=case.job) for action in ON_A_JOB),
        *(office.refusal(action, caller=who, ref=ref) for action in ON_A_PERSON),
        office.refusal(circle.log_reply, caller=who, ref=ref, reply=Reply.YES),
    }


def test_another_coordinators_circle_is_not_there(both: Office) -> None:
    case, other = both.preparing(), both.preparing()
    ref = proposes(both, case)
    assert _attempts(both, other.coordinator, case, ref) == {"not_found"}
    assert _attempts(both, both.coordinator(), case, ref) == {"not_found"}
    assert _attempts(both, case.manager, case, ref) == {"not_allowed"}
    assert _attempts(both, case.requester, case, ref) == {"not_allowed"}
    assert _standing(both, ref) is Standing.PROPOSED


@pytest.mark.parametrize("end", ["handed back", "stopped", "closed"])
def test_of_an_ended_job_nothing_is_seen(both: Office, end: str) -> None:
    case = both.closed() if end == "closed" else both.preparing()
    ref = "gone" if end == "closed" else proposes(both, case)
    if end == "handed back":
        both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    if end == "stopped":
        both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert _attempts(both, case.coordinator, case, ref) == {"not_found"}
    assert both.refusal(own_circle.people, caller=case.requester, receipt=case.ref) == "not_found"
    assert both.do(circle.newest, caller=case.coordinator) is None


def test_an_end_leaves_no_word(both: Office) -> None:
    case = both.preparing()
    proposes(both, case)
    both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert both.rows(Guest) == []


def test_a_pause_is_a_pause_but_somebody_can_be_kept_away(office: Office) -> None:
    case = office.preparing()
    ref = wants(office, case)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert not office.do(circle.look, caller=case.coordinator, ref=case.job).is_open
    for action, about in (
        (circle.begin, case.job),
        (circle.ask_main_person, case.job),
        (circle.bring_back, ref),
    ):
        with pytest.raises(PausedError):
            office.do(action, caller=case.coordinator, ref=about)
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert _standing(office, ref) is Standing.AWAY


def test_a_form_that_was_open_when_the_job_ended_adds_nobody(office: Office) -> None:
    case = office.preparing()
    page = asked_for(office, case.coordinator, case.job)
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    with pytest.raises(OutdatedError):
        office.do(circle.add, caller=case.coordinator, revision=page.revision)
    assert office.rows(Guest) == []


def test_building_a_circle_is_not_quiet(office: Office) -> None:
    case = office.preparing()
    office.advance(days=5)
    ref = proposes(office, case)
    assert office.the_job(case).last_step_at == office.now
    office.advance(days=1)
    office.do(own_circle.agree, caller=case.requester, ref=ref)
    assert office.the_job(case).last_step_at == office.now
