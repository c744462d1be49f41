"""Pool files for `kring pool import`: a table with a heading (csv) or a JSON object a line; each mistake by its line."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final, TypeAlias

from domain.matching import Candidate
from domain.regions import Regions
from kring.json_lines import FileError, Row, RowError, row_of, shown
from kring.match_files import candidate_of

COLUMNS: Final = (
    "ref",
    "languages",
    "gender",
    "born",
    "regions",
    "scope",
    "available",
    "paused",
    "last_job_ended_on",
    "ties",
    "certificate_until",
    "culture",
    "religion",
    "busy",
    "recent_offers",
)
"""What a table may have; `ref`, `languages` and `regions` it must have."""

_NEEDED: Final = ("ref", "languages", "regions")
_LISTS: Final = frozenset({"regions", "scope", "ties", "culture"})
_FLAGS: Final = {
    "yes": True,
    "ja": True,
    "true": True,
    "1": True,
    "no": False,
    "nee": False,
    "false": False,
    "0": False,
}
_NUMBERS: Final = frozenset({"born", "busy", "recent_offers"})
_YOUNGEST: Final = 16

Cells: TypeAlias = Sequence[str]


@dataclass(slots=True)
class PoolFile:
    """The people of a file, one sentence for each mistake, and on which line each person stands."""

    people: list[Candidate] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    confidences: int = 0
    """How many lines told a culture or religion, which is not taken in."""


def read_pool_file(path: Path, regions: Regions, *, today: date) -> PoolFile:
    """Read a whole file, good lines and bad ones.

    Raises:
        FileError: it cannot be read at all, or its heading is no heading.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path.name} is not UTF-8 text") from error
    found = PoolFile()
    for number, line in _lines(text, path.name):
        try:
            row = row_of(line) if isinstance(line, str) else _row(*line)
            _take(found, number, row, _candidate(row, regions, today))
        except RowError as error:
            found.mistakes.append(f"{path.name}, line {number}: {error}")
    if not found.people and not found.mistakes:
        raise FileError(f"{path.name} has nobody in it")
    return found


def _take(found: PoolFile, number: int, row: Row, one: Candidate) -> None:
    first = found.lines.setdefault(one.ref, number)
    if first != number:
        raise RowError(f"{shown(one.ref)} stands on line {first} already")
    found.people.append(one)
    found.confidences += bool(row.fields.get("culture") or row.fields.get("religion"))


def _candidate(row: Row, regions: Regions, today: date) -> Candidate:
    one = candidate_of(row, today)
    unknown = sorted(code for code in one.regions if code not in regions)
    if unknown:
        raise RowError(f"no region {shown(unknown[0])}; there are: {', '.join(regions.codes)}")
    if not one.regions:
        raise RowError('"regions" is missing or empty')
    if one.born is not None and one.born > today.year - _YOUNGEST:
        raise RowError(f'"born" is {one.born}: that is a child')
    return one


def _lines(text: str, name: str) -> Iterator[tuple[int, tuple[Cells, Cells] | str]]:
    """The lines that are not empty with their numbers: columns and cells of a table, or JSON still to be read."""
    if not text.lstrip().startswith("{") and text.strip():
        yield from _table(text, name)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _table(text: str, name: str) -> Iterator[tuple[int, tuple[Cells, Cells]]]:
    heading = text.lstrip("\r\n").partition("\n")[0]
    mark = max(";\t,", key=heading.count)
    table = csv.reader(StringIO(text, newline=""), delimiter=mark)
    columns: Cells | None = None
    while True:
        start = table.line_num + 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            raise FileError(f"{name}, line {start}: {error}") from error
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, f"{name}, line {start}")
        else:
            yield start, (columns, cells)


def _columns(cells: Cells, where: str) -> Cells:
    columns = [cell.strip().lower() for cell in cells]
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise FileError(f"{where}: no column {shown(unknown[0])}; there are: {', '.join(COLUMNS)}")
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise FileError(f"{where}: the column {missing[0]} is missing")
    if len(set(columns)) < len(columns):
        raise FileError(f"{where}: a column stands there twice")
    return columns


def _row(columns: Cells, cells: Cells) -> Row:
    """A row of a table as an object; what is wrong with a cell is said when the field is read."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise RowError(f"{len(cells)} cells; the heading has {len(columns)}")
    given = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    return Row({column: _value(column, cell) for column, cell in given.items()})


def _value(column: str, cell: str) -> object:
    if column == "languages":
        return [_language(word) for word in cell.replace("|", " ").replace(",", " ").split()]
    if column in _LISTS:
        return [word.strip() for word in cell.replace(",", "|").split("|") if word.strip()]
    if column in {"available", "paused"}:
        return _FLAGS.get(cell.lower(), cell)
    if column in _NUMBERS:
        return int(cell) if cell.isascii() and cell.isdecimal() else cell
    return cell


def _language(word: str) -> object:
    """`ti:3`; without a level it is 1, as in a file of JSON."""
    tag, colon, level = word.partition(":")
    if not colon:
        return {"tag": tag}
    return {"tag": tag, "level": int(level) if level.isascii() and level.isdecimal() else level}


def written(one: Candidate) -> str:
    """A person as a line of a pool file."""
    fields = {
        "ref": one.ref,
        "languages": [{"tag": tag, "level": level} for tag, level in one.languages.items()],
        "gender": one.gender,
        "born": one.born,
        "regions": sorted(one.regions),
        "culture": sorted(one.culture),
        "religion": next(iter(one.religion), None),
        "scope": sorted(one.scope),
        "available": one.available,
        "busy": one.busy,
        "last_job_ended_on": one.last_job_ended_on and one.last_job_ended_on.isoformat(),
        "ties": sorted(one.ties),
        "certificate_until": one.certificate_until and one.certificate_until.isoformat(),
    }
    return json.dumps(fields, ensure_ascii=False)
