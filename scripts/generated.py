"""The end of every program here that makes data files: write them, or with `--check` say which are out of date."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def write_or_check(
    program: str,
    about: str | None,
    target: Path,
    files: Mapping[str, Callable[[], str]],
    arguments: list[str] | None = None,
) -> int:
    """Write what each of `files` makes into the folder `target`.

    Args:
        program: the module in `scripts`, for its help and for what to run.
        about: what it makes, for its help.
        target: the folder that holds the files.
        files: by name, what makes the text.
        arguments: those of the command line if left out.

    Returns:
        1 with `--check` where a file is not what would be made, else 0.
    """
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where a file is out of date"
    )
    check = parser.parse_args(arguments).check
    stale = 0
    for file, make in files.items():
        path, text = target / file, make()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale += 1
            sys.stderr.write(f"{file} is out of date: run python -m scripts.{program}\n")
        if not check:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{file}: {len(text.encode()):,} bytes\n")
    return 1 if stale else 0
