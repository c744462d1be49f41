"""Files with one JSON object a line: every mistake with its line number, and nothing by halves."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeGuard, TypeVar

Made = TypeVar("Made")

_MOST_SHOWN: Final = 10
_LONGEST_TEXT: Final = 128


class RowError(Exception):
    """What is wrong with one line; the message is a sentence without its place."""


class FileError(Exception):
    """A file that cannot be used; the message has one line for each mistake, and says where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as an object whose fields are read one by one. A field that is null counts as left out."""

    fields: dict[str, object]

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        found = self.text_or_none(name)
        if found is None:
            raise RowError(f'"{name}" is missing')
        return found

    def text_or_none(self, name: str) -> str | None:
        """Give a text, or None where it was left out."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not _is_text(value):
            raise RowError(f'"{name}" must be a text of 1 to {_LONGEST_TEXT} characters, not {shown(value)}')
        return value

    def texts(self, name: str) -> frozenset[str]:
        """Give a list of texts as a set; empty where it was left out."""
        values = self.values(name)
        texts = [value for value in values if _is_text(value)]
        if len(texts) < len(values):
            wrong = next(value for value in values if not _is_text(value))
            raise RowError(f'"{name}" must be a list of texts; {shown(wrong)} is not one')
        return frozenset(texts)

    def values(self, name: str) -> Sequence[object]:
        """Give a list; empty where it was left out."""
        values = self.fields.get(name)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise RowError(f'"{name}" must be a list, not {shown(values)}')
        return values

    def rows(self, name: str) -> Iterator["Row"]:
        """Give a list of objects."""
        for value in self.values(name):
            if not isinstance(value, dict):
                raise RowError(f'"{name}" must be a list of objects; {shown(value)} is not one')
            yield Row(value)

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """Give one of `choices`, or None where it was left out."""
        value = self.fields.get(name)
        if value is None or value in choices:
            return value if isinstance(value, str) else None
        raise RowError(f'"{name}" must be one of {", ".join(choices)}, not {shown(value)}')

    def flag(self, name: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self.fields.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise RowError(f'"{name}" must be true or false, not {shown(value)}')
        return value

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """Give a whole number within bounds, or None where it was left out."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise RowError(f'"{name}" must be a whole number from {least} to {most}, not {shown(value)}')
        return value

    def day(self, name: str) -> date | None:
        """Give a day, or None where it was left out."""
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            raise RowError(f'"{name}" must be a day such as 2026-01-31, not {shown(value)}') from None


def _is_text(value: object) -> TypeGuard[str]:
    """Whether it is a short text that can be printed: no line breaks, no halves of a character."""
    return (
        isinstance(value, str)
        and value.isprintable()
        and 0 < len(value.strip()) <= len(value) <= _LONGEST_TEXT
    )


def shown(value: object) -> str:
    """Give a value as it may stand in a message: as JSON, and short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return (text if text.isprintable() else json.dumps(value, default=str))[:60]


def read(path: Path, make: Callable[[Row], Made], *, key: Callable[[Made], str]) -> list[Made]:
    """Give what `make` makes of each line; empty lines and a byte order mark are passed over.

    Raises:
        FileError: the file cannot be read, or `make` raised `RowError`, or two lines have the same key.
    """
    made: list[Made] = []
    mistakes: list[str] = []
    seen: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    one = make(row_of(line))
                    first = seen.setdefault(key(one), number)
                    if first != number:
                        raise RowError(f"{shown(key(one))} stands on line {first} already")  # noqa: TRY301
                except RowError as error:
                    mistakes.append(f"{path.name}, line {number}: {error}")
                else:
                    made.append(one)
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path.name} is not UTF-8 text") from error
    if mistakes:
        more = [f"... and {len(mistakes) - _MOST_SHOWN} more"] if len(mistakes) > _MOST_SHOWN else []
        raise FileError("\n".join(mistakes[:_MOST_SHOWN] + more))
    return made


def row_of(line: str) -> Row:
    """Give a line as an object.

    Raises:
        RowError: it is none.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        hint = " (a table with semicolons?)" if line.count(";") > 1 and "{" not in line else ""
        raise RowError(f"not a JSON object{hint}: {shown(line.strip())}") from None
    if not isinstance(fields, dict):
        raise RowError(f"not a JSON object: {shown(fields)}")
    return Row(fields)
