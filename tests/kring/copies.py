"""Databases to copy, and what a copy is compared with."""

import pytest

from kring.__main__ import main
from storage import migrating
from storage.records import metadata
from tests.databases import opened
from tests.storage.rows import fill

Said = pytest.CaptureFixture[str]


both = pytest.mark.parametrize(
    "urls", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize(
    "urls", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with opened(url) as engine, engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select())]
            for name, table in metadata.tables.items()
        }


def fill_up(url: str) -> None:
    with opened(url) as engine, migrating.schema_change(engine) as connection:
        fill(connection)


def refused(arguments: list[str], said: Said) -> str:
    """The one line with which a command refuses."""
    said.readouterr()
    assert main(arguments) == 2
    heard = said.readouterr()
    assert heard.out == ""
    assert heard.err.startswith("kring: ")
    assert heard.err.count("\n") == 1
    return heard.err
