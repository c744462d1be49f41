"""Makes two spellings of one name the same, script by script, without making two names the same.

Marks are dropped where people leave them out when they type (Latin, Greek, Cyrillic, Arabic, Hebrew) and kept
where they are letters: without its vowel signs a Hindi *Shan* reads as *Shona* (languages.md 2, trap 9).
"""

import re
import unicodedata

_LIKE = {
    # Arabic keyboards of four languages write one letter with several code points.
    "ي": "یىېێےئ", "ك": "کڪ", "ه": "ةۀەہھۂۃ", "ا": "أإآٱ", "و": "ۆۇۈۋؤ",
    # Letters that a phone's keyboard elsewhere does not have.
    "i": "ı", "l": "ł", "o": "øɔ", "d": "đðɖ", "t": "ŧ", "h": "ħ", "n": "ŋ", "e": "əɛǝ", "g": "ɣ", "v": "ʋ",
    "b": "ɓ", "k": "ƙ", "y": "ƴ", "ae": "æ", "oe": "œ", "th": "þ", "г": "ґғ", "е": "є", "и": "і", "к": "қ",
    "н": "ң", "у": "ұүў", "х": "һҳ", "ж": "җҷ",
}  # fmt: skip
_FOLDS = str.maketrans({letter: plain for plain, letters in _LIKE.items() for letter in letters})
_DROPPED = re.compile(
    "["
    "\u0300-\u036f"  # accents of Latin, Greek and Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670"  # Arabic vowel signs and the stretching stroke
    "\u093c\u09bc\u0a3c\u0abc\u0b3c"  # the dot that Indian keyboards hide
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"  # direction marks and other nothings
    "'`\u00b4\u02b0-\u02ff\u2018\u2019\u201b\u2032\ua78b\ua78c\u05f3\u05f4"  # apostrophes and what stands for them
    "]+"
)
_KEPT = frozenset("LMN")


def fold(text: str) -> str:
    """The words of `text` in small plain letters, one space between them; nothing but letters, marks, digits."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _DROPPED.sub("", plain)).translate(_FOLDS)
    if plain.isascii() and plain.isalnum():
        return plain
    letters = (letter if unicodedata.category(letter)[0] in _KEPT else " " for letter in plain)
    return " ".join("".join(letters).split())


def squash(folded: str) -> str:
    """The key of a name in the index: *Sranan Tongo*, *sranan-tongo* and *Sranantongo* are one."""
    return folded.replace(" ", "")


def script_of(key: str) -> str:
    """The script of the first letter, as Unicode names it (`LATIN`, `ARABIC`); empty for an empty key."""
    return unicodedata.name(key[0], "").partition(" ")[0] if key else ""
