"""The half of a key that stands elsewhere: made, read by others, destroyed without a trace, copied."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.keystore import NUMBER_BYTES, KeyStore


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/var/keys.sqlite"


def _bytes(address: str) -> bytes:
    file = Path(address.removeprefix("sqlite:///"))
    return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))


def test_a_half_is_found_by_another_process(address: str) -> None:
    number, half = KeyStore(address).add()
    assert (len(number), len(half)) == (NUMBER_BYTES, 32)
    assert KeyStore(address).half(number) == half
    assert KeyStore(address).half(bytes(NUMBER_BYTES)) is None


def test_no_two_halves_are_alike(address: str) -> None:
    keys = KeyStore(address)
    made = {keys.add() for _ in range(20)}
    assert len({number for number, _ in made}) == len({half for _, half in made}) == 20


def test_what_was_destroyed_is_in_no_file_and_no_memory(address: str) -> None:
    keys = KeyStore(address)
    gone, stays = keys.add(), keys.add()
    assert keys.half(gone[0]) is not None
    assert gone[1] in _bytes(address)
    assert keys.destroy([gone[0], bytes(NUMBER_BYTES)]) == 1
    assert keys.half(gone[0]) is None
    assert gone[1] not in _bytes(address)
    assert KeyStore(address).half(stays[0]) == stays[1]
    assert keys.destroy([gone[0]]) == 0


def test_many_are_destroyed_and_read_in_parts(address: str) -> None:
    keys = KeyStore(address)
    keys.prepare(1_200)
    numbers = [keys.add()[0] for _ in range(1_200)]
    other = KeyStore(address)
    other.look_ahead(numbers)
    assert all(other.half(number) for number in numbers)
    assert keys.destroy(numbers[:1_100]) == 1_100
    assert len(keys.every()) == 100


def test_what_was_prepared_is_handed_out_once_and_then_made_anew(address: str) -> None:
    keys = KeyStore(address)
    keys.prepare(2)
    prepared = keys.every()
    first, second, third = keys.add(), keys.add(), keys.add()
    assert dict([first, second]) == prepared
    assert third[0] not in prepared


def test_only_so_many_are_kept_in_memory(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.keystore._KEPT_OPEN", 2)
    keys = KeyStore(address)
    made = [keys.add() for _ in range(3)]
    assert list(keys._known) == [number for number, _ in made[1:]]
    assert keys.half(made[0][0]) == made[0][1], "the oldest is read again"


def test_the_file_is_its_owners_only_and_written_through(address: str) -> None:
    keys = KeyStore(address)
    keys.add()
    file = Path(address.removeprefix("sqlite:///"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with keys._opened().connect() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA secure_delete")) == 1
    keys.close()
    KeyStore(address).close()


def test_a_copy_brings_back_what_is_not_there(address: str, tmp_path: Path) -> None:
    keys = KeyStore(address)
    made = dict([keys.add(), keys.add()])
    other = KeyStore(f"sqlite:///{tmp_path}/other.sqlite")
    assert other.put_back(made) == 2
    assert other.put_back(made) == 0
    assert other.every() == made


@pytest.mark.postgres
def test_it_may_stand_in_postgresql_too(postgres_url: str) -> None:
    keys = KeyStore(postgres_url)
    gone, stays = keys.add(), keys.add()
    again = KeyStore(postgres_url)
    assert again.half(stays[0]) == stays[1]
    assert again.destroy([gone[0]]) == 1
    assert again.every() == dict([stays])
    assert again.half(stays[0]) == stays[1]
    again._known.clear()
    with keys._opened().begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    assert again.half(stays[0]) == stays[1], "after its line was cut it asks by a new one"
    keys.close()
    again.close()


def test_another_process_may_make_the_table_in_the_same_moment(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import ProgrammingError

    from storage import keystore

    real, tried = keystore._schema.create_all, []

    def first_fails(connection: object) -> None:
        tried.append(1)
        if len(tried) == 1:
            raise ProgrammingError("CREATE", None, Exception())
        real(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(keystore._schema, "create_all", first_fails)
    assert KeyStore(address).add()[0] in KeyStore(address).every()
    assert open_database(address).connect().scalar(text("SELECT count(*) FROM half")) == 1
