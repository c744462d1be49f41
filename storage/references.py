"""Random references: no sequence, no meaning, nothing to guess (trust.md 6)."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for one another, read aloud or written by hand."""

_REFERENCE_LENGTH = 12


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def receipt() -> str:
    """A receipt for a request, to read out on the phone: `K-7Q3F-9M2T`, 39 bits."""
    return f"K-{_letters(4)}-{_letters(4)}"


def reference() -> str:
    """A reference for a button: twelve letters, 58 bits; never the only thing that guards an action."""
    return _letters(_REFERENCE_LENGTH)


def token() -> str:
    """A secret for a one-time deep link: 43 characters, 256 bits, of those that Telegram allows there."""
    return secrets.token_urlsafe(32)
