"""Makes the two files of `domain/cultures` from `data/*.csv` and Unicode's CLDR: `python -m scripts.build_cultures`.

Babel is used here and nowhere at run time. The same input always gives the same bytes; `--check` writes
nothing and exits 1 where a file in the tree is not what would be made.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping

from babel import Locale

from domain.languages.folding import fold, script_of, squash
from scripts.build_languages import ROOT, Row, rows
from scripts.culture_words import adjective_forms, people_of
from scripts.generated import write_or_check

TARGET = ROOT / "domain" / "cultures"

SHIPPED = ("nl", "en", "ar", "tr", "pl", "ti")
"""The languages with a column of their own in the tables."""

OTHERS = (
    "de", "fr", "es", "pt", "it", "ro", "ru", "uk", "bg", "hu", "so", "am", "fa", "ps", "ku", "ckb", "sq", "hr", "sr",
    "el", "hy", "ka", "az", "zh", "zh_Hant", "hi", "ur", "ta", "bn", "id", "sw", "vi", "th", "he",
)  # fmt: skip

NOBODYS = frozenset({"AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "HM", "IC", "IO", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ"})  # fmt: skip
"""Territories of CLDR that are nobody's origin."""

_SHORTEST = 4
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARABIC"})

Layer = dict[str, set[str]]
"""What words of one rank stand for: key to codes."""


def _put(layer: Layer, word: str, code: str, *, shortest: int = 1) -> None:
    key = squash(fold(word))
    if len(key) >= shortest or (key and script_of(key) not in _ALPHABETS):
        layer.setdefault(key, set()).add(code)


def _cells(row: Row) -> Iterator[tuple[str, str]]:
    for locale in (*SHIPPED, "other"):
        yield from ((locale, word) for word in row[locale].split(";") if word)


def _by_hand(file: str) -> tuple[Layer, Layer]:
    """The words as they stand in a table, and the forms that follow from them."""
    words: Layer = {}
    forms: Layer = {}
    for row in rows(file):
        for locale, word in _cells(row):
            _put(words, word, row["code"])
            for form in adjective_forms(locale, word):
                _put(forms, form, row["code"], shortest=_SHORTEST)
    return words, forms


def _territories(locales: tuple[str, ...], *, shortest: int) -> Layer:
    """The names of countries in these languages, with what their people are called."""
    found: Layer = {}
    for locale in locales:
        names = Locale.parse(locale).territories
        for code, name in sorted(names.items()):
            if code.isdigit() or code in NOBODYS:
                continue
            before = name.partition(" (")[0]
            for word in (name, before, *people_of(locale, before)):
                _put(found, word, code, shortest=shortest)
    return found


def _merged(layers: tuple[Layer, ...]) -> dict[str, str]:
    """Key to code; the first layer that knows a word decides, and an empty code says that it means several things."""
    found: dict[str, str] = {}
    for layer in layers:
        for key, codes in layer.items():
            found.setdefault(key, next(iter(codes)) if len(codes) == 1 else "")
    return found


def ancestors(file: str) -> dict[str, tuple[str, ...]]:
    """For each code all that it is part of, nearest first.

    Raises:
        KeyError: a parent has no row of its own.
    """
    direct = {row["code"]: [above for above in row["parents"].split(";") if above] for row in rows(file)}
    found: dict[str, tuple[str, ...]] = {}
    for code, parents in direct.items():
        above = dict.fromkeys(parents)
        waiting = list(parents)
        while waiting:
            further = direct[waiting.pop(0)]
            waiting += [one for one in further if one not in above]
            above |= dict.fromkeys(further)
        if above:
            found[code] = tuple(above)
    return found


def _content(file: str, layers: tuple[Layer, ...]) -> str:
    words: dict[str, list[str]] = {}
    for key, code in sorted(_merged((*_by_hand(file), *layers)).items()):
        words.setdefault(code, []).append(key)
    lines = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(' '.join(keys), ensure_ascii=False)}"
        for code, keys in sorted(words.items())
    )
    above = json.dumps({code: " ".join(found) for code, found in sorted(ancestors(file).items())}, indent=0)
    return f'{{"parents": {above},\n"words": {{\n{lines}\n}}}}\n'


def cultures() -> str:
    """`culture.json`: the words by hand, and the names of countries."""
    return _content(
        "cultures.csv", (_territories(SHIPPED, shortest=3), _territories(OTHERS, shortest=_SHORTEST))
    )


def religions() -> str:
    """`religion.json`: the words by hand."""
    return _content("religions.csv", ())


FILES: Mapping[str, Callable[[], str]] = {"culture.json": cultures, "religion.json": religions}


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with `--check` say which are out of date."""
    return write_or_check("build_cultures", __doc__, TARGET, FILES, arguments)


if __name__ == "__main__":
    sys.exit(main())
