"""A copy of the key store: one file that takes the place of the one before, and the way back.

One, because every copy that is kept brings back the halves of whoever was forgotten since it was made.
"""

import json
import os
from pathlib import Path

from storage.keystore import NUMBER_BYTES, KeyStore


class KeyCopyError(Exception):
    """What is wrong with a copy, in one sentence."""


def copy_keys(keys: KeyStore, file: Path) -> int:
    """Write all halves into `file`, its owner's only, in the place of what it held; how many.

    The file before is overwritten in place before it goes, as far as its disk does that.

    Raises:
        OSError: it cannot be written.
    """
    halves = keys.every()
    part = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        for number, half in sorted(halves.items()):
            out.write(json.dumps({"number": number.hex(), "half": half.hex()}) + "\n")
        out.flush()
        os.fsync(out.fileno())
    if file.exists():
        _overwrite(file)
    part.replace(file)
    return len(halves)


def put_back(keys: KeyStore, file: Path) -> int:
    """Take in the halves of a copy that are not there; how many those were.

    Raises:
        KeyCopyError: a line of it is no half; nothing was taken in.
        OSError: it cannot be read.
    """
    halves = {}
    for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            number, half = bytes.fromhex(row["number"]), bytes.fromhex(row["half"])
        except (ValueError, TypeError, KeyError) as error:
            raise KeyCopyError(f"{file} line {at}: no half of a key") from error
        if len(number) != NUMBER_BYTES:
            raise KeyCopyError(f"{file} line {at}: no half of a key")
        halves[number] = half
    return keys.put_back(halves)


def _overwrite(file: Path) -> None:
    with file.open("r+b") as old:
        old.write(bytes(file.stat().st_size))
        old.flush()
        os.fsync(old.fileno())
