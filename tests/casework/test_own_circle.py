"""The main person's own circle: they decide, they may change their mind, and nobody else sees it."""

import pytest

from casework import circle, inviting, own_circle, requests
from casework.letters import LetterKind
from domain.circle import Need, Standing
from domain.circle_errors import WordTakenError
from domain.errors import NotFoundError, PausedError, WrongMoveError
from storage.circle import Guest
from tests.gathering import AUNT, DOG, adds, crowds, proposes, wants
from tests.office import Case, Office


def _standing(office: Office, ref: str) -> Standing:
    return Standing(office.row(Guest, ref=ref).state)


def test_whom_the_main_person_adds_is_agreed_on_and_the_coordinator_can_invite(both: Office) -> None:
    case = both.preparing()
    found = adds(both, case.requester, case.ref)
    assert [(one.word, one.standing) for one in found.people] == [(AUNT, Standing.AGREED)]
    assert (found.job, found.receipt) == ("", case.ref)
    assert len(both.letters(LetterKind.CIRCLE_DECIDED, case.coordinator)) == 1
    assert both.do(circle.decided, caller=case.coordinator, ref=case.job) == (case.ref, 1)


def test_they_say_yes_and_no_one_after_the_other(both: Office) -> None:
    case = both.preparing()
    aunt, dog = proposes(both, case), proposes(both, case, DOG)
    assert both.do(own_circle.undecided, caller=case.requester, receipt=case.ref) == 2
    found = both.do(own_circle.agree, caller=case.requester, ref=aunt)
    assert found.chosen is not None
    assert found.chosen.ref == dog
    assert both.letters(LetterKind.CIRCLE_DECIDED) == []
    assert both.refusal(circle.decided, caller=case.coordinator, ref=case.job) == "not_found"
    assert both.do(own_circle.refuse, caller=case.requester, ref=dog).chosen is None
    assert (_standing(both, aunt), _standing(both, dog)) == (Standing.AGREED, Standing.REFUSED)
    with pytest.raises(NotFoundError):
        both.do(own_circle.undecided, caller=case.requester, receipt=case.ref)
    [told] = both.letters(LetterKind.CIRCLE_DECIDED)
    assert (told.person_id, told.facts) == (case.coordinator.id, {})


def test_two_fast_taps_are_one_yes(both: Office) -> None:
    case = both.preparing()
    ref = proposes(both, case)
    for _ in range(2):
        both.do(own_circle.agree, caller=case.requester, ref=ref)
    assert _standing(both, ref) is Standing.AGREED


def test_a_no_may_become_a_yes(both: Office) -> None:
    case = both.preparing()
    ref = proposes(both, case)
    both.do(own_circle.refuse, caller=case.requester, ref=ref)
    both.do(own_circle.agree, caller=case.requester, ref=ref)
    assert _standing(both, ref) is Standing.AGREED
    both.do(own_circle.refuse, caller=case.requester, ref=ref)
    assert _standing(both, ref) is Standing.REFUSED  # nothing was sent yet
    adds(both, case.requester, case.ref, AUNT)  # the same word: the same person
    assert [guest.state for guest in both.rows(Guest)] == [Standing.AGREED]
    with pytest.raises(WordTakenError):
        adds(both, case.requester, case.ref, AUNT)


def test_after_an_earlier_no_there_must_be_room(office: Office) -> None:
    case = office.preparing()
    ref = proposes(office, case)
    office.do(own_circle.refuse, caller=case.requester, ref=ref)
    crowds(office, case, 30)
    assert office.refusal(own_circle.agree, caller=case.requester, ref=ref) == "circle_full"


def test_who_was_invited_already_stays_away(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    [card] = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    both.do(own_circle.refuse, caller=case.requester, ref=ref)
    assert _standing(both, ref) is Standing.AWAY
    refused = both.refusal(inviting.open_link, caller=both.newcomer(), secret=card.secret)
    assert refused == "circle_invitation_closed"


def test_who_needs_to_be_apart_from_somebody_is_not_told_to_the_main_person(office: Office) -> None:
    """It may be from them."""
    case = office.preparing()
    crowds(office, case, 1, invited_at=office.now, answer="yes", needs=["apart", "travel"])
    found = office.do(own_circle.people, caller=case.requester, receipt=case.ref)
    assert found.needs == {Need.TRAVEL: 1}
    assert [one.needs for one in found.people] == [(Need.TRAVEL,)]
    seen = office.do(circle.look, caller=case.coordinator, ref=case.job)
    assert seen.needs == {Need.TRAVEL: 1, Need.APART: 1}


def _attempts(office: Office, case: Case, who: Case, ref: str) -> set[str]:
    """With what everything is refused to the requester of the other case."""
    caller = who.requester
    return {
        office.refusal(circle.begin, caller=caller, ref=case.ref),
        office.refusal(own_circle.people, caller=caller, receipt=case.ref),
        office.refusal(own_circle.undecided, caller=caller, receipt=case.ref),
        *(
            office.refusal(action, caller=caller, ref=ref)
            for action in (own_circle.person, own_circle.agree, own_circle.refuse)
        ),
    }


def test_the_main_person_of_another_request_finds_nothing(both: Office) -> None:
    case, other = both.preparing(), both.preparing()
    ref = proposes(both, case)
    assert _attempts(both, case, other, ref) == {"not_found"}
    assert _standing(both, ref) is Standing.PROPOSED


def test_who_asked_for_somebody_else_decides_nothing(both: Office) -> None:
    case = both.preparing(who="relative", agrees="yes")
    ref = proposes(both, case)
    assert _attempts(both, case, case, ref) == {"not_found"}
    assert not both.do(requests.look, caller=case.requester, ref=case.ref).circle
    assert both.do(circle.newest, caller=case.requester) is None


def test_the_coordinator_does_not_decide_with_the_main_persons_buttons(office: Office) -> None:
    case = office.preparing()
    ref = proposes(office, case)
    for action in (own_circle.person, own_circle.agree, own_circle.refuse):
        assert office.refusal(action, caller=case.coordinator, ref=ref) == "not_found"
        assert office.refusal(action, caller=case.requester, ref="unheard") == "not_found"


def test_the_button_to_the_circle_is_there_while_it_is_built(office: Office) -> None:
    case = office.accepted()
    assert not office.do(requests.look, caller=case.requester, ref=case.ref).circle
    later = office.preparing()
    assert office.do(requests.look, caller=later.requester, ref=later.ref).circle
    shown = office.do(circle.newest, caller=later.requester)
    assert shown is not None
    assert (shown.receipt, shown.job) == (later.ref, "")


def test_in_a_pause_and_after_the_meeting_nothing_changes(office: Office) -> None:
    case = office.preparing()
    ref = wants(office, case)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert not office.do(own_circle.people, caller=case.requester, receipt=case.ref).is_open
    with pytest.raises(PausedError):
        office.do(own_circle.refuse, caller=case.requester, ref=ref)
    held = office.held()
    assert not office.do(own_circle.people, caller=held.requester, receipt=held.ref).is_open
    crowds(office, held, 1, ref="late00000001", state="proposed")
    with pytest.raises(WrongMoveError):
        office.do(own_circle.agree, caller=held.requester, ref="late00000001")
    with pytest.raises(NotFoundError):
        office.do(own_circle.undecided, caller=held.requester, receipt=held.ref)
    with pytest.raises(NotFoundError):
        office.do(circle.decided, caller=held.coordinator, ref=held.job)
