import argparse

from kring.bench import match


def test_the_measurement_compares_ways_that_agree() -> None:
    parser = argparse.ArgumentParser()
    match.add(parser.add_subparsers())
    args = parser.parse_args(["match", "--sizes", "60", "--joint", "8"])
    found = args.measure(args)
    (row,) = found["shortlist"]
    assert row["pool"] == 60
    assert row["of_loop"] > 0
    assert found["joint"]["served"] >= found["joint"]["one_after_the_other_served"] > 0
