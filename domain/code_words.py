"""A code word: a word of somebody's own that is answered with the numbers for help (domain.md 12.7).

Case, accents, spaces and punctuation do not count, so that it is recognised however it is typed in a hurry.
"""

import hmac
import unicodedata
from datetime import timedelta
from typing import Final

FEWEST, MOST = 4, 30
"""Letters. A shorter word answers a question by accident, a longer one is a sentence."""

WAITS: Final = timedelta(minutes=15)
"""So long the bot waits for the word; what is typed later was meant for something else."""


def folded(text: str) -> str:
    """The letters and digits of a text alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def fitting(text: str) -> str | None:
    """The word as it is kept; None for what cannot be a code word: a command, too short, too long, or with digits."""
    word = folded(text)
    if text.startswith("/") or not word.isalpha() or not FEWEST <= len(word) <= MOST:
        return None
    return word


def is_said(text: str, word: str) -> bool:
    """Whether a message is exactly this word, which `fitting` gave."""
    return hmac.compare_digest(folded(text).encode(), word.encode())
