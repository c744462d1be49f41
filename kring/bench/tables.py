"""What was measured, as text: a table for a list of rows, a line for anything else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def as_text(found: Mapping[str, Any]) -> str:
    """The measurement for reading: each part under its name."""
    return "\n".join(line for name, part in found.items() for line in _part(name, part))


def _part(name: str, part: object) -> Iterator[str]:
    title = name.replace("_", " ")
    if isinstance(part, Mapping):
        yield f"{title}:"
        yield from (f"  {key.replace('_', ' ')}: {_cell(value)}" for key, value in part.items())
    elif isinstance(part, list) and part and isinstance(part[0], Mapping):
        yield f"{title}:"
        yield from (f"  {line}" for line in _table(part))
    else:
        yield f"{title}: {_cell(part)}"


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = [[column.replace("_", " ") for column in columns]]
    cells += [[_cell(row.get(column, "")) for column in columns] for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    for line in cells:
        yield "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_cell, value)) if isinstance(value, list) else str(value)
