"""An office on a SQLite file; where the database matters, a test asks for `both` and runs on each kind."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.casework.post import all_arrived, blocks
from tests.databases import opened
from tests.office import Case, Office


@pytest.fixture(scope="session")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for every test on SQLite: what it has compiled once it need not compile again."""
    with opened(f"sqlite:///{tmp_path_factory.mktemp('office') / 'office.sqlite'}") as engine:
        yield engine


@pytest.fixture
def office(one_engine: Engine, migrated_file: Path) -> Office:
    """An office on a SQLite file with all tables and no rows."""
    one_engine.dispose()
    file = Path(one_engine.url.database or "")
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    shutil.copyfile(migrated_file, file)
    return Office(one_engine)


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
