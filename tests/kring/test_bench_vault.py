import argparse
from typing import Any

import pytest

from kring.bench import vault
from kring.bench.postgres import NOT_MEASURED
from kring.bench.processes import BenchError
from kring.bench.vault_rows import Typist, Unsealed, somebody_of_the_service
from storage.database import open_database
from storage.vault import HALVED_BYTES, Vault

ORDER = ["vault", "--rounds", "1", "--answers", "5", "--cards", "5", "--people", "40", "--updates", "200"]


def _measured() -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    vault.add(parser.add_subparsers())
    return vault.run(parser.parse_args(ORDER))


@pytest.mark.usefixtures("uncounted")
@pytest.mark.slow
def test_sealing_a_card_and_a_new_master_key_are_measured() -> None:
    found = _measured()
    measured = [name for name in ("sqlite", "postgresql") if found[name] != NOT_MEASURED]
    assert "sqlite" in measured
    for database in measured:
        part = found[database]
        for name in ("first_answers", "later_answers"):
            assert part[name]["lowest"] <= part[name]["ratio"] <= part[name]["highest"]
        assert 0 < part["cards"]["vault_alone_ms"] < part["cards"]["with_audit_and_commit_ms"]
        assert part["rotation"]["keys"] == 40 + 2 * 400
        during, without, ratio = part["rotation"]["updates"]
        assert during["updates"] == without["updates"] > 0
        assert ratio["longest_ms"] == pytest.approx(during["longest_ms"] / without["longest_ms"], rel=0.1)


def test_what_is_unsealed_stands_there_in_the_open() -> None:
    plain = Unsealed([bytes(32)])
    key = plain.make_key()
    assert plain.seal(key, "details", {"name": "requester"}) == b'{"name":"requester"}'
    assert plain.open(key, "details", b'{"name":"requester"}') == {"name": "requester"}
    assert len(key) == HALVED_BYTES, "as long as the key of a person"


def test_an_answer_of_nobody_is_no_measurement(sqlite_url: str) -> None:
    typist = Typist(open_database(sqlite_url), Vault([bytes(32)]), iter([1]))
    try:
        with pytest.raises(BenchError, match="nobody"):
            typist.type()
        with pytest.raises(BenchError, match="nobody"):
            somebody_of_the_service(typist, 1)
    finally:
        typist.close()
