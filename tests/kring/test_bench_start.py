import argparse
import subprocess
import sys

import pytest

from kring.bench import start


@pytest.mark.usefixtures("uncounted")
@pytest.mark.slow
def test_each_process_is_measured_up_to_its_first_answer() -> None:
    parser = argparse.ArgumentParser()
    start.add(parser.add_subparsers())
    found = start.run(parser.parse_args(["start", "--rounds", "1", "--warm-up", "0"]))
    assert [row["process"] for row in found["processes"]] == ["import aiogram", "kring bot", "kring run"]
    assert all(row["seconds"] > 0 and row["of_import"] > 0 for row in found["processes"])


@pytest.mark.usefixtures("uncounted")
@pytest.mark.slow
def test_the_bot_alone_pays_neither_for_the_courier_nor_for_migrations() -> None:
    asked = "import sys, kring.receiving; print(sorted({'telegram', 'apscheduler', 'alembic'} & set(sys.modules)))"
    said = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
