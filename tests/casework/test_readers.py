"""Typed words: what is understood, what is offered to choose from, and what is refused and not kept."""

import pytest

from casework import forms
from domain.errors import AnswerError
from domain.forms.fields import Answer
from domain.people import Role
from storage.arrivals import Caller
from tests.office import HERE, NEXT_DOOR, Office


def _asked_for(office: Office, field: str) -> Caller:
    """Someone whose form stands at this question."""
    form = "profile" if field == "languages" else "request"
    someone = office.staff(Role.COORDINATOR) if form == "profile" else office.citizen()
    page = office.fill(someone, form, wishes="yes") if form == "request" else office.fill(someone, form)
    office.do(forms.edit, caller=someone, form=form, revision=page.revision, field=field)
    return someone


@pytest.mark.parametrize(
    ("field", "words", "answer"),
    [
        pytest.param("language", "Arabisch", "ar", id="a language"),
        pytest.param("languages", "Arabisch en Turks", ["ar", "tr"], id="two languages"),
        pytest.param("place", "8011", f"{HERE}/8011", id="a postcode"),
        pytest.param("place", "Zwolle", f"{HERE}/Zwolle", id="a town"),
        pytest.param("phone", "+31 6 99 99 99 01", "+31699999901", id="a telephone number from abroad"),
        pytest.param("phone", "٠٦٩٩٩٩٩٩٠١", "0699999901", id="a telephone number in Arabic digits"),
        pytest.param("wish_culture", "Koerdisch", "Koerdisch", id="a word about a background"),
        pytest.param("deadline", "1-4", "2026-04-01", id="a day"),
    ],
)
def test_words_become_an_answer(office: Office, field: str, words: str, answer: Answer) -> None:
    someone = _asked_for(office, field)
    assert office.say(someone, words).answers[field] == answer


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        pytest.param("language", "xyzzy", "language_unknown", id="no language"),
        pytest.param("languages", "xyzzy", "language_unknown", id="no languages"),
        pytest.param("place", "Timboektoe", "place_unknown", id="no place"),
        pytest.param("phone", "12345", "phone_unreadable", id="too short for a telephone"),
        pytest.param("phone", "06 call me 99999901", "phone_unreadable", id="words in a telephone number"),
        pytest.param("wish_culture", "one two three four five", "answer_too_long", id="more than four words"),
        pytest.param("name", "a story " * 20, "answer_too_long", id="a story in the place of a name"),
        pytest.param("who", "somebody", "answer_not_an_option", id="words where there are only buttons"),
        pytest.param("deadline", "soon", "date_unreadable", id="no day"),
    ],
)
def test_words_that_do_not_answer_are_refused_and_not_kept(
    office: Office, field: str, words: str, code: str
) -> None:
    someone = _asked_for(office, field)
    before = office.do(forms.resume, caller=someone)
    with pytest.raises(AnswerError) as refused:
        office.say(someone, words)
    assert refused.value.code == code
    assert office.do(forms.resume, caller=someone) == before


@pytest.mark.parametrize(
    ("field", "words", "offered", "answer"),
    [
        pytest.param("language", "Chinees", ("cmn", "yue"), "yue", id="a language with several forms"),
        pytest.param(
            "languages", "Chinees", ("cmn", "yue"), ["yue"], id="one of the coordinator's languages"
        ),
        pytest.param(
            "place",
            "Hengelo",
            (f"{HERE}/Hengelo", f"{NEXT_DOOR}/Hengelo"),
            f"{NEXT_DOOR}/Hengelo",
            id="a place that two regions have",
        ),
    ],
)
def test_what_can_mean_several_things_is_chosen_by_number(
    both: Office, field: str, words: str, offered: tuple[str, ...], answer: Answer
) -> None:
    someone = _asked_for(both, field)
    page = both.say(someone, words)
    assert page.field == field
    assert page.choices[:2] == offered
    again = both.do(forms.resume_form, caller=someone, form=page.form)
    assert again is not None
    assert again.choices == page.choices
    chosen = both.tap(someone, again, "~1")
    assert chosen.answers[field] == answer
    assert chosen.choices == ()


def test_a_suggestion_that_is_not_there_is_refused(office: Office) -> None:
    someone = _asked_for(office, "language")
    page = office.say(someone, "Chinees")
    with pytest.raises(AnswerError):
        office.tap(someone, page, f"~{len(page.choices)}")


def test_the_coordinators_language_can_be_tapped_as_well(office: Office) -> None:
    someone = _asked_for(office, "languages")
    page = office.do(forms.resume, caller=someone)
    assert page is not None
    assert office.tap(someone, page, "ti").answers["languages"] == ["ti"]
