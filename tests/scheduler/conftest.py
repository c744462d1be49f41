"""A post office on a SQLite file of its own; modules that ask for `engine` play it on PostgreSQL as well."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.scheduler.office import Office


@pytest.fixture
def office(sqlite: Engine) -> Iterator[Office]:
    made = Office(sqlite)
    yield made
    made.close()
