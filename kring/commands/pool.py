"""`kring pool`: takes coordinators in from a file, or makes up a pool to try things on."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from datetime import date

    from casework.desk import Desk
    from domain.matching import Candidate
    from kring.pool_files import PoolFile
    from kring.settings import Settings

_MOST_SHOWN = 20
_LARGEST = 1_000_000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    said = "take coordinators in from a file, or make up a pool to try things on"
    parser = commands.add_parser("pool", help=said, description=said)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    said = "take in a pool file (csv or JSON lines): all of it or nothing; prints a link for each person"
    taken = kinds.add_parser("import", help=said, description=said)
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--keep-good", action="store_true", help="take in the good lines of a file with mistakes"
    )
    taken.add_argument(
        "--dry-run", action="store_true", help="only read the file and say what is wrong with it"
    )
    _add_links(taken)
    taken.set_defaults(run=take_in)
    said = "make up a believable pool; nobody in it exists"
    seeded = kinds.add_parser("seed", help=said, description=said)
    seeded.add_argument("--size", type=int, default=750, metavar="N", help="so many people (750)")
    seeded.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another number makes another pool (1)"
    )
    seeded.add_argument(
        "--to", type=Path, metavar="FILE", help="write a pool file, and leave the database alone"
    )
    _add_links(seeded)
    seeded.set_defaults(run=seed)


def _add_links(parser: argparse.ArgumentParser) -> None:
    said = "write the links (ref,link) to this new file, that only you can read, in place of printing them"
    parser.add_argument("--links", type=Path, metavar="FILE", help=said)


def take_in(arguments: argparse.Namespace) -> int:
    """Take a file in, and give the exit code: 2 where something is wrong and nothing was taken in."""
    from kring.commands.complaints import complain
    from kring.json_lines import FileError
    from kring.pool_files import read_pool_file
    from kring.settings import SettingsError, read_settings

    try:
        settings = read_settings()
        found = read_pool_file(arguments.file, settings.read_regions(), today=_today(settings))
    except (SettingsError, FileError) as error:
        return complain(error)
    _tell_mistakes(found)
    if found.mistakes and not arguments.keep_good:
        return complain(f"{len(found.mistakes)} lines with mistakes; nothing was taken in")
    if not found.people:
        return complain("not one good line; nothing was taken in")
    if found.confidences:
        said = "culture and religion are not taken in; people tell these themselves, if they want to"
        print(f"kring: {arguments.file.name}: {said} ({found.confidences} lines)", file=sys.stderr)
    if arguments.dry_run:
        print(f"kring: {len(found.people)} people could be taken in", file=sys.stderr)
        return 0
    where = {ref: f"{arguments.file.name}, line {line}" for ref, line in found.lines.items()}
    return _into_the_pool(settings, found.people, where, arguments)


def seed(arguments: argparse.Namespace) -> int:
    """Make up a pool, into the database or a file, and give the exit code."""
    from kring.commands.complaints import complain
    from kring.pool_files import written
    from kring.pool_seed import seeded
    from kring.settings import SettingsError, read_settings

    if not 1 <= arguments.size <= _LARGEST:
        return complain(f"--size is a number from 1 to {_LARGEST}")
    try:
        settings = read_settings()
        people = seeded(arguments.size, settings.read_regions(), today=_today(settings), seed=arguments.seed)
        if arguments.to is None:
            return _into_the_pool(settings, people, {}, arguments)
        arguments.to.write_text("".join(f"{written(one)}\n" for one in people), encoding="utf-8")
    except SettingsError as error:
        return complain(error)
    except OSError as error:
        return complain(f"{arguments.to}: {error.strerror or error}")
    return 0


def _into_the_pool(
    settings: "Settings",
    people: "Sequence[Candidate]",
    where: dict[str, str],
    arguments: argparse.Namespace,
) -> int:
    """Write people to the database and their links to where they go; either both or neither."""
    import asyncio

    from aiogram.exceptions import AiogramError

    from kring.commands.complaints import complain
    from kring.settings import SettingsError
    from storage.vault import VaultError

    try:
        asyncio.run(_write(settings, people, where, arguments))
    except (SettingsError, VaultError, AlreadyThereError) as error:
        return complain(error)
    except OSError as error:
        return complain(f"{arguments.links}: {error.strerror or error}")
    except AiogramError as error:
        return complain(
            f"Telegram gives no name for the links ({type(error).__name__}); kring doctor says more"
        )
    return 0


class AlreadyThereError(Exception):
    """People of the file were taken in before; one line for each."""


async def _write(
    settings: "Settings",
    people: "Sequence[Candidate]",
    where: dict[str, str],
    arguments: argparse.Namespace,
) -> None:
    from kring.receiving import make_bot
    from kring.serving import make_work

    work, bot = make_work(settings), make_bot(settings)
    try:
        me = await bot.me()  # first: a link that cannot be printed must not be made
        with _opened(arguments.links) as links:

            def keep(made: Sequence[tuple[str, str]]) -> None:
                _write_links(links, str(me.username), made)

            made = await work.do(
                _act,
                people=people,
                where=where,
                keep_good=getattr(arguments, "keep_good", False),
                keep=keep if links is not sys.stdout else lambda _made: None,
            )
            if links is sys.stdout:
                keep(made)
    finally:
        await bot.session.close()
        work.close()
    print(f"kring: {len(made)} people were taken in; each joins with a link of their own", file=sys.stderr)


def _write_links(links: TextIO, username: str, made: Sequence[tuple[str, str]]) -> None:
    """Write a link a person; a file begins again, for a transaction may be tried more than once."""
    from casework.spreadsheets import to_csv

    if links is not sys.stdout:
        links.seek(0)
        links.truncate()
    rows = [(ref, f"https://t.me/{username}?start={secret}") for ref, secret in made]
    links.write(to_csv(("ref", "link"), rows))
    links.flush()


def _act(
    desk: "Desk",
    *,
    people: "Sequence[Candidate]",
    where: dict[str, str],
    keep_good: bool,
    keep: Callable[[Sequence[tuple[str, str]]], None],
) -> list[tuple[str, str]]:
    """Take in who is new; who is in the pool already is a mistake like any other.

    `keep` writes the links before the commit: where that fails, nobody was taken in.
    """
    from casework import importing
    from kring.progress_bar import ProgressBar

    there = importing.already_there(desk, [one.ref for one in people])
    if there:
        known = [one.ref for one in people if one.ref in there]
        said = [f"{where.get(ref, ref)}: {ref} is in the pool already" for ref in known]
        if not keep_good:
            raise AlreadyThereError("\n".join([*_first(said), "nothing was taken in"]))
        print("\n".join(_first(said)), file=sys.stderr)
    new = [one for one in people if one.ref not in there]
    made = importing.take_in(desk, new, told=ProgressBar(len(new), "people"))
    keep(made)
    return made


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """A new file that only its owner can read, or standard output; a file that stays empty is taken away."""
    if path is None:
        yield sys.stdout
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        try:
            yield file
        except BaseException:
            path.unlink()
            raise


def _tell_mistakes(found: "PoolFile") -> None:
    for line in _first(found.mistakes):
        print(line, file=sys.stderr)


def _first(lines: Sequence[str]) -> list[str]:
    more = [f"... and {len(lines) - _MOST_SHOWN} more"] if len(lines) > _MOST_SHOWN else []
    return [*lines[:_MOST_SHOWN], *more]


def _today(settings: "Settings") -> "date":
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(settings.timezone)).date()
