"""`kring bench due`: claiming a hundred due requests out of a million, beside bare SQL and beside ten thousand.

On SQLite, and on PostgreSQL where the wheel of the test tools is there. What is claimed is rolled back or left as it
was, so that each turn finds the same. APScheduler's own job store stands beside it with ten thousand jobs.
"""

import argparse
import pickle
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text
from sqlmodel import Session

from casework import clock
from casework.desk import Desk
from domain.policy import Policy
from domain.regions import Regions
from kring.bench.due_rows import BEFORE, NOW, fill
from kring.bench.postgres import NOT_MEASURED, postgres_server
from kring.bench.processes import BenchError
from storage.database import is_sqlite, open_database, transaction
from storage.vault import Vault

DUE: Final = 100
_WITHOUT_INDEX_ROUNDS: Final = 3
_FIRST = "SELECT {what} FROM request WHERE due_at <= :now ORDER BY due_at, id LIMIT 100{lock}"
_LOCK = " FOR UPDATE SKIP LOCKED"
_MARK = "UPDATE request SET due = 'marked', due_at = :later WHERE id {among} RETURNING *"
_REGIONS = Path(__file__).parents[1] / "regions.toml"

Turn = Callable[[], int]
"""One measured action; with how many rows it had in its hands."""


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    said = "a hundred due requests out of a million, beside bare SQL"
    parser = subparsers.add_parser("due", help=said)
    parser.add_argument("--requests", type=int, default=1_000_000, metavar="N", help="the many (1000000)")
    parser.add_argument("--few", type=int, default=10_000, metavar="N", help="beside them (10000)")
    parser.add_argument(
        "--jobs", type=int, default=10_000, metavar="N", help="of APScheduler's store (10000)"
    )
    parser.add_argument("--rounds", type=int, default=25, metavar="N", help="turns of each (25)")
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give milliseconds with their ratios.

    Raises:
        BenchError: a claim had other rows than those that are due.
    """
    found: dict[str, Any] = {
        "load": {"due": DUE, "of": args.requests, "and_of": args.few, "rounds": args.rounds}
    }
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        urls = [f"sqlite:///{folder}/{name}.sqlite" for name in ("few", "many", "jobs")]
        found["sqlite"] = _measure(args, urls)
    with postgres_server("few", "many", "jobs") as server:
        found["postgresql"] = NOT_MEASURED if server is None else _measure(args, server.addresses)
    return found


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured on a table of one size."""

    name: str
    turn: Turn
    rows: int = DUE


def _measure(args: argparse.Namespace, urls: list[str]) -> list[dict[str, Any]]:
    """The rows of one database: milliseconds among few and among many, and how these compare."""
    few, many, jobs = (open_database(url) for url in urls)
    try:
        fill(few, requests=args.few, due=DUE)
        fill(many, requests=args.requests, due=DUE)
        with _job_store(jobs, args.jobs) as look_up:
            beside = [Subject("APScheduler's store looks up", look_up)]
            sizes = [_subjects(few), _subjects(many), beside]
            turns = _in_turns([one for size in sizes for one in size], args.rounds)
        count = len(sizes[0])
        small, large, [other] = turns[:count], turns[count : 2 * count], turns[2 * count :]
        mark = large[-1]
        rows = [
            _row(one.name, mark, few=left, many=right)
            for one, left, right in zip(sizes[0], small, large, strict=True)
        ]
        rows.append(_row("marked without the index", mark, many=_without_index(many)))
        rows.append(_row(f"{beside[0].name} among {args.jobs}", mark, few=other))
        return rows
    finally:
        for engine in (few, many, jobs):
            engine.dispose()


def _row(name: str, mark: float, *, few: float | None = None, many: float | None = None) -> dict[str, Any]:
    """One line; `of_marking` is beside the bare UPDATE ... RETURNING among the many."""
    row: dict[str, Any] = {"what": name}
    row["few_ms"] = "" if few is None else round(few, 2)
    row["many_ms"] = "" if many is None else round(many, 2)
    row["growth"] = round(many / few, 2) if few and many else ""
    row["of_marking"] = round((many or few or 0) / mark, 2)
    return row


def _in_turns(subjects: list[Subject], rounds: int) -> list[float]:
    """The median milliseconds of each, one turn of each after the other; a first turn warms up and does not count."""
    taken: list[list[float]] = [[] for _ in subjects]
    for number in range(rounds + 1):
        for subject, times in zip(subjects, taken, strict=True):
            spent = _timed(subject)
            if number:
                times.append(spent)
    return [statistics.median(times) for times in taken]


def _timed(subject: Subject) -> float:
    started = time.perf_counter()
    rows = subject.turn()
    spent = (time.perf_counter() - started) * 1000
    if rows != subject.rows:
        raise BenchError(f"{subject.name}: {rows} rows instead of {subject.rows}")
    return spent


def _subjects(engine: Engine) -> list[Subject]:
    regions = Regions.parse(_REGIONS.read_text(encoding="utf-8"), source=_REGIONS.name)

    def desk(session: Session, *, due: bool) -> Desk:
        now = NOW if due else BEFORE
        return Desk(session, now, Vault([bytes(32)]), Policy(), regions, ZoneInfo("Europe/Amsterdam"))

    def claim() -> int:
        with transaction(engine) as session:
            return len(clock.claim(desk(session, due=True)))

    def sweep() -> int:
        with transaction(engine) as session:
            return clock.sweep(desk(session, due=False))

    return [
        Subject("kring claims", claim),
        Subject("kring's whole sweep, nothing due", sweep, rows=0),
        Subject(
            "bare: nothing due", _bare(engine, _select(engine, "id"), now=_moment(engine, BEFORE)), rows=0
        ),
        Subject("bare: the same SELECT", _bare(engine, _select(engine, "*"), now=_moment(engine, NOW))),
        Subject("bare: UPDATE ... RETURNING", _marking(engine)),
    ]


def _select(engine: Engine, what: str) -> str:
    return _FIRST.format(what=what, lock="" if is_sqlite(engine) else _LOCK)


def _marking(engine: Engine) -> Turn:
    """A claim as queues do it: mark the rows and give them, in one statement."""
    ids = _select(engine, "id")
    among = f"IN ({ids})" if is_sqlite(engine) else f"= ANY(ARRAY({ids}))"
    values = {"now": _moment(engine, NOW), "later": _moment(engine, NOW.replace(year=NOW.year + 1))}
    return _bare(engine, _MARK.format(among=among), **values)


def _bare(engine: Engine, statement: str, **values: object) -> Turn:
    """The statement through the driver alone, in a transaction that is undone."""
    spelled = statement
    if not is_sqlite(engine):
        for name in values:
            spelled = spelled.replace(f":{name}", f"%({name})s")

    def turn() -> int:
        connection: Any = engine.raw_connection()
        cursor = connection.cursor()
        try:
            if is_sqlite(engine):
                cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(spelled, values)
            return len(cursor.fetchall())
        finally:
            connection.rollback()
            connection.close()

    return turn


def _moment(engine: Engine, moment: Any) -> object:  # noqa: ANN401 - a datetime, as the driver wants it
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}" if is_sqlite(engine) else moment


def _without_index(engine: Engine) -> float:
    """The median milliseconds of marking when the index on `due_at` is not there. It is the last that is measured."""
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_request_due"))
    return _in_turns([Subject("marked without the index", _marking(engine))], _WITHOUT_INDEX_ROUNDS)[0]


@contextmanager
def _job_store(engine: Engine, count: int) -> Iterator[Turn]:
    """APScheduler's own store with `count` jobs, of which a hundred are due: how it looks these up."""
    from apscheduler.job import Job
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.date import DateTrigger

    store = SQLAlchemyJobStore(engine=engine)
    scheduler = BackgroundScheduler(timezone=NOW.tzinfo)  # never started: it would run what is due
    store.start(scheduler, "default")
    settings = {
        "trigger": DateTrigger(NOW),
        "name": "due",
        "executor": "default",
        "func": print,
        "args": (),
        "kwargs": {},
    }
    more = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1, "next_run_time": NOW}
    state = Job(scheduler, id="0", **settings, **more).__getstate__()
    rows = [
        {
            "id": str(number),
            "next_run_time": NOW.timestamp() + (0 if number < DUE else number),
            "job_state": pickle.dumps({**state, "id": str(number)}, pickle.HIGHEST_PROTOCOL),
        }
        for number in range(count)
    ]
    with engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)
    yield lambda: len(store.get_due_jobs(NOW))
