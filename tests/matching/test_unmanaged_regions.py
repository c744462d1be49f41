"""A region without a manager is said at start and found by the doctor; it does not stop the service."""

import logging
from pathlib import Path

import pytest

from casework import coverage
from kring.commands.run import _warn_of_regions
from kring.playground import playing
from tests.office import HERE, REGIONS, Office


def test_every_region_is_named_until_it_has_a_manager(both: Office) -> None:
    assert both.do(lambda desk: coverage.unmanaged(desk.session, desk.regions)) == list(REGIONS.codes)
    both.manager(HERE)
    both.coordinator(region="zeeland")
    left = both.do(lambda desk: coverage.unmanaged(desk.session, desk.regions))
    assert left == [code for code in REGIONS.codes if code != HERE]


@pytest.mark.asyncio
async def test_the_start_says_one_line_for_each_such_region(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with playing(f"sqlite:///{tmp_path / 'kring.sqlite'}") as ground:
        with caplog.at_level(logging.WARNING, logger="kring.commands.run"):
            await _warn_of_regions(ground.work)
    said = [record.getMessage() for record in caplog.records if record.name == "kring.commands.run"]
    assert len(said) == len(REGIONS.codes)
    assert all("kring invite" in line for line in said)
