"""The command line: `kring COMMAND`. Bad use prints one clear line on standard error and exits 2."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from kring.commands import (
    audit,
    backup,
    bench,
    demo,
    doctor,
    export,
    invite,
    key,
    languages,
    match,
    migrate,
    policy,
    pool,
    report,
    run,
    second_step,
    story,
)
from kring.logs import quiet_crashes


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where help stands."""
        self.exit(2, f"{self.prog}: {message} (try {self.prog} --help)\n")


def parser(named: str | None = "bench") -> argparse.ArgumentParser:
    """Every command with its options; those of `bench` where it is the one that was named."""
    made = _Parser(
        prog="kring", description="Finds a coordinator for an Eigen Kracht-conferentie, through Telegram."
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for module in (
        demo,
        story,
        run,
        migrate,
        invite,
        second_step,
        key,
        doctor,
        languages,
        match,
        pool,
        policy,
        report,
        export,
        audit,
        backup,
    ):
        module.add(commands)
    bench.add(commands, whole=named == "bench")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    found = parser(next(iter(words), None)).parse_args(words)
    if arguments is None:
        quiet_crashes()
    try:
        code: int = found.run(found)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough (`kring languages list --json | head`).
        sys.stderr.close()
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
