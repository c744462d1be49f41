"""Whether typed words say that somebody is in danger (domain.md 11): numbers come first then, nothing is diagnosed."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from domain.dangers.phrases import SHORTEST_STEM, Phrase, phrase
from domain.dangers.words import read, spelled

__all__ = ["in_words", "languages"]


def in_words(text: str) -> bool:
    """Whether the words are among those that people in danger type, in any language of the list.

    A list finds what is on it: it misses danger said otherwise, and also fits words that were meant otherwise.
    """
    plain = spelled(text)
    padded = f" {plain} "
    return any(found.fits(padded) for found in _worth_a_look(plain))


def languages() -> frozenset[str]:
    """The languages of the list."""
    return frozenset(language.tag for language in read())


def _worth_a_look(plain: str) -> Iterator[Phrase]:
    """The phrases of which one word stands in the text."""
    by_word, by_stem = _index()
    for word in plain.split():
        yield from by_word.get(word, ())
        yield from by_stem.get(word[:SHORTEST_STEM], ())


@cache
def _index() -> tuple[dict[str, list[Phrase]], dict[str, list[Phrase]]]:
    """The phrases by the words they are known by, and by the first letters of words that only begin so."""
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    by_stem: defaultdict[str, list[Phrase]] = defaultdict(list)
    for language in read():
        for written in language.phrases:
            found = phrase(language, written)
            for word in found.words:
                for typed in (word, f"و{word}", f"ف{word}") if language.tag == "ar" else (word,):
                    by_word[typed].append(found)
            for stem in found.stems:
                by_stem[stem[:SHORTEST_STEM]].append(found)
    return dict(by_word), dict(by_stem)
