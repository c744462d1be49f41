"""From what someone typed to languages of the register; where it may be several, a question and never a guess."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.languages.folding import fold, squash
from domain.languages.fuzzy import ENOUGH, nearest
from domain.languages.index import Index, Meaning, index
from domain.languages.narrowing import narrowed
from domain.languages.phrases import Reading, is_list, pieces, read
from domain.languages.tags import known_tag

Status = Literal["match", "ask", "none"]

LONGEST = 200
"""Signs; what comes after is not read."""

MANY_UNKNOWN = 6
"""A sentence with so many words that we do not know is not about a language."""

_NO_NAME = re.compile(r"^\s*/|https?:|www\.|\S@\S|^\s*@|\w\.(?:com|nl|org|net)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the words mean.

    Attributes:
        status: `match`: just these, all of them; `ask`: show these and let the person choose; `none`: no
            language was understood, so ask again with examples.
        tags: languages of the register, best first; empty only for `none`.
    """

    status: Status
    tags: tuple[str, ...]


NONE = Answer("none", ())


def resolve(text: str, locale: str) -> Answer:
    """The languages that someone means by `text`, in any language, script and spelling.

    Args:
        text: as typed; only the first 200 signs are read.
        locale: the language of the person's screens; decides where one word means two things.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
    if _NO_NAME.search(text) or not _is_mostly_letters(text):
        return NONE
    where = known_tag(locale) or "en"
    names = index()
    key = squash(fold(text))
    whole = names.find(key, where)
    if whole is not None and not is_list(text, names):
        return _answer([whole], where, sure=True)
    if key in names.words.stop:
        return NONE
    readings = [_read(piece, names, where) for piece in pieces(text, names)]
    about = "(" in text or any(
        reading.about or (reading.found and not reading.unknown) for reading in readings
    )
    found = [_meanings(reading, where, about=about) for reading in readings]
    sure = all(clear for _, clear in found)
    return _answer([meaning for meanings, _ in found for meaning in meanings], where, sure=sure)


def _is_mostly_letters(text: str) -> bool:
    letters = sum(unicodedata.category(sign)[0] == "L" for sign in text)
    digits = sum(sign.isdigit() for sign in text)
    return letters > digits


def _answer(meanings: Sequence[Meaning], locale: str, *, sure: bool) -> Answer:
    """All that was found; in a question the person's own language comes first, unless it is everyone's."""
    tags = tuple(dict.fromkeys(tag for meaning in meanings for tag in _ordered(meaning.tags, locale)))
    if not tags:
        return NONE
    if sure and all(meaning.sure for meaning in meanings):
        return Answer("match", tags)
    return Answer("ask", tags[:ENOUGH])


def _ordered(tags: tuple[str, ...], locale: str) -> tuple[str, ...]:
    return (locale, *tags) if locale in tags and locale not in {"nl", "en"} else tags


def _read(piece: str, names: Index, locale: str) -> Reading:
    key = squash(piece)
    whole = names.find(key, locale)
    if whole is not None:
        return Reading(found=[whole])
    if key in names.words.stop:
        return Reading()
    reading = read(piece, names, locale)
    mistyped = nearest(key, locale) if reading.unknown else None
    return reading if mistyped is None else Reading(found=[mistyped])


def _meanings(reading: Reading, locale: str, *, about: bool) -> tuple[list[Meaning], bool]:
    """The names in a piece, and whether it holds nothing that could change them.

    In a text that is not about a language at all, a name beside a word that we do not know is no wish:
    *Chinees restaurant*.
    """
    if not reading.unknown:
        return narrowed(reading.found), True
    if not (about or _is_only_a_name(reading)) or len(reading.unknown) > MANY_UNKNOWN:
        return [], False
    guessed = _guessed(reading.unknown, locale)
    return [*reading.found, *guessed], len(guessed) == len(reading.unknown) == 1


def _is_only_a_name(reading: Reading) -> bool:
    """A single word that we do not know, in no sentence at all or next to names that we do know."""
    return len(reading.unknown) == 1 and not reading.found


def _guessed(unknown: list[str], locale: str) -> list[Meaning]:
    """What the unknown words probably are: together one name, else each by itself."""
    together = nearest("".join(unknown), locale)
    if together is not None:
        return [together]
    each = (nearest(word, locale) for word in unknown) if len(unknown) > 1 else ()
    return [Meaning(meaning.tags, sure=False) for meaning in each if meaning is not None]
