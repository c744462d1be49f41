"""Sets of positions as whole numbers: bit i stands for position i. And, or and count take microseconds."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_FILLED: Final = re.compile(rb"[^\0]+")
_IN_BYTE: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def of(positions: Iterable[int], size: int) -> int:
    """Give the set of these positions, all below `size`."""
    filled = bytearray(size // 8 + 1)
    for position in positions:
        filled[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(filled, "little")


def everyone(size: int) -> int:
    """Give the set of all positions below `size`."""
    return (1 << size) - 1


def without(some: int, others: int) -> int:
    """Give `some` less `others`."""
    return some ^ (some & others)


def members(some: int) -> Iterator[int]:
    """Give the positions in `some` one by one, lowest first; the first few of a large set are cheap."""
    filled = some.to_bytes((some.bit_length() + 7) // 8, "little")
    for run in _FILLED.finditer(filled):
        for at, byte in enumerate(run[0], start=run.start()):
            first = at * 8
            for bit in _IN_BYTE[byte]:
                yield first + bit
