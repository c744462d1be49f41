import argparse

import pytest

from kring.bench import workers
from kring.bench.postgres import NOT_MEASURED


@pytest.mark.usefixtures("uncounted")
@pytest.mark.slow
@pytest.mark.postgres
def test_one_bot_and_two_answer_and_write_everything() -> None:
    parser = argparse.ArgumentParser()
    workers.add(parser.add_subparsers())
    found = workers.run(parser.parse_args(["workers", "--rounds", "1", "--updates", "40", "--warm-up", "10"]))
    if found == {"postgresql": NOT_MEASURED}:
        pytest.skip(NOT_MEASURED)
    assert [row["bots"] for row in found["bots"]] == [1, 2]
    assert all(row["updates_per_second"] > 0 for row in found["bots"])
    assert found["ratio"]["without_the_load"] >= found["ratio"]["as_it_was"] > 0


def test_what_the_load_took_is_taken_off_where_two_bots_fill_two_cores() -> None:
    took = workers.Took(updates=1000, wall=2.0, load=0.8, bots=2.4, database=0.4)
    one, two = workers.Crew([1], [1]), workers.Crew([1, 2], [1, 2])
    assert one.without_load(took) == one.without_both(took) == took.raw == 500
    assert two.without_load(took) == pytest.approx(1000 / 1.6)
    assert two.without_both(took) == pytest.approx(1000 / 1.4)
    assert took.bot_microseconds == 2400
