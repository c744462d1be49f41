"""What people type, in many notations and scripts, and what becomes of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import AnswerError, NotAnOptionError, TooLongError
from domain.forms.fields import SKIP, Field, Kind
from domain.forms.reading import Reading, clean, tapped, time_of_day, typed

TODAY = date(2026, 11, 22)
TEXT = Field("name", Kind.TEXT, 1, limit=40)
NUMBER = Field("invited", Kind.NUMBER, 1, options=("6", "7"), least=1, most=99)
DAY = Field("day", Kind.DATE, 1, options=("7", "14"), least=0, most=365)
CHOICE = Field("who", Kind.CHOICE, 1, options=("main_person", "relative"))
OPTIONAL = Field("born", Kind.NUMBER, 1, least=1930, most=2010, optional=True)
READ = Field("language", Kind.CHOICE, 1, reads="language", limit=20)
PHONE = Field("phone", Kind.TEXT, 1, reads="phone")
READERS = {
    "language": lambda words: Reading(choices=(words, "en")),
    "phone": lambda words: Reading(words.replace(" ", "")),
    "time": time_of_day,
}
FIELDS = [TEXT, NUMBER, DAY, CHOICE, OPTIONAL, READ, PHONE]

RLM, RLE, PDF = "\u200f", "\u202b", "\u202c"
ISOLATE, END_ISOLATE, BOM = "\u2068", "\u2069", "\ufeff"
ZWNJ, ZWJ = "\u200c", "\u200d"


def _typed(field: Field, text: str) -> Reading:
    return typed(field, text, READERS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("  twee \t woorden\n", "twee woorden", id="white space"),
        pytest.param("een\u00a0twee\u2003drie\u2028vier", "een twee drie vier", id="other white space"),
        pytest.param("a\x00b\x1bc", "a b c", id="control characters"),
        pytest.param(f"{RLE}{RLM}سارة{PDF}", "سارة", id="direction marks around"),
        pytest.param(f"م{RLM}ن", "من", id="a direction mark inside a word joins it"),
        pytest.param(f"{ISOLATE}Ans{END_ISOLATE}", "Ans", id="isolates"),
        pytest.param(f"{BOM}Ans\u00ad\u2060", "Ans", id="byte order mark, soft hyphen, word joiner"),
        pytest.param("\ue000\U000e0041x", "x", id="private use and tags"),
        pytest.param("\ud800x", "x", id="half a character"),
        pytest.param(f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم", id="a non-joiner inside a word stays"),
        pytest.param(f"{ZWNJ} می {ZWJ}", "می", id="joiners at the ends go"),
        pytest.param(f"👩{ZWJ}👧 hallo", f"👩{ZWJ}👧 hallo", id="joined emoji"),
        pytest.param("ሰላም እንደምን", "ሰላም እንደምን", id="Ethiopic"),
        pytest.param(f"{ZWJ}{RLM} \n{ZWNJ}", "", id="nothing that can be seen"),
        pytest.param("", "", id="nothing"),
        pytest.param("<b>Ans</b> & co", "<b>Ans</b> & co", id="signs of a markup stay as they are"),
    ],
)
def test_text_is_kept_without_what_cannot_be_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once
    assert "  " not in once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Requester", "Requester"),
        ("🎈", "🎈"),
        ("سارة", "سارة"),
        ("ሰላም", "ሰላም"),
        ("x" * 40, "x" * 40),
        (f"  {'x' * 40}\n", "x" * 40),
    ],
)
def test_words_are_kept_up_to_their_limit(text: str, kept: str) -> None:
    assert _typed(TEXT, text) == Reading(kept)


@pytest.mark.parametrize("text", ["", "   ", RLM, f"{ZWNJ}{ZWJ}"])
def test_a_text_in_which_nothing_can_be_seen_is_no_answer(text: str) -> None:
    with pytest.raises(NotAnOptionError):
        _typed(TEXT, text)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@pytest.mark.parametrize("letter", ["x", "9", "🎈", "١"])
def test_a_story_is_refused_by_every_question(field: Field, letter: str) -> None:
    with pytest.raises(TooLongError):
        _typed(field, letter * 4096)


def test_a_question_with_buttons_only_takes_no_words() -> None:
    with pytest.raises(NotAnOptionError):
        _typed(CHOICE, "main_person")


def test_a_question_with_a_reader_asks_it() -> None:
    assert _typed(READ, f" tig{RLM}rinya ") == Reading(choices=("tigrinya", "en"))
    assert _typed(PHONE, "06 00 00") == Reading("060000")


@pytest.mark.parametrize("field", [READ, PHONE], ids=lambda field: field.name)
def test_a_reader_is_not_troubled_with_nothing(field: Field) -> None:
    with pytest.raises(NotAnOptionError):
        _typed(field, RLM)


@given(st.sampled_from(FIELDS), st.text() | st.text("0123456789-/.:٠١٢٣٤٥٦٧٨٩ ", max_size=80))
def test_whatever_is_typed_is_an_answer_or_a_refusal_and_never_a_crash(field: Field, text: str) -> None:
    try:
        reading = _typed(field, text)
    except AnswerError:
        return
    if reading.answer is not None and field.kind is Kind.DATE:
        assert TODAY <= date.fromisoformat(str(reading.answer)) <= TODAY + timedelta(days=365)
    elif reading.answer is not None and field.kind is Kind.NUMBER:
        assert field.least <= int(str(reading.answer)) <= field.most
    else:
        assert reading.answer or reading.choices


@pytest.mark.parametrize(
    ("field", "value", "answer"),
    [
        pytest.param(CHOICE, "relative", "relative", id="an option"),
        pytest.param(NUMBER, "6", "6", id="a number"),
        pytest.param(DAY, "14", "2026-12-06", id="a day, in two weeks"),
        pytest.param(OPTIONAL, SKIP, SKIP, id="skipped"),
    ],
)
def test_a_button_of_the_question_is_its_answer(field: Field, value: str, answer: str) -> None:
    assert tapped(field, value, today=TODAY) == answer


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(CHOICE, "neighbour", id="no such option"),
        pytest.param(CHOICE, SKIP, id="a question that cannot be skipped"),
        pytest.param(NUMBER, "8", id="a number that has no button"),
        pytest.param(DAY, "2026-12-06", id="a day by its date"),
        pytest.param(DAY, "", id="nothing"),
    ],
)
def test_a_value_that_has_no_button_is_refused(field: Field, value: str) -> None:
    with pytest.raises(NotAnOptionError):
        tapped(field, value, today=TODAY)
