"""*Who else could think along?* A word goes to whoever decides, and nobody is invited before a yes."""

import pytest

from casework import inviting, own_circle, suggesting
from casework.letters import LetterKind
from domain.circle import MOST, Standing
from domain.errors import NotFoundError
from storage.arrivals import Caller
from storage.circle import Guest
from tests.casework.invited import counts, invited, sent
from tests.casework.post import blocks
from tests.circles import joins
from tests.office import AMSTERDAM, Office


def _suggests(office: Office, caller: Caller, ref: str, word: str = "neighbour with the dog") -> str:
    """Name somebody; the refusal, if there is one."""
    page = office.do(suggesting.begin, caller=caller, ref=ref)
    page = office.go_on(caller, page, word=word, language="ti")
    return office.refusal(suggesting.suggest, caller=caller, revision=page.revision)


def test_a_suggestion_goes_to_the_main_person_and_nobody_is_invited_before_their_yes(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    assert _suggests(both, caller, ref) == ""
    new = both.row(Guest, state=Standing.PROPOSED.value)
    assert (new.suggested_by, new.language, new.token_hash) == (both.row(Guest, ref=ref).id, "ti", None)
    assert b"dog" not in new.word
    (letter,) = both.letters(LetterKind.SUGGESTED)
    assert (letter.person_id, letter.subject) == (case.requester.id, new.ref)
    found = both.do(suggesting.look, reader=case.requester, ref=new.ref)
    assert (found.word, found.to_main_person, found.receipt) == ("neighbour with the dog", True, case.ref)
    assert both.do(inviting.make_cards, caller=case.coordinator, ref=case.job) == ()
    both.do(own_circle.agree, caller=case.requester, ref=new.ref)
    assert sent(both, LetterKind.SUGGESTED, case.requester) is None
    (card,) = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    assert card.guest == new.ref
    assert counts(both, case).grown == 1


def test_the_main_person_reads_a_suggestion_at_an_hour_that_is_safe_for_them(office: Office) -> None:
    case = office.preparing(hours="evening")
    _suggests(office, *invited(office, case))
    (letter,) = office.letters(LetterKind.SUGGESTED)
    assert letter.not_before.astimezone(AMSTERDAM).hour >= 17


@pytest.mark.parametrize("why", ["a relative asked", "the main person blocked the bot"])
def test_without_the_main_person_in_the_chat_the_coordinator_asks_them(both: Office, why: str) -> None:
    case = both.preparing(who="relative" if why.startswith("a rel") else "main_person")
    caller, ref = invited(both, case)
    if why.startswith("the main"):
        blocks(both, case.requester)
    assert _suggests(both, caller, ref) == ""
    (letter,) = both.letters(LetterKind.SUGGESTED)
    assert letter.person_id == case.coordinator.id
    found = both.do(suggesting.look, reader=case.coordinator, ref=letter.subject or "")
    assert not found.to_main_person
    for who in (case.requester, case.manager, caller):
        with pytest.raises(NotFoundError):
            both.do(suggesting.look, reader=who, ref=letter.subject or "")


def test_who_suggests_somebody_learns_nothing_of_who_is_there(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    joins(both, case, None, state=Standing.REFUSED.value)
    before = len(both.rows(Guest))
    assert _suggests(both, caller, ref, "Aunt with the BLUE car!") == ""
    assert len(both.rows(Guest)) == before
    assert both.letters(LetterKind.SUGGESTED) == []


@pytest.mark.parametrize("word", ["?!", "06 99 99 99 01", "t.me/somebody"])
def test_what_is_no_word_for_a_person_is_refused(office: Office, word: str) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    assert _suggests(office, caller, ref, word) == "not_a_word"
    assert len(office.rows(Guest)) == 1


def test_thirty_people_is_the_most(office: Office) -> None:
    case = office.preparing()
    caller, ref = invited(office, case)
    page = office.do(suggesting.begin, caller=caller, ref=ref)
    page = office.go_on(caller, page, word="cousin", language="ti")
    for _ in range(MOST - 1):
        joins(office, case, None)
    assert office.refusal(suggesting.begin, caller=caller, ref=ref) == "circle_full"
    assert office.refusal(suggesting.suggest, caller=caller, revision=page.revision) == "circle_full"
