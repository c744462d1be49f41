"""A bar on standard error for work that takes a while; nothing where nobody looks."""

import sys

_WIDTH = 30


class ProgressBar:
    """Shows how many of `total` are done, in place. Written to a file or a pipe it stays silent."""

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = max(total, 1), what
        self._shows = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        """Show that so many are done."""
        if not self._shows:
            return
        full = _WIDTH * min(done, self._total) // self._total
        end = "\n" if done >= self._total else ""
        sys.stderr.write(f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {done}/{self._total} {self._what}{end}")
        sys.stderr.flush()
