"""The one door to personal data: AES-GCM with a key per person or request, wrapped by a master key from outside.

A key stands, wrapped, in the row of its owner, and its half in the key store. Emptying the row forgets what was sealed with
it in this database; destroying the half forgets it in every copy (docs/decisions/0043).
"""

import base64
import binascii
import hmac
import json
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keystore import NUMBER_BYTES, KeyStore

_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
HALVED_BYTES: Final = NUMBER_BYTES + _NONCE_BYTES + _KEY_BYTES + _TAG_BYTES
"""So long is a wrapped key with a half elsewhere, and it begins with the number of that half; no other is so long."""
_WRAP = b"kring:key"
_HALF = b"kring:half"
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

    def __init__(self, masters: Sequence[bytes], keys: KeyStore | None = None) -> None:
        """Take the master keys, newest first: the first wraps, all can unwrap (rotation).

        `keys` is where the halves stand. Without one a key is whole where it stands, as those of the service itself are.

        Raises:
            ValueError: there is no master key.
        """
        if not masters:
            raise ValueError("the vault needs a master key")
        self._masters = tuple(masters)
        self._alone = tuple(AESGCM(master) for master in masters)
        self._markings = tuple(hmac.digest(master, _MARK, "sha256") for master in masters)
        self._cipher = lru_cache(maxsize=_KEYS_KEPT_OPEN)(self._unwrap)
        self.keys = keys

    def make_key(self, *, whole: bool = False) -> bytes:
        """A new key, wrapped, to be kept in its owner's row; its half is in the key store then.

        A `whole` one has no half: it is the service's own, and nobody is forgotten with it.
        """
        number, half = (b"", b"") if whole or self.keys is None else self.keys.add()
        return self._wrap(AESGCM.generate_key(bit_length=_KEY_BYTES * 8), number, half)

    def rewrap(self, key: bytes, *, whole: bool = False) -> bytes:
        """The same key wrapped by the newest master key, so that no older one is needed for it.

        A key without a half gets one, where there is a key store, unless it is to stay `whole`.

        Raises:
            VaultError: no master key opens it, or its half was destroyed.
        """
        number, half = self._halves(key)
        plain = self._unwrapped(key, number, half)[1]
        if not number and not whole and self.keys is not None:
            number, half = self.keys.add()
        return self._wrap(plain, number, half)

    def is_older(self, key: bytes, *, whole: bool = False) -> bool:
        """Whether an older master key wrapped it, or it has no half and is not to stay `whole`; nothing is made.

        Raises:
            VaultError: no master key opens it, or its half was destroyed.
        """
        number, half = self._halves(key)
        lacks = not number and not whole and self.keys is not None
        return self._unwrapped(key, number, half)[0] > 0 or lacks

    def look_ahead(self, keys: Iterable[bytes]) -> None:
        """Fetch the halves of these keys at once, for whoever opens each of them next."""
        if self.keys is not None:
            self.keys.look_ahead([number for key in keys if (number := number_of(key))])

    def destroy(self, numbers: Collection[bytes]) -> int:
        """Destroy the halves with these numbers: what their keys sealed is shut from now on, in every copy; how many."""
        self._cipher.cache_clear()
        return self.keys.destroy(numbers) if self.keys is not None else 0

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

    def _wrap(self, plain: bytes, number: bytes, half: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return number + nonce + self._wrapping(0, half).encrypt(nonce, plain, _WRAP + number)

    def _unwrap(self, key: bytes) -> AESGCM:
        return AESGCM(self._unwrapped(key, *self._halves(key))[1])

    def _unwrapped(self, key: bytes, number: bytes, half: bytes) -> tuple[int, bytes]:
        """Which master key opens it, counted from the newest, and the key itself."""
        rest = key[len(number) :]
        for place in range(len(self._masters)):
            try:
                wrapping = self._wrapping(place, half)
                return place, wrapping.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _WRAP + number)
            except (InvalidTag, ValueError):  # a ValueError: too short to be a wrapped key
                continue
        raise VaultError("no master key opens this key")

    def _wrapping(self, place: int, half: bytes) -> AESGCM:
        """What wraps: the master key at this place, or what comes of it and the half; neither can be had from the other."""
        if not half:
            return self._alone[place]
        return AESGCM(hmac.digest(self._masters[place], _HALF + half, "sha256"))

    def _halves(self, key: bytes) -> tuple[bytes, bytes]:
        """The number and the half of a key that has one; both empty where it is whole."""
        number = number_of(key)
        if not number:
            return b"", b""
        half = self.keys.half(number) if self.keys is not None else None
        if half is None:
            raise VaultError("the half of this key is not in the key store")
        return number, half


def number_of(key: bytes) -> bytes:
    """The number of the half of a wrapped key; empty where it has none."""
    return key[:NUMBER_BYTES] if len(key) == HALVED_BYTES else b""


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
