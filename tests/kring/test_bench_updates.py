import argparse

import pytest

from kring.bench import updates
from kring.bench.tables import as_text


@pytest.mark.usefixtures("uncounted")
@pytest.mark.slow
def test_every_update_of_a_measured_run_is_answered_and_written() -> None:
    parser = argparse.ArgumentParser()
    updates.add(parser.add_subparsers())
    found = updates.run(parser.parse_args(["updates", "--rounds", "1", "--updates", "20", "--warm-up", "4"]))
    assert [row["bot"] for row in found["bots"]] == ["kring", "aiogram", "python-telegram-bot"]
    assert all(row["updates_per_second"] > 0 and row["kring_is"] > 0 for row in found["bots"])
    assert found["answers_written"] == 24


def test_a_table_says_what_a_reader_needs() -> None:
    found = {
        "load": {"rounds": 1, "pinned": True},
        "bots": [{"bot": "kring", "per_second": 900}],
        "written": 7,
    }
    assert as_text(found).splitlines() == [
        "load:",
        "  rounds: 1",
        "  pinned: yes",
        "bots:",
        "  bot    per second",
        "  kring         900",
        "written: 7",
    ]
