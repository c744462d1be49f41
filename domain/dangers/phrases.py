"""A phrase of the file as an expression over plain words."""

import re
from dataclasses import dataclass
from functools import cache

from domain.dangers.words import Language, spelled

_GAP, _BEGIN, _END = "~", "^", "$"
SHORTEST_STEM = 3
"""Letters by which a word that only begins so is looked up."""

_AND = "[وف]"
"""*And* and *so* are written onto the next word in Arabic."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is searched in the plain words (with a space before and after), and the words that make it worth a look.

    `words` stand in the text as they are, `stems` begin a word of it. At least one of them does wherever the
    expression fits.
    """

    expression: str
    words: frozenset[str]
    stems: frozenset[str]
    language: Language

    def fits(self, padded: str) -> bool:
        """Whether the text says it, and does not say that it is not so."""
        for found in _compiled(self.expression).finditer(padded):
            before = padded[: found.start()].rpartition(" ")[2]
            after = padded[found.end() + 1 :].partition(" ")[0]
            if before not in self.language.not_before and after not in self.language.not_after:
                return True
        return False


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when a text first comes near it: all of them at once would cost the first message 60 ms."""
    return re.compile(expression)


def phrase(language: Language, written: str) -> Phrase:
    """Read one phrase of the file.

    Raises:
        ValueError: it names no word, or one with a star after fewer than three letters in the word it is known by.
    """
    pieces = written.split()
    begins, ends = pieces[0] == _BEGIN, pieces[-1] == _END
    items = pieces[begins : len(pieces) - ends]
    known_by = max((item for item in items if not _may_lack(item)), key=_sharpness)
    alternatives = _alternatives(known_by)
    stems = frozenset(word.removesuffix("*") for word in alternatives if word.endswith("*"))
    if any(len(stem) < SHORTEST_STEM for stem in stems):
        raise ValueError(f"{language.tag}: {written!r} is known by too short a beginning")
    joined = "".join(_expression(item, language) for item in items)
    expression = ("^" if begins else "") + joined + ("(?= $)" if ends else "")
    return Phrase(
        expression, frozenset(word for word in alternatives if not word.endswith("*")), stems, language
    )


def _may_lack(item: str) -> bool:
    return item == _GAP or item.endswith("?")


def _sharpness(item: str) -> tuple[int, int]:
    """How little else this item would be looked at for: its shortest word, then how few there are."""
    words = _alternatives(item)
    return min(len(word.removesuffix("*")) for word in words), -len(words)


def _alternatives(item: str) -> list[str]:
    """The words of an item, plainly spelled, with the star that they may have."""
    return [
        spelled(word).replace(" ", "") + ("*" if word.endswith("*") else "")
        for word in item.removesuffix("?").split("|")
    ]


def _expression(item: str, language: Language) -> str:
    if item == _GAP:
        no = "|".join(sorted(map(re.escape, language.not_before)))
        return rf"(?: (?!(?:{no}) )\S+){{0,4}}" if no else r"(?: \S+){0,4}"
    words = "|".join(
        re.escape(word.removesuffix("*")) + (r"\S*" if word.endswith("*") else "")
        for word in _alternatives(item)
    )
    joined = f"{_AND}?" if language.tag == "ar" else ""
    whole = f" {joined}(?:{words})(?= )"
    return f"(?:{whole})?" if item.endswith("?") else whole
