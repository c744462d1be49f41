"""Makes the data files of `domain/languages` from `data/*.csv` and Unicode's CLDR: `python -m scripts.build_languages`.

Babel is used here and nowhere at run time. The same input always gives the same bytes; `--check` writes
nothing and exits 1 where a file in the tree is not what would be made.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

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
    parser = argparse.ArgumentParser(prog="build_languages", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where a file is out of date"
    )
    check = parser.parse_args(arguments).check
    stale = 0
    for file, make in FILES.items():
        path, text = TARGET / file, make()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale += 1
            sys.stderr.write(f"{file} is out of date: run python -m scripts.build_languages\n")
        if not check:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{file}: {len(text.encode()):,} bytes\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
