"""How names are compared: what is left of a spelling, and how far two spellings are apart."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart into a letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Nobody types "aan den" where "a/d" will do, and "den" and "de" are mixed up.
_ON_THE = re.compile(r"\b(?:aan den?|aan d|a d|ad)\b")
_SAINT = {"st": "sint", "ste": "sint", "saint": "sint"}
_SHORT, _MIDDLING, _LONG = 4, 6, 12


def words(text: str) -> list[str]:
    """The words of a text: lower case, without accents, digits of any script as 0 to 9."""
    text = text.casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        text = "".join(_letter(character) for character in parts)
    return _WORD.findall(text)


def _letter(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def key(text: str) -> str:
    """What two spellings of one name have in common: "St. Anna-Parochie" and "Sint Annaparochie"."""
    if text.isascii() and text.isalpha() and len(text) > len("ste"):
        return text.lower().replace("y", "ij")
    return key_of(words(text))


def key_of(parts: list[str]) -> str:
    """The same as `key`, for text that is already split into words."""
    line = " ".join(_SAINT.get(word, word) for word in parts)
    if " " in line:
        line = _ON_THE.sub("aan de", line).replace(" ", "")
    return line.replace("y", "ij")


def tolerance(name: str) -> int:
    """How many slips of the finger are allowed in a name of this length."""
    return sum(len(name) >= length for length in (_SHORT, _MIDDLING, _LONG))


def distance(one: str, other: str, limit: int) -> int:
    """Slips between two spellings: a letter too many, too few, wrong, or two swapped.

    Anything above `limit` is told as `limit + 1`. (Damerau and Levenshtein, optimal string alignment.)
    """
    far = limit + 1
    width = len(other)
    if abs(len(one) - width) > limit:
        return far
    before: list[int] = []
    last = list(range(width + 1))
    for row, letter in enumerate(one, start=1):
        now = [row] + [far] * width
        # Further from the diagonal than the limit there is nothing to win.
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            facing = other[column - 1]
            if letter == facing:
                now[column] = last[column - 1]
                continue
            cost = 1 + min(last[column - 1], last[column], now[column - 1])
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            now[column] = cost
        if min(now) > limit and min(last) > limit:
            return far
        before, last = last, now
    return min(last[-1], far)
