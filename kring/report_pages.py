"""The yearly figures as text, as CSV and as JSON."""

from collections.abc import Iterator
from itertools import groupby

from casework.spreadsheets import to_csv
from domain.reporting import Report, Share, Spread

Line = tuple[str, str, object]

_NOTHING = "-"
_NOT_TOLD = "not_told"
_NOTE = (
    "<5: 1 to 4, not told. 5+: not told either, or the <5 beside it could be computed. "
    "-: nobody, or too few to tell.\n"
    "The three rates of success have different denominators; they are not to be compared or added.\n"
)


def as_text(report: Report) -> str:
    """For reading."""
    page = [f"Requests closed in {report.year}"]
    for part, lines in groupby(_lines(report), key=lambda line: line[0]):
        page.append(f"\n{part.replace('_', ' ').capitalize()}")
        page += [
            f"  {name.replace('_', ' '):<34} {_NOTHING if value is None else value}"
            for _part, name, value in lines
        ]
    return "\n".join(page) + "\n\n" + _NOTE


def as_csv(report: Report) -> str:
    """A line a figure; an empty value is not told."""
    return to_csv(("part", "name", "value"), _lines(report))


def as_json(report: Report) -> dict[str, object]:
    """The same, nested; null is not told."""
    found: dict[str, object] = {"year": report.year}
    for part, lines in groupby(_lines(report), key=lambda line: line[0]):
        cells = {name: value for _part, name, value in lines}
        found[part] = None if _NOT_TOLD in cells else cells
    return found


def _lines(report: Report) -> Iterator[Line]:
    """Every figure with its part and its name, in a fixed order."""
    yield "requests", "requests", report.requests
    yield from _share("self_requests", report.self_requests)
    for name, rate in report.success.items():
        yield from _share(f"success_{name}", rate, counted="plans")
    for name, table in report.tables.items():
        yield from (
            ((name, row, cell) for row, cell in table.items()) if table else [(name, _NOT_TOLD, None)]
        )
    for day, done in report.follow_up_by_day.items():
        yield from _share(f"follow_up_by_day_{day}", done)
    yield from (("means", name, mean) for name, mean in report.means.items())
    for name, spread in report.days_from_request.items():
        yield from _spread(name, spread)


def _share(part: str, share: Share | None, *, counted: str = "count") -> Iterator[Line]:
    yield part, counted, share.count if share else None
    yield part, "of", share.of if share else None
    yield part, "percent", share.percent if share else None


def _spread(name: str, spread: Spread | None) -> Iterator[Line]:
    yield "days_from_request", f"{name}_median", spread.median if spread else None
    yield "days_from_request", f"{name}_p90", spread.p90 if spread else None
