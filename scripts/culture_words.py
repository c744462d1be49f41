"""Forms that follow from a word by rule: *Eritrees* gives *Eritrese*, *Türkiye* gives *Türkiyeli*, ኤርትራ gives ኤርትራዊ."""

from collections.abc import Iterator

_DUTCH = (
    ("ees", ("ese", "ezen")),
    ("aans", ("aan", "aanse", "anen")),
    ("isch", ("ische",)),
    ("ijns", ("ijn", "ijnse", "ijnen")),
    ("eens", ("eense",)),
    ("s", ("se",)),
)
_POLISH = (("ski", ("ska", "skie", "skiej")), ("cki", ("cka", "ckie", "ckiej")))
_TURKISH = {
    **dict.fromkeys("aıâ", "ı"), **dict.fromkeys("eiİ", "i"), **dict.fromkeys("ou", "u"), **dict.fromkeys("öü", "ü"),
}  # fmt: skip
"""The vowel of an ending follows the last vowel of the word."""

_SYLLABLES, _SIXTH, _TO_FOURTH = 8, 5, 2
"""Ethiopic letters stand in rows of eight; before an ending the sixth order becomes the fourth."""


def adjective_forms(locale: str, word: str) -> Iterator[str]:
    """Other forms of an adjective that stands in a table."""
    match locale:
        case "nl":
            yield from _endings(word, _DUTCH)
        case "pl":
            yield from _endings(word, _POLISH)
        case "en" if not word.endswith(("s", "h", "e")):
            yield f"{word}s"
        case "ar" if word.endswith("ي"):
            yield from (f"{word}ة", f"{word}ين", f"{word}ون")
        case _:
            return


def people_of(locale: str, territory: str) -> Iterator[str]:
    """What the people of a country are called, from its name, where the language has a rule for that."""
    match locale:
        case "tr":
            last = next((_TURKISH[letter] for letter in reversed(territory) if letter in _TURKISH), "i")
            yield f"{territory}l{last}"
        case "ar" if " " not in territory:
            bare = territory.removeprefix("ال")
            stem = bare[:-1] if bare.endswith(("يا", "ا", "ة")) else bare
            stem = stem.removesuffix("ي")
            yield from (bare, f"{stem}ي", f"{stem}ية", f"{stem}يين")
        case "ti" | "am":
            letter = ord(territory[-1])
            is_bare = letter % _SYLLABLES == _SIXTH
            stem = territory[:-1] + chr(letter - _TO_FOURTH) if is_bare else territory
            yield from (stem + ending for ending in ("ዊ", "ዊት", "ዊያን", "ውያን"))
        case _:
            return


def _endings(word: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    for end, others in rules:
        if word.endswith(end):
            yield from (word.removesuffix(end) + other for other in others)
            return
