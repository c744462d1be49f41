"""Logs for operators: ids and codes only; the libraries that would print addresses or texts are kept quiet."""

import json
import logging
import sys
import threading
from types import TracebackType
from typing import Literal

_QUIET = ("httpx", "httpcore", "aiogram", "apscheduler", "telegram", "aiohttp.access", "alembic")


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Make the line; of an exception only its kind and where it was raised, for its text may quote what was said."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = where(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _Console(logging.Formatter):
    """One line for a person."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Only the kind of error and where it was raised."""
        return where(ei)


def where(raised: object) -> str:
    """The kind of an error and the places it came through, without its message: that may hold what someone typed."""
    kind, _, trace = raised if isinstance(raised, tuple) else (None, None, None)
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{getattr(kind, '__name__', 'error')} at {' < '.join(reversed(places[-8:]))}"


def quiet_crashes() -> None:
    """From now on whatever ends the program or a thread says its kind and its place, and not its message."""
    sys.excepthook = _crashed
    sys.unraisablehook = lambda found: _crashed(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _crashed(found.exc_type, found.exc_value, found.exc_traceback)


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    sys.stderr.write(f"kring: {where((kind, error, trace))}\n")


def set_up(kind: Literal["json", "console"]) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Json() if kind == "json" else _Console("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
