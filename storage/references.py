"""Random references: no sequence, no meaning, nothing to guess (trust.md 6)."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for one another, read aloud or written by hand."""

_REFERENCE_LENGTH = 12
_WITH_DASHES = re.compile(r"K ?- ?([0-9A-Z]{4}) ?- ?([0-9A-Z]{4})")
_WITHOUT = re.compile(rf"K ?([{ALPHABET}]{{4}}) ?([{ALPHABET}]{{4}})")


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def receipt() -> str:
    """A receipt for a request, to read out on the phone: `K-7Q3F-9M2T`, 39 bits."""
    return f"K-{_letters(4)}-{_letters(4)}"


def read_receipt(words: str, *, surely: bool = False) -> str | None:
    """The receipt that somebody typed, as it is written: any case, with or without dashes; None for all else.

    `surely` leaves out what may as well be a word: no dash and no digit in it.
    """
    text = "".join(map(_plain, unicodedata.normalize("NFKC", words))).strip().upper()
    found = _WITH_DASHES.fullmatch(text)
    if found is None:
        found = _WITHOUT.fullmatch(text)
        if found is None or (surely and not any(char.isdecimal() for char in text)):
            return None
    return f"K-{found[1]}-{found[2]}"


def _plain(char: str) -> str:
    """Every dash is one dash, every digit a western one, and marks that steer a line are nothing."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return "-" if category == "Pd" or char == "\N{MINUS SIGN}" else "" if category == "Cf" else char


def reference() -> str:
    """A reference for a button: twelve letters, 58 bits; never the only thing that guards an action."""
    return _letters(_REFERENCE_LENGTH)


def token() -> str:
    """A secret for a one-time deep link: 43 characters, 256 bits, of those that Telegram allows there."""
    return secrets.token_urlsafe(32)
