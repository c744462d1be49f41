"""An office on a SQLite file of its own; where the database matters, a test asks for `both` and runs on each kind."""

import pytest
from sqlalchemy import Engine

from tests.office import Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture
def both(engine: Engine) -> Office:
    return Office(engine)
