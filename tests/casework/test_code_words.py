"""The code word of a person: theirs alone, sealed, and gone when they want it gone."""

import pytest

from casework import code_words, forgetting, own_data, returning
from casework.envelopes import reader
from domain.code_words import WAITS
from domain.voices import Waiting
from storage.audit import AuditLine
from storage.drafts import Draft
from storage.people import Person
from tests.office import Office
from tests.scanning import Recording, found_in

WORD = "Tulpblad"


def chosen(office: Office) -> Person:
    """Somebody who chose the word; their row."""
    caller = office.citizen()
    office.do(code_words.begin, caller=caller)
    assert office.do(code_words.keep, caller=caller, text=WORD)
    return office.row(Person, id=caller.id)


def test_it_is_waited_for_then_kept_sealed_and_recognised(both: Office) -> None:
    both.vault = Recording()
    caller = both.citizen()
    assert not both.again(caller).has_code_word
    both.do(code_words.begin, caller=caller)
    assert both.again(caller).waits is Waiting.CODE_WORD
    assert both.do(code_words.keep, caller=caller, text=WORD)
    again = both.again(caller)
    assert (again.waits, again.has_code_word) == (None, True)
    assert both.do(code_words.is_said, caller=caller, text=" túlp blad ")
    assert not both.do(code_words.is_said, caller=caller, text="tulp")
    opened = found_in(both.engine, both.vault, [WORD, WORD.lower()])
    assert opened == {("person.code_word", WORD.lower())}  # only where its owner's key opens it
    assert both.row(Person, id=caller.id).code_word is not None


def test_who_could_not_be_reached_is_still_known_by_it(office: Office) -> None:
    person = chosen(office)
    caller = office.do(returning.heard, caller=reader(person))
    assert caller.has_code_word


def test_another_word_takes_its_place_and_it_can_be_taken_away(both: Office) -> None:
    caller = reader(chosen(both))
    both.do(code_words.begin, caller=caller)
    assert both.do(code_words.keep, caller=caller, text="Rozenstruik")
    assert not both.do(code_words.is_said, caller=caller, text=WORD)
    assert both.do(code_words.is_said, caller=caller, text="rozenstruik")
    both.do(code_words.remove, caller=caller)
    assert not both.again(caller).has_code_word
    assert not both.do(code_words.is_said, caller=caller, text="rozenstruik")


@pytest.mark.parametrize("typed", ["", "ja", "/status", "tulp 7"])
def test_what_cannot_be_one_changes_nothing(office: Office, typed: str) -> None:
    caller = office.citizen()
    office.do(code_words.begin, caller=caller)
    assert not office.do(code_words.keep, caller=caller, text=typed)
    assert office.again(caller).waits is Waiting.CODE_WORD
    assert office.row(Person, id=caller.id).code_word is None


def test_after_a_quarter_of_an_hour_it_is_not_waited_for(office: Office) -> None:
    caller = office.citizen()
    office.do(code_words.begin, caller=caller)
    assert office.do(code_words.is_awaited, caller=caller)
    office.now += WAITS
    assert not office.do(code_words.is_awaited, caller=caller)
    assert office.rows(Draft, person_id=caller.id) == []


def test_two_people_with_one_word_have_nothing_equal_in_their_rows(office: Office) -> None:
    first, second = chosen(office), chosen(office)
    assert first.code_word != second.code_word


def test_nothing_tells_that_there_is_one(office: Office) -> None:
    """Not the page of what is kept, and not the audit: somebody may read over their shoulder."""
    plain, person = office.citizen(), chosen(office)
    before = [line.what for line in office.rows(AuditLine, who=plain.id)]
    assert [line.what for line in office.rows(AuditLine, who=person.id)] == before
    with_one = office.do(own_data.collect, caller=reader(person))
    without = office.do(own_data.collect, caller=plain)
    assert WORD.lower() not in str(with_one.as_json())
    assert with_one.left_out == without.left_out
    assert {name: set(rows[0]) for name, rows in with_one.kept.items()} == {
        name: set(rows[0]) for name, rows in without.kept.items()
    }


def test_being_forgotten_takes_it_along(office: Office) -> None:
    person = chosen(office)
    office.do(forgetting.forget, caller=reader(person))
    assert office.row(Person, id=person.id).code_word is None
