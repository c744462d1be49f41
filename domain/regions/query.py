"""What a person typed when asked where they live, taken apart."""

import re
import unicodedata
from dataclasses import dataclass

from domain.regions import spelling

_LONGEST = 160
_POSTCODE = re.compile(r"(?<![\w.,])(?:nl\s*-?\s*)?(\d{4})(?!\d)(?:\s*-?\s*[a-z]{2}(?!\w))?", re.IGNORECASE)
_WITH_LETTERS = re.compile(r"(?<![\w.,])(?:nl\s*-?\s*)?(\d{4})\s?[a-z]{2}(?!\w)", re.IGNORECASE)
# "B-1000", "BE 2000", "L-1111": neighbours with four digits; and Germany's five.
_FOREIGN = re.compile(
    r"(?<!\w)(?:(?:b|l|a|ch|dk)\s*-\s*|(?:be|lu)\s*-?\s*)\d{4}(?!\d)|(?<!\d)\d{5}(?!\d)", re.IGNORECASE
)
_PART = re.compile(r"[,;/()\[\]\n|]|\s-\s|\s+(?:of|or|en)\s+")
_LEAD_IN = frozenset(
    spelling.words(
        "ik wij we woon wonen woont i live my mijn onze in te bij uit van near the from city of town "
        "gemeente gem provincie prov regio stad dorp plaats omgeving nederland netherlands"
    )
)
_LEAD_OUT = frozenset(
    spelling.words("noord zuid oost west centrum binnenstad stad city nederland netherlands nl")
)
_BEFORE_A_NAME = frozenset(spelling.words("in te bij uit near from nabij rond omgeving gemeente"))
_NO_PLACE = frozenset(
    spelling.words(
        "hallo hello hi help hulp geen niet weet neen nietes goed best moeder vader thuis huis zomaar prima "
        "bedankt dank graag mens stop terug straat ergens nergens overal hier daar ja nee home don't know"
    )
)


@dataclass(frozen=True, slots=True)
class Query:
    """A typed place: the four digits in it, whether they are of another country, and the rest."""

    digits: int | None
    foreign: bool
    text: str

    @classmethod
    def of(cls, text: str) -> "Query":
        """Take `text` apart; only its first 160 characters count."""
        plain = "".join(_plain(character) for character in text[:_LONGEST])
        if _FOREIGN.search(plain):
            return cls(None, foreign=True, text=plain)
        found = _WITH_LETTERS.search(plain) or _POSTCODE.search(plain)
        if found is None:
            return cls(None, foreign=False, text=plain)
        rest = f"{plain[: found.start()]}, {plain[found.end() :]}"
        return cls(int(found[1]), foreign=False, text=rest)

    def whole(self) -> list[list[str]]:
        """All the words, and what is left without "I live in" before and "centre" after them."""
        return _variants(spelling.words(self.text))

    def parts(self) -> list[list[list[str]]]:
        """The same for each part between commas and the like; nothing where there is but one part."""
        runs = [run for part in _PART.split(self.text) if (run := spelling.words(part))]
        return [_variants(run) for run in runs if not _LEAD_IN.issuperset(run)] if len(runs) > 1 else []

    def placed(self) -> list[list[str]]:
        """What follows words like "in" and "near", the last first."""
        run = spelling.words(self.text)
        spots = [spot for spot, word in enumerate(run[:-1]) if word in _BEFORE_A_NAME]
        return [run[spot + 1 :] for spot in reversed(spots)]

    def guesses(self) -> list[list[str]]:
        """Words that may be a misspelled name; none where they are plainly no name of a place."""
        runs = [self.whole()[-1:], *(variants[-1:] for variants in self.parts()), self.placed()[:1]]
        return [run for (run,) in filter(None, runs) if run and not _NO_PLACE.issuperset(run)]


def _variants(run: list[str]) -> list[list[str]]:
    """The words as they are, without a lead-in, and without a lead-out either; each once."""
    start, end = 0, len(run)
    while start < end and run[start] in _LEAD_IN:
        start += 1
    while end > start + 1 and run[end - 1] in _LEAD_OUT:
        end -= 1
    found: list[list[str]] = []
    for variant in (run, run[start:], run[start:end]):
        if variant not in found:
            found.append(variant)
    return found


def _plain(character: str) -> str:
    """Digits of every script, and letters and digits of full width, as plain ones."""
    digit = unicodedata.decimal(character, None)
    return unicodedata.normalize("NFKC", character) if digit is None else str(digit)
