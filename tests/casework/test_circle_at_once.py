"""A circle that two people build at the same moment: one comes second, and reads why."""

from functools import partial

from casework import circle, own_circle
from domain.circle import MOST, Standing
from storage.circle import Guest
from tests.casework.test_at_once import _at_once
from tests.gathering import AUNT, DOG, asked_for, crowds, proposes
from tests.office import Case, Office

_ROUNDS = 3


def _both_add(office: Office, case: Case, one: str, other: str) -> list[str]:
    """The coordinator and the main person send their forms at once; the codes of the refusals."""
    forms = [
        (case.coordinator, asked_for(office, case.coordinator, case.job, one)),
        (case.requester, asked_for(office, case.requester, case.ref, other)),
    ]
    sends = [partial(office.do, circle.add, caller=who, revision=page.revision) for who, page in forms]
    return sorted(_at_once(*sends))


def test_the_same_word_from_two_people_is_one_person(both: Office) -> None:
    case = both.preparing()
    for number in range(_ROUNDS):
        word = f"{AUNT} {number}"
        assert _both_add(both, case, word, word) == ["", "word_taken"]
    assert len(both.rows(Guest)) == _ROUNDS


def test_of_two_people_for_the_last_place_one_gets_it(both: Office) -> None:
    case = both.preparing()
    crowds(both, case, MOST - 1)
    assert _both_add(both, case, AUNT, DOG) == ["", "circle_full"]
    assert len(both.rows(Guest)) == MOST


def test_two_taps_at_once_on_send_are_one_person(both: Office) -> None:
    case = both.preparing()
    for number in range(_ROUNDS):
        page = asked_for(both, case.coordinator, case.job, f"{AUNT} {number}")
        send = partial(both.do, circle.add, caller=case.coordinator, revision=page.revision)
        assert sorted(_at_once(send, send)) == ["", "outdated"]
    assert len(both.rows(Guest)) == _ROUNDS


def test_kept_away_at_the_moment_of_a_yes_is_kept_away(both: Office) -> None:
    case = both.preparing()
    for number in range(_ROUNDS):
        ref = proposes(both, case, f"{AUNT} {number}")
        refusals = _at_once(
            partial(both.do, own_circle.agree, caller=case.requester, ref=ref),
            partial(both.do, circle.keep_away, caller=case.coordinator, ref=ref),
        )
        assert refusals in (["", ""], ["kept_away", ""])
        assert both.row(Guest, ref=ref).state == Standing.AWAY
