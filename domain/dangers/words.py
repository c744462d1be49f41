"""The words of danger as data, and one spelling for what is typed and what is looked for."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from domain.languages.folding import fold

_ROW = 7
"""Orders of an Ethiopic consonant that are mapped; the eighth, where there is one, is left alone."""

_LIKE = ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x1250, 0x1240), (0x12B8, 0x12A8),
         (0x12D0, 0x12A0), (0x1340, 0x1338))  # fmt: skip
"""One sound or one root, written with two consonants: ሐ ኀ as ሀ, ሠ as ሰ, ቐ as ቀ, ኸ as ከ, ዐ as አ, ፀ as ጸ."""

_FOURTH_AS_FIRST = {0x1203: 0x1200, 0x1213: 0x1200, 0x1283: 0x1200, 0x12A3: 0x12A0, 0x12D3: 0x12A0}
_SOUNDS = {a + order: b + order for a, b in _LIKE for order in range(_ROW)} | _FOURTH_AS_FIRST
_ARABIC_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)}
_SPELLING: dict[int, int | str] = {**_SOUNDS, **_ARABIC_DIGITS}
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_THREES = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvwxyzاويهنم")
_ASCII_WORDS = re.compile("[a-z0-9]+")
_NO_APOSTROPHES = str.maketrans("", "", "'`")
_NEGATIONS = ("not_before", "not_after")


@dataclass(frozen=True, slots=True)
class Language:
    """What counts in one language: phrases as they are written in the file, and its negations, spelled plainly."""

    tag: str
    phrases: tuple[str, ...]
    not_before: frozenset[str]
    not_after: frozenset[str]


def spelled(text: str) -> str:
    """The words of a text in one plain spelling, one space between them; a stretched letter (*heeelp*) stands once.

    It is asked for every typed message: what is all ASCII, as most long ones are, takes the quick way to the same.
    """
    if text.isascii():
        plain = " ".join(_ASCII_WORDS.findall(text.lower().translate(_NO_APOSTROPHES)))
    else:
        plain = fold(text).translate(_SPELLING)
    # Looking for three of one letter as plain text costs a tenth of what the expression does.
    return _STRETCHED.sub(r"\1", plain) if any(three in plain for three in _THREES) else plain


def read() -> tuple[Language, ...]:
    """Every language of the file.

    Raises:
        ValueError: the file is no TOML, which a test would see first.
    """
    found = tomllib.loads(files("domain.dangers").joinpath("words.toml").read_text(encoding="utf-8"))
    return tuple(
        Language(
            tag,
            tuple(phrase for kind, phrases in kinds.items() if kind not in _NEGATIONS for phrase in phrases),
            frozenset(spelled(word) for word in kinds["not_before"]),
            frozenset(spelled(word) for word in kinds["not_after"]),
        )
        for tag, kinds in found.items()
    )
