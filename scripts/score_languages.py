"""How well the resolver does, per kind of query: `python -m scripts.score_languages [--misses] [FILE]`.

The queries are in `tests/domain/languages/queries.csv`: realistic ones, kept apart from the tables that the
index is made of. A query counts as right when

- `match`, `none`: the status is that, and the tags are exactly the expected ones, in their order;
- `ask`: the question's tags begin with the expected first one and hold all of the others;
- of a misspelling that should be a match, a question that begins with the right language is right too.
"""

import argparse
import csv
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.languages import Answer, resolve

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "domain" / "languages" / "queries.csv"

AIMS: Mapping[str, float] = {
    "exact": 0.97,
    "autonym": 0.95,
    "misspelling": 0.92,
    "colloquial": 0.88,
    "phrase": 0.88,
    "nonsense": 0.98,
}
"""The share of each kind that must be right."""


@dataclass(frozen=True, slots=True)
class Query:
    """One line of the file."""

    kind: str
    locale: str
    text: str
    status: str
    tags: tuple[str, ...]

    def is_right(self, answer: Answer) -> bool:
        """Whether the answer is what this query is about."""
        if self.status == "ask":
            return (
                answer.status == "ask"
                and answer.tags[:1] == self.tags[:1]
                and set(self.tags) <= set(answer.tags)
            )
        if self.kind == "misspelling" and answer.status == "ask":
            return answer.tags[:1] == self.tags[:1]
        return answer == Answer(answer.status, self.tags) and answer.status == self.status


@dataclass(slots=True)
class Score:
    """How many of a kind were asked and right, and which were wrong."""

    asked: int = 0
    right: int = 0
    misses: list[str] | None = None

    @property
    def share(self) -> float:
        """The part that was right, 0 to 1."""
        return self.right / self.asked


def queries(path: Path = QUERIES) -> list[Query]:
    """The queries of a file with the columns kind, locale, query, status and tags (between semicolons)."""
    with path.open(encoding="utf-8", newline="") as source:
        return [
            Query(
                row["kind"],
                row["locale"],
                row["query"],
                row["status"],
                tuple(row["tags"].split(";")) if row["tags"] else (),
            )
            for row in csv.DictReader(source)
        ]


def scores(asked: Iterable[Query]) -> tuple[dict[str, Score], list[float]]:
    """The score of each kind, and the processor time of each call in milliseconds."""
    found: dict[str, Score] = defaultdict(lambda: Score(misses=[]))
    times: list[float] = []
    for query in asked:
        begun = time.process_time()
        answer = resolve(query.text, query.locale)
        times.append((time.process_time() - begun) * 1000)
        score = found[query.kind]
        score.asked += 1
        if query.is_right(answer):
            score.right += 1
        elif score.misses is not None:
            score.misses.append(
                f"{query.locale} {query.text!r}: {query.status} {query.tags}, was {answer.status} {answer.tags}"
            )
    return dict(found), times


def main(arguments: list[str] | None = None) -> int:
    """Print the scores; 1 if one is under its aim."""
    parser = argparse.ArgumentParser(prog="score_languages", description="Scores the language resolver.")
    parser.add_argument("file", nargs="?", type=Path, default=QUERIES)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args(arguments)
    found, times = scores(queries(options.file))
    below = 0
    for kind, score in found.items():
        aim = AIMS.get(kind, 0.0)
        below += score.share < aim
        sys.stdout.write(
            f"{kind:<12} {score.right:>4} of {score.asked:<4} {score.share:7.1%}  (aim {aim:.0%})\n"
        )
        for miss in (score.misses or ()) if options.misses else ():
            sys.stdout.write(f"    {miss}\n")
    sys.stdout.write(f"median {statistics.median(times):.2f} ms, slowest {max(times):.0f} ms\n")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
