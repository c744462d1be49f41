"""An office on a SQLite file; where the database matters, a test asks for `both` and runs on each kind."""

import pytest
from sqlalchemy import Engine

from tests.casework.post import all_arrived, blocks
from tests.office import Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file with all tables and no rows."""
    return Office(sqlite)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest) -> Office:
    """The test runs once for each kind of database."""
    if request.param == "postgres":
        return Office(request.getfixturevalue("postgres"))
    made: Office = request.getfixturevalue("office")
    return made


@pytest.fixture
def away(both: Office) -> tuple[Office, Case]:
    """A family that blocked the bot before anybody wrote to them."""
    case = both.preparing()
    all_arrived(both)
    blocks(both, case.requester)
    return both, case
