"""The word that a family chooses for somebody: when two words mean the same one, and what is no word at all."""

import re
import unicodedata
from typing import Final

from domain.circle_errors import NotAWordError

_MOST_DIGITS: Final = 5
"""A word may hold a house number or an age; with more digits it is a telephone number or a date of birth."""

_LOOKS = re.compile("[\ufe00-\ufe0f]")
"""Whether a picture is drawn in colour or in ink: the same picture."""

_ADDRESS = re.compile(r"@\w|\w@|https?:|www\.|\w\.\w{2,}/|\bt\.me\b", re.IGNORECASE)


def comparable(word: str) -> str:
    """A word as it is compared: case, accents, spaces and punctuation do not count; empty where there is no sign.

    A picture such as a grandmother's face is a word too, for who does not write.
    """
    seen = unicodedata.normalize("NFKC", _LOOKS.sub("", word)).casefold()
    plain = unicodedata.normalize("NFKD", seen)
    return "".join(
        char for char in plain if unicodedata.category(char)[0] in "LMNS" and not unicodedata.combining(char)
    )


def check_word(word: str) -> None:
    """Allow the word for a person.

    Raises:
        NotAWordError: there is no sign in it, or it is a telephone number or an address, which stay with the family.
    """
    digits = sum(char.isdigit() for char in unicodedata.normalize("NFKC", word))
    if not comparable(word) or digits > _MOST_DIGITS or _ADDRESS.search(word):
        raise NotAWordError
