"""Migrations: up and down and up again with rows in them, and equal to the records."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from scripts.make_migration import make_baseline
from storage import migrating
from storage.records import metadata
from tests.storage.rows import counts, fill

REVISIONS = [
    script.revision for script in ScriptDirectory.from_config(migrating.configuration()).walk_revisions()
][::-1]


def _up(engine: Engine, revision: str) -> None:
    with migrating.schema_change(engine) as connection:
        command.upgrade(migrating.configuration(connection), revision)


def _down(engine: Engine, revision: str) -> None:
    with migrating.schema_change(engine) as connection:
        command.downgrade(migrating.configuration(connection), revision)


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_of_the_stairs_goes_up_down_and_up_again_with_rows_on_it(
    empty_engine: Engine, revision: str
) -> None:
    _up(empty_engine, revision)
    with migrating.schema_change(empty_engine) as connection:
        before = fill(connection)
    assert set(before.values()) == {1}
    _down(empty_engine, "-1")
    kept = _tables(empty_engine) & before.keys()
    _up(empty_engine, revision)
    assert _tables(empty_engine) == before.keys()
    with empty_engine.connect() as connection:
        after = counts(connection)
    assert {table: after[table] for table in kept} == {table: before[table] for table in kept}


def test_the_bottom_of_the_stairs_is_an_empty_database(empty_engine: Engine) -> None:
    migrating.upgrade(empty_engine)
    _down(empty_engine, "base")
    assert _tables(empty_engine) == set()


def test_records_and_migrations_make_the_same_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_condition_of_an_index_is_in_the_migrations_too(engine: Engine) -> None:
    where = {
        index["name"]: index.get("dialect_options", {}).get(f"{engine.dialect.name}_where")
        for index in inspect(engine).get_indexes("job")
    }
    for name in ("uq_job_request", "uq_job_coordinator"):
        assert "ended_at IS NULL" in str(where[name])


def test_no_constraint_is_nameless(engine: Engine) -> None:
    inspector = inspect(engine)
    named = {
        table: [inspector.get_pk_constraint(table)["name"]]
        + [key["name"] for key in inspector.get_foreign_keys(table)]
        + [constraint["name"] for constraint in inspector.get_unique_constraints(table)]
        for table in _tables(engine)
    }
    assert {table for table, names in named.items() if None in names} == set()


def test_a_database_says_whether_it_is_current(empty_engine: Engine) -> None:
    assert not migrating.is_current(empty_engine)
    migrating.upgrade(empty_engine)
    assert migrating.is_current(empty_engine)
    assert migrating.head() == REVISIONS[-1]


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    with migrating.schema_change(engine) as connection:
        before = fill(connection)
    migrating.upgrade(engine)
    with engine.connect() as connection:
        assert counts(connection) == before


def test_a_migration_that_fails_leaves_nothing_behind(empty_engine: Engine) -> None:
    def stop_half_way() -> None:
        with migrating.schema_change(empty_engine) as connection:
            command.upgrade(migrating.configuration(connection), "head")
            raise LookupError("half way")

    with pytest.raises(LookupError, match="half way"):
        stop_half_way()
    assert inspect(empty_engine).get_table_names() == []


def _foreign_keys(connection: Connection) -> int:
    return int(connection.execute(text("PRAGMA foreign_keys")).scalar_one())


@pytest.mark.usefixtures("sqlite_url")  # a file of its own: watches of other tests may stand on the kept one
def test_sqlite_may_copy_a_table_that_others_point_at(sqlite: Engine) -> None:
    with migrating.schema_change(sqlite) as connection:
        before = fill(connection)
        connection.execute(text("CREATE TABLE copy AS SELECT * FROM person"))
        connection.execute(text("DROP TABLE person"))
        connection.execute(text("ALTER TABLE copy RENAME TO person"))
        connection.execute(text("CREATE UNIQUE INDEX copy_id ON person (id)"))
    with sqlite.connect() as connection:
        assert counts(connection) == before
        assert _foreign_keys(connection) == 1


def test_sqlite_refuses_a_migration_that_leaves_rows_pointing_to_nothing(sqlite: Engine) -> None:
    with migrating.schema_change(sqlite) as connection:
        before = fill(connection)
    with (
        pytest.raises(migrating.DanglingRowsError, match="preparation_step"),
        migrating.schema_change(sqlite) as connection,
    ):
        connection.execute(text("DELETE FROM job"))
    with sqlite.connect() as connection:
        assert counts(connection) == before
        assert _foreign_keys(connection) == 1


@pytest.mark.postgres
def test_postgresql_gives_up_where_a_table_is_held_for_too_long(
    postgres: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_SECONDS", 1)
    with postgres.connect() as holder, holder.begin():
        holder.execute(text("LOCK TABLE person IN ACCESS EXCLUSIVE MODE"))
        with (
            pytest.raises(OperationalError, match="lock timeout"),
            migrating.schema_change(postgres) as connection,
        ):
            connection.execute(text("ALTER TABLE person ADD COLUMN nick text"))
    assert "nick" not in {column["name"] for column in inspect(postgres).get_columns("person")}


@pytest.mark.postgres
def test_postgresql_migrates_one_process_at_a_time(postgres: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_SECONDS", 1)
    with migrating.schema_change(postgres), pytest.raises(OperationalError, match="lock timeout"):
        migrating.upgrade(postgres)


def test_a_migration_is_written_from_the_records_in_plain_types(tmp_path: Path) -> None:
    source = make_baseline(tmp_path).read_text(encoding="utf-8")
    assert "sa.DateTime(timezone=True)" in source
    assert "sa.String(length=16)" in source
    assert "storage" not in source
    assert "sqlmodel" not in source
    assert make_baseline(tmp_path).read_text(encoding="utf-8") == source


def test_the_baseline_is_not_written_anew_once_there_is_more(tmp_path: Path) -> None:
    later = tmp_path / "0002_later.py"
    later.touch()
    with pytest.raises(SystemExit, match="later revisions"):
        make_baseline(tmp_path)
    assert list(tmp_path.iterdir()) == [later]


def test_migrations_name_no_code_of_ours() -> None:
    folder = Path(migrating.__file__).parent / "migrations" / "versions"
    scripts = sorted(folder.glob("*.py"))
    assert len(scripts) == len(REVISIONS)
    for script in scripts:
        source = script.read_text(encoding="utf-8")
        assert "storage" not in source, script.name
        assert "sqlmodel" not in source, script.name
