import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from storage.database import is_sqlite, open_database, transaction
from storage.drafts import Draft
from storage.people import Person
from tests.storage.samples import NOW, add_person


def _people(engine: Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Person)).one()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_every_connection_to_sqlite_is_set_up(sqlite: Engine, pragma: str, value: object) -> None:
    with sqlite.connect() as one, sqlite.connect() as two:
        assert one.connection.driver_connection is not two.connection.driver_connection
        for connection in (one, two):
            driver = connection.connection.cursor()
            driver.execute(f"PRAGMA {pragma}")
            assert driver.fetchone() == (value,)
            driver.close()


def test_two_writers_who_first_read_wait_for_each_other(engine: Engine) -> None:
    """Begun as readers they would both fail as busy where they turn writers; no wait helps against that."""
    with transaction(engine) as session:
        add_person(session, chat_id=0)
    together = threading.Barrier(2)
    errors: list[Exception] = []

    def write(number: int) -> None:
        try:
            together.wait(timeout=10)
            for chat_id in range(number * 100, number * 100 + 20):
                with transaction(engine) as session:
                    session.exec(select(Person.id).where(Person.chat_id == 0)).one()
                    add_person(session, chat_id=chat_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert _people(engine) == 41


def test_a_transaction_begins_as_a_writer_in_sqlite(sqlite: Engine) -> None:
    with transaction(sqlite) as session:
        session.exec(select(Person)).all()
        with sqlite.connect() as other:
            driver = other.connection.cursor()
            driver.execute("PRAGMA busy_timeout=1")
            with pytest.raises(Exception, match="database is locked"):
                driver.execute("BEGIN IMMEDIATE")
            driver.execute("PRAGMA busy_timeout=10000")
            driver.close()


def test_a_row_may_not_point_to_nobody(engine: Engine) -> None:
    draft = Draft(person_id=999, form="request", key=b"k", answers=b"a", touched_at=NOW)
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(draft)
    with Session(engine) as session:
        assert session.exec(select(Draft)).all() == []


def test_a_block_that_ends_is_kept(engine: Engine) -> None:
    with transaction(engine) as session:
        add_person(session)
    assert _people(engine) == 1


def test_a_block_that_raises_leaves_nothing(engine: Engine) -> None:
    def stop_half_way() -> None:
        with transaction(engine) as session:
            add_person(session)
            raise LookupError("half way")

    with pytest.raises(LookupError, match="half way"):
        stop_half_way()
    assert _people(engine) == 0


def test_a_record_can_be_read_after_its_transaction(engine: Engine) -> None:
    with transaction(engine) as session:
        person = session.get_one(Person, add_person(session))
    assert person.chat_id == 1001


def test_what_is_deleted_is_overwritten_in_the_file(sqlite: Engine) -> None:
    secret = b"something that must not stay"
    with transaction(sqlite) as session:
        person = add_person(session)
        session.add(Draft(person_id=person, form="request", key=b"k", answers=secret, touched_at=NOW))
    with sqlite.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    path = Path(str(sqlite.url.database))
    assert secret in path.read_bytes()
    with transaction(sqlite) as session:
        session.delete(session.exec(select(Draft)).one())
    with sqlite.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    assert secret not in path.read_bytes()


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'var' / 'kring.sqlite'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()
    assert (tmp_path / "var" / "kring.sqlite").exists()


def test_a_database_may_live_in_memory() -> None:
    engine = open_database("sqlite://")
    assert is_sqlite(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


@pytest.mark.postgres
def test_postgresql_is_not_sqlite(postgres: Engine) -> None:
    assert not is_sqlite(postgres)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("mysql+pymysql://localhost/kring", id="another database"),
        pytest.param("postgresql://localhost/kring", id="PostgreSQL by its older driver"),
        pytest.param("postgresql+asyncpg://localhost/kring", id="PostgreSQL, asynchronous"),
        pytest.param("sqlite+aiosqlite:///kring.sqlite", id="SQLite, asynchronous"),
        pytest.param("kring.sqlite", id="a file name"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="starts with sqlite:/// or postgresql"):
        open_database(url)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(ValueError, match="starts with") as refusal:
        open_database("mysql://kring:made-up-password@localhost/kring")
    assert "made-up-password" not in str(refusal.value)
