"""From what a person typed or tapped to an answer; every refusal is one clear sentence and nothing is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import (
    DateOutOfRangeError,
    DateUnreadableError,
    NotAnOptionError,
    NumberOutOfRangeError,
    NumberUnreadableError,
    TimeUnreadableError,
    TooLongError,
)
from domain.forms.fields import SKIP, Answer, Field, Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of typed words: one answer, or some to choose from."""

    answer: Answer | None = None
    choices: tuple[str, ...] = ()


Reader = Callable[[str], Reading]
"""Understands typed words for one kind of thing; raises an AnswerError that says what is not understood."""

_DATE_PARTS = re.compile(r"\d+")
_TIME = re.compile(r"^(\d{1,2})(?:\s*[:.,hu]\s*(\d{2}))?\s*(?:uur|u|h)?$")
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_SHORT_YEAR = 100


def clean(text: str) -> str:
    """The text without direction marks, with single spaces for all that is white (a joiner inside a word stays)."""
    return " ".join("".join(map(_visible, text)).split()).strip("\u200c\u200d ")


def _visible(char: str) -> str:
    if char in "\u200c\u200d":
        return char
    category = unicodedata.category(char)
    return " " if category == "Cc" else "" if category in _INVISIBLE else char


def typed(field: Field, text: str, readers: Mapping[str, Reader], *, today: date) -> Reading:
    """Read typed words as the answer to `field`.

    Raises:
        AnswerError: one of its kinds says why the words are no answer; they are not kept.
    """
    words = clean(text)
    if len(words) > field.limit:
        raise TooLongError
    if field.kind is Kind.TEXT and not field.reads:
        return Reading(_text(words))
    if field.kind is Kind.NUMBER:
        return Reading(_number(field, words))
    if field.kind is Kind.DATE:
        return Reading(_day(field, words, today).isoformat())
    if not field.reads or not words:
        raise NotAnOptionError
    return readers[field.reads](words)


def tapped(field: Field, value: str, *, today: date) -> Answer:
    """Check the value behind a button of `field` that takes one answer.

    Raises:
        NotAnOptionError: the field has no such button.
    """
    if value == SKIP and field.optional:
        return SKIP
    if value not in field.options:
        raise NotAnOptionError
    if field.kind is Kind.DATE:
        return (today + timedelta(days=int(value))).isoformat()
    return value


def _text(words: str) -> str:
    if not words:
        raise NotAnOptionError
    return words


def _number(field: Field, words: str) -> str:
    if not words.isdecimal():
        raise NumberUnreadableError
    number = int(words)
    if not field.least <= number <= field.most:
        raise NumberOutOfRangeError(least=field.least, most=field.most)
    return str(number)


def _day(field: Field, words: str, today: date) -> date:
    day = _date_of([int(part) for part in _DATE_PARTS.findall(words)], today)
    if not today + timedelta(days=field.least) <= day <= today + timedelta(days=field.most):
        raise DateOutOfRangeError
    return day


def _date_of(parts: list[int], today: date) -> date:
    """Day, month and perhaps year, as people in the Netherlands write it; or year, month and day."""
    try:
        match parts:
            case [year, month, day] if year > _SHORT_YEAR:
                return date(year, month, day)
            case [day, month, year]:
                return date(year + 2000 if year < _SHORT_YEAR else year, month, day)
            case [day, month]:
                over = (month, day) < (today.month, today.day)
                return date(today.year + over, month, day)
    except (ValueError, OverflowError) as error:
        raise DateUnreadableError from error
    raise DateUnreadableError


def time_of_day(words: str) -> Reading:
    """A reader: 19:30, 19.30, 19u30, 7 uur, in the digits of any script, as "19:30".

    Raises:
        TimeUnreadableError: no such time.
    """
    western = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in words.lower())
    found = _TIME.match(western)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:  # noqa: PLR2004 - hours and minutes
        raise TimeUnreadableError
    return Reading(f"{int(found[1]):02}:{int(found[2] or 0):02}")
