"""Where Chromium is, and how it starts without asking anything of the outside."""

import os
import shutil
from pathlib import Path

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium_path() -> str | None:
    """The program, or None where there is none."""
    named = [os.environ.get("KRING_CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium")]
    return next((path for path in named if path and Path(path).is_file()), None)
