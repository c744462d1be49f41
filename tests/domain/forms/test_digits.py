"""Days, numbers and times in many notations and in the digits of many scripts."""

from datetime import date

import pytest

from domain.errors import (
    DateOutOfRangeError,
    DateUnreadableError,
    NumberOutOfRangeError,
    NumberUnreadableError,
    TimeUnreadableError,
)
from domain.forms.fields import Field, Kind
from domain.forms.reading import Reading, time_of_day, typed

TODAY = date(2026, 11, 22)
NUMBER = Field("invited", Kind.NUMBER, 1, options=("6", "7"), least=1, most=99)
DAY = Field("day", Kind.DATE, 1, options=("7", "14"), least=0, most=365)
RLM, LRM, PDF = "\u200f", "\u200e", "\u202c"


def _typed(field: Field, text: str) -> Reading:
    return typed(field, text, {}, today=TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("24-12-2026", date(2026, 12, 24), id="dashes"),
        pytest.param("24/12/2026", date(2026, 12, 24), id="slashes"),
        pytest.param("24.12.2026", date(2026, 12, 24), id="dots"),
        pytest.param("24 12 2026", date(2026, 12, 24), id="spaces"),
        pytest.param("24-12-26", date(2026, 12, 24), id="a short year"),
        pytest.param("2026-12-24", date(2026, 12, 24), id="year first"),
        pytest.param("2026/12/24", date(2026, 12, 24), id="year first, slashes"),
        pytest.param("24-12", date(2026, 12, 24), id="without a year"),
        pytest.param("22-11", date(2026, 11, 22), id="today, without a year"),
        pytest.param("21-11", date(2027, 11, 21), id="yesterday is next year's"),
        pytest.param("1/2", date(2027, 2, 1), id="day before month"),
        pytest.param("vóór 24-12-2026 graag", date(2026, 12, 24), id="with words around it"),
        pytest.param("٢٤/١٢/٢٠٢٦", date(2026, 12, 24), id="Arabic-Indic digits"),
        pytest.param("۲۴/۱۲/۲۰۲۶", date(2026, 12, 24), id="Persian digits"),
        pytest.param("२४-१२-२०२६", date(2026, 12, 24), id="Devanagari digits"),
        pytest.param("２４－１２－２０２６", date(2026, 12, 24), id="full-width digits"),
        pytest.param(f"{RLM}٢٤{RLM}/١٢/{LRM}٢٠٢٦", date(2026, 12, 24), id="direction marks between"),
        pytest.param("22-11-2026", date(2026, 11, 22), id="the first day that is possible"),
        pytest.param("22-11-2027", date(2027, 11, 22), id="the last day that is possible"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: date) -> None:
    assert _typed(DAY, text) == Reading(day.isoformat())


def test_the_leap_day_without_a_year_is_the_next_one() -> None:
    today = date(2027, 12, 1)
    assert typed(DAY, "29-2", {}, today=today) == Reading("2028-02-29")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("morgen", id="a word"),
        pytest.param("24", id="one number"),
        pytest.param("24 december", id="the name of a month"),
        pytest.param("1-2-3-4", id="four numbers"),
        pytest.param("31-2-2027", id="no such day"),
        pytest.param("29-2", id="no leap year comes next"),
        pytest.param("32-1", id="no such day, without a year"),
        pytest.param("12-24-2026", id="month before day"),
        pytest.param("0-0-0", id="zeroes"),
        pytest.param("99999999999999999999-1-1", id="a year beyond all years"),
        pytest.param("1-1-99999999999999999999", id="a year beyond all years, last"),
        pytest.param("፳፬-፲፪", id="Ethiopic numerals, which are no digits"),
        pytest.param("🎂🎂-🎂", id="emoji"),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateUnreadableError):
        _typed(DAY, text)


@pytest.mark.parametrize(
    "text",
    ["21-11-2026", "23-11-2027", "1-1-1999", "1-1-150"],
    ids=["past", "far", "past century", "past age"],
)
def test_a_day_out_of_reach_is_refused(text: str) -> None:
    with pytest.raises(DateOutOfRangeError):
        _typed(DAY, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("007", "7"),
        (" 12 ", "12"),
        ("١٢", "12"),
        ("۱۲", "12"),
        ("१२", "12"),
        ("１２", "12"),
        (f"{RLM}١٢{PDF}", "12"),
        ("1", "1"),
        ("99", "99"),
    ],
)
def test_a_number_is_read_in_the_digits_of_any_script(text: str, number: str) -> None:
    assert _typed(NUMBER, text) == Reading(number)


@pytest.mark.parametrize("text", ["", "twaalf", "12,5", "-3", "+3", "1 2", "፲፪", "②", "½", "12🎈", "1e3"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(NumberUnreadableError):
        _typed(NUMBER, text)


@pytest.mark.parametrize("text", ["0", "100", "9" * 60])
def test_a_number_out_of_reach_is_refused_and_the_bounds_are_told(text: str) -> None:
    with pytest.raises(NumberOutOfRangeError) as refusal:
        _typed(NUMBER, text)
    assert refusal.value.facts == {"least": 1, "most": 99}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("19:30", "19:30"),
        ("19.30", "19:30"),
        ("19,30", "19:30"),
        ("19u30", "19:30"),
        ("19h30", "19:30"),
        ("19 : 30", "19:30"),
        ("19:30 uur", "19:30"),
        ("7 uur", "07:00"),
        ("7u", "07:00"),
        ("7 H", "07:00"),
        ("19", "19:00"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("١٩:٣٠", "19:30"),
        ("۷", "07:00"),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, time: str) -> None:
    assert time_of_day(text) == Reading(time)


@pytest.mark.parametrize("text", ["", "24:00", "19:60", "19:3", "noon", "half acht", "7:30:00", "፯", "99"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeUnreadableError):
        time_of_day(text)
