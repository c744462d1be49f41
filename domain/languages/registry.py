"""The register of languages: who speaks what is written down with these tags, and with no others.

The rows are made by `scripts/build_languages.py` from `data/pool_languages.csv` and Unicode's CLDR; every row
of that file says where each of its names comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Direction = Literal["ltr", "rtl"]


class UnknownLanguageError(LookupError):
    """The register has no language with this tag; a tag of a person or a request is always checked first."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language or dialect that a coordinator may speak and a citizen may wish for.

    Attributes:
        tag: our name for it: an IETF tag, a few of them private (`nl-x-brabants`) where no code exists.
        iso639_3: the three-letter code; two dialects may share one.
        name_nl: what the Dutch call it.
        name_en: what it is called in English.
        autonym: what its speakers call it, in their own script.
        script: ISO 15924, `Zxxx` for a language that is signed.
        direction: the way its letters run.
        spoken_only: it can be wished for, but it is no language for a screen.
        fallback: the languages to read when there is no text in this one; the last is always nl or en.
        group: the family or region under which a list may show it, in Dutch.
    """

    tag: str
    iso639_3: str
    name_nl: str
    name_en: str
    autonym: str
    script: str
    direction: Direction
    spoken_only: bool
    fallback: tuple[str, ...]
    group: str


def stored(file: str) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """The contents of a generated data file of this package."""
    import json  # these two take 25 ms, which only who reads pays for
    from importlib.resources import files

    return json.loads(files("domain.languages").joinpath(file).read_text(encoding="utf-8"))


@cache
def _by_tag() -> Mapping[str, Language]:
    rows = stored("registry.json")["languages"]
    return {row["tag"]: Language(**{**row, "fallback": tuple(row["fallback"])}) for row in rows}


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """For each locale the names in that locale's language, where they differ from its fallback's."""
    tags = tuple(_by_tag())
    return {
        locale: {tag: name for tag, name in zip(tags, line.split("\t"), strict=False) if name}
        for locale, line in stored("names.json").items()
    }


@cache
def languages() -> Sequence[Language]:
    """All languages, in the order of the file: the Netherlands first, then by region."""
    return tuple(_by_tag().values())


def language(tag: str) -> Language:
    """The language with exactly this tag.

    Raises:
        UnknownLanguageError: the register has no such tag.
    """
    try:
        return _by_tag()[tag]
    except KeyError:
        raise UnknownLanguageError(tag) from None


def is_known(tag: str) -> bool:
    """Whether the register has exactly this tag."""
    return tag in _by_tag()


def autonym(tag: str) -> str:
    """What its speakers call the language.

    Raises:
        UnknownLanguageError: the register has no such tag.
    """
    return language(tag).autonym


def name(tag: str, locale: str) -> str:
    """What the language is called in the language of `locale`.

    That is CLDR's word for it, else the word in the languages that readers of `locale` fall back to, else
    English. A locale that the register does not know reads English.

    Raises:
        UnknownLanguageError: the register has no language `tag`.
    """
    found = language(tag)
    if tag == locale:
        return found.autonym
    readers = _by_tag().get(locale)
    for step in (locale, *(readers.fallback if readers else ())):
        if step == "nl":
            return found.name_nl
        if step == "en":
            return found.name_en
        if tag in (here := _names().get(step, {})):
            return here[tag]
    return found.name_en


def names_in(locale: str) -> Mapping[str, str]:
    """The names that CLDR itself has in the language of `locale`, by tag; empty where it has none."""
    return _names().get(locale, {})
