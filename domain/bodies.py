"""Organisations with a part in a request: when two names mean the same one (domain.md 2, the test of independence)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MOST: Final = 10
"""So many organisations can be named in one request."""

_LEGAL_FORMS: Final = frozenset(
    {
        "stichting",
        "st",
        "bv",
        "nv",
        "vof",
        "cv",
        "ua",
        "eenmanszaak",
        "maatschap",
        "vereniging",
        "cooperatie",
        "cooperatief",
        "coop",
        "onderlinge",
        "holding",
        "vzw",
        "asbl",
        "gmbh",
        "ltd",
        "inc",
        "foundation",
    }
)
_ARTICLES: Final = frozenset({"de", "het", "the"})
_AND: Final = frozenset({"en", "and"})
_DOTTED = re.compile(r"(?<!\w)\w(?:\.\w)+\.?(?!\w)")
"""`B.V.`, `B.V`, `V.O.F.`: letters that are one word."""


def comparable(name: str) -> str:
    """A name as it is compared: two names that mean the same organisation give the same letters.

    Case, accents, punctuation, spaces, *and* (`&`), legal forms at either end (Stichting, B.V.) and an article in
    front do not count; a name that is nothing but those counts whole. Empty where there is no letter and no digit.
    """
    words = _words(_DOTTED.sub(lambda found: found[0].replace(".", ""), _folded(name)))
    return "".join(_core(words) or words)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, without those that mean one that stands before them or say nothing at all."""
    found: dict[str, str] = {}
    for name in names:
        if key := comparable(name):
            found.setdefault(key, name)
    return tuple(found.values())


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _words(text: str) -> list[str]:
    return "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split()


def _core(words: list[str]) -> list[str]:
    """The words without what stands around the name itself."""
    first, last = 0, len(words)
    while first < last and words[first] in _LEGAL_FORMS | _ARTICLES:
        first += 1
    while first < last:
        if words[last - 1] in _LEGAL_FORMS:
            last -= 1
        elif "".join(words[max(last - 2, first) : last]) in {
            "bv",
            "nv",
            "cv",
            "ua",
        }:  # two letters, with a space
            last -= 2
        else:
            break
    return [word for word in words[first:last] if word not in _AND]
