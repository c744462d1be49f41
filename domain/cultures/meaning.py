"""What a typed culture or religion stands for: a code where the table knows it, else the words themselves.

A code is written with `=` in front (`=ER`), so that no word is ever equal to one. Nothing is guessed: a word that
stands for two things, or is a slip of the pen for two, stays a word, as does one that the table has not got.
"""

import re
from collections.abc import Iterable
from functools import cache

from domain.cultures.tables import Kind, table
from domain.languages.folding import fold, squash

_LONGEST_SPAN = 6
_MOST_WORDS = 12
"""More than that is a story, and names nothing."""
_SIGN = "="
_BETWEEN = re.compile(
    r"[,;/&+|،؛፣]|(?<=\s)(?:en|of|and|or|und|ve|veya|i|oraz|lub|albo|أو|و|ን|ወይ|ወይም)(?=\s)", re.IGNORECASE
)

_AROUND = """
    de het een die uit van in voor met cultuur culturele achtergrond gemeenschap afkomst herkomst komaf mensen volk kerk
    kerkelijk geloof gelovig godsdienst religie religieus iemand half halve oorsprong familie the a an from of with culture
    cultural background community origin people church faith religion religious somebody someone half kültür kültürü kültüründen
    toplum toplumu kökenli asıllı dini inancı ثقافة الثقافة خلفية اصل اصول مجتمع الجالية جالية دين ديانة الديانة من kultura kultury
    pochodzenie pochodzenia społeczność społeczności religia wyznanie wiara z ze ባህሊ ናይ ካብ ሃይማኖት ማሕበረሰብ
    """


@cache
def _words_around() -> frozenset[str]:
    return frozenset(fold(word) for word in _AROUND.split())


def meaning(kind: Kind, text: str) -> str:
    """What `text` stands for, as one value that is good for comparing: a code with its sign, or folded words."""
    codes = _codes(kind, text)
    return _SIGN + next(iter(codes)) if len(codes) == 1 else _words(text)


def lineage(kind: Kind, meant: str) -> frozenset[str]:
    """Everything that `meant` is part of, and itself: *Hindostaans* is *Surinaams* too, not the other way round."""
    return frozenset(
        (meant, *(_SIGN + above for above in table(kind).parents.get(meant.removeprefix(_SIGN), ())))
        if meant.startswith(_SIGN)
        else (meant,)
    )


def told(kind: Kind, texts: Iterable[str]) -> frozenset[str]:
    """All that somebody is who says this of themselves: each thing they name, and what that is part of.

    *Turks en Koerdisch* is both. The words as they were typed count as well, for a wish in just the same words.
    """
    found: set[str] = set()
    for text in texts:
        for meant in (meaning(kind, text), *(_SIGN + code for code in _codes(kind, text))):
            found |= lineage(kind, meant)
    return frozenset(found)


def apart(kind: Kind, text: str) -> tuple[str, ...]:
    """The pieces of *Turks of Koerdisch*, in the words they were typed in, where each of them is known; else all of it."""
    pieces = tuple(piece for part in _BETWEEN.split(text) if (piece := part.strip()))
    if _find(kind, fold(text).split()) or not all(len(_codes(kind, piece)) == 1 for piece in pieces):
        return (text,)
    return tuple({meaning(kind, piece): piece for piece in pieces}.values()) or (text,)


def _codes(kind: Kind, text: str) -> frozenset[str]:
    """The codes of everything that `text` names, without those that another is part of; none if anything is unknown."""
    whole = _find(kind, fold(text).split())
    if whole:
        return frozenset({whole})
    found: set[str] = set()
    for piece in _BETWEEN.split(text):
        named = _named(kind, fold(piece).split())
        if named is None:
            return frozenset()
        found |= named
    parents = table(kind).parents
    return frozenset(found - {above for code in found for above in parents.get(code, ())})


def _named(kind: Kind, words: list[str]) -> set[str] | None:
    """The codes of words in a row, longest names first; None if a word is neither of them nor one that stands around."""
    if len(words) > _MOST_WORDS:
        return None
    found: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_SPAN, len(words) - at), 0, -1):
            code = _find(kind, words[at : at + size])
            if code:
                found.add(code)
                at += size
                break
        else:
            if words[at] not in _words_around():
                return None
            at += 1
    return found


def _find(kind: Kind, words: list[str]) -> str:
    key = squash(" ".join(words))
    exact = table(kind).exact(key)
    return (table(kind).nearest(key) or "") if exact is None else exact


def _words(text: str) -> str:
    return fold(text) or text.strip()
