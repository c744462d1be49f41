"""Takes a sentence apart into the names in it: *ik spreek Turks, maar geen Arabisch* holds one wish."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.languages.folding import fold, squash
from domain.languages.index import Index, Meaning

LONGEST_NAME = 6
"""Words; the register has no longer name."""

LONGEST_RUN = 14
"""Letters, in a script that has no spaces."""

_SHORTEST_STEM = 4
_SMALL_WORD = 3
_SPLIT = re.compile(r"[,;/+&|\n\r\t•·、،؛，。．！？!?।።፣]+|(?<=[^\W\d_])[.:](?=\s|$)|\s[-–—]+\s")
_NO_SPACES = re.compile(
    r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@dataclass(slots=True)
class Reading:
    """What one piece of a sentence holds.

    Attributes:
        found: the names in it, in order.
        unknown: the words that are neither a name nor what is said around one.
        about: whether one of those said around a name is about a language or a person who speaks it; small
            words such as *the* and *in* are not.
    """

    found: list[Meaning] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    about: bool = False


def pieces(text: str, index: Index) -> Iterator[str]:
    """The folded pieces between commas and words for *and* or *or*, without those that someone says no to."""
    words = index.words
    for clause in _SPLIT.split(text):
        for turn in _cut(fold(clause).split(), words.turn):
            if not words.negate.intersection(turn):
                yield from (" ".join(piece) for piece in _cut(turn, words.join) if piece)


def is_list(text: str, index: Index) -> bool:
    """Whether there is more than one piece, and each of them is a name of the register by itself."""
    clauses = [clause for part in _SPLIT.split(text) if (clause := squash(fold(part)))]
    return len(clauses) > 1 and all(clause in index.near for clause in clauses)


def _cut(tokens: list[str], at: frozenset[str]) -> Iterator[list[str]]:
    """The runs of words between the words of `at`; a run of nothing is left out."""
    run: list[str] = []
    for token in tokens:
        if token not in at:
            run.append(token)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def read(piece: str, index: Index, locale: str) -> Reading:
    """The names in a piece, the longest first: *bahasa indonesia* before *bahasa*."""
    reading = Reading()
    words = piece.split()
    at = 0
    while at < len(words):
        at += _step(words, at, index, locale, reading)
    return reading


def _step(words: list[str], at: int, index: Index, locale: str, reading: Reading) -> int:
    """Read the words from `at`; how many were used."""
    for size in range(min(LONGEST_NAME, len(words) - at), 1, -1):
        found = index.find(squash("".join(words[at : at + size])), locale)
        if found is not None:
            reading.found.append(found)
            return size
    word = words[at]
    if word[0].isdigit():
        return 1  # the number of a list, or *1e keus*
    if _is_around(word, index):
        reading.about = reading.about or _is_about(word, index)
    elif (found := index.find(word, locale) or _inflected(word, index, locale)) is not None:
        reading.found.append(found)
    elif _NO_SPACES.search(word):
        _read_run(word, index, locale, reading)
    else:
        reading.unknown.append(word)
    return 1


def _is_around(word: str, index: Index) -> bool:
    return word in index.words.say or word in index.words.language or word in index.words.join


def _is_about(word: str, index: Index) -> bool:
    return word in index.words.language or (len(word) > _SMALL_WORD and word in index.words.say)


def _inflected(word: str, index: Index, locale: str) -> Meaning | None:
    """The name to which a language wrote *and*, *in* or a case."""
    stems = [word[len(prefix) :] for prefix in index.words.prefix if word.startswith(prefix)]
    stems += [word[: -len(suffix)] for suffix in index.words.suffix if word.endswith(suffix)]
    stems += [word[: -len(end)] + name for end, name in index.words.swap if word.endswith(end)]
    for stem in stems:
        if len(stem) >= _SHORTEST_STEM and not _is_around(stem, index):
            found = index.near.get(stem) or index.find_local(stem, locale)
            if found is not None and stem not in index.words.stop:
                return found
    return None


def _read_run(run: str, index: Index, locale: str, reading: Reading) -> None:
    """The same for a script without spaces: always the longest that begins here."""
    at = 0
    unknown = ""
    while at < len(run):
        for size in range(min(LONGEST_RUN, len(run) - at), 0, -1):
            bit = run[at : at + size]
            found = index.find(bit, locale) if size > 1 else None
            if found is not None or _is_around(bit, index):
                break
        else:
            size, found, bit = 1, None, ""
        if found is not None:
            reading.found.append(found)
        elif bit:
            reading.about = True
        elif unicodedata.category(run[at])[0] == "L":
            unknown += run[at]
        at += size
    if unknown:
        reading.unknown.append(unknown)
