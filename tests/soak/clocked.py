"""`kring` with a clock that a test can move: `python -m tests.soak.clocked bot`. The file says how far, in seconds."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

CLOCK = "SOAK_CLOCK"
"""The variable that names the file."""


def moved_now() -> datetime:
    """The moment, as far from the real one as the file says."""
    ahead = float(Path(os.environ[CLOCK]).read_text(encoding="ascii"))
    return datetime.now(UTC) + timedelta(seconds=ahead)


if __name__ == "__main__":
    from kring import serving
    from kring.__main__ import main

    assert serving.make_work.__kwdefaults__ is not None
    serving.make_work.__kwdefaults__["clock"] = moved_now
    sys.exit(main(sys.argv[1:]))
