"""The one door to personal data: AES-GCM with a key per person or request, wrapped by a master key from outside.

A key stands, wrapped, in the row of its owner. Destroying it there is forgetting what was sealed with it.
"""

import base64
import binascii
import hmac
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES = 32
_NONCE_BYTES = 12
_WRAP = b"kring:key"
_KEYS_KEPT_OPEN = 4096
_MARK = b"kring:mark"
_MARK_KEY_LETTERS, _MARK_LETTERS = 8, 32
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{64}")


class VaultError(Exception):
    """What was sealed cannot be opened with the keys at hand."""


def parse_master_key(text: str) -> bytes:
    """A master key of 32 bytes from base64 (with or without padding, standard or url-safe) or 64 hexadecimal digits.

    Raises:
        ValueError: it is neither.
    """
    if _HEXADECIMAL.fullmatch(text.strip()):
        return bytes.fromhex(text.strip())
    plain = text.strip().replace("-", "+").replace("_", "/")
    try:
        key = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a master key is 32 bytes in base64") from error
    if len(key) != _KEY_BYTES:
        raise ValueError("a master key is 32 bytes in base64")
    return key


class Vault:
    """Seals and opens values; who may ask and why is recorded where it is called (casework.desk)."""

    def __init__(self, masters: Sequence[bytes]) -> None:
        """Take the master keys, newest first: the first wraps, all can unwrap (rotation).

        Raises:
            ValueError: there is none.
        """
        if not masters:
            raise ValueError("the vault needs a master key")
        self._masters = tuple(AESGCM(master) for master in masters)
        self._markings = tuple(hmac.digest(master, _MARK, "sha256") for master in masters)
        self._cipher = lru_cache(maxsize=_KEYS_KEPT_OPEN)(self._unwrap)

    def make_key(self) -> bytes:
        """A new key, wrapped, to be kept in its owner's row."""
        return self._wrap(AESGCM.generate_key(bit_length=_KEY_BYTES * 8))

    def rewrap(self, key: bytes) -> bytes | None:
        """The same key wrapped by the newest master key, so that no older one is needed for it; None where it is already.

        Raises:
            VaultError: no master key opens it.
        """
        place, plain = self._unwrapped(key)
        return self._wrap(plain) if place else None

    def seal(self, key: bytes, name: str, value: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
        """Seal a JSON value under the wrapped `key`; it opens only under the same `name`."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return nonce + self._cipher(key).encrypt(nonce, plain, name.encode())

    def open(self, key: bytes, name: str, sealed: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The value that was sealed under this key and name.

        Raises:
            VaultError: another key, another name, or bytes that were changed.
        """
        try:
            plain = self._cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError) as error:  # a ValueError: too short to be anything sealed
            raise VaultError("sealed with another key or changed since") from error
        return json.loads(plain)

    def mark(self, kind: str, value: str) -> str:
        """Forty letters that are the same for the same words, and from which nobody without the master key reads any.

        Case, accents, punctuation and spaces do not count. The first letters say which master key made it: a mark
        of another key is never equal (`is_current_mark`).
        """
        return _mark(self._markings[0], kind, value)

    def marks(self, kind: str, value: str) -> tuple[str, ...]:
        """The mark by each master key, newest first: for finding what was marked before the newest came."""
        return tuple(_mark(marking, kind, value) for marking in self._markings)

    def is_current_mark(self, mark: str) -> bool:
        """Whether the newest master key made it."""
        return mark.startswith(self.newest)

    @property
    def newest(self) -> str:
        """A name for the newest master key, which tells nothing of it; every mark that it makes begins with it."""
        return _signature(self._markings[0])

    def _wrap(self, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._masters[0].encrypt(nonce, plain, _WRAP)

    def _unwrap(self, key: bytes) -> AESGCM:
        return AESGCM(self._unwrapped(key)[1])

    def _unwrapped(self, key: bytes) -> tuple[int, bytes]:
        """Which master key opens it, counted from the newest, and the key itself."""
        for place, master in enumerate(self._masters):
            try:
                return place, master.decrypt(key[:_NONCE_BYTES], key[_NONCE_BYTES:], _WRAP)
            except (InvalidTag, ValueError):  # a ValueError: too short to be a wrapped key
                continue
        raise VaultError("no master key opens this key")


def _mark(marking: bytes, kind: str, value: str) -> str:
    said = hmac.digest(marking, f"{kind}\0{_bare(value)}".encode(), "sha256").hex()
    return _signature(marking) + said[:_MARK_LETTERS]


def _signature(marking: bytes) -> str:
    return hmac.digest(marking, _MARK, "sha256").hex()[:_MARK_KEY_LETTERS]


def _bare(value: str) -> str:
    """The letters and digits of a text, without case and accents; a text without any stays as it is."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", value).casefold())
    letters = (char for char in plain if not unicodedata.combining(char))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in letters)
    return " ".join(kept.split()) or value
