"""What people's words stand for: the generated index, read when someone first asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from domain.languages import registry
from domain.languages.folding import fold, squash


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for.

    Attributes:
        tags: best first.
        sure: it means just this; otherwise the person is asked which of the tags.
    """

    tags: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are said around the name of a language, in many languages; all folded.

    Attributes:
        say: *I*, *speak*, *someone who*.
        language: *language*, *dialect*.
        join: *and*, *or*.
        negate: *no*, *not*.
        turn: *but*, *rather*.
        prefix: what is written onto the front of a name (Arabic *and*, *in*, *the*).
        suffix: what is written onto its end (Turkish and Hungarian cases).
        swap: an ending, and what the name has in its place (Russian *-ском* for *-ский*).
        stop: words that must never be mistaken for a language, squashed.
        other: languages that no coordinator speaks, squashed.
    """

    say: frozenset[str]
    language: frozenset[str]
    join: frozenset[str]
    negate: frozenset[str]
    turn: frozenset[str]
    prefix: tuple[str, ...]
    suffix: tuple[str, ...]
    swap: tuple[tuple[str, str], ...]
    stop: frozenset[str]
    other: frozenset[str]


SHORT = 3
"""A word of so few letters is as likely a plain word; the stop list then wins from our own names."""


@dataclass(frozen=True, slots=True)
class Index:
    """Names by their squashed key.

    Attributes:
        near: the register's own names, what people say, and the words that need a question.
        far: the names of languages in all other languages, and of countries.
        common: the languages that are asked for most.
        words: what is said around them.
    """

    near: Mapping[str, Meaning]
    far: Mapping[str, Meaning]
    common: frozenset[str]
    words: Words

    def find(self, key: str, locale: str) -> Meaning | None:
        """What `key` stands for, to someone whose screens are in `locale`; None if it is no name."""
        found, here = self.near.get(key), self.find_local(key, locale)
        may_stand = len(key) > SHORT or key not in self.words.stop
        if found is not None and not found.sure and here is not None and here.tags[0] not in found.tags:
            return here  # a Hungarian's *román* is Romanian
        if found is not None and (may_stand or not found.sure):
            return found
        if here is not None and may_stand:
            return here
        return None if key in self.words.stop else self.far.get(key)

    def find_local(self, key: str, locale: str) -> Meaning | None:
        """What `key` stands for in the language of `locale` itself."""
        tag = local_names(locale).get(key)
        return None if tag is None else Meaning((tag,), sure=True)


def _table(groups: Mapping[str, str], *, sure: bool) -> Iterator[tuple[str, Meaning]]:
    for tags, keys in groups.items():
        standing_for = tuple(tags.split(" "))
        meaning = Meaning(standing_for, sure=sure and len(standing_for) == 1)
        for key in keys.split(" "):
            yield key, meaning


@cache
def index() -> Index:
    """The index, read once."""
    data = registry.stored("index.json")
    words = {
        name: data[name].split("\t") for name in ("say", "language", "and", "not", "but", "prefix", "suffix")
    }
    return Index(
        near=dict((*_table(data["own"], sure=True), *_table(data["ask"], sure=False))),
        far=dict((*_table(data["rest"], sure=True), *_table(data["country"], sure=False))),
        common=frozenset(data["common"].split(" ")),
        words=Words(
            say=frozenset(words["say"]),
            language=frozenset(words["language"]),
            join=frozenset(words["and"]),
            negate=frozenset(words["not"]),
            turn=frozenset(words["but"]),
            prefix=tuple(sorted(words["prefix"], key=len, reverse=True)),
            suffix=tuple(sorted(words["suffix"], key=len, reverse=True)),
            swap=tuple(
                (end, name) for end, _, name in (pair.partition(">") for pair in data["swap"].split("\t"))
            ),
            stop=frozenset(data["stop"].split(" ")),
            other=frozenset(data["other"].split(" ")),
        ),
    )


@cache
def local_names(locale: str) -> Mapping[str, str]:
    """The names of the languages as readers of `locale` know them, squashed, with the tag each stands for.

    Of a language that CLDR has no names in: those of the first that its readers fall back to.
    """
    for step in (locale, *registry.language(locale).fallback):
        if names := registry.names_in(step):
            return {squash(fold(name)): tag for tag, name in names.items()}
    return {}
