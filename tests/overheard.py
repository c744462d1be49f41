"""Every line that anything logs during a test, to be looked through for what people told (trust.md 11).

Each record is heard where it is made, so that no handler, level of a handler or formatter hides one.
"""

import logging
import re
from typing import Any

MARKER = re.compile(r"qz[a-z]{5}xj", re.IGNORECASE)
"""The words of `tests.soak.whoknows`, which stand nowhere else."""

_lines: list[tuple[str, str]] = []
_made = logging.getLogRecordFactory()


def _hear(*arguments: Any, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - logging's own parameters
    record = _made(*arguments, **more)
    _lines.append((record.name, text_of(record)))
    return record


logging.setLogRecordFactory(_hear)


def text_of(record: logging.LogRecord) -> str:
    """All that a formatter could write of it: the line, what was filled in, and what the error and its causes say."""
    parts = [str(record.msg), repr(record.args), record.stack_info or ""]
    error = record.exc_info[1] if record.exc_info else None
    while error is not None:
        parts += [str(error), *getattr(error, "__notes__", ())]
        error = error.__cause__ or error.__context__
    return "\n".join(parts)


def begin() -> None:
    """A test begins: forget what was said before."""
    _lines.clear()


def found() -> list[str]:
    """Which lines say what people told; only where it stands, for this is printed."""
    if not _lines:
        return []
    from tests.front_desk import PERSONAL  # loaded where somebody logs: every test run loads this file

    told = dict(zip(("name", "telephone", "place", "venue"), PERSONAL, strict=True))
    wrong = []
    for logger, line in _lines:
        wrong += [f"{logger}: the {name}" for name, word in told.items() if word in line]
        wrong += [f"{logger}: {marker}" for marker in MARKER.findall(line)]
    return wrong
