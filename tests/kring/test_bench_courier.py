import argparse

import pytest

from kring.bench import courier


@pytest.mark.slow
def test_the_courier_sends_everything_and_is_never_refused() -> None:
    parser = argparse.ArgumentParser()
    courier.add(parser.add_subparsers())
    found = courier.run(parser.parse_args(["courier", "--messages", "45"]))
    ours = [row for row in found["sent"] if row["who"] == "kring"]
    bare = [row for row in found["sent"] if row["who"] == "no limiter"]
    assert [(row["limits"], row["delivered"], row["refused"]) for row in ours] == [
        ("usual", 45, 0),
        ("strict", 45, 0),
    ]
    assert all(row["per_second"] <= 29 for row in ours)
    assert all(row["delivered"] + row["refused"] == 45 for row in bare)
    assert bare[1]["refused"] > 0
