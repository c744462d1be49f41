"""How a command complains."""

import sys


def complain(said: object) -> int:
    """One clear line on standard error, and the exit code of bad use."""
    print(f"kring: {said}", file=sys.stderr)
    return 2
