import argparse

import pytest

from kring.bench import due
from kring.bench.due_rows import NOW, count_due, fill
from kring.bench.postgres import NOT_MEASURED
from tests.databases import opened


def test_the_rows_are_as_many_as_asked_for_and_a_hundred_of_them_are_due(empty_postgres_or_file: str) -> None:
    with opened(empty_postgres_or_file) as engine:
        fill(engine, requests=1500, due=100)
        assert count_due(engine) == 100
        assert NOW.tzinfo is not None


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_postgres_or_file(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """The address of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.mark.slow
def test_a_claim_is_measured_beside_bare_sql_and_beside_a_store_of_jobs() -> None:
    parser = argparse.ArgumentParser()
    due.add(parser.add_subparsers())
    order = ["due", "--requests", "3000", "--few", "1000", "--jobs", "300", "--rounds", "3"]
    found = due.run(parser.parse_args(order))
    measured = [name for name in ("sqlite", "postgresql") if found[name] != NOT_MEASURED]
    assert "sqlite" in measured
    for database in measured:
        rows = {row["what"]: row for row in found[database]}
        assert len(rows) == 7
        assert all(row["of_marking"] > 0 for row in rows.values())
        assert rows["kring claims"]["few_ms"] > 0
