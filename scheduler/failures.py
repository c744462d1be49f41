"""Failures in the log: what kind, and where; never the message, in which a name or a text may stand."""

import logging
import traceback
from pathlib import Path


def where(error: BaseException) -> str:
    """The kind of the error and the last three places on the way to it: `KeyError in said.py:12 < courier.py:80`."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} in {places or 'an unknown place'}"


class Surviving:
    """Logs a failure inside the block, and goes on after it: one bad letter or tick does not stop the next."""

    def __init__(self, log: logging.Logger, what: str, *ids: object) -> None:
        self._log = log
        self._what = what
        self._ids = ids

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _tb: object) -> bool:
        """Swallow what went wrong; a cancellation passes."""
        if not isinstance(error, Exception):
            return False
        self._log.error(self._what + ": %s", *self._ids, where(error))
        return True
