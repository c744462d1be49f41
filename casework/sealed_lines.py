"""Lines that are passed on: sealed among the facts of a letter, with a key of their own that goes when the facts do."""

import base64
from collections.abc import Mapping
from typing import Final

from casework.desk import Desk
from domain.openings import Why
from storage.arrivals import Caller
from storage.doomed import HALF
from storage.vault import number_of

_NAME: Final = "message"


def pack(desk: Desk, text: str) -> dict[str, str]:
    """The facts that hold these lines: the wrapped key, the number of its half, and what it seals."""
    key = desk.vault.make_key()
    number = number_of(key)
    return {
        "key": base64.b64encode(key).decode(),
        "sealed": base64.b64encode(desk.vault.seal(key, _NAME, text)).decode(),
        **({HALF: number.hex()} if number else {}),
    }


def unpack(desk: Desk, facts: Mapping[str, str], *, about: str, who: Caller | None) -> str:
    """The lines of a letter that is being sent; `about` and `who` as in `Desk.unseal`.

    Raises:
        VaultError: the key does not open them.
    """
    key, sealed = base64.b64decode(facts["key"]), base64.b64decode(facts["sealed"])
    return str(desk.unseal(key, _NAME, sealed, about=about, who=who, why=Why.MESSAGE))
