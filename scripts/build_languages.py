"""Makes the data files of `domain/languages` from `data/*.csv` and Unicode's CLDR: `python -m scripts.build_languages`.

Babel is used here and nowhere at run time. The same input always gives the same bytes; `--check` writes
nothing and exits 1 where a file in the tree is not what would be made.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from scripts.generated import write_or_check
from scripts.language_index import index
from scripts.language_names import display_names

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TARGET = ROOT / "domain" / "languages"

Row = Mapping[str, str]


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a table in `data/`."""
    with (DATA / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _language(row: Row) -> dict[str, object]:
    plain = ("tag", "iso639_3", "name_nl", "name_en", "autonym", "script", "direction")
    return {
        **{column: row[column] for column in plain},
        "spoken_only": row["spoken_only"] == "yes",
        "fallback": row["fallback"].split(";"),
        "group": row["macrolanguage_group"],
    }


def _neighbours(pairs: Iterable[Row]) -> list[list[object]]:
    """Each pair twice: citizen, coordinator, how well the citizen understands, sensitive, why."""
    found: list[list[object]] = []
    for row in pairs:
        sensitive = row["sensitive"] == "yes"
        for citizen, coordinator in (("a", "b"), ("b", "a")):
            level = int(row[f"spoken_{citizen}_understands_{coordinator}"])
            found.append([row[citizen], row[coordinator], level, sensitive, row["note"]])
    return found


def _lines(items: Iterable[object]) -> str:
    """One item a line, so that a change shows as the lines that changed."""
    return ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)


def registry() -> str:
    """`registry.json`: the languages in the order of the table, and who understands whom."""
    languages = _lines(_language(row) for row in rows("pool_languages.csv"))
    near = _lines(_neighbours(rows("intelligibility.csv")))
    return f'{{"languages": [\n{languages}\n],\n"neighbours": [\n{near}\n]}}\n'


def names() -> str:
    """`names.json`: for each locale the languages' names in the order of the registry, between tabs."""
    tags = [row["tag"] for row in rows("pool_languages.csv")]
    lines = (
        f"{json.dumps(locale)}: {json.dumps(chr(9).join(here.get(tag, '') for tag in tags).rstrip(chr(9)), ensure_ascii=False)}"
        for locale, here in display_names(rows("pool_languages.csv")).items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


FILES: Mapping[str, Callable[[], str]] = {
    "registry.json": registry,
    "names.json": names,
    "index.json": lambda: index(rows),
}


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with `--check` say which are out of date."""
    return write_or_check("build_languages", __doc__, TARGET, FILES, arguments)


if __name__ == "__main__":
    sys.exit(main())
